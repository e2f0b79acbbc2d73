//! Files of rows: JSON Lines, JSON and tables.

use crate::decode::lenient;
use crate::open::{Flow, Open, Place, too_large};
use crate::records::{Bad, Cut, Record, Records};
use crate::{Options, RawDocument, Reason, SetAside, row, table};
use serde_json::{Map, Value};
use std::io::BufRead;

/// What is said of a row of which no end is found.
const NEVER_CLOSED: &str = "a quotation mark opens a field and none closes it. Close it, or double it if it is a part \
                            of the text; the rows behind this line were read";

/// Reads the rows of a stream, each a document.
pub(crate) fn read(open: &mut Open, place: &Place, cut: Cut, input: impl BufRead) -> Flow {
    let (mut header, mut any) = (None, false);
    for record in Records::new(input, cut, open.options.max_bytes) {
        let Record { line, number, bytes } = match record {
            Ok(record) => record,
            // What is left of the file cannot be read either.
            Err(error) => return (open.give)(Err(place.failed(&error))),
        };
        if matches!(cut, Cut::Rows(_))
            && header.is_none()
            && matches!(&bytes, Ok(b) if table::is_separator_line(b))
        {
            continue;
        }
        // Lines of a JSON array say little: its elements are counted instead.
        let nth = if cut == Cut::Values { number } else { line };
        let locator = format!("{}#{nth}", place.locator);
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(bad) => {
                let aside = match bad {
                    Bad::TooLarge => too_large(&locator, open.options.max_bytes),
                    Bad::NeverClosed => SetAside::new(locator, Reason::BadRow, NEVER_CLOSED),
                };
                any = true;
                (open.give)(Err(aside))?;
                continue;
            }
        };
        let value = match cut {
            Cut::Lines | Cut::Values => json(&bytes, line),
            Cut::Rows(delimiter) => match table_row(&mut header, &bytes, delimiter) {
                Ok(None) => continue,
                Ok(Some(value)) => Ok(value),
                Err(detail) => Err(detail),
            },
        };
        any = true;
        (open.give)(match value {
            Ok(value) => row::document(&value, locator, &open.options.fields),
            Err(detail) => Err(SetAside::new(locator, Reason::BadRow, detail)),
        })?;
    }
    if any {
        return Flow::Continue(());
    }
    let detail = match header {
        Some(_) => "the table has a line of column names and no rows",
        None => "it holds no rows",
    };
    (open.give)(Err(SetAside::new(&place.locator, Reason::Empty, detail)))
}

/// The document in one line of the JSON Lines file `name`, for who cuts a file into lines themselves; lines
/// count from 1.
pub fn row_document(name: &str, line: u64, bytes: &[u8], options: &Options) -> Result<RawDocument, SetAside> {
    let locator = format!("{name}#{line}");
    match json(bytes, line) {
        Ok(value) => row::document(&value, locator, &options.fields),
        Err(detail) => Err(SetAside::new(locator, Reason::BadRow, detail)),
    }
}

fn json(bytes: &[u8], line: u64) -> Result<Value, String> {
    serde_json::from_str(&lenient(bytes)).map_err(|error| {
        let line = line + error.line().saturating_sub(1) as u64;
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or(&what);
        format!(
            "line {line}, byte {}: not JSON: {what}. Write a document as an object: {{\"text\": …}}",
            error.column()
        )
    })
}

/// A table's row as an object; `None` of the header.
fn table_row(header: &mut Option<Vec<String>>, bytes: &[u8], delimiter: u8) -> Result<Option<Value>, String> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    reader.read_byte_record(&mut record).map_err(|e| format!("the row could not be read: {e}"))?;
    let cells = record.iter().map(|cell| lenient(cell).into_owned());
    let Some(header) = header else {
        *header = Some(cells.map(|c| c.trim().to_owned()).collect());
        return Ok(None);
    };
    // A mark that isn't closed takes the next row in, up to that one's first mark.
    if record.len() != header.len() && bytes.trim_ascii_end().contains(&b'\n') {
        return Err(format!(
            "the row has {} fields on several lines, the table {}: a quotation mark that isn’t closed takes in what \
             follows. Close it, or double it if it is a part of the text",
            record.len(),
            header.len()
        ));
    }
    let object: Map<String, Value> = header.iter().cloned().zip(cells.map(Value::String)).collect();
    Ok(Some(Value::Object(object)))
}
