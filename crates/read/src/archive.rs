//! zip and tar. Members are read as a stream from where they lie: nothing is unpacked to the disk, so a member's
//! name is never more than a name.

use crate::budget::Unpacked;
use crate::open::{Flow, Open, Place, within};
use crate::packed::{Members, Method};
use crate::walk::is_skipped;
use crate::{Reason, SetAside, export};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::Path;
use zip::CompressionMethod;
use zip::result::ZipError;

/// Reads a zip archive's members.
pub(crate) fn zip(open: &mut Open, place: &Place, input: &mut dyn BufRead) -> Flow {
    // Its table of members stands at its end. What is no file by itself has to be taken into memory.
    let aside = match place.file.map(File::open) {
        Some(Ok(file)) => {
            open.budget.read(file.metadata().map_or(0, |m| m.len()));
            return zip_members(open, place, BufReader::new(file));
        }
        Some(Err(error)) => place.failed(&error),
        None => match within(input, open.options.max_bytes) {
            Ok(Some(bytes)) => return zip_members(open, place, io::Cursor::new(bytes)),
            Ok(None) => SetAside::new(
                &place.locator,
                Reason::TooLarge,
                "a zip archive inside another or on standard input is read up to the limit on a document. Save it \
                 as a file of its own, or raise the limit (--max-size)",
            ),
            Err(error) => place.failed(&error),
        },
    };
    (open.give)(Err(aside))
}

fn zip_members(open: &mut Open, place: &Place, input: impl Read + Seek) -> Flow {
    let mut archive = match zip::ZipArchive::new(input) {
        Ok(archive) => archive,
        Err(error) => return (open.give)(Err(zip_failed(place, &error))),
    };
    let names: Vec<String> =
        archive.file_names_raw().map(|n| String::from_utf8_lossy(n).into_owned()).collect();
    match export::is_docx(names.iter().map(String::as_str)) {
        Some(Some(main)) => {
            return match archive.by_name(main) {
                Ok(member) => {
                    let mut unpacked = Unpacked { input: member, budget: open.budget.clone() };
                    let Some(document) = open.whole(place, &mut unpacked)? else { return Flow::Continue(()) };
                    export::docx(open, place, &document)
                }
                Err(error) => (open.give)(Err(zip_failed(place, &error))),
            };
        }
        Some(None) => {
            let detail = "it is an office document other than Word's. Save it as .docx, .txt or .csv first";
            return (open.give)(Err(SetAside::new(&place.locator, Reason::Unsupported, detail)));
        }
        None => {}
    }
    for index in 0..archive.len() {
        let raw = archive.by_index_raw(index);
        let (name, encrypted, folder) = match &raw {
            Ok(member) => {
                let name = String::from_utf8_lossy(member.name_raw()).into_owned();
                (name, member.encrypted(), member.is_dir() || member.is_symlink())
            }
            Err(_) => (format!("member {}", index + 1), false, false),
        };
        if folder || is_hidden(&name) {
            continue;
        }
        let inside = place.member(&name);
        if encrypted {
            let detail = "it is encrypted. Unpack it with its password first";
            (open.give)(Err(SetAside::new(inside.locator, Reason::Encrypted, detail)))?;
            continue;
        }
        // These two are unpacked like files of their own, so that the same limits hold.
        let method = raw.as_ref().ok().and_then(|member| match member.compression() {
            CompressionMethod::BZIP2 => Some(Method::Bzip2),
            CompressionMethod::XZ => Some(Method::Xz),
            _ => None,
        });
        if let (Some(method), Ok(member)) = (method, raw) {
            let members = Members::new(method, BufReader::new(member), open.budget.clone());
            open.input(&inside, &mut BufReader::with_capacity(1 << 16, members))?;
            continue;
        }
        match archive.by_index(index) {
            Ok(member) => {
                let unpacked = Unpacked { input: member, budget: open.budget.clone() };
                open.input(&inside, &mut BufReader::with_capacity(1 << 16, unpacked))?;
            }
            Err(error) => (open.give)(Err(zip_failed(&inside, &error)))?,
        }
    }
    Flow::Continue(())
}

fn zip_failed(place: &Place, error: &ZipError) -> SetAside {
    match error {
        ZipError::Io(error) => place.failed(error),
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => SetAside::new(
            &place.locator,
            Reason::Unsupported,
            format!("its way of packing is not read: {error}. Unpack it first"),
        ),
        _ => SetAside::new(
            &place.locator,
            Reason::Damaged,
            format!("it is no whole zip archive: {error}. Get a whole copy of it"),
        ),
    }
}

/// Reads a tar archive's members.
pub(crate) fn tar(open: &mut Open, place: &Place, input: &mut dyn BufRead) -> Flow {
    let mut archive = tar::Archive::new(input);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return (open.give)(Err(place.failed(&error))),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            // What is behind it can't be found.
            Err(error) => return (open.give)(Err(place.failed(&error))),
        };
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if !entry.header().entry_type().is_file() || is_hidden(&name) {
            continue;
        }
        let whole = Whole { left: entry.size(), input: entry };
        let unpacked = Unpacked { input: whole, budget: open.budget.clone() };
        open.input(&place.member(&name), &mut BufReader::with_capacity(1 << 16, unpacked))?;
    }
    Flow::Continue(())
}

/// A member whose length is known: its end before that is an error.
struct Whole<R> {
    input: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(out)?;
        self.left = self.left.saturating_sub(n as u64);
        if n == 0 && !out.is_empty() && self.left > 0 {
            let detail = format!("{} bytes of it are missing", self.left);
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, detail));
        }
        Ok(n)
    }
}

/// Hidden files, as a walk of a folder leaves them out, and what macOS puts beside them.
fn is_hidden(name: &str) -> bool {
    name.split(['/', '\\'])
        .any(|part| part == "__MACOSX" || !matches!(part, "" | "." | "..") && is_skipped(Path::new(part)))
}
