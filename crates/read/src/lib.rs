//! The first stage: files and folders in, captured documents out.
//!
//! [`Reader`] walks the inputs in a fixed order and yields [`RawDocument`]s, or [`SetAside`]s with a reason;
//! [`decode`] turns bytes into text. Nothing is cleaned or judged here.
//!
//! | module | what it knows |
//! |---|---|
//! | `walk` | which files the inputs name, in which order, under which locators |
//! | `kind` | what a file is, from its name or its first bytes |
//! | `records` | where a record of a JSONL, JSON or CSV file starts and ends, within bounds |
//! | `row` | a record's fields as a document |
//! | `reader` | the above put together, streaming |
//! | `decode` | bytes to text |
//! | `dates` | dates as people write them |

mod dates;
mod decode;
mod document;
mod fields;
mod kind;
mod reader;
mod records;
mod row;
mod walk;

pub use dates::{find_date, parse_date};
pub use decode::decode;
pub use document::{Declared, Document, Media, RawDocument, Reason, SetAside};
pub use fields::{FieldMap, Options};
pub use reader::Reader;
pub use walk::MissingInput;
