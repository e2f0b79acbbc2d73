//! An article about an event: its own wording around the shared words, or taken from another.

use crate::random::Random;
use crate::words::capital;
use crate::world::{Event, World};

#[derive(Clone)]
pub struct Article {
    pub outlet: usize,
    /// Minutes since the first day.
    pub minute: usize,
    pub title: String,
    pub paragraphs: Vec<String>,
}

/// All articles about an event, the first ones written first. Of a hundred, ten are reprints, eight are edited,
/// six are cut, and the rest are written anew with what was said.
pub fn articles(world: &mut World, event: &Event, count: usize) -> Vec<Article> {
    let mut all: Vec<Article> = Vec::with_capacity(count);
    for _ in 0..count {
        let outlet = world.random.between(0, world.outlets.len() - 1);
        let kind = world.random.next() % 100;
        let article = match all.is_empty() || kind >= 24 {
            true => original(world, event, outlet),
            false => {
                let source = world.random.between(0, all.len() - 1);
                taken(world, &all[source], outlet, kind)
            }
        };
        all.push(article);
    }
    all
}

fn taken(world: &mut World, source: &Article, outlet: usize, kind: u64) -> Article {
    let mut out = Article { outlet, ..source.clone() };
    out.minute += world.random.between(10, 1440);
    match kind {
        0..10 => out
            .paragraphs
            .push(format!("This report was first published by {}.", world.outlets[source.outlet].name)),
        10..18 => {
            for paragraph in &mut out.paragraphs {
                *paragraph = edited(paragraph, &mut world.random);
            }
        }
        _ => {
            let keep = out.paragraphs.len() * world.random.between(30, 70) / 100;
            out.paragraphs.truncate(keep.max(2));
        }
    }
    out
}

/// One word in twenty goes or is doubled up with another.
fn edited(text: &str, random: &mut Random) -> String {
    let mut out: Vec<&str> = Vec::new();
    for word in text.split(' ') {
        match random.next() % 40 {
            0 => {}
            1 => out.extend(["also", word]),
            _ => out.push(word),
        }
    }
    out.join(" ")
}

fn original(world: &mut World, event: &Event, outlet: usize) -> Article {
    let mut named = vec![false; world.matters[event.matter].people.len()];
    let mut paragraphs = vec![format!("{}.", capital(&world.clause(event.matter)))];
    for n in 0..world.random.between(6, 13) {
        let mut text = match n % 3 < 2 {
            true => telling(world, event, &mut named),
            false => format!("{}.", capital(&world.clause(event.matter))),
        };
        for _ in 0..world.random.between(0, 2) {
            text = format!("{text} {}.", capital(&world.clause(event.matter)));
        }
        paragraphs.push(text);
    }
    Article {
        outlet,
        minute: event.day * 1440 + world.random.between(360, 2880),
        title: event.title.clone(),
        paragraphs,
    }
}

/// What somebody said, told directly, in part or in reported speech, by name, office or pronoun.
fn telling(world: &mut World, event: &Event, named: &mut [bool]) -> String {
    let said = &event.said[world.random.between(0, event.said.len() - 1)];
    let matter = &world.matters[event.matter];
    let person = &matter.people[said.who];
    let (country, random) = (&matter.country, &mut world.random);
    let who = match std::mem::replace(&mut named[said.who], true) {
        false => format!("{country}’s {} {}", person.office, person.full()),
        true => match random.next() % 4 {
            0 => person.full(),
            1 => format!("the {}", person.office.to_lowercase()),
            _ => person.surname.clone(),
        },
    };
    let weekday = random.pick(&["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]);
    let words = &said.words;
    let pronoun = if person.he { "he" } else { "she" };
    let half = words.match_indices(' ').nth(words.split(' ').count() / 2).map_or(0, |(at, _)| at);
    match random.next() % 6 {
        0 => format!("“{},” {who} said on {weekday}.", capital(words)),
        1 => format!("{} said that {words}.", capital(&who)),
        2 => format!(
            "{} told reporters in {} that {} “{}”.",
            capital(&who),
            matter.capital,
            &words[..half],
            words[half..].trim()
        ),
        3 => format!("According to {who}, {words}.",),
        4 => format!("“{},” {pronoun} said, as {who} left {}.", capital(words), matter.capital),
        _ => format!("{} warned: “{}.”", capital(&who), capital(words)),
    }
}
