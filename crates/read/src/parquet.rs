//! Parquet tables: each row a document, its columns named as those of other tables are.

use crate::open::{Flow, Open, Place, too_large, within};
use crate::{Reason, SetAside, row};
use ::parquet::errors::Result;
use ::parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use std::fs::File;
use std::io::BufRead;

/// Reads a table's rows.
pub(crate) fn read(open: &mut Open, place: &Place, input: &mut dyn BufRead) -> Flow {
    // What a table holds is listed at its end. What is no file by itself has to be taken into memory.
    match place.file.map(File::open) {
        Some(Ok(file)) => rows(open, place, SerializedFileReader::new(file)),
        Some(Err(error)) => (open.give)(Err(place.failed(&error))),
        None => match within(input, open.options.max_bytes) {
            Ok(Some(bytes)) => rows(open, place, SerializedFileReader::new(bytes::Bytes::from(bytes))),
            Ok(None) => (open.give)(Err(too_large(&place.locator, open.options.max_bytes))),
            Err(error) => (open.give)(Err(place.failed(&error))),
        },
    }
}

fn rows<R: ChunkReader + 'static>(
    open: &mut Open,
    place: &Place,
    file: Result<SerializedFileReader<R>>,
) -> Flow {
    let damaged = |error: &dyn std::fmt::Display| {
        let detail =
            format!("the table is damaged or of a form that is not read: {error}. Get a whole copy of it");
        SetAside::new(&place.locator, Reason::Damaged, detail)
    };
    let file = match file {
        Ok(file) => file,
        Err(error) => return (open.give)(Err(damaged(&error))),
    };
    let rows = match file.get_row_iter(None) {
        Ok(rows) => rows,
        Err(error) => return (open.give)(Err(damaged(&error))),
    };
    for (number, found) in (1..).zip(rows) {
        let locator = format!("{}#{number}", place.locator);
        match found {
            Ok(found) => (open.give)(row::document(&found.to_json_value(), locator, &open.options.fields))?,
            // What is behind it in the column can't be found.
            Err(error) => return (open.give)(Err(damaged(&error))),
        }
    }
    Flow::Continue(())
}
