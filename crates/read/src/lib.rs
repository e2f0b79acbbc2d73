//! The first stage: files and folders in, captured documents out.
//!
//! [`Reader`] walks the inputs in a fixed order and yields [`RawDocument`]s, or [`SetAside`]s with a reason;
//! [`decode`] turns bytes into text. Nothing is cleaned or judged here.

mod document;

pub use document::{Declared, Document, Media, RawDocument, Reason, SetAside};
