//! Tables to files: CSV, JSON Lines, Parquet, with a Frictionless data package beside them; statements as
//! annotations: W3C Web Annotation, brat.

mod annotations;
pub mod brat;
mod package;
mod parquet;
pub mod w3c;

use onrecord_record::write::{Csv, Jsonl, RowWriter};
use onrecord_record::{Record, Table};
use std::io::{self, Write};

pub use package::datapackage;

/// A file format of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// Comma-separated.
    Csv,
    /// A JSON object a line.
    Jsonl,
    /// Columnar, compressed, for data frames.
    Parquet,
}

/// What `--format` can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Tables, comma-separated, for spreadsheets; a cell that a spreadsheet would run as a formula gets a ' in front.
    Csv,
    /// Tables, a JSON object a line.
    Jsonl,
    /// Tables, columnar, compressed, for data frames.
    Parquet,
    /// Statements as W3C Web Annotations in JSON-LD, one file.
    W3c,
    /// Statements as brat standoff: a folder with the text and the annotations of each article.
    Brat,
}

impl Format {
    /// The format of tables, where it is one.
    pub fn of_tables(self) -> Option<FileFormat> {
        match self {
            Format::Csv => Some(FileFormat::Csv),
            Format::Jsonl => Some(FileFormat::Jsonl),
            Format::Parquet => Some(FileFormat::Parquet),
            Format::W3c | Format::Brat => None,
        }
    }
}

impl FileFormat {
    /// Its file name ending.
    pub fn ending(self) -> &'static str {
        match self {
            FileFormat::Csv => "csv",
            FileFormat::Jsonl => "jsonl",
            FileFormat::Parquet => "parquet",
        }
    }
}

/// Writes a table; gives the number of rows. `bom`: a byte order mark before a CSV file, which Excel wants.
///
/// The outer error is the record's, the inner one that of `out`.
pub fn write(
    record: &Record,
    table: &Table,
    format: FileFormat,
    bom: bool,
    out: &mut (dyn Write + Send),
) -> onrecord_record::Result<io::Result<u64>> {
    let mut writer = match open(table, format, bom, out) {
        Ok(writer) => writer,
        Err(e) => return Ok(Err(e)),
    };
    let mut rows = 0;
    let written = record.rows(table, |cells| {
        rows += 1;
        writer.row(cells)
    })?;
    Ok(written.and_then(|()| writer.end()).map(|()| rows))
}

fn open<'w>(
    table: &'w Table,
    format: FileFormat,
    bom: bool,
    out: &'w mut (dyn Write + Send),
) -> io::Result<Box<dyn RowWriter + 'w>> {
    Ok(match format {
        FileFormat::Csv => Box::new(Csv::new(table, bom, out)?),
        FileFormat::Jsonl => Box::new(Jsonl::new(table, out)),
        FileFormat::Parquet => Box::new(parquet::Parquet::new(table, out)?),
    })
}
