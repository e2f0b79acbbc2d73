//! The second stage: which ranges of a captured document are the article, and what is known about it.
//!
//! [`clean`] works on one document; [`repeated`] adds what only a pile of articles shows: lines that an
//! outlet repeats. Nothing is deleted and no text is edited: chrome is marked.

mod article;
mod html;
mod lines;
mod meta;
mod plain;
pub mod repeated;
#[doc(hidden)]
pub mod training;

pub use article::{ChromeKind, Cleaned, Dated, Mark, Meta, body};

use onrecord_read::{Document, Media, SetAside};

/// Cleans one document: its version's text, which ranges of it are not the article, and what is known about
/// the article. Takes time near-linear in the document's length. Fails with
/// [`TooDeep`](onrecord_read::Reason::TooDeep) where a page is nested beyond any real one's, and with
/// [`NoText`](onrecord_read::Reason::NoText) where no text is visible in it.
pub fn clean(document: &Document) -> Result<Cleaned, SetAside> {
    match document.media {
        Media::Html => html::clean(document),
        Media::Text => plain::clean(document),
    }
}
