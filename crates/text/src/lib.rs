//! What every stage of onrecord shares: where a piece of text is ([`Span`]), how that is said to the
//! outside ([`OffsetMap`]), how things are named ([`Id`], [`Digest`]), when something was, no more exactly
//! than it is known ([`When`]), and words folded for comparison ([`words`]).
//!
//! Inside onrecord a position is a **byte** offset into a version's text; at every interface it is a
//! **Unicode code point** (UTF-16 code unit on request). Ranges are half-open everywhere.

mod id;
mod offsets;
mod span;
mod when;
mod words;

pub use id::{Digest, Id};
pub use offsets::{OffsetMap, Unit};
pub use span::{Span, covered, join, merge, subtract};
pub use when::{Precision, TimeOfDay, When, WhenError};
pub use words::{Word, fold, fold_into, word_spans, words};
