//! The program `onrecord`: the command line over the record. Each command is a file under `commands`; what
//! they print goes through `output`.

mod commands;
mod export;
mod failure;
mod output;
mod pile;

use clap::Parser;
use failure::Failure;
use std::process::ExitCode;

/// Keeps the record of a running story: who said what, when, and according to which outlet, each with the
/// exact words that prove it.
#[derive(Parser)]
#[command(name = "onrecord", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    /// When to use colours: on a terminal (auto), always or never.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: clap::ColorChoice,

    #[command(subcommand)]
    command: commands::Command,
}

const EXAMPLES: &str = "\
Start here:
  onrecord build articles/ -o story.record     read a folder of pages, texts and JSONL files
  onrecord show story.record                   the story at a glance
  onrecord search story.record dam --speaker Orlova
  onrecord compare story.record                the most-told utterance, telling by telling
  onrecord export story.record -o tables/      everything, as CSV, JSONL or Parquet
  onrecord serve story.record --open           all of it in a browser, and an API for programs

Exit codes: 0 done; 1 nothing found; 2 bad usage, or a file that is missing or can't be used;
3 done, but inputs were set aside and --strict was given.";

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.color {
        clap::ColorChoice::Auto => anstream::ColorChoice::Auto,
        clap::ColorChoice::Always => anstream::ColorChoice::Always,
        clap::ColorChoice::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    match cli.command.run() {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}

/// What a command that looked for something ends with.
fn found(any: bool) -> ExitCode {
    if any { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

type Outcome = Result<ExitCode, Failure>;
