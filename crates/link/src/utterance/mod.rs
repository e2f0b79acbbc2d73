//! Statements into utterances.
