//! `onrecord compare`: an utterance's tellings side by side.

use super::common::{Format, jsonl};
use crate::output::{Page, diff, rich::Rich, statement::speaker, style, summary::count};
use crate::{Outcome, failure::Failure, found};
use onrecord_record::query::{Reference, UtteranceRow};
use onrecord_record::{Error, Record};
use std::path::PathBuf;

/// Put the tellings of an utterance side by side, and show what each outlet has of it.
///
/// Without WHAT: the utterance that most independent origins tell. Words between [- -] are those that the
/// telling beside does not have, words between {+ +} those that only it has.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord compare story.record
  onrecord compare story.record u-3f9a0c
  onrecord compare story.record s-77ab01            compare with this telling
  onrecord compare story.record Orlova --list       her utterances that were told more than once
  onrecord compare story.record --list --format jsonl")]
pub struct Args {
    /// The record.
    record: PathBuf,

    /// An utterance, one of its statements (which the others are then compared with), or a speaker: ids, the
    /// beginning of one, or a name.
    what: Option<String>,

    /// List utterances that are told more than once, instead of one of them.
    #[arg(long)]
    list: bool,

    /// At most so many in a list (0: all).
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    limit: usize,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(args: Args) -> Outcome {
    let record = Record::open(&args.record)?;
    let limit = (args.limit > 0).then_some(args.limit);
    let (mut id, mut base, mut parties) = (None, None, None);
    match args.what.as_deref().map(|what| record.find(what)).transpose()? {
        None => {}
        Some(Reference::Utterance(utterance)) => id = Some(utterance),
        Some(Reference::Statement(statement)) => {
            id = record.statement(&statement)?.utterance;
            base = Some(statement);
        }
        Some(Reference::Parties(ids)) => parties = Some(ids),
        Some(Reference::Article(article)) => {
            return Err(Failure::Usage(format!(
                "{article} is an article; compare takes an utterance, a statement or a speaker"
            )));
        }
    }
    if args.list {
        let rows = record.utterances(2, parties.as_deref(), limit)?;
        return list(&args, &rows);
    }
    let id = match id {
        Some(id) => id,
        None => match record.utterances(1, parties.as_deref(), Some(1))?.pop() {
            Some(most_told) => most_told.id,
            None => return Err(Error::NotFound("there is no utterance to compare".into()).into()),
        },
    };
    let view = record.utterance(&id, base.as_deref())?;
    if args.format == Format::Jsonl {
        jsonl([&view])?;
    } else {
        let mut page = Page::stdout();
        diff::utterance(&mut page, &view)?;
        page.finish()?;
    }
    Ok(found(true))
}

fn list(args: &Args, rows: &[UtteranceRow]) -> Outcome {
    if args.format == Format::Jsonl {
        jsonl(rows)?;
        return Ok(found(!rows.is_empty()));
    }
    let mut page = Page::stdout();
    if rows.is_empty() {
        page.line("No utterance is told more than once.")?;
    }
    for row in rows {
        let mut head = speaker(&row.leader);
        head.push(
            style::DIM,
            format!(
                "  {}, {}, {}, {}  {}",
                count(row.tellings, "telling"),
                count(row.articles, "article"),
                count(row.outlets, "outlet"),
                count(row.origins, "independent origin"),
                row.id
            ),
        );
        page.rich(&head, 0, 2)?;
        page.rich(&Rich::new(style::PLAIN, row.leader.content_text()), 4, 4)?;
        page.blank()?;
    }
    page.finish()?;
    Ok(found(!rows.is_empty()))
}
