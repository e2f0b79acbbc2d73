//! Days that one text tells of another: of undated articles, of copies, of tellings of one utterance. Worked
//! out from what was annotated and linked; nothing is linked by it.

use crate::text::StoredText;
use onrecord_annotate::time::{own_days, timexes_between};
use onrecord_clean::ChromeKind;
use onrecord_link::when::{Told, days_of_tellings, same_words, weekday_of};
use onrecord_text::{Id, OffsetMap, Span, Unit, When};
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Days from the first to the last on which a text can have been written.
type Days = (jiff::civil::Date, jiff::civil::Date);

/// The words that tell a date, and the tellings that carried it over.
#[derive(Clone)]
struct Evidence {
    rule: String,
    article: String,
    start: u32,
    end: u32,
    /// The telling that gave the day, and the statement that it was given to.
    telling: Option<(String, String)>,
}

impl Evidence {
    fn telling(&self) -> (Option<&str>, Option<&str>) {
        self.telling.as_ref().map(|(from, to)| (from.as_str(), to.as_str())).unzip()
    }
}

/// Fills the empty tables of inferred days. Those of statements and tellings must show what was computed.
pub(super) fn infer(tx: &Connection) -> rusqlite::Result<()> {
    from_own_texts(tx)?;
    from_sources(tx)?;
    date_statements(tx)?;
    let weekdays = from_tellings(tx)?;
    from_told_weekdays(tx, weekdays)?;
    date_statements(tx)
}

/// Articles whose own text says when it was written.
fn from_own_texts(tx: &Connection) -> rusqlite::Result<()> {
    // A text without a day in full, and without a picture that may have one, says nothing.
    let mut select = tx.prepare(
        "SELECT id, published FROM articles a
         WHERE EXISTS (SELECT 1 FROM timexes WHERE article = a.id AND anchor = 'absolute' AND length(at) >= 10)
            OR EXISTS (SELECT 1 FROM chrome WHERE article = a.id AND kind = 'caption')
         ORDER BY id",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (article, published): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        let published: Option<When> = published.and_then(|p| p.parse().ok());
        if published.is_some_and(|p| p.day().is_some()) {
            continue;
        }
        let stored = load(tx, &article)?;
        let captions: Vec<Span> =
            stored.chrome.iter().filter(|m| m.kind == ChromeKind::Caption).map(|m| m.span).collect();
        let Some(own) = own_days(&stored.text, &stored.body, &captions) else { continue };
        let Some(days) = common((own.first, own.last), published.map(|p| p.days())) else { continue };
        let (start, end) = OffsetMap::new(&stored.text, Unit::CodePoint).out(own.span);
        let evidence =
            Evidence { rule: own.rule.to_owned(), article: article.clone(), start, end, telling: None };
        date_article(tx, &article, &stored, days, &evidence)?;
    }
    Ok(())
}

/// The days that two stretches have in common.
fn common(a: Days, b: Option<Days>) -> Option<Days> {
    let Some(b) = b else { return Some(a) };
    let both = (a.0.max(b.0), a.1.min(b.1));
    (both.0 <= both.1).then_some(both)
}

/// Stores that an article was written within these days, and what that makes of its expressions of time.
fn date_article(
    tx: &Connection,
    article: &str,
    stored: &StoredText,
    days: Days,
    evidence: &Evidence,
) -> rusqlite::Result<()> {
    let (from, through) = evidence.telling();
    tx.prepare_cached("INSERT OR IGNORE INTO inferred_days VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?
        .execute((
            article,
            days.0.to_string(),
            days.1.to_string(),
            &evidence.rule,
            &evidence.article,
            evidence.start,
            evidence.end,
            from,
            through,
        ))?;
    let known = expressions(tx, article)?;
    let map = OffsetMap::new(&stored.text, Unit::CodePoint);
    for timex in timexes_between(&stored.text, &stored.body, Some(days)) {
        let start = map.out(timex.span).0;
        let unresolved = known.get(&start).is_some_and(|e| e.how.starts_with("unresolved:"));
        if unresolved && !timex.anchor.starts_with("unresolved:") {
            let at = timex.when.map(|when| when.to_string());
            date_expression(tx, article, start, &timex.value, at.as_deref(), evidence)?;
        }
    }
    Ok(())
}

fn date_expression(
    tx: &Connection,
    article: &str,
    start: u32,
    value: &str,
    at: Option<&str>,
    evidence: &Evidence,
) -> rusqlite::Result<()> {
    let (from, through) = evidence.telling();
    tx.prepare_cached(
        "INSERT OR REPLACE INTO inferred_timexes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute((
        article,
        start,
        value,
        at,
        &evidence.rule,
        &evidence.article,
        evidence.start,
        evidence.end,
        from,
        through,
    ))
    .map(|_| ())
}

/// An expression of time as it is known so far.
struct Expression {
    end: u32,
    value: String,
    at: Option<String>,
    /// What it was resolved against.
    how: String,
    /// True if another day than its article's own date resolved it.
    inferred: bool,
}

/// The expressions of an article, by where they start.
fn expressions(tx: &Connection, article: &str) -> rusqlite::Result<BTreeMap<u32, Expression>> {
    let mut select = tx.prepare_cached(
        "SELECT t.start_, t.end_, coalesce(i.value, t.value), iif(i.article IS NULL, t.at, i.at),
                coalesce(i.rule, t.anchor), i.article IS NOT NULL
         FROM timexes t LEFT JOIN inferred_timexes i ON i.article = t.article AND i.start_ = t.start_
         WHERE t.article = ?1 ORDER BY t.start_",
    )?;
    let expression = |r: &Row| {
        let (end, value, at, how, inferred) = (r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?);
        Ok((r.get(0)?, Expression { end, value, at, how, inferred }))
    };
    select.query_map([article], expression)?.collect()
}

/// The text of an article's newest version.
pub(super) fn load(tx: &Connection, article: &str) -> rusqlite::Result<StoredText> {
    let text: String = tx
        .prepare_cached("SELECT v.text FROM articles a JOIN versions v ON v.id = a.version WHERE a.id = ?1")?
        .query_row([article], |r| r.get(0))?;
    let mut stored = StoredText::new(text);
    stored.load_chrome(tx, article)?;
    Ok(stored)
}

/// Copies: the passages that they took were written when their source was.
fn from_sources(tx: &Connection) -> rusqlite::Result<()> {
    let mut select = tx.prepare(
        "SELECT copy, source FROM derivations WHERE directed AND degree IN ('mostly', 'whole')
         ORDER BY copy, source",
    )?;
    let mut sources: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        sources.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    for copy in sources_first(&sources) {
        from_sources_of(tx, copy, &sources[copy])?;
    }
    Ok(())
}

/// The copies in an order in which each comes behind those of its sources that are copies themselves. Where
/// copying goes round in a circle, the circle is broken where it was entered.
fn sources_first(sources: &BTreeMap<String, Vec<String>>) -> Vec<&str> {
    let (mut order, mut seen) = (Vec::new(), HashSet::new());
    for start in sources.keys() {
        // Each entry: an article, and which of its sources is looked at next.
        let mut path: Vec<(&str, usize)> = Vec::new();
        if seen.insert(start.as_str()) {
            path.push((start, 0));
        }
        while let Some((at, next)) = path.last_mut() {
            let source = sources.get(*at).and_then(|list| list.get(*next));
            *next += 1;
            match source {
                Some(source) if sources.contains_key(source) && seen.insert(source.as_str()) => {
                    path.push((source, 0));
                }
                Some(_) => {}
                None => order.extend(path.pop().map(|(at, _)| at)),
            }
        }
    }
    order
}

/// A value, the same as a date, and what tells it.
type Sourced = (String, Option<String>, Evidence);

/// What the sources of one copy say about its expressions. Where two say different things, nothing is stored.
fn from_sources_of(tx: &Connection, copy: &str, sources: &[String]) -> rusqlite::Result<()> {
    let here = Side::load(tx, copy)?;
    // By the expression: what sources make of it; nothing where they don't agree.
    let mut found: BTreeMap<u32, Option<Sourced>> = BTreeMap::new();
    for source in sources {
        let there = Side::load(tx, source)?;
        let passages = passages(tx, &here, &there)?;
        for (mine, its) in same_words(here.words(), there.words(), &passages) {
            let ((start, _), (from, told)) = (&here.expressions[mine], &there.expressions[its]);
            if !(told.inferred || told.how.starts_with("published")) {
                continue;
            }
            let evidence = Evidence {
                rule: "reprint".to_owned(),
                article: source.clone(),
                start: *from,
                end: told.end,
                telling: None,
            };
            let new = (told.value.clone(), told.at.clone(), evidence);
            let known = found.entry(*start).or_insert_with(|| Some(new.clone()));
            if known.as_ref().is_some_and(|k| k.0 != new.0) {
                *known = None;
            }
        }
    }
    let own: HashMap<u32, &Expression> = here.expressions.iter().map(|(start, e)| (*start, e)).collect();
    for (start, told) in found {
        match (told, own.get(&start)) {
            (Some((value, ..)), Some(own)) if own.value == value => {}
            // Its own text says otherwise than its source.
            (_, Some(own)) if own.inferred => {
                tx.prepare_cached("DELETE FROM inferred_timexes WHERE article = ?1 AND start_ = ?2")?
                    .execute((copy, start))?;
            }
            (Some((value, at, evidence)), _) => {
                date_expression(tx, copy, start, &value, at.as_deref(), &evidence)?;
            }
            (None, _) => {}
        }
    }
    Ok(())
}

/// One side of a derivation.
struct Side {
    article: String,
    text: String,
    expressions: Vec<(u32, Expression)>,
    spans: Vec<Span>,
}

impl Side {
    fn load(tx: &Connection, article: &str) -> rusqlite::Result<Side> {
        let text = load(tx, article)?.text;
        let map = OffsetMap::new(&text, Unit::CodePoint);
        let (mut expressions, mut spans) = (Vec::new(), Vec::new());
        for (start, expression) in self::expressions(tx, article)? {
            if let Some(span) = map.back(start, expression.end) {
                spans.push(span);
                expressions.push((start, expression));
            }
        }
        Ok(Side { article: article.to_owned(), expressions, spans, text })
    }

    fn words(&self) -> (&str, &[Span]) {
        (&self.text, &self.spans)
    }
}

/// The passages that two articles share, boilerplate aside: first in `here`, then in `there`.
fn passages(tx: &Connection, here: &Side, there: &Side) -> rusqlite::Result<Vec<(Span, Span)>> {
    let turned = there.article < here.article;
    let (a, b) = if turned { (there, here) } else { (here, there) };
    let mut select = tx.prepare_cached(
        "SELECT a_start, a_end, b_start, b_end FROM passages
         WHERE a = ?1 AND b = ?2 AND kind <> 'boilerplate' ORDER BY piece",
    )?;
    let (map_a, map_b) = (OffsetMap::new(&a.text, Unit::CodePoint), OffsetMap::new(&b.text, Unit::CodePoint));
    let mut rows = select.query([&a.article, &b.article])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let pair = map_a.back(row.get(0)?, row.get(1)?).zip(map_b.back(row.get(2)?, row.get(3)?));
        out.extend(pair.map(|(a, b)| if turned { (b, a) } else { (a, b) }));
    }
    Ok(out)
}

/// Statements whose words of saying were dated.
fn date_statements(tx: &Connection) -> rusqlite::Result<()> {
    tx.execute(
        "INSERT OR IGNORE INTO inferred_said
         SELECT s.id, i.at, i.rule, i.from_article, i.from_start, i.from_end, i.from_statement, i.through
         FROM inferred_timexes i JOIN statements s ON s.article = i.article AND s.said_start = i.start_
         WHERE i.at IS NOT NULL",
        [],
    )
    .map(|_| ())
}

/// A telling as stored.
struct Telling {
    /// When it was said, the value of the words that tell it, when its article was published or written.
    told: (Option<When>, Option<String>, Option<When>),
    statement: String,
    article: String,
    /// Where the words stand that tell when.
    said: Option<(u32, u32)>,
    undated: bool,
    /// True if it quotes.
    quotes: bool,
}

/// Tellings that lack their day get it from the others. Gives the statements that say the weekday of it, with
/// the article, the day and the evidence.
fn from_tellings(tx: &Connection) -> rusqlite::Result<Vec<(String, jiff::civil::Date, Evidence)>> {
    let mut select = tx.prepare(
        "SELECT t.utterance, s.id, s.article, coalesce(i.said, s.said), x.value,
                coalesce(a.published, d.last), s.said_start, s.said_end, a.published IS NULL, s.kind
         FROM tellings t JOIN statements s ON s.id = t.statement JOIN articles a ON a.id = s.article
         LEFT JOIN inferred_days d ON d.article = a.id LEFT JOIN inferred_said i ON i.statement = s.id
         LEFT JOIN timexes x ON x.article = s.article AND x.start_ = s.said_start
         ORDER BY t.utterance, s.id",
    )?;
    let mut weekdays = Vec::new();
    let mut rows = select.query([])?;
    let (mut utterance, mut group) = (String::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let of: String = row.get(0)?;
        if of != utterance {
            share_day(tx, &std::mem::take(&mut group), &mut weekdays)?;
            utterance = of;
        }
        let when = |at: usize| row.get::<_, Option<String>>(at).map(|w| w.and_then(|w| w.parse().ok()));
        let said: Option<u32> = row.get(6)?;
        group.push(Telling {
            told: (when(3)?, row.get(4)?, when(5)?),
            statement: row.get(1)?,
            article: row.get(2)?,
            said: said.zip(row.get(7)?),
            undated: row.get(8)?,
            quotes: row.get::<_, String>(9)? != "indirect",
        });
    }
    share_day(tx, &group, &mut weekdays)?;
    Ok(weekdays)
}

fn share_day(
    tx: &Connection,
    tellings: &[Telling],
    weekdays: &mut Vec<(String, jiff::civil::Date, Evidence)>,
) -> rusqlite::Result<()> {
    if tellings.len() < 2 {
        return Ok(());
    }
    let told: Vec<Told> = tellings
        .iter()
        .map(|t| Told {
            statement: Id::stored(t.statement.as_str()),
            quotes: t.quotes,
            said: t.told.0,
            value: t.told.1.as_deref(),
            published: t.told.2,
        })
        .collect();
    let mut insert =
        tx.prepare_cached("INSERT OR IGNORE INTO inferred_said VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    for given in days_of_tellings(&told) {
        let (to, from) = (&tellings[given.to], &tellings[given.from]);
        let Some((start, end)) = from.said else { continue };
        let telling = (from.statement.clone(), to.statement.clone());
        let rule = "telling".to_owned();
        let evidence = Evidence { rule, article: from.article.clone(), start, end, telling: Some(telling) };
        let (giver, through) = evidence.telling();
        let day = given.day.to_string();
        insert.execute((&to.statement, day, &evidence.rule, &from.article, start, end, giver, through))?;
        if to.undated && to.told.1.as_deref().is_some_and(|value| weekday_of(value).is_some()) {
            weekdays.push((to.article.clone(), given.day, evidence));
        }
    }
    Ok(())
}

/// Undated articles that say "on Tuesday" of an utterance whose day is known: they were written on that day or
/// within six days of it.
fn from_told_weekdays(
    tx: &Connection,
    mut weekdays: Vec<(String, jiff::civil::Date, Evidence)>,
) -> rusqlite::Result<()> {
    // Of an article the last day first: it is the one that leaves the fewest days.
    weekdays.sort_by(|a, b| (&a.0, b.1, a.2.telling()).cmp(&(&b.0, a.1, b.2.telling())));
    for of_article in weekdays.chunk_by(|a, b| a.0 == b.0) {
        let Some((article, _, evidence)) = of_article.first() else { continue };
        let own: Option<(String, String)> = tx
            .prepare_cached("SELECT first, last FROM inferred_days WHERE article = ?1")?
            .query_row([article], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?;
        let own = own.and_then(|(first, last)| first.parse().ok().zip(last.parse().ok()));
        let week = |day: jiff::civil::Date| {
            day.checked_add(jiff::Span::new().days(6)).map_or((day, day), |last| (day, last))
        };
        let days = of_article
            .iter()
            .map(|(_, day, _)| week(*day))
            .try_fold(own, |known, week| common(week, known).map(Some));
        if let Some(Some(days)) = days {
            date_article(tx, article, &load(tx, article)?, days, evidence)?;
        }
    }
    Ok(())
}
