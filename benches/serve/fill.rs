//! A record of invented statements, written straight into its tables: the words are used as often as words of a
//! language are, speakers and outlets likewise.

use crate::{Numbers, Outcome};
use onrecord_record::{Record, place};
use onrecord_text::{Digest, Id};
use rusqlite::{Connection, params};
use std::path::Path;

const WORDS: u64 = 50_000;
const AN_ARTICLE: u64 = 10;
const OUTLETS: u64 = 200;
const DAYS: u64 = 3 * 365;

pub fn fill(path: &Path, statements: u64) -> Outcome {
    Record::create(path)?.close()?;
    let mut db = Connection::open(path)?;
    db.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000")?;
    let tx = db.transaction()?;
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let parties = (statements / 40).max(10);
    for n in 0..parties {
        let (name, id) = (name(n), party(n));
        tx.prepare_cached("INSERT INTO parties VALUES (?1, 'person', ?2, ?3, '', NULL)")?
            .execute(params![id, name, name.to_lowercase()])?;
    }
    let mut last: Option<String> = None;
    for n in 0..statements.div_ceil(AN_ARTICLE) {
        article(&tx, &mut numbers, n, parties, &mut last)?;
    }
    tx.execute("INSERT INTO statement_text (statement_text) VALUES ('optimize')", [])?;
    tx.commit()?;
    println!("{}: {statements} statements", path.display());
    Ok(())
}

/// An article with its statements; one in three of them tells the utterance of the one before.
fn article(
    tx: &Connection,
    numbers: &mut Numbers,
    n: u64,
    parties: u64,
    last: &mut Option<String>,
) -> rusqlite::Result<()> {
    let id = Id::new('a', &[n.to_string()]).as_str().to_owned();
    let day = numbers.below(DAYS);
    let published = format!("{}-{:02}-{:02}", 2030 + day / 365, day % 365 / 31 + 1, day % 28 + 1);
    let (mut text, mut rows) = (format!("{}\n\n", sentence(numbers, 8)), Vec::new());
    for position in 0..AN_ARTICLE {
        let length = 8 + numbers.below(18);
        let (speaker, content) = (numbers.rank(parties), sentence(numbers, length));
        let start = text.len() + 1;
        text.push_str(&format!("\"{content},\" said {}.\n\n", name(speaker)));
        rows.push((position, speaker, content.clone(), start, start + content.len()));
    }
    let version = Digest::of(text.as_bytes()).to_string();
    tx.prepare_cached("INSERT INTO versions (id, text, length) VALUES (?1, ?2, ?3)")?.execute(params![
        version,
        text,
        text.len()
    ])?;
    tx.prepare_cached(
        "INSERT INTO articles (id, url, title, outlet, published, version, marked_by, annotated)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, '', ?6)",
    )?
    .execute(params![
        id,
        format!("https://news.example/{n}"),
        text.lines().next(),
        format!("The {} Courier", word(numbers.rank(OUTLETS))),
        published,
        version
    ])?;
    tx.prepare_cached("INSERT INTO origins VALUES (?1, ?1)")?.execute([&id])?;
    for (position, speaker, content, start, end) in rows {
        let statement = Id::new('s', &[id.as_str(), &position.to_string()]).as_str().to_owned();
        let mention = Id::new('m', &[id.as_str(), &position.to_string()]).as_str().to_owned();
        let kind = ["direct", "direct", "indirect", "mixed"][numbers.below(4) as usize];
        let (name, row) = (name(speaker), place(Some(&published), &id, position as usize));
        tx.prepare_cached("INSERT INTO mentions VALUES (?1, ?2, 'person', ?3, ?4, ?5, ?6, 'name')")?
            .execute(params![mention, id, end + 8, end + 8 + name.len(), name, party(speaker)])?;
        tx.prepare_cached(
            "INSERT INTO statements (n, id, article, version, position, kind, rule, confidence, speaker)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'generated', 0.9, ?7)",
        )?
        .execute(params![row, statement, id, version, position, kind, mention])?;
        for (role, from, to) in
            [("content", start, end), ("cue", end + 3, end + 7), ("source", end + 8, end + 8 + name.len())]
        {
            tx.prepare_cached("INSERT INTO spans VALUES (?1, ?2, 0, ?3, ?4)")?
                .execute(params![statement, role, from, to])?;
        }
        tx.prepare_cached("INSERT INTO statement_text (rowid, content, source) VALUES (?1, ?2, ?3)")?
            .execute(params![row, content, name])?;
        let utterance = match last.take() {
            Some(before) if numbers.below(3) == 0 => before,
            _ => {
                let utterance = statement.replacen('s', "u", 1);
                tx.prepare_cached("INSERT INTO utterances VALUES (?1, ?2, ?3)")?.execute(params![
                    utterance,
                    party(speaker),
                    statement
                ])?;
                utterance
            }
        };
        tx.prepare_cached("INSERT INTO tellings VALUES (?1, ?2, 1.0, 'generated')")?
            .execute([&statement, &utterance])?;
        *last = Some(utterance);
    }
    Ok(())
}

fn party(n: u64) -> String {
    Id::new('p', &[n.to_string()]).as_str().to_owned()
}

fn sentence(numbers: &mut Numbers, words: u64) -> String {
    (0..words).map(|_| word(numbers.rank(WORDS))).collect::<Vec<_>>().join(" ")
}

/// The word of this rank: common ones are short.
pub fn word(rank: u64) -> String {
    let (mut rest, mut word) = (rank, String::new());
    loop {
        word.push("bdfghjklmnprstvz".as_bytes()[(rest % 16) as usize] as char);
        word.push("aeiou".as_bytes()[(rest / 16 % 5) as usize] as char);
        rest /= 80;
        if rest == 0 {
            return word;
        }
        rest -= 1;
    }
}

/// The name of this party.
pub fn name(n: u64) -> String {
    let capital = |word: String| word[..1].to_uppercase() + &word[1..];
    format!("{} {}", capital(word(n % 900 + 80)), capital(word(n + 6_480)))
}
