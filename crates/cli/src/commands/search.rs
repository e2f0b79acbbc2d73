//! `onrecord search`: statements by words, speaker, outlet, date, kind.

use super::common::{FilterArgs, Format, jsonl};
use crate::output::{Page, statement::statement, style};
use crate::{Outcome, found};
use onrecord_record::{Record, query::Order};
use std::path::PathBuf;

/// Find statements by words, speaker, outlet, date and kind.
///
/// All WORDS must be in the statement’s content or source, in any order and any case. "quoted words" must stand
/// together, -word must not be there, begin* means any ending.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord search story.record dam treaty
  onrecord search story.record '\"water treaty\" -army' --outlet Courier
  onrecord search story.record --speaker Orlova --from 2031-03-10 --kind direct
  onrecord search story.record flood* --one-per-utterance --format jsonl | jq -r .content[].text")]
pub struct Args {
    /// The record.
    record: PathBuf,

    /// Words to look for; without any, all statements that the other conditions leave.
    words: Vec<String>,

    #[command(flatten)]
    filter: FilterArgs,

    /// Only one telling of each utterance.
    #[arg(long)]
    one_per_utterance: bool,

    /// By publication date instead of best match first.
    #[arg(long)]
    by_date: bool,

    /// At most so many statements (0: all). JSON Lines gives all unless this is set.
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<usize>,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(args: Args) -> Outcome {
    let record = Record::open(&args.record)?;
    let order = if args.by_date { Order::Date } else { Order::Relevance };
    let mut filter = args.filter.filter(&args.words, order);
    filter.one_per_utterance = args.one_per_utterance;
    filter.limit = match (args.limit, args.format) {
        (Some(0), _) | (None, Format::Jsonl) => None,
        (Some(n), _) => Some(n),
        (None, Format::Text) => Some(20),
    };
    let hits = record.statements(&filter)?;
    if args.format == Format::Jsonl {
        jsonl(&hits.rows)?;
        return Ok(found(hits.total > 0));
    }
    let mut page = Page::stdout();
    for row in &hits.rows {
        statement(&mut page, row, &hits.terms)?;
        page.blank()?;
    }
    let (dim, shown) = (style::DIM, hits.rows.len());
    page.line(&match hits.total {
        0 => "No statement matches.".to_owned(),
        1 => format!("{dim}1 statement{dim:#}"),
        n if n == shown => format!("{dim}{n} statements{dim:#}"),
        n => format!("{dim}{shown} of {n} statements; --limit 0 shows all{dim:#}"),
    })?;
    page.finish()?;
    Ok(found(hits.total > 0))
}
