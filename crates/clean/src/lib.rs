//! The second stage: which ranges of a captured document are the article, and what is known about it.
//!
//! [`clean`] works on one document; [`repeated`] adds what only a pile of articles shows: lines that an
//! outlet repeats. Nothing is deleted and no text is edited: chrome is marked.

mod article;

pub use article::{ChromeKind, Cleaned, Dated, Mark, Meta, body};
