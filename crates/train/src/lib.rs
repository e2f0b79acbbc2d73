//! Trains the attribution engine from annotated articles, and scores it against them. One thread, one order,
//! no clock: the same inputs give the same bytes.

pub mod accurate;
pub mod clusters;
pub mod confidence;
pub mod corpus;
pub mod crf;
pub mod gold;
pub mod lexicon;
pub mod linker;
pub mod people;
pub mod pos;
mod random;
pub mod reliability;
pub mod score;
pub mod training;
pub mod unlabelled;
pub mod utterances;
