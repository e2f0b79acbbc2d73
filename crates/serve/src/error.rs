//! Why the server can't start or go on.

/// Why the server can't start or go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The record can't be opened or read.
    #[error(transparent)]
    Record(#[from] onrecord_record::Error),
    /// The address can't be listened on any more.
    #[error("the server stopped listening: {0}")]
    Listen(std::io::Error),
}

/// A result with this crate's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;
