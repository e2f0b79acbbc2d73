//! The fifth stage: what articles have in common. Pure functions on values, near-linear in their number;
//! every candidate is verified on the text.

mod article;
mod links;
mod order;
pub mod origin;
mod pile;
pub mod reuse;
mod scratch;
mod spill;
pub mod story;

pub mod align;
pub mod party;
pub mod rewrite;
pub mod utterance;
pub mod when;

pub use article::{Article, Claim, LocalParty};
pub use links::{Degree, Derivation, GlobalParty, Passage, PassageKind, Shared, Story, Telling, Utterance};
pub use pile::{Claims, Head, Pile};
pub use scratch::{Scratch, read_at};
