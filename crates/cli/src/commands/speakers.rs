//! `onrecord speakers`: who says how much where.

use super::common::{Format, jsonl};
use crate::output::{Page, rich::Rich, statement::party_name, style};
use crate::{Outcome, found};
use onrecord_record::Record;
use std::path::PathBuf;

/// List who speaks, most utterances first.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord speakers story.record
  onrecord speakers story.record --all --format jsonl")]
pub struct Args {
    /// The record.
    record: PathBuf,

    /// Those without a name of their own too: groups, unnamed people, the articles’ authors.
    #[arg(long)]
    all: bool,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(args: Args) -> Outcome {
    let record = Record::open(&args.record)?;
    let mut rows = record.speakers()?;
    rows.retain(|r| args.all || matches!(r.party.kind.as_str(), "person" | "organisation" | "place"));
    if args.format == Format::Jsonl {
        jsonl(&rows)?;
        return Ok(found(!rows.is_empty()));
    }
    let mut page = Page::stdout();
    if rows.is_empty() {
        page.line("Nobody speaks in this record.")?;
    } else {
        let dim = style::DIM;
        page.line(&format!("{dim}utterances  statements  articles  outlets{dim:#}"))?;
    }
    for row in &rows {
        let numbers = format!(
            "{:>10}  {:>10}  {:>8}  {:>7}",
            row.utterances, row.statements, row.articles, row.outlets
        );
        let mut line = Rich::new(style::PLAIN, "");
        line.0.extend(party_name(&row.party).0);
        if let Some(role) = record.roles(&row.party.id)?.first() {
            line.push(style::DIM, format!("  {}", role.name()));
        }
        for id in std::iter::once(&row.party.id).chain(&row.ids) {
            line.push(style::DIM, format!("  {id}"));
        }
        page.line(&format!("{numbers}  {line}"))?;
    }
    page.finish()?;
    Ok(found(!rows.is_empty()))
}
