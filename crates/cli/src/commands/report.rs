//! `onrecord report`: an evidence sheet as one file.

use super::common::FilterArgs;
use super::export::whole;
use crate::{Outcome, failure::Failure, found};
use onrecord_record::Record;
use onrecord_record::query::{Filter, Order};
use onrecord_serve::{ReportOptions, report};
use std::io::{self, Write};
use std::path::PathBuf;

/// Write an evidence sheet: one HTML file that opens anywhere, also on paper.
///
/// It shows who said what, the tellings side by side with the words that differ, which outlets have it and which
/// don’t, and for every quotation the outlet, date, address, the hash of the text and the place in it. It needs
/// no script and loads nothing.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord report story.record -o sheet.html
  onrecord report story.record dam --speaker Orlova -o orlova.html --title \"Orlova on the dam\"
  onrecord report story.record --review accepted --by-date > sheet.html")]
pub struct Args {
    /// The record.
    record: PathBuf,

    /// Words that a statement must have; as in `search`.
    words: Vec<String>,

    #[command(flatten)]
    filter: FilterArgs,

    /// Only what this article says: an id, an address or a file.
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,

    /// By publication date instead of best match first.
    #[arg(long)]
    by_date: bool,

    /// The title of the sheet.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// At most so many utterances (0: all); the sheet says how many there are.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 200)]
    limit: usize,

    /// The file to write; without it, standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub fn run(args: Args) -> Outcome {
    let record = Record::open(&args.record)?;
    let order = if args.by_date { Order::Date } else { Order::Relevance };
    let article = match args.article.as_deref().map(|what| record.find(what)).transpose()? {
        None => None,
        Some(onrecord_record::query::Reference::Article(id)) => Some(id),
        Some(_) => {
            return Err(Failure::Usage("--article takes an article: an id, an address or a file".into()));
        }
    };
    let filter = Filter { article, ..args.filter.filter(&args.words, order) };
    let options = ReportOptions { title: args.title, limit: (args.limit > 0).then_some(args.limit) };
    let any = record.statements(&Filter { limit: Some(1), ..filter.clone() })?.total > 0;
    let sheet = report(&record, &filter, &options)?;
    match &args.output {
        Some(path) => whole(path, |out| out.write_all(sheet.as_bytes()))?,
        None => io::stdout().write_all(sheet.as_bytes())?,
    }
    Ok(found(any))
}
