//! Prints statements about invented matters as JSON Lines, many of them told several times, with which tell the
//! same thing.
//!
//! usage: cargo run --release -p onrecord-link --example generate_statements -- N [SEED] > statements.jsonl
//!
//! Of the utterances half are told once, the others by up to a dozen outlets: to the letter, with words left out,
//! put in others' place or moved, or in part. One in two tellings names the speaker. Utterances are about
//! matters, each with names and words of its own, so that different things are said in much the same words.
//!
//! Each row: {"text", "speaker"?, "time", "gold"}; rows of one `gold` tell the same thing.

#[path = "../../../benches/scale/random.rs"]
mod random;
#[path = "../../../benches/scale/words.rs"]
mod words;

use random::Random;
use serde_json::json;
use std::io::{BufWriter, Write};
use words::{ADJECTIVES, NOUNS, OFFICES, VERBS, capital, name};

/// Words that tie the others together.
const LITTLE: [&str; 16] = [
    "the", "of", "and", "to", "in", "for", "on", "with", "that", "by", "from", "at", "before", "after", "as",
    "a",
];
/// Different invented words.
const INVENTED: usize = 60_000;
/// Statements on one matter, about.
const OF_MATTER: usize = 300;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let count: usize = args.next().ok_or("usage: generate_statements N [SEED]")?.parse()?;
    let mut random = Random(args.next().map_or(Ok(1), |seed| seed.parse())?);
    let common: Vec<&str> =
        [NOUNS, VERBS, ADJECTIVES].iter().flat_map(|list| list.split_whitespace()).collect();
    let invented: Vec<String> = (0..INVENTED)
        .map(|_| {
            let syllables = random.between(2, 3);
            name(&mut random, syllables).to_lowercase()
        })
        .collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut told, mut gold) = (0, 0);
    while told < count {
        let matter = Matter::new(&mut random, &common, &invented);
        let end = count.min(told + OF_MATTER);
        while told < end {
            let first = matter.statement(&mut random, &common, &invented);
            let speaker = random.pick(&[0, 1, 2, 3, 4]);
            let times = if random.percent(50) { 1 } else { random.low(12) + 1 };
            for _ in 0..times.min(end - told) {
                let text = retold(&first, &mut random, &common);
                let day = format!("2031-{:02}-{:02}", matter.month, matter.day + random.between(0, 2));
                let speaker = random.percent(50).then(|| matter.speakers[speaker].as_str());
                let row = match speaker {
                    Some(speaker) => json!({"text": text, "speaker": speaker, "time": day, "gold": gold}),
                    None => json!({"text": text, "time": day, "gold": gold}),
                };
                writeln!(out, "{row}")?;
                told += 1;
            }
            gold += 1;
        }
    }
    out.flush()?;
    Ok(())
}

/// What some statements are about.
struct Matter {
    names: Vec<String>,
    words: Vec<String>,
    speakers: Vec<String>,
    month: usize,
    day: usize,
}

impl Matter {
    fn new(random: &mut Random, common: &[&str], invented: &[String]) -> Matter {
        let word = |random: &mut Random| match random.percent(50) {
            true => common[random.low(common.len())].to_owned(),
            false => invented[random.low(invented.len())].clone(),
        };
        let speaker = |random: &mut Random| format!("{} {}", random.pick(&OFFICES), name(random, 3));
        Matter {
            names: (0..12).map(|_| capital(&invented[random.low(INVENTED)])).collect(),
            words: (0..60).map(|_| word(random)).collect(),
            speakers: (0..5).map(|_| speaker(random)).collect(),
            month: random.between(1, 12),
            day: random.between(1, 26),
        }
    }

    /// The words of one utterance.
    fn statement(&self, random: &mut Random, common: &[&str], invented: &[String]) -> Vec<String> {
        let length = random.between(8, 28);
        let word = |at: usize| match random.between(0, 99) {
            _ if at % 3 == 1 => random.pick(&LITTLE).to_owned(),
            0..10 => self.names[random.low(self.names.len())].clone(),
            10..45 => self.words[random.low(self.words.len())].clone(),
            45..85 => common[random.low(common.len())].to_owned(),
            85..94 => invented[random.low(invented.len())].clone(),
            94..98 => random.between(2, 900).to_string(),
            _ => "not".to_owned(),
        };
        (0..length).map(word).collect()
    }
}

/// The same in the words of somebody who reports it.
fn retold(first: &[String], random: &mut Random, common: &[&str]) -> String {
    let mut words = first.to_vec();
    match random.between(0, 9) {
        // To the letter.
        0..4 => {}
        // In part.
        4 => {
            let from = random.between(0, words.len() / 2);
            let to = (from + random.between(4, 12)).min(words.len());
            words = words[from..to].to_vec();
        }
        // In other words.
        _ => {
            for word in &mut words {
                if !is_fixed(word) && random.percent(12) {
                    common[random.low(common.len())].clone_into(word);
                }
            }
            words.retain(|word| is_fixed(word) || !random.percent(8));
            if words.len() > 6 && random.percent(50) {
                let at = random.between(2, words.len() - 3);
                words.rotate_left(at);
            }
        }
    }
    format!("{}.", words.join(" "))
}

/// Numbers and denials are told as they are.
fn is_fixed(word: &str) -> bool {
    word == "not" || word.starts_with(|c: char| c.is_ascii_digit())
}
