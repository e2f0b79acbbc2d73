//! The first stage: files and folders in, captured documents out.
//!
//! [`Reader`] walks the inputs in a fixed order and yields [`RawDocument`]s, or [`SetAside`]s with a reason;
//! [`decode`] turns bytes into text. Nothing is cleaned or judged here.
//!
//! | module | what it knows |
//! |---|---|
//! | `reader` | all of the below put together, streaming |
//! | `walk` | which files the inputs name, in which order, under which locators |
//! | `kind` | what a file is, from its name or its first bytes |
//! | `open` | hands an input to the reader of its kind, and what lies in it likewise |
//! | `packed`, `ahead`, `budget` | gzip, Zstandard, bzip2 and xz; how much may come out of them |
//! | `archive` | zip and tar |
//! | `warc`, `answer` | web archives; what a web server answered |
//! | `feed` | RSS, Atom, JSON Feed: an entry a document |
//! | `export` | files in which a news database saved many articles |
//! | `parquet` | a row a document |
//! | `rows`, `records`, `row`, `table`, `utf16` | JSONL, JSON and CSV: where a record starts and ends, within bounds; its fields as a document |
//! | `decode` | bytes to text |
//! | `dates` | dates as people write them |

mod ahead;
mod answer;
mod archive;
mod budget;
mod dates;
mod decode;
mod document;
mod export;
mod feed;
mod fields;
mod kind;
mod open;
mod packed;
mod parquet;
mod reader;
mod records;
mod row;
mod rows;
mod table;
mod utf16;
mod walk;
mod warc;
mod xml;

pub use answer::Answer;
pub use dates::{find_date, parse_date};
pub use decode::decode;
pub use document::{Declared, Document, Media, RawDocument, Reason, SetAside};
pub use feed::TEASER;
pub use fields::{FieldMap, Options};
pub use reader::Reader;
pub use rows::row_document;
pub use walk::{MissingInput, files};
