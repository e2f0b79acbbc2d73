//! How a command that could not do its work ends: a line on standard error and an exit code.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The record.
    #[error(transparent)]
    Record(#[from] onrecord_record::Error),
    /// An input that is not there.
    #[error(transparent)]
    Input(#[from] onrecord_read::MissingInput),
    /// An input that is there but can't be read.
    #[error("{path}: cannot read: {source}; check that you may read it")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Standard output.
    #[error("cannot write the answer: {0}")]
    Output(#[from] io::Error),
    /// A file that was to be written.
    #[error("{path}: cannot write: {source}; choose another place with -o, or free some space")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// What was asked for makes no sense.
    #[error("{0}")]
    Usage(String),
}

impl Failure {
    /// For a file that could not be written.
    pub fn write(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Failure {
        let path = path.into();
        move |source| Failure::Write { path, source }
    }

    /// For a file that could not be read.
    pub fn read(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Failure {
        let path = path.into();
        move |source| Failure::Read { path, source }
    }

    /// Says what happened, and gives the exit code. A reader that had enough (`| head`) is no failure.
    pub fn report(self) -> ExitCode {
        if let Failure::Output(e) = &self
            && e.kind() == io::ErrorKind::BrokenPipe
        {
            return ExitCode::SUCCESS;
        }
        let style = crate::output::style::ERROR;
        anstream::eprintln!("{style}error:{style:#} {self}");
        match self {
            Failure::Record(onrecord_record::Error::NotFound(_)) => ExitCode::from(1),
            _ => ExitCode::from(2),
        }
    }
}
