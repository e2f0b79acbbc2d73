//! `onrecord build`: inputs to a record.

use super::common::{Format, ReadArgs, date, jsonl};
use super::tier::TierArgs;
use crate::output::{Page, progress::Bars, style, summary};
use crate::{Outcome, failure::Failure};
use onrecord_read::Reader;
use onrecord_record::{Assumed, BuildOptions, Record};
use onrecord_text::When;
use std::path::PathBuf;
use std::process::ExitCode;

/// Make or extend a record from articles.
///
/// Inputs are files and folders: pages (.html), plain text (.txt), rows (.jsonl, .csv), or `-` for standard
/// input. What is no article is set aside and listed by `onrecord inputs`; it never stops the run. Run the same
/// command again after a break: it goes on where it was. Over new inputs, it adds them. Without inputs it brings an
/// existing record up to date, one of an earlier release too.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord build articles/ -o story.record
  onrecord build more/*.html feed.jsonl -o story.record
  onrecord build dump.jsonl --field text=body --field outlet=source.name -o story.record
  onrecord build ledger/*.txt --outlet 'The Orvask Ledger' -o story.record
  onrecord build articles/ --tier accurate -o story.record")]
pub struct Args {
    /// Files and folders to read.
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// The record to make or extend.
    #[arg(short, long, value_name = "RECORD")]
    output: PathBuf,

    #[command(flatten)]
    read: ReadArgs,

    /// The outlet of those inputs that don’t say it.
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,

    /// When those inputs were published that don’t say it; “on Tuesday” is read against it.
    #[arg(long, value_name = "DATE", value_parser = date)]
    published: Option<When>,

    #[command(flatten)]
    tier: TierArgs,

    /// Threads to work with; by default as many as there are cores. The record is the same with any number.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,

    /// End with exit code 3 if any input was set aside.
    #[arg(long)]
    strict: bool,

    /// Show no progress.
    #[arg(short, long)]
    quiet: bool,

    /// How to print the summary.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(args: Args) -> Outcome {
    if args.threads == Some(0) {
        return Err(Failure::Usage("--threads 0: give at least one thread, or leave it out".into()));
    }
    if args.inputs.is_empty() && !args.output.exists() {
        let name = args.output.display();
        return Err(Failure::Usage(format!(
            "{name}: there is no record here yet; name the inputs to make it of"
        )));
    }
    // Before a record is made: a mistyped input leaves nothing behind.
    Reader::new(&args.inputs, args.read.options())?;
    let encoder = args.tier.encoder()?;
    let mut record = Record::create(&args.output)?;
    let options = BuildOptions {
        read: args.read.options(),
        assumed: Assumed { outlet: args.outlet.clone(), published: args.published },
        threads: args.threads,
        encoder,
    };
    let report = record.build(&args.inputs, &options, &Bars::new(!args.quiet))?;
    let totals = record.summary()?;
    let path = args.output.display().to_string();
    match args.format {
        Format::Jsonl => {
            let mut line = serde_json::to_value(&report).map_err(std::io::Error::from)?;
            line["record"] = path.into();
            line["totals"] = serde_json::to_value(&totals).map_err(std::io::Error::from)?;
            jsonl([line])?;
        }
        Format::Text => {
            let mut page = Page::stdout();
            summary::numbers(&mut page, &totals)?;
            let (bold, dim) = (style::STRONG, style::DIM);
            page.blank()?;
            let new = report.stored;
            page.line(&format!(
                "{bold}{path}{bold:#}  {dim}{} inputs read: {new} stored, {} known, {} set aside{dim:#}",
                report.inputs, report.unchanged, report.set_aside
            ))?;
            if totals.set_aside > 0 {
                page.line(&format!(
                    "{dim}why inputs were set aside: onrecord inputs {path} --set-aside{dim:#}"
                ))?;
            }
            page.line(&format!("{dim}next: onrecord show {path}{dim:#}"))?;
        }
    }
    record.close()?;
    Ok(match () {
        () if totals.articles == 0 => ExitCode::from(1),
        () if args.strict && totals.set_aside > 0 => ExitCode::from(3),
        () => ExitCode::SUCCESS,
    })
}
