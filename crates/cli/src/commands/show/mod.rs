//! `onrecord show`: the story at a glance, or one thing of it in full.

mod article;
mod overview;
mod party;
mod statement;
mod versions;

use super::common::{Format, jsonl};
use crate::output::{Page, diff};
use crate::{Outcome, found};
use onrecord_record::Record;
use onrecord_record::query::Reference;
use std::path::PathBuf;

/// Show the story at a glance, or one article, statement, utterance or speaker in full.
///
/// WHAT is an id as other commands print it (its first letters do), an article’s address or file, or a
/// speaker’s name.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord show story.record
  onrecord show story.record Orlova
  onrecord show story.record a-1c93 --text           the text, its statements and chrome marked
  onrecord show story.record a-1c93 --versions       what changed since it was captured before
  onrecord show story.record https://courier.example/2031/03/dam
  onrecord show story.record s-77ab01 --format jsonl")]
pub struct Args {
    /// The record.
    record: PathBuf,

    /// What to show.
    what: Option<String>,

    /// Of an article: its text, with statements and chrome marked in place.
    #[arg(long)]
    text: bool,

    /// Of an article: its texts over time, what changed from the one before to the newest, and what became of the
    /// statements. With the first letters of a version’s hash: what changed since that one.
    #[arg(long, value_name = "SINCE", num_args = 0..=1, conflicts_with = "text")]
    versions: Option<Option<String>>,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(args: Args) -> Outcome {
    let record = Record::open(&args.record)?;
    let json = args.format == Format::Jsonl;
    let Some(what) = &args.what else {
        if json {
            jsonl([record.summary()?])?;
        } else {
            overview::show(&record, &args.record)?;
        }
        return Ok(found(true));
    };
    match record.find(what)? {
        Reference::Article(id) if args.versions.is_some() => {
            let view = record.versions_of(&id, args.versions.flatten().as_deref())?;
            if json { jsonl([&view])? } else { versions::show(&view)? }
        }
        Reference::Article(id) => {
            let view = record.article(&id)?;
            if json { jsonl([&view])? } else { article::show(&view, args.text)? }
        }
        Reference::Statement(id) => {
            let row = record.statement(&id)?;
            if json { jsonl([&row])? } else { statement::show(&record, &row)? }
        }
        Reference::Utterance(id) => {
            let view = record.utterance(&id, None)?;
            if json {
                jsonl([&view])?;
            } else {
                let mut page = Page::stdout();
                diff::utterance(&mut page, &view)?;
                page.finish()?;
            }
        }
        Reference::Parties(ids) => {
            let rows = party::load(&record, &ids)?;
            if json { jsonl(&rows)? } else { party::show(&rows)? }
        }
    }
    Ok(found(true))
}
