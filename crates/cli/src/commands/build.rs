//! `onrecord build`: inputs to a record.

use super::common::{Format, ReadArgs, date, jsonl};
use super::known::known;
use super::sources::{FetchArgs, Seen, Sources};
use super::tier::TierArgs;
use crate::output::{Page, progress::Bars, style, summary};
use crate::{Outcome, failure::Failure};
use onrecord_read::Reader;
use onrecord_record::{Assumed, BuildOptions, Record};
use onrecord_text::When;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Make or extend a record from articles.
///
/// Inputs are files and folders: pages (.html), plain text (.txt), rows (.jsonl, .csv, .parquet), feeds, web archives
/// (.warc), archives (.zip, .tar), exports of news databases (.docx, .rtf, .html, .txt), any of them as .gz, .zst,
/// .bz2 or .xz, or `-` for standard input; and addresses (https://…) of pages, which are fetched. What is no article is
/// set aside and listed by `onrecord inputs`; it never stops the run. Run the same command again after a break: it goes
/// on where it was. Over new inputs, it adds them. Without inputs it brings an existing record up to date, one of an
/// earlier release too.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord build articles/ -o story.record
  onrecord build more/*.html feed.jsonl -o story.record
  onrecord build dump.jsonl --field text=body --field outlet=source.name -o story.record
  onrecord build ledger/*.txt --outlet 'The Orvask Ledger' -o story.record
  onrecord build https://courier.example/2031/03/dam -o story.record
  onrecord build --feed https://courier.example/river.xml --watch 600 -o story.record
  onrecord build inbox/ --watch -o story.record
  onrecord build articles/ --tier accurate -o story.record
  onrecord build articles/ --parties parties.csv -o story.record")]
pub struct Args {
    /// Files and folders to read, and addresses of pages to fetch.
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// The record to make or extend.
    #[arg(short, long, value_name = "RECORD")]
    output: PathBuf,

    #[command(flatten)]
    read: ReadArgs,

    #[command(flatten)]
    fetch: FetchArgs,

    /// Go on until Ctrl-C: look for new files (and fetch again) every so many seconds, and build what is new. A file
    /// that is still written to waits for the next look.
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "30",
          value_parser = clap::value_parser!(u64).range(1..=86_400))]
    watch: Option<u64>,

    /// The outlet of those inputs that don’t say it.
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,

    /// When those inputs were published that don’t say it; “on Tuesday” is read against it.
    #[arg(long, value_name = "DATE", value_parser = date)]
    published: Option<When>,

    #[command(flatten)]
    tier: TierArgs,

    /// Parties that are known beforehand: CSV or JSON Lines with name, kind (person, organisation, place), aliases,
    /// ids (wikidata:Q42 or any scheme:id) and roles (Foreign Minister of Tarvonia 2029-03/2031-02). The record keeps
    /// the file and later builds use it; “none” makes it forget it.
    #[arg(long, value_name = "FILE")]
    parties: Option<PathBuf>,

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
    let sources = Sources::new(&args.inputs, &args.fetch, &args.read);
    if sources.is_empty() && !args.output.exists() {
        let name = args.output.display();
        return Err(Failure::Usage(format!(
            "{name}: there is no record here yet; name the inputs to make it of"
        )));
    }
    // Before a record is made: a mistyped input leaves nothing behind.
    Reader::new(&sources.files, args.read.options())?;
    let (parties, left_out) = known(args.parties.as_deref())?;
    let options = BuildOptions {
        read: args.read.options(),
        assumed: Assumed { outlet: args.outlet.clone(), published: args.published },
        threads: args.threads,
        encoder: args.tier.encoder()?,
        parties,
    };
    let strict = args.strict && left_out > 0;
    let Some(seconds) = args.watch else {
        let code = once(&args, &options, &sources, &sources.files)?;
        return Ok(if strict && code == ExitCode::SUCCESS { ExitCode::from(3) } else { code });
    };
    let stop = stop_on_interrupt()?;
    let mut seen = Seen::default();
    let mut files = seen.new_in(&sources.files)?;
    // Standard input ends; it is read once.
    files.extend(sources.files.iter().filter(|path| path.as_os_str() == "-").cloned());
    let mut code = ExitCode::SUCCESS;
    let mut first = true;
    loop {
        if first || !files.is_empty() || sources.fetches() {
            code = once(&args, &options, &sources, &files)?;
        }
        first = false;
        for _ in 0..seconds * 5 {
            if stop.load(Ordering::Relaxed) {
                return Ok(code);
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        files = seen.new_in(&sources.files)?;
    }
}

/// True once Ctrl-C was pressed; pressed again, it ends the program. Either way all that was stored stays.
fn stop_on_interrupt() -> Result<Arc<AtomicBool>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    let pressed = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if pressed.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .map_err(|error| Failure::Usage(format!("--watch cannot listen for Ctrl-C: {error}")))?;
    Ok(stop)
}

/// One build, and what to say of it.
fn once(args: &Args, options: &BuildOptions, sources: &Sources, files: &[PathBuf]) -> Outcome {
    let mut record = Record::create(&args.output)?;
    let (documents, feeds) = sources.documents(files, &record)?;
    let report = record.build_from(documents, options, &Bars::new(!args.quiet))?;
    Sources::keep(&feeds, &record)?;
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
