//! What the fuzz targets share.

use onrecord_read::{Options, Reader, decode};
use onrecord_record::{BuildOptions, Record};
use std::io::Cursor;

/// Most bytes of one document.
const MAX: u64 = 1 << 16;

/// Reads bytes as a file of this name and decodes what it holds: there is an end, and nothing that is larger than
/// the limit.
pub fn read_as(name: &str, bytes: &[u8]) {
    read_with(name, bytes, Options::default());
}

/// The same with the names of a row's fields, and the like.
pub fn read_with(name: &str, bytes: &[u8], options: Options) {
    let options = Options { max_bytes: MAX, ..options };
    for raw in Reader::stream(name, Cursor::new(bytes.to_vec()), options).flatten() {
        // Entities and old encodings grow by a small factor, never without bound.
        assert!(raw.bytes.len() as u64 <= 8 * MAX);
        let _ = decode(raw);
    }
}

/// What the first byte chooses, and the rest.
pub fn choose<'d, T: Copy>(choices: &[T], data: &'d [u8]) -> Option<(T, &'d [u8])> {
    let (first, rest) = data.split_first()?;
    Some((choices[*first as usize % choices.len()], rest))
}

/// A record of the samples.
pub fn samples() -> Record {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files").keep();
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../samples/scraped").into();
    let mut record = Record::create(&folder.join("samples.record")).expect("the folder can be written to");
    let options = BuildOptions { threads: Some(1), ..BuildOptions::default() };
    record.build(&[samples], &options, &()).expect("the samples can be read");
    record
}
