//! `onrecord inputs`: what was read, and what was set aside and why.

use super::common::{Format, jsonl};
use crate::output::{Page, style};
use crate::{Outcome, found};
use onrecord_record::Record;
use std::path::PathBuf;

/// List the inputs of a record, and why some were set aside.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord inputs story.record --set-aside
  onrecord inputs story.record --format jsonl | jq -r 'select(.replaced > 0).locator'")]
pub struct Args {
    /// The record.
    record: PathBuf,

    /// Only inputs that gave no article.
    #[arg(long)]
    set_aside: bool,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(args: Args) -> Outcome {
    let rows = Record::open(&args.record)?.inputs(args.set_aside)?;
    if args.format == Format::Jsonl {
        jsonl(&rows)?;
        return Ok(found(!rows.is_empty()));
    }
    let mut page = Page::stdout();
    for row in &rows {
        let (warn, dim) = (style::WARN, style::DIM);
        match (&row.article, &row.reason) {
            (Some(article), _) => {
                let mut notes = row.encoding.clone().unwrap_or_default();
                if row.replaced > 0 {
                    notes.push_str(&format!(", {} places could not be decoded", row.replaced));
                }
                page.line(&format!("{}  {dim}{article}  {notes}{dim:#}", page.safe(&row.locator)))?;
            }
            (None, reason) => {
                let reason = reason.as_deref().unwrap_or("set aside");
                page.line(&format!("{}  {warn}{reason}{warn:#}", page.safe(&row.locator)))?;
                page.wrapped(&page.safe(row.detail.as_deref().unwrap_or_default()), 4)?;
            }
        }
    }
    if rows.is_empty() {
        page.line(if args.set_aside { "Nothing was set aside." } else { "No inputs yet." })?;
    }
    page.finish()?;
    Ok(found(!rows.is_empty()))
}
