//! Dates that one article tells of another: a reprint's weekdays are those of the text that it took, and
//! tellings of one utterance were all said on one day. Nothing is guessed: each date names its evidence, and
//! where two say different days there is none.

mod reprint;
mod telling;

pub use reprint::same_words;
pub use telling::{Given, Told, days_of_tellings, weekday_of};
