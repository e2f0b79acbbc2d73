//! The second stage: which ranges of a captured document are the article, and what is known about it.
//!
//! [`clean`] works on one document; [`repeated`] adds what only a pile of articles shows: lines that an
//! outlet repeats. Nothing is deleted and no text is edited: chrome is marked.

mod article;
mod html;
mod limits;
mod lines;
mod meta;
mod plain;
pub mod repeated;
mod stub;
#[doc(hidden)]
pub mod training;

pub use article::{ChromeKind, Cleaned, Dated, Mark, Meta, body};
pub use meta::canonical_url;

use onrecord_read::{Document, Media, SetAside};

/// Cleans one document: its version's text, which ranges of it are not the article, and what is known about
/// the article. Takes time near-linear in the document's length.
///
/// Fails with the reason [`TooDeep`](onrecord_read::Reason::TooDeep) or
/// [`TooLarge`](onrecord_read::Reason::TooLarge) where a page is nested deeper or holds more elements than any
/// real one, or the text is longer than any article (`limits`), with [`NoText`](onrecord_read::Reason::NoText) where nothing in it reads like an article, and with
/// [`ErrorPage`](onrecord_read::Reason::ErrorPage), [`Consent`](onrecord_read::Reason::Consent) or
/// [`Paywall`](onrecord_read::Reason::Paywall) where it says itself that it is none.
pub fn clean(document: &Document) -> Result<Cleaned, SetAside> {
    let cleaned = match document.media {
        Media::Html => html::clean(document),
        Media::Text => plain::clean(document),
    }?;
    limits::of_body(document, &cleaned.body())?;
    stub::set_aside(document, cleaned)
}
