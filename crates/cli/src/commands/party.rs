//! `onrecord party`: who is who, as a person says.

use super::common::{Format, jsonl};
use super::decide::{By, decide, existing, party};
use crate::output::{Page, rich::Rich, statement::origin, style, summary::count};
use crate::{Outcome, found};
use onrecord_record::Record;
use onrecord_record::review::Decision;
use std::path::PathBuf;

/// Say who is who: merge, split and rename parties.
///
/// What is decided stays apart from what was computed, stands in every answer and export, survives builds, and
/// can be undone with `onrecord review undo`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord party merge story.record Orlova p-33ac01 --reviewer \"Ana Lind\"
  onrecord party mentions story.record Orlova
  onrecord party split story.record Orlova m-91fe m-02b7 --reviewer \"Ana Lind\"
  onrecord party rename story.record p-33ac01 \"Vera Orlova\" --reviewer \"Ana Lind\"")]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// These parties are one; it keeps the id and the name of the first.
    Merge {
        /// The record.
        record: PathBuf,
        /// The party that stays: a name or an id.
        into: String,
        /// Those that become part of it.
        #[arg(required = true)]
        parties: Vec<String>,
        #[command(flatten)]
        by: By,
    },
    /// These mentions of a party are somebody else: they become a party of their own.
    Split {
        /// The record.
        record: PathBuf,
        /// The party.
        party: String,
        /// The mentions, by id; `onrecord party mentions` lists them.
        #[arg(required = true)]
        mentions: Vec<String>,
        #[command(flatten)]
        by: By,
    },
    /// The party goes by this name.
    Rename {
        /// The record.
        record: PathBuf,
        /// The party.
        party: String,
        /// Its name.
        name: String,
        #[command(flatten)]
        by: By,
    },
    /// List the articles that mention a party, what each calls it, and why that is the same party.
    Mentions {
        /// The record.
        record: PathBuf,
        /// The party.
        party: String,
        /// How to print.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

pub fn run(args: Args) -> Outcome {
    match args.action {
        Action::Merge { record: path, into, parties, by } => {
            let record = existing(&path)?;
            let into = party(&record, &into)?;
            let decisions = parties
                .iter()
                .map(|p| Ok(Decision::Merge { into: into.clone(), party: party(&record, p)? }))
                .collect::<Result<Vec<_>, crate::failure::Failure>>()?;
            drop(record);
            decide(&path, &by, &decisions)
        }
        Action::Split { record: path, party: name, mentions, by } => {
            let record = existing(&path)?;
            let id = party(&record, &name)?;
            let all = record.mentions(&id)?;
            // The beginning of an id does, if only one mention has it.
            let full = |m: String| match &all.iter().filter(|a| a.id.starts_with(&m)).collect::<Vec<_>>()[..]
            {
                [one] => one.id.clone(),
                _ => m,
            };
            let decision = Decision::Split { party: id, mentions: mentions.into_iter().map(full).collect() };
            drop(record);
            decide(&path, &by, &[decision])
        }
        Action::Rename { record: path, party: name, name: new, by } => {
            let record = existing(&path)?;
            let decision = Decision::Rename { party: party(&record, &name)?, name: new };
            drop(record);
            decide(&path, &by, &[decision])
        }
        Action::Mentions { record, party: name, format } => mentions(&Record::open(&record)?, &name, format),
    }
}

fn mentions(record: &Record, name: &str, format: Format) -> Outcome {
    let rows = record.mentions(&party(record, name)?)?;
    if format == Format::Jsonl {
        jsonl(&rows)?;
        return Ok(found(!rows.is_empty()));
    }
    let mut page = Page::stdout();
    for row in &rows {
        let mut line = Rich::new(style::SPEAKER, &row.name).with(style::DIM, format!(" ({})", row.kind));
        if let (Some(start), Some(end)) = (row.start, row.end) {
            line.push(style::DIM, format!("  {start}–{end}"));
        }
        line.push(style::PLAIN, format!("  {}", count(row.statements, "statement")));
        if let Some(evidence) = &row.evidence {
            line.push(style::DIM, format!("  {evidence}"));
        }
        if let Some(row) = &row.known {
            line.push(style::DIM, format!(" by {row}"));
        }
        line.push(style::DIM, format!("  {}", row.id));
        page.rich(&line, 0, 4)?;
        page.rich(&origin(&row.article), 4, 4)?;
    }
    page.finish()?;
    Ok(found(!rows.is_empty()))
}
