//! What the reader hands on: one captured document, or why there is none.

use onrecord_text::{Digest, When};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a document's text is marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Media {
    /// A web page.
    Html,
    /// Plain text, perhaps with chrome that another scraper left in.
    Text,
}

/// What the input itself says about a document (a JSONL row's fields, flags of the command line), as opposed
/// to what is found in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// The row's own id.
    pub id: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// Name of the outlet.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<When>,
    /// When it was captured.
    pub captured: Option<When>,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// What else it says, under the names that its format has for it, such as `WARC-Record-ID`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, String>,
}

/// One input document as bytes, before decoding. Cheap to make, so that one thread can walk the inputs while
/// others decode and clean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawDocument {
    /// Where it came from: the path as given, with `#LINE` behind it for a row of a file (lines count from 1).
    pub locator: String,
    /// As told by the file's name or the reader's options; `None`: to be told from the bytes.
    pub media: Option<Media>,
    /// The encoding that the answer of a web server declared, such as `iso-8859-2`.
    pub charset: Option<String>,
    /// The document's bytes; of a JSONL row the text field's, as UTF-8.
    pub bytes: Vec<u8>,
    /// What the input says about it.
    pub declared: Declared,
}

/// A decoded document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// As [`RawDocument::locator`].
    pub locator: String,
    /// HTML or plain text.
    pub media: Media,
    /// The decoded text. Nothing but the encoding was changed: line ends, white space and a wrong byte (as
    /// U+FFFD) are as they came; a byte order mark is dropped.
    pub text: String,
    /// SHA-256 of the bytes as they came.
    pub sha256: Digest,
    /// The encoding used, by its WHATWG name, such as `UTF-8` or `windows-1252`.
    pub encoding: &'static str,
    /// How many places could not be decoded and hold U+FFFD instead.
    pub replaced: usize,
    /// What the input says about it.
    pub declared: Declared,
}

/// An input that gave no article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// As [`RawDocument::locator`].
    pub locator: String,
    /// SHA-256 of the bytes, where they could be read.
    #[serde(skip)]
    pub sha256: Option<Digest>,
    /// The kind of trouble.
    pub reason: Reason,
    /// What was found where, and what a person can do about it; one sentence or two.
    pub detail: String,
    /// What the input says of itself, where it says anything.
    pub declared: Option<Box<Declared>>,
}

impl SetAside {
    /// For an input of which nothing but its locator is known.
    pub fn new(locator: impl Into<String>, reason: Reason, detail: impl Into<String>) -> SetAside {
        SetAside { locator: locator.into(), sha256: None, reason, detail: detail.into(), declared: None }
    }

    /// The same with the digest of the bytes.
    pub fn of_bytes(self, sha256: Digest) -> SetAside {
        SetAside { sha256: Some(sha256), ..self }
    }

    /// The same with what the input says of itself.
    pub fn saying(self, declared: Declared) -> SetAside {
        SetAside { declared: Some(Box::new(declared)), ..self }
    }
}

/// Why an input gave no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// No bytes, or white space only.
    Empty,
    /// Not text: an image, a PDF, a program.
    Binary,
    /// Larger than the reader's limit.
    TooLarge,
    /// Nested deeper than any real page, or an archive in an archive in an archive.
    TooDeep,
    /// Could not be opened or read.
    Unreadable,
    /// Broken off, or not what its own format asks for.
    Damaged,
    /// Encrypted.
    Encrypted,
    /// A capture that its maker cut short.
    Truncated,
    /// A form that is not read.
    Unsupported,
    /// A capture of something other than a page or a text: an image, a style sheet.
    OtherType,
    /// A capture that only says that the page was as before.
    Revisit,
    /// A web server's answer other than the page: a redirection, an error of the server.
    NoPage,
    /// The web server said that there is no such page (any more).
    Gone,
    /// A row that is not JSON, or not an object.
    BadRow,
    /// A row without the text field.
    MissingText,
    /// No text that could be an article was found in it.
    NoText,
    /// An address that is not fetched: the site asks not to, or it leads into a private network.
    Refused,
    /// A page that says that there is no page, or asks who reads it.
    ErrorPage,
    /// A page that asks to agree to something before it shows the article.
    Consent,
    /// The first lines of an article that has to be paid for.
    Paywall,
}

impl Reason {
    /// As stored and printed, such as `too-large`.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Empty => "empty",
            Reason::Binary => "binary",
            Reason::TooLarge => "too-large",
            Reason::TooDeep => "too-deep",
            Reason::Unreadable => "unreadable",
            Reason::Damaged => "damaged",
            Reason::Encrypted => "encrypted",
            Reason::Truncated => "truncated",
            Reason::Unsupported => "unsupported",
            Reason::OtherType => "other-type",
            Reason::Revisit => "revisit",
            Reason::NoPage => "no-page",
            Reason::Gone => "gone",
            Reason::BadRow => "bad-row",
            Reason::MissingText => "missing-text",
            Reason::NoText => "no-text",
            Reason::Refused => "refused",
            Reason::ErrorPage => "error-page",
            Reason::Consent => "consent",
            Reason::Paywall => "paywall",
        }
    }
}
