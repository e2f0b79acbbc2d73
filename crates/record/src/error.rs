//! What can go wrong with a record, in words that say what to do.

use std::path::{Path, PathBuf};

/// Trouble with the record file itself. (Trouble with an input is no error: it is set aside and listed.)
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such file.
    #[error("{0}: there is no record here; make one with `onrecord build INPUT… -o {0}`")]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{0}: this file is not an onrecord record; name another file")]
    NotARecord(PathBuf),
    /// Written by a later release.
    #[error(
        "{path}: written by a newer onrecord (schema {found}, this release knows {known}); update onrecord"
    )]
    Newer {
        /// The record.
        path: PathBuf,
        /// Its schema number.
        found: i64,
        /// The highest that this release knows.
        known: i64,
    },
    /// Written by an earlier release, and opened for reading.
    #[error(
        "{0}: written by an earlier onrecord; `onrecord build -o {0}` brings it up to date and keeps what it holds"
    )]
    Older(PathBuf),
    /// No right to write.
    #[error("{0}: cannot write here (read-only file or folder); choose another place with -o")]
    ReadOnly(PathBuf),
    /// No space.
    #[error(
        "{0}: the disk is full. Everything stored so far is kept; free some space and run the same command again"
    )]
    DiskFull(PathBuf),
    /// Another process holds it.
    #[error("{0}: another onrecord is writing to this record; wait until it is done")]
    Busy(PathBuf),
    /// Damaged.
    #[error("{path}: the file is damaged ({detail}); restore it from a copy or build it again")]
    Damaged {
        /// The record.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
    /// No such thing in the record.
    #[error("{0}")]
    NotFound(String),
    /// A query that cannot be understood.
    #[error("{0}")]
    Query(String),
    /// An input that was named but is not there.
    #[error(transparent)]
    Input(#[from] onrecord_read::MissingInput),
    /// The system's folder for temporary files.
    #[error(
        "cannot use the folder for temporary files: {source}; free some space there, or name another in TMPDIR"
    )]
    Scratch {
        /// What the system says.
        source: std::io::Error,
    },
    /// Any other failure of the store.
    #[error("{path}: {source}")]
    Store {
        /// The record.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
}

impl Error {
    /// Says what a failure of SQLite at `path` means for the person at the terminal.
    pub(crate) fn store(path: &Path, source: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode::*;
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(DiskFull) => Error::DiskFull(path),
            Some(ReadOnly | CannotOpen | PermissionDenied) => Error::ReadOnly(path),
            Some(DatabaseBusy | DatabaseLocked) => Error::Busy(path),
            Some(NotADatabase) => Error::NotARecord(path),
            Some(DatabaseCorrupt) => Error::Damaged { path, detail: source.to_string() },
            _ => Error::Store { path, source },
        }
    }
}

/// The result of working with a record.
pub type Result<T> = std::result::Result<T, Error>;
