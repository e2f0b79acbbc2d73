//! Parties across articles.
