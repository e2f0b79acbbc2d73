//! `onrecord search`: statements by words, speaker, outlet, date, kind; or whole articles by words.

use super::common::{FilterArgs, Format, jsonl};
use crate::output::statement::{marked, origin, statement};
use crate::output::{Page, style, summary::count};
use crate::{Outcome, found};
use onrecord_record::Record;
use onrecord_record::query::{Order, TextHits};
use std::path::PathBuf;

/// Find statements by words, speaker, outlet, date and kind; or words anywhere in articles.
///
/// All WORDS must be in the statement’s content or source, or with --in articles in the article’s body, in any order and any case. "quoted words" must stand
/// together, -word must not be there, begin* means any ending.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord search story.record dam treaty
  onrecord search story.record '\"water treaty\" -army' --outlet Courier
  onrecord search story.record '\"water treaty\"' --in articles
  onrecord search story.record --speaker Orlova --from 2031-03-10 --kind direct
  onrecord search story.record flood* --one-per-utterance --format jsonl | jq -r .content[].text")]
pub struct Args {
    /// The record.
    record: PathBuf,

    /// Words to look for; without any, all statements that the other conditions leave.
    words: Vec<String>,

    #[command(flatten)]
    filter: FilterArgs,

    /// Where to look: in what is said, or in all that articles say.
    #[arg(long = "in", value_enum, value_name = "WHERE", default_value_t)]
    within: Within,

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

#[derive(Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Within {
    /// Statements.
    #[default]
    Statements,
    /// Whole articles, without their chrome.
    Articles,
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
    if args.within == Within::Articles {
        return articles(&record.search_articles(&filter)?, args.format);
    }
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
        n => format!("{dim}{}{dim:#}", shown_of(shown, n, "statement")),
    })?;
    page.finish()?;
    Ok(found(hits.total > 0))
}

/// `20 of 48 statements; --limit 0 shows all`, or `1 statement` where that is all.
fn shown_of(shown: usize, total: usize, one: &str) -> String {
    let all = count(total as u64, one);
    if shown == total { all } else { format!("{shown} of {all}; --limit 0 shows all") }
}

fn articles(hits: &TextHits, format: Format) -> Outcome {
    if format == Format::Jsonl {
        jsonl(&hits.rows)?;
        return Ok(found(hits.total > 0));
    }
    let mut page = Page::stdout();
    for row in &hits.rows {
        page.rich(&origin(&row.article).with(style::DIM, format!("  {}", row.article.id)), 0, 2)?;
        for snippet in &row.snippets {
            let place = format!("  {}–{}", snippet.start, snippet.end);
            page.rich(&marked(&snippet.text, &hits.terms).with(style::DIM, place), 4, 4)?;
        }
        page.blank()?;
    }
    let dim = style::DIM;
    page.line(&match hits.total {
        0 => "No article has these words.".to_owned(),
        n => format!("{dim}{}{dim:#}", shown_of(hits.rows.len(), n, "article")),
    })?;
    page.finish()?;
    Ok(found(hits.total > 0))
}
