//! Prints reports on invented events as JSON Lines, some of them another one told again in other words.
//!
//! usage: cargo run --release -p onrecord-link --example rewrites -- EVENTS [SEED] > articles.jsonl
//!
//! On each event there are three articles: an original; a rewrite of it, which brings the same statements, names
//! and numbers in the same order, one statement in eight left out, and shares no sentence with it; and the report
//! of another who heard the same people, with a choice and an order of their own. Each of these two makes every
//! sentence anew, in a shape that neither of the others has, and says half of the words otherwise that can be.
//!
//! Each row: {"id", "outlet", "published", "title", "text", "gold": {"kind", "event"}}, `kind` being original,
//! rewrite or other. Of an event, the original and the rewrite are one pair that should be found, the other two
//! pairs should not. `benches/reuse/rewrites.py` scores a record that was built of them.

#[path = "../../../benches/scale/random.rs"]
mod random;
#[path = "../../../benches/scale/words.rs"]
mod words;

use random::Random;
use serde_json::json;
use std::io::{BufWriter, Write};
use words::{ADJECTIVES, NOUNS, OFFICES, VERBS, capital, name};

/// Of a hundred words that can be said otherwise, those that a reporter says otherwise.
const OTHERWISE: u64 = 50;

/// What is said, or what happened, before anybody puts it into words.
struct Fact {
    /// Index of the speaker; `None` of what a reporter tells on their own.
    speaker: Option<usize>,
    noun: &'static str,
    verb: &'static str,
    adjective: &'static str,
    place: String,
    number: usize,
    /// How the original puts it.
    shape: usize,
}

/// How many shapes a clause may have.
const SHAPES: usize = 4;

struct Event {
    /// Office and name.
    speakers: Vec<(&'static str, String)>,
    facts: Vec<Fact>,
}

struct World {
    random: Random,
    nouns: Vec<&'static str>,
    verbs: Vec<&'static str>,
    adjectives: Vec<&'static str>,
}

impl World {
    fn event(&mut self) -> Event {
        let random = &mut self.random;
        let person = |random: &mut Random| format!("{} {}", name(random, 2), name(random, 2));
        let speakers: Vec<_> = (0..4).map(|_| (random.pick(&OFFICES), person(random))).collect();
        let places: Vec<String> = (0..5).map(|_| name(random, 2)).collect();
        let count = random.between(10, 14);
        let facts = (0..count).map(|i| Fact {
            speaker: (i % 4 != 3).then(|| random.low(speakers.len())),
            noun: random.pick(&self.nouns),
            verb: random.pick(&self.verbs),
            adjective: random.pick(&self.adjectives),
            place: places[random.between(0, places.len() - 1)].clone(),
            number: random.between(11, 998),
            shape: random.between(0, SHAPES - 1),
        });
        let facts = facts.collect();
        Event { speakers, facts }
    }

    /// These facts in the words of one reporter, a paragraph each, in shapes so many beyond the original's.
    fn text(&mut self, event: &Event, facts: &[&Fact], shapes: &[usize]) -> String {
        let mut named = vec![false; event.speakers.len()];
        let paragraphs: Vec<String> = facts
            .iter()
            .map(|fact| {
                let shape = fact.shape + self.random.pick(shapes);
                let clause = self.clause(fact, shape % SHAPES);
                let Some(at) = fact.speaker else { return capital(&clause) + "." };
                let (office, name) = &event.speakers[at];
                let who = match std::mem::replace(&mut named[at], true) {
                    true => name.split(' ').next_back().unwrap_or(name).to_owned(),
                    false => format!("{office} {name}"),
                };
                match self.random.between(0, 3) {
                    0 => format!("{who} said that {clause}."),
                    1 => format!("According to {who}, {clause}."),
                    2 => format!("{}, {who} said.", capital(&clause)),
                    _ => format!("{who} told reporters that {clause}."),
                }
            })
            .collect();
        paragraphs.join("\n\n")
    }

    /// A fact as a clause of this shape.
    fn clause(&mut self, fact: &Fact, shape: usize) -> String {
        let Fact { noun, place, number, .. } = fact;
        let mut word = |usual, others: &[&'static str]| match self.random.percent(OTHERWISE) {
            true => self.random.pick(others),
            false => usual,
        };
        let (verb, adjective) = (word(fact.verb, &self.verbs), word(fact.adjective, &self.adjectives));
        match shape {
            0 => format!("the {adjective} {noun} in {place} would be {verb} within {number} days"),
            1 => format!("{number} days remained until a {noun} near {place} was {verb}"),
            2 => format!("in {place} they {verb} the {noun} for {number} {adjective} households"),
            _ => format!("some {number} people at {place} want their {adjective} {noun} {verb}"),
        }
    }

    /// Most of the facts.
    fn some<'e>(&mut self, facts: &'e [Fact], chance: u64) -> Vec<&'e Fact> {
        facts.iter().filter(|_| self.random.percent(chance)).collect()
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let events: usize = args.next().ok_or("usage: rewrites EVENTS [SEED]")?.parse()?;
    let random = Random(args.next().map_or(Ok(1), |seed| seed.parse())?);
    let list = |words: &'static str| words.split_whitespace().collect();
    let mut world = World { random, nouns: list(NOUNS), verbs: list(VERBS), adjectives: list(ADJECTIVES) };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for number in 0..events {
        let event = world.event();
        let all: Vec<&Fact> = event.facts.iter().collect();
        let kept = world.some(&event.facts, 88);
        let mut own = world.some(&event.facts, 70);
        for i in (1..own.len()).rev() {
            own.swap(i, world.random.between(0, i));
        }
        let articles: [(&str, Vec<&Fact>, usize, &[usize]); 3] =
            [("original", all, 8, &[0]), ("rewrite", kept, 14, &[1, 2]), ("other", own, 11, &[3])];
        for (kind, facts, hour, shapes) in articles {
            let text = world.text(&event, &facts, shapes);
            let title = format!("{} in {}", capital(event.facts[0].noun), event.facts[0].place);
            let row = json!({
                "id": format!("{number}-{kind}"),
                "outlet": format!("{} Press", name(&mut world.random, 2)),
                "published": format!("2031-{:02}-{:02}T{hour:02}:00Z", number / 28 % 12 + 1, number % 28 + 1),
                "title": title,
                "text": text,
                "gold": {"kind": kind, "event": number},
            });
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}
