//! `onrecord eval people`: who is taken to be whom across articles, against labels.

use crate::Outcome;
use onrecord_record::Record;
use onrecord_record::query::{ArticleView, Slice, StatementRow};
use onrecord_text::Span;
use onrecord_train::people::{Label, Mention, Pairs, SingleSpaced, score};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

/// Score who is taken to be whom across the articles of a record.
///
/// The labels are lines of JSON: file (as the record's inputs end), source (a mention, as printed), context (words
/// that stand in the file once), at (where the mention begins in them), name (null for somebody who is not
/// named) and type; `"role": "addressee"` for somebody spoken to. Of every two mentions in two articles: are
/// they one party, and were they taken to be one?
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord eval people samples.record samples/expected/people.jsonl
  onrecord eval people samples.record samples/expected/people.jsonl --errors")]
pub struct Args {
    /// The record, built from the labelled files.
    record: PathBuf,

    /// The labels.
    labels: PathBuf,

    /// Also list parties that are several, and those that are taken for several.
    #[arg(long)]
    errors: bool,
}

/// A label with what the record holds of it.
struct Checked {
    label: Label,
    /// Index of its file.
    article: usize,
    /// True if a statement was found there.
    statement: bool,
    /// The party that its speaker (or addressee) is, by id and name.
    party: Option<(String, String)>,
}

pub fn run(args: &Args) -> Outcome {
    let labels = super::labels(&args.labels, Label::read)?;
    let record = Record::open(&args.record)?;
    let mut by_file: BTreeMap<String, Vec<Label>> = BTreeMap::new();
    let total = labels.len();
    for label in labels {
        by_file.entry(label.file.clone()).or_default().push(label);
    }
    let mut checked = Vec::with_capacity(total);
    let mut missing = Vec::new();
    for (article, (file, labels)) in by_file.into_iter().enumerate() {
        let Some(view) = super::of_file(&record, &file)? else {
            missing.push(super::no_input(&file));
            continue;
        };
        let text = SingleSpaced::of(&view.text);
        for label in labels {
            match label.find(&text) {
                Some((mention, context)) => checked.push(check(&view, label, article, mention, context)),
                None => missing.push(format!("{file}: {}", label.context)),
            }
        }
    }
    report(total, &checked, &missing);
    if args.errors {
        errors(&checked);
    }
    Ok(ExitCode::SUCCESS)
}

fn check(view: &ArticleView, label: Label, article: usize, mention: Span, context: Span) -> Checked {
    let common = |slices: &[Slice], span: Span| -> u32 {
        slices.iter().map(|s| s.end.min(span.end).saturating_sub(s.start.max(span.start))).sum()
    };
    let met = |s: &StatementRow| match label.addressee {
        false => common(&s.source, mention),
        true => common(&s.cue, context) + common(&s.source, context),
    };
    // The statement whose source has most of the mention and least besides.
    let size = |s: &StatementRow| s.source.iter().map(|p| p.end - p.start).sum::<u32>();
    let best = view
        .statements
        .iter()
        .filter(|s| met(s) > 0)
        .max_by_key(|s| (label.addressee && s.addressee.is_some(), met(s), std::cmp::Reverse(size(s))));
    let party = best.and_then(|s| if label.addressee { s.addressee.as_ref() } else { s.speaker.as_ref() });
    let party = party.map(|p| (p.id.clone(), p.name.clone()));
    Checked { article, statement: best.is_some(), party, label }
}

/// What the label says it is, by kind and name; empty for somebody without a name.
fn gold(label: &Label) -> String {
    label.name.as_ref().map_or(String::new(), |name| format!("{} {name}", label.kind))
}

fn mention(checked: &Checked) -> Mention {
    let found = checked.party.as_ref().map(|p| p.0.clone());
    Mention { article: checked.article, gold: gold(&checked.label), found }
}

fn report(total: usize, checked: &[Checked], missing: &[String]) {
    for missing in missing {
        anstream::println!("not found  {missing}");
    }
    let statements = checked.iter().filter(|c| c.statement).count();
    let parties = checked.iter().filter(|c| c.party.is_some()).count();
    anstream::println!(
        "labels {total}, located {}, with a statement {statements}, with a party {parties}",
        checked.len()
    );
    let found: Vec<Mention> = checked.iter().filter(|c| c.statement).map(mention).collect();
    let all: Vec<Mention> = checked.iter().map(mention).collect();
    let (found, all) = (score(&found), score(&all));
    anstream::println!("pairs of mentions       P      R   right   found    gold");
    for (what, pairs) in [
        ("across articles", found.across),
        ("in an article", found.within),
        ("across, all labels", all.across),
    ] {
        let Pairs { right, found, gold } = pairs;
        let [p, r] = [pairs.precision(), pairs.recall()].map(|x| 100.0 * x);
        anstream::println!("{what:<19} {p:5.1}  {r:5.1}  {right:>6}  {found:>6}  {gold:>6}");
    }
}

fn errors(checked: &[Checked]) {
    let mut parties: BTreeMap<(&str, &str), BTreeMap<String, Vec<&Checked>>> = BTreeMap::new();
    let mut people: BTreeMap<String, BTreeMap<(&str, &str), Vec<&Checked>>> = BTreeMap::new();
    for c in checked.iter().filter(|c| c.statement) {
        let who = gold(&c.label);
        let party = c.party.as_ref().map_or(("", "unknown"), |p| (p.0.as_str(), p.1.as_str()));
        if !party.0.is_empty() {
            parties.entry(party).or_default().entry(who.clone()).or_default().push(c);
        }
        if !who.is_empty() {
            people.entry(who).or_default().entry(party).or_default().push(c);
        }
    }
    let places = |mentions: &[&Checked]| {
        let all: BTreeSet<String> =
            mentions.iter().map(|c| format!("{} ({})", c.label.source, c.label.file)).collect();
        all.into_iter().take(4).collect::<Vec<_>>().join("; ")
    };
    for ((id, name), who) in parties.iter().filter(|p| p.1.len() > 1) {
        anstream::println!("\nseveral taken for one: {name} {id}");
        for (who, mentions) in who {
            let who = if who.is_empty() { "(not named)" } else { who };
            anstream::println!("  {:>3} {who}: {}", mentions.len(), places(mentions));
        }
    }
    for (who, parties) in people.iter().filter(|p| p.1.len() > 1) {
        anstream::println!("\none taken for several: {who}");
        for ((id, name), mentions) in parties {
            anstream::println!("  {:>3} {name} {id}: {}", mentions.len(), places(mentions));
        }
    }
}
