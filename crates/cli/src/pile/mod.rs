//! Articles on disk, as the linker takes them: what is known of each is held, its text is fetched when it is
//! looked at.

mod lines;
mod row;
mod scan;

pub use lines::{Blocks, Piece};
pub use scan::Scan;

use onrecord_link::reuse::quoted_by_marks;
use onrecord_link::{Article, Head, Pile, read_at};
use onrecord_text::{Id, Span, When};
use row::Row;
use std::cell::Cell;
use std::collections::HashMap;
use std::fs::File;
use std::io;

/// Articles in files that are not read as a whole.
#[derive(Default)]
pub struct OnDisk {
    entries: Vec<Entry>,
    outlets: Vec<String>,
    numbers: HashMap<String, u32>,
    files: Vec<(String, File)>,
}

/// One article.
struct Entry {
    id: Id,
    /// Index into the outlets.
    outlet: Option<u32>,
    published: Option<When>,
    /// Index into the files.
    file: u32,
    /// First byte in the file, and how many.
    start: u64,
    len: u32,
    /// The ranges that are the article; `None` of a row of JSON, all of whose text is.
    body: Option<Box<[Span]>>,
}

impl OnDisk {
    /// The number of an outlet, the same for the same name.
    fn outlet(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.outlets.len() as u32;
        self.outlets.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    fn fetch<'b>(&self, entry: &Entry, bytes: &'b mut Vec<u8>) -> io::Result<&'b [u8]> {
        let len = entry.len as usize;
        if bytes.len() < len {
            bytes.resize(len, 0);
        }
        let bytes = &mut bytes[..len];
        let (_, file) = &self.files[entry.file as usize];
        read_at(file, bytes, entry.start)?;
        Ok(bytes)
    }

    /// What to say where an article can't be fetched again.
    fn changed(&self, entry: &Entry, why: impl std::fmt::Display) -> io::Error {
        let (name, _) = &self.files[entry.file as usize];
        io::Error::other(format!(
            "{name}: the article {} can't be read again ({why}); leave the file as it is while it is read",
            entry.id
        ))
    }
}

/// Where an article is put while it is looked at.
#[derive(Default)]
struct Buffers {
    bytes: Vec<u8>,
    text: String,
}

thread_local! {
    /// Kept from one article to the next.
    static BUFFERS: Cell<Buffers> = Cell::default();
}

impl Pile for OnDisk {
    fn len(&self) -> usize {
        self.entries.len()
    }

    fn head(&self, index: usize) -> Head<'_> {
        let entry = &self.entries[index];
        let outlet = entry.outlet.map(|number| self.outlets[number as usize].as_str());
        Head { id: &entry.id, outlet, published: entry.published }
    }

    fn look(&self, index: usize, look: &mut dyn FnMut(&Article<'_>)) -> io::Result<()> {
        let entry = &self.entries[index];
        // Whoever looks at another article meanwhile finds them empty.
        let mut buffers = BUFFERS.take();
        let bytes = self.fetch(entry, &mut buffers.bytes).map_err(|e| self.changed(entry, e))?;
        let text = std::str::from_utf8(bytes).map_err(|e| self.changed(entry, e))?;
        let head = self.head(index);
        let (text, body) = match &entry.body {
            Some(body) => (text, body.to_vec()),
            None => {
                let row: Row = serde_json::from_str(text).map_err(|e| self.changed(entry, e))?;
                let text = row.text(&mut buffers.text).ok_or_else(|| self.changed(entry, "no text"))?;
                (text, vec![Span::new(0, text.len())])
            }
        };
        look(&Article {
            id: head.id.clone(),
            text,
            quoted: quoted_by_marks(text),
            body,
            outlet: head.outlet,
            published: head.published,
            title: None,
            names: Vec::new(),
        });
        BUFFERS.set(buffers);
        Ok(())
    }
}
