//! The commands, one a file.

mod align;
mod build;
mod common;
mod compare;
mod decide;
mod eval;
mod export;
mod extract;
mod inputs;
mod known;
mod party;
mod report;
mod reuse;
mod review;
mod search;
mod serve;
mod show;
mod sources;
mod speakers;
mod tier;
mod timeline;
mod train;
mod verify;

use crate::Outcome;

/// What to do.
#[derive(clap::Subcommand)]
pub enum Command {
    Build(build::Args),
    Extract(extract::Args),
    Search(search::Args),
    Show(show::Args),
    Compare(compare::Args),
    Timeline(timeline::Args),
    Speakers(speakers::Args),
    Inputs(inputs::Args),
    Verify(verify::Args),
    Review(review::Args),
    Party(party::Args),
    Report(report::Args),
    Export(export::Args),
    Serve(serve::Args),
    Reuse(reuse::Args),
    Align(align::Args),
    Eval(eval::Args),
    Train(train::Args),
}

impl Command {
    /// Does it.
    pub fn run(self) -> Outcome {
        match self {
            Command::Build(args) => build::run(args),
            Command::Extract(args) => extract::run(args),
            Command::Search(args) => search::run(args),
            Command::Show(args) => show::run(args),
            Command::Compare(args) => compare::run(args),
            Command::Timeline(args) => timeline::run(args),
            Command::Speakers(args) => speakers::run(args),
            Command::Inputs(args) => inputs::run(args),
            Command::Verify(args) => verify::run(args),
            Command::Review(args) => review::run(args),
            Command::Party(args) => party::run(args),
            Command::Report(args) => report::run(args),
            Command::Export(args) => export::run(args),
            Command::Serve(args) => serve::run(args),
            Command::Reuse(args) => reuse::run(args),
            Command::Align(args) => align::run(args),
            Command::Eval(args) => eval::run(args),
            Command::Train(args) => train::run(args),
        }
    }
}
