//! `onrecord eval utterances`: which statements of a record are brought together as tellings of one utterance,
//! against labels.

use crate::Outcome;
use onrecord_link::utterance::Options;
use onrecord_record::Record;
use onrecord_record::query::{ArticleView, PartyRow, StatementRow};
use onrecord_text::{Span, When};
use onrecord_train::people::{Pairs, SingleSpaced};
use onrecord_train::utterances::{Label, held, overlap};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

/// A statement is a label's telling if they share so much (Dice).
const LEAST_OVERLAP: f64 = 0.5;
/// And holds it, whatever else it tells, if so much of it stands there.
const LEAST_HELD: f64 = 0.8;

/// Score which statements of a record are taken to tell one utterance.
///
/// The labels are lines of JSON, an utterance each: utterance (a key) and tellings, each with file (as the record's
/// inputs end), content (as printed) and, if it is interrupted, more (its further pieces). A telling is found if a
/// statement shares half of it or more; one statement may be two. Of every two statements: do they tell one
/// utterance, and were they taken to? Tellings with `altered`, misquotations that need not be joined to what they
/// alter, are left out.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord eval utterances samples.record samples/expected/utterances.jsonl
  onrecord eval utterances samples.record samples/expected/utterances.jsonl --errors")]
pub struct Args {
    /// The record, built from the labelled files.
    record: PathBuf,

    /// The labels.
    labels: PathBuf,

    /// Also list utterances that are several, and those that are taken for several.
    #[arg(long)]
    errors: bool,
}

/// A statement that labels say something of, or a label that no statement was found of.
#[derive(Default)]
struct Telling {
    statement: Option<StatementRow>,
    /// The utterances that it tells: two, if a quotation goes on behind its cue with another thing.
    tells: BTreeSet<String>,
    /// Those, and the ones that stand in it beside other things. It is not wrong to join it with what tells them.
    holds: BTreeSet<String>,
    /// Where it stands and what it says.
    shown: String,
}

pub fn run(args: &Args) -> Outcome {
    let labels: Vec<Label> = super::labels(&args.labels, Label::read)?.into_iter().flatten().collect();
    let record = Record::open(&args.record)?;
    let total = labels.len();
    let mut by_file: BTreeMap<String, Vec<Label>> = BTreeMap::new();
    for label in labels.into_iter().filter(|label| label.altered.is_none()) {
        by_file.entry(label.file.clone()).or_default().push(label);
    }
    let altered = total - by_file.values().map(Vec::len).sum::<usize>();
    let (mut tellings, mut located, mut found) = (Vec::new(), 0, 0);
    for (file, labels) in by_file {
        let Some(view) = super::of_file(&record, &file)? else {
            anstream::println!("not found  {}", super::no_input(&file));
            continue;
        };
        let text = SingleSpaced::of(&view.text);
        let mut of_statement: BTreeMap<&str, Telling> = BTreeMap::new();
        let mut holds: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for label in labels {
            let Some(passage) = label.find(&text) else {
                anstream::println!("not found  {file}: {}", label.pieces.join(" … "));
                continue;
            };
            located += 1;
            for row in view.statements.iter().filter(|row| held(&content(row), &passage) >= LEAST_HELD) {
                holds.entry(&row.id).or_default().insert(label.utterance.clone());
            }
            let tells = BTreeSet::from([label.utterance]);
            match statement(&view, &passage) {
                Some(row) => {
                    found += 1;
                    let new = || {
                        let who = row.speaker.as_ref().map_or("unknown", |who| who.name.as_str());
                        let shown = format!("{file}: {who}: {}", row.content_text());
                        Telling { statement: Some(row.clone()), shown, ..Telling::default() }
                    };
                    of_statement.entry(&row.id).or_insert_with(new).tells.extend(tells);
                }
                None => {
                    let shown = format!("{file}: no statement: {}", label.pieces.join(" … "));
                    tellings.push(Telling { tells, shown, ..Telling::default() });
                }
            }
        }
        for (id, mut telling) in of_statement {
            telling.holds = holds.remove(id).unwrap_or_default();
            telling.holds.extend(telling.tells.iter().cloned());
            tellings.push(telling);
        }
    }
    anstream::println!("tellings {total}, altered {altered}, located {located}, with a statement {found}");
    let found: Vec<&Telling> = tellings.iter().filter(|t| t.statement.is_some()).collect();
    report(&found, &tellings);
    if args.errors {
        errors(&tellings);
    }
    Ok(ExitCode::SUCCESS)
}

/// The statement whose content has most in common with the passage, if that is enough.
fn statement<'a>(view: &'a ArticleView, passage: &[Span]) -> Option<&'a StatementRow> {
    let shares = view.statements.iter().map(|s| (overlap(&content(s), passage), s));
    let enough = shares.filter(|(share, _)| *share >= LEAST_OVERLAP);
    enough.max_by(|x, y| x.0.total_cmp(&y.0).then_with(|| y.1.id.cmp(&x.1.id))).map(|best| best.1)
}

/// Its content's pieces.
fn content(row: &StatementRow) -> Vec<Span> {
    row.content.iter().map(|slice| Span { start: slice.start, end: slice.end }).collect()
}

/// The utterance that a statement was taken to tell.
fn taken(telling: &Telling) -> Option<&str> {
    telling.statement.as_ref()?.utterance.as_deref()
}

fn report(found: &[&Telling], all: &[Telling]) {
    let all: Vec<&Telling> = all.iter().collect();
    let mut causes: BTreeMap<&str, usize> = BTreeMap::new();
    anstream::println!("pairs of statements      P      R   right   found    gold");
    for (what, tellings) in [("with a statement", found), ("all labels", &all)] {
        let mut pairs = Pairs::default();
        causes.clear();
        for (at, a) in tellings.iter().enumerate() {
            for b in &tellings[at + 1..] {
                let (one, joined) =
                    (!a.tells.is_disjoint(&b.tells), taken(a).is_some() && taken(a) == taken(b));
                pairs.gold += u64::from(one);
                pairs.found += u64::from(joined && (one || a.holds.is_disjoint(&b.holds)));
                pairs.right += u64::from(one && joined);
                if one && !joined {
                    *causes.entry(cause(a, b)).or_default() += 1;
                }
            }
        }
        let [p, r] = [pairs.precision(), pairs.recall()].map(|x| 100.0 * x);
        let Pairs { right, found, gold } = pairs;
        anstream::println!("{what:<20} {p:5.1}  {r:5.1}  {right:>6}  {found:>6}  {gold:>6}");
    }
    for (cause, pairs) in causes {
        anstream::println!("missed, {cause:<32} {pairs:>5}");
    }
}

/// Why two statements that tell one utterance were not brought together, as far as it is plain.
fn cause(a: &Telling, b: &Telling) -> &'static str {
    let (Some(x), Some(y)) = (&a.statement, &b.statement) else { return "no statement found of one" };
    match (&x.speaker, &y.speaker) {
        (Some(who), Some(other)) if who.id != other.id => match is_named(who) && is_named(other) {
            true => "of two speakers",
            false => "speaker not named in one",
        },
        _ if are_far(x, y) => "days apart",
        (Some(_), Some(_)) => "in other words, one speaker",
        _ => "in other words, speaker unknown",
    }
}

/// True of a party with a name of its own.
fn is_named(party: &PartyRow) -> bool {
    !["group", "unnamed"].contains(&party.kind.as_str())
}

/// True if their days are so far apart that only the same words would be one utterance.
fn are_far(a: &StatementRow, b: &StatementRow) -> bool {
    let days = |s: &StatementRow| {
        let said = s.said.as_ref().filter(|said| said.inferred.is_none()).and_then(|said| said.date.as_ref());
        said.or(s.article.published.as_ref())?.parse::<When>().ok().map(|when| when.days())
    };
    let (Some((a_first, a_last)), Some((b_first, b_last))) = (days(a), days(b)) else { return false };
    let apart = a_first.duration_since(b_last).max(b_first.duration_since(a_last));
    apart.as_hours() > i64::from(Options::default().days) * 24
}

fn errors(tellings: &[Telling]) {
    let mut of_label: BTreeMap<&str, BTreeMap<&str, Vec<&Telling>>> = BTreeMap::new();
    let mut of_utterance: BTreeMap<&str, Vec<&Telling>> = BTreeMap::new();
    for telling in tellings {
        let taken = taken(telling);
        for label in &telling.tells {
            let of_label = of_label.entry(label).or_default();
            of_label.entry(taken.unwrap_or("none")).or_default().push(telling);
        }
        if let Some(taken) = taken {
            of_utterance.entry(taken).or_default().push(telling);
        }
    }
    for (id, told) in &of_utterance {
        let apart =
            |(at, a): (usize, &&Telling)| told[at + 1..].iter().any(|b| a.holds.is_disjoint(&b.holds));
        if told.iter().enumerate().any(apart) {
            anstream::println!("\nseveral taken for one: {id}");
            told.iter().for_each(|t| anstream::println!("  {:?} {}", t.holds, t.shown));
        }
    }
    for (label, taken) in of_label.iter().filter(|of| of.1.len() > 1) {
        anstream::println!("\none taken for several: {label}");
        for (id, told) in taken {
            told.iter().for_each(|t| anstream::println!("  {id} {}", t.shown));
        }
    }
}
