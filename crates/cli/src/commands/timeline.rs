//! `onrecord timeline`: what was said and published when.

use super::common::{FilterArgs, Format, jsonl};
use crate::output::rich::Rich;
use crate::output::statement::{origin, speaker};
use crate::output::style::{DIM, PLAIN, STRONG};
use crate::output::{Page, summary::count};
use crate::{Outcome, found};
use onrecord_record::Record;
use onrecord_record::query::{EventKind, Order};
use std::path::PathBuf;

/// Show what was said and published when, day by day.
///
/// A date stands as exactly as it is known: 2031-03 is some day of that month. What is said shows on the day
/// that the texts give for it; where they give different days, on each of them.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord timeline story.record
  onrecord timeline story.record --speaker Orlova --from 2031-03-10
  onrecord timeline story.record dam --format jsonl")]
pub struct Args {
    /// The record.
    record: PathBuf,

    /// Only statements with these words, as for `search`.
    words: Vec<String>,

    #[command(flatten)]
    filter: FilterArgs,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(args: Args) -> Outcome {
    let record = Record::open(&args.record)?;
    let events = record.timeline(&args.filter.filter(&args.words, Order::Date))?;
    if args.format == Format::Jsonl {
        jsonl(&events)?;
        return Ok(found(!events.is_empty()));
    }
    let mut page = Page::stdout();
    let mut last = "";
    for event in &events {
        if event.date != last {
            if !last.is_empty() {
                page.blank()?;
            }
            page.rich(&Rich::new(STRONG, &event.date), 0, 0)?;
            last = &event.date;
        }
        match &event.what {
            EventKind::Said { utterance, statement, tellings, inferred } => {
                let mut line = Rich::new(DIM, "said  ");
                line.0.extend(speaker(statement).0);
                line.push(PLAIN, format!(": {}", shortened(&statement.content_text(), 180)));
                line.push(DIM, format!("  {}", count(*tellings as u64, "telling")));
                if *inferred > 0 {
                    line.push(DIM, format!(", the day of {inferred} inferred"));
                }
                line.push(DIM, format!("  {utterance}"));
                page.rich(&line, 2, 8)?;
            }
            EventKind::Published { article, statements } => {
                let mut line = Rich::new(DIM, "published  ");
                line.0.extend(origin(article).0);
                line.push(DIM, format!("  {}  {}", count(*statements as u64, "statement"), article.id));
                page.rich(&line, 2, 8)?;
            }
        }
    }
    if events.is_empty() {
        page.line("Nothing with a date matches.")?;
    }
    page.finish()?;
    Ok(found(!events.is_empty()))
}

/// The first so many characters, cut at a space, with … behind if there is more.
fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((at, _)) => {
            let head = &text[..at];
            format!("{} …", head.rsplit_once(' ').map_or(head, |(h, _)| h))
        }
    }
}
