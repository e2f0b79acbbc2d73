//! The walk, the kinds and the records put together: an iterator of documents.

use crate::kind::{self, Kind};
use crate::records::{Cut, Record, Records};
use crate::walk::{MissingInput, STDIN, Walk, locator};
use crate::{Declared, Options, RawDocument, Reason, SetAside, row};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

type Input = Box<dyn BufRead + Send>;

/// Reads documents from files and folders, one at a time, in an order that depends on the names alone.
///
/// ```no_run
/// use onrecord_read::{Options, Reader, decode};
/// for raw in Reader::new(&["articles".into()], Options::default())? {
///     match raw.and_then(decode) {
///         Ok(document) => println!("{}: {} bytes", document.locator, document.text.len()),
///         Err(aside) => eprintln!("{}: {}", aside.locator, aside.detail),
///     }
/// }
/// # Ok::<(), onrecord_read::MissingInput>(())
/// ```
pub struct Reader {
    walk: Walk,
    options: Options,
    /// A stream's only document, until it is handed out.
    found: Option<Result<RawDocument, SetAside>>,
    rows: Option<Rows>,
}

/// A file of rows that is being read.
struct Rows {
    locator: String,
    records: Records<Input>,
    cut: Cut,
    /// A table's column names, once read.
    header: Option<Vec<String>>,
}

impl Reader {
    /// For these files and folders; `-` is standard input. They are taken as a set: their order does not
    /// count, and what is named twice is read once. Of a folder, hidden files and onrecord's own are left out.
    ///
    /// Fails, before anything is read, if an input does not exist.
    pub fn new(inputs: &[PathBuf], options: Options) -> Result<Reader, MissingInput> {
        Ok(Reader { walk: Walk::new(inputs)?, options, found: None, rows: None })
    }

    /// For one stream; `name` is its locator, and tells by its ending what it holds if it has one.
    pub fn stream(name: &str, input: impl Read + Send + 'static, options: Options) -> Reader {
        let mut reader = Reader { walk: Walk::default(), options, found: None, rows: None };
        reader.found = reader.open(Path::new(name), Box::new(BufReader::new(input)));
        reader
    }

    /// Opens a file: its document, or `None` if it has rows, which are then read next.
    fn file(&mut self, path: &Path) -> Option<Result<RawDocument, SetAside>> {
        let input: io::Result<Input> = if path.as_os_str() == STDIN {
            Ok(Box::new(BufReader::new(io::stdin())))
        } else {
            File::open(path).map(|f| Box::new(BufReader::with_capacity(1 << 16, f)) as Input)
        };
        let input = input.map(|input| if is_gzip(path) { unpacked(input) } else { input });
        match input {
            Ok(input) => self.open(path, input),
            Err(error) => Some(Err(unreadable(&locator(path), &error))),
        }
    }

    fn open(&mut self, path: &Path, mut input: Input) -> Option<Result<RawDocument, SetAside>> {
        let locator = locator(path);
        let mut start = Vec::new();
        let named = if is_gzip(path) { path.with_extension("") } else { path.to_owned() };
        let kind = match kind::of_name(&named) {
            Some(kind) => kind,
            None => match read_start(&mut input, &mut start) {
                Ok(()) => kind::of_bytes(&start),
                Err(error) => return Some(Err(unreadable(&locator, &error))),
            },
        };
        let mut input = Box::new(io::Cursor::new(start).chain(input));
        let cut = match kind {
            Kind::One(media) => {
                let mut bytes = Vec::new();
                // One byte over the limit is enough to know.
                let read =
                    input.by_ref().take(self.options.max_bytes.saturating_add(1)).read_to_end(&mut bytes);
                return Some(match read {
                    Err(error) => Err(unreadable(&locator, &error)),
                    Ok(n) if n as u64 > self.options.max_bytes => {
                        Err(too_large(locator, self.options.max_bytes))
                    }
                    Ok(_) => Ok(RawDocument { locator, media, bytes, declared: Declared::default() }),
                });
            }
            Kind::JsonLines => Cut::Lines,
            Kind::Json => Cut::Values,
            Kind::Table(delimiter) => Cut::Rows(delimiter),
        };
        let records = Records::new(input as Input, cut, self.options.max_bytes);
        self.rows = Some(Rows { locator, records, cut, header: None });
        None
    }
}

/// True of `page.html.gz`.
fn is_gzip(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"))
}

/// Unpacks while reading, so that the limit on a document's size counts its real bytes, not what the file claims.
fn unpacked(input: Input) -> Input {
    Box::new(BufReader::with_capacity(1 << 16, flate2::bufread::MultiGzDecoder::new(input)))
}

impl Iterator for Reader {
    type Item = Result<RawDocument, SetAside>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(found) = self.found.take() {
            return Some(found);
        }
        loop {
            if let Some(rows) = &mut self.rows {
                if let Some(result) = rows.next(&self.options) {
                    return Some(result);
                }
                self.rows = None;
            }
            match self.walk.next()? {
                Err(aside) => return Some(Err(aside)),
                Ok(path) => {
                    if let Some(result) = self.file(&path) {
                        return Some(result);
                    }
                }
            }
        }
    }
}

impl Rows {
    fn next(&mut self, options: &Options) -> Option<Result<RawDocument, SetAside>> {
        loop {
            let record = match self.records.next()? {
                Ok(record) => record,
                Err(error) => {
                    // What is left of the file cannot be read either.
                    self.records = Records::new(Box::new(io::empty()), self.cut, 0);
                    return Some(Err(unreadable(&self.locator, &error)));
                }
            };
            let Record { line, number, bytes } = record;
            // Lines of a JSON array say little: its elements are counted instead.
            let place = if self.cut == Cut::Values { number } else { line };
            let locator = format!("{}#{place}", self.locator);
            let bytes = match bytes {
                Ok(bytes) => bytes,
                Err(_) => return Some(Err(too_large(locator, options.max_bytes))),
            };
            let value = match self.cut {
                Cut::Lines | Cut::Values => serde_json::from_slice(&bytes).map_err(|e| bad_json(&e, line)),
                Cut::Rows(delimiter) => match self.table_row(&bytes, delimiter) {
                    Ok(None) => continue,
                    Ok(Some(value)) => Ok(value),
                    Err(detail) => Err(detail),
                },
            };
            return Some(match value {
                Ok(value) => row::document(&value, locator, &options.fields),
                Err(detail) => Err(SetAside { locator, sha256: None, reason: Reason::BadRow, detail }),
            });
        }
    }

    /// A table's row as an object; `None` of the header.
    fn table_row(&mut self, bytes: &[u8], delimiter: u8) -> Result<Option<Value>, String> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(bytes);
        let mut record = csv::ByteRecord::new();
        reader.read_byte_record(&mut record).map_err(|e| format!("the row could not be read: {e}"))?;
        let cells = record.iter().map(|cell| crate::decode::lenient(cell).into_owned());
        let Some(header) = &self.header else {
            self.header = Some(cells.map(|c| c.trim().to_owned()).collect());
            return Ok(None);
        };
        let object: Map<String, Value> = header.iter().cloned().zip(cells.map(Value::String)).collect();
        Ok(Some(Value::Object(object)))
    }
}

/// Reads the start of a stream, as much as telling its kind takes.
fn read_start(input: &mut Input, start: &mut Vec<u8>) -> io::Result<()> {
    input.by_ref().take(1 << 16).read_to_end(start).map(|_| ())
}

fn unreadable(locator: &str, error: &io::Error) -> SetAside {
    SetAside {
        locator: locator.to_owned(),
        sha256: None,
        reason: Reason::Unreadable,
        detail: format!(
            "it could not be read: {error}. Check that it is still there and that you may read it"
        ),
    }
}

fn too_large(locator: String, max: u64) -> SetAside {
    let detail = format!(
        "it is larger than {max} bytes, the most that is read of one document. Raise the limit, or split it"
    );
    SetAside { locator, sha256: None, reason: Reason::TooLarge, detail }
}

fn bad_json(error: &serde_json::Error, line: u64) -> String {
    let line = line + error.line().saturating_sub(1) as u64;
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or(&what).to_owned();
    format!(
        "line {line}, byte {}: not JSON: {what}. Write a document as an object: {{\"text\": …}}",
        error.column()
    )
}
