//! The record: one SQLite file that holds articles, statements, speakers, reuse and utterances with their
//! evidence. [`Record::build`] makes and extends it; the questions are methods of [`Record`] too; what persons
//! decide goes on top ([`review`]); [`TABLES`] are what is exported. The schema, documented, is `schema.sql`.

mod build;
mod error;
pub mod known;
mod place;
pub mod query;
pub mod review;
mod store;
mod tables;
mod text;
mod upgrade;
pub mod write;

pub use build::{Assumed, BuildOptions, BuildReport, Progress, Step};
pub use error::{Error, Result};
pub use known::{KnownFile, KnownParties};
pub use place::place;
pub use store::Record;
pub use tables::{Cell, Column, ColumnType, STATEMENTS, TABLES, Table};
