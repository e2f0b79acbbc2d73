//! Inputs to articles on disk, and their samples.

use super::lines::{Block, Blocks, Line, Piece};
use super::row::Row;
use super::{Entry, OnDisk};
use crate::failure::Failure;
use onrecord_clean::clean;
use onrecord_link::reuse::{Options as Reuse, Samples, Sketches};
use onrecord_read::{
    FieldMap, Media, Options, RawDocument, Reader, Reason, SetAside, decode, parse_date, row_document,
};
use onrecord_text::{Id, Span, When};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Documents that are cleaned together.
const BATCH: usize = 64;
/// Lines that are read and sampled together.
const CHUNK: usize = 128;

/// Reads inputs into articles on disk.
pub struct Scan<'a> {
    read: Options,
    reuse: &'a Reuse,
    /// Rows are cleaned as pages are.
    clean_rows: bool,
    /// What is told of inputs that are set aside.
    aside: &'a mut dyn FnMut(&SetAside),
    pile: OnDisk,
    sketches: Sketches,
    ids: HashSet<Id>,
    /// Bytes of text so far, and those that the files of lines may have.
    bytes: usize,
    expected: usize,
    /// The texts of documents that are no rows of a file, one after the other.
    spool: BufWriter<File>,
    spooled: u64,
}

/// A document as it is read: a row that stays where it is, or one that must be kept.
enum Read<'a> {
    Row(Left<'a>),
    Kept(Box<Kept>),
}

/// A row without its text.
struct Left<'a> {
    line: Line<'a>,
    id: Id,
    outlet: Option<Cow<'a, str>>,
    published: Option<When>,
    /// Bytes of the text.
    len: usize,
}

/// Documents that were read together, and samples of those that could be.
type Sampled<'a> = (Vec<Result<Read<'a>, SetAside>>, Samples);

/// A document with its text.
struct Kept {
    locator: String,
    id: Option<String>,
    outlet: Option<String>,
    published: Option<When>,
    text: String,
    body: Vec<Span>,
}

impl<'a> Scan<'a> {
    /// Sets up; `aside` is called with every input that gives no article.
    pub fn new(
        read: Options,
        reuse: &'a Reuse,
        clean_rows: bool,
        aside: &'a mut dyn FnMut(&SetAside),
    ) -> io::Result<Scan<'a>> {
        let spool = tempfile::tempfile()?;
        let mut pile = OnDisk::default();
        pile.files.push(("the folder for temporary files".into(), spool.try_clone()?));
        Ok(Scan {
            sketches: Sketches::new(reuse, 0),
            read,
            reuse,
            clean_rows,
            aside,
            pile,
            ids: HashSet::new(),
            bytes: 0,
            expected: 0,
            spool: BufWriter::with_capacity(1 << 20, spool),
            spooled: 0,
        })
    }

    /// Reads these files and folders.
    pub fn read(mut self, inputs: &[PathBuf]) -> Result<(OnDisk, Sketches), Failure> {
        // Lines of a file can stay where they are; all else is read through, and its text kept.
        let (lines, others): (Vec<&PathBuf>, Vec<&PathBuf>) =
            inputs.iter().partition(|path| !self.clean_rows && path.is_file() && is_lines(path));
        let mut lines: Vec<PathBuf> = lines.into_iter().cloned().collect();
        lines.sort_unstable();
        lines.dedup();
        let others: Vec<PathBuf> = others.into_iter().cloned().collect();
        let size = |path: &PathBuf| path.metadata().map_or(0, |about| about.len());
        self.expected = usize::try_from(lines.iter().map(size).sum::<u64>()).unwrap_or(usize::MAX);
        self.sketches = Sketches::new(self.reuse, self.expected);
        let mut reader =
            if others.is_empty() { None } else { Some(Reader::new(&others, self.read.clone())?) };
        for path in &lines {
            self.lines(path).map_err(Failure::read(path))?;
        }
        while let Some(reader) = &mut reader {
            let batch: Vec<_> = reader.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            let (clean_rows, sketches) = (self.clean_rows, &self.sketches);
            let one = |raw: Result<RawDocument, SetAside>| {
                let mut samples = sketches.sampler();
                (vec![raw.and_then(|raw| kept(raw, clean_rows, &mut samples))], samples)
            };
            let read = batch.into_par_iter().map(one).collect();
            self.take(read, 0)?;
        }
        self.spool.flush()?;
        if !self.sketches.suit(self.reuse, self.bytes) {
            self.sample_again()?;
        }
        // Ids were needed to tell rows that repeat one.
        self.ids = HashSet::new();
        Ok((self.pile, self.sketches))
    }

    /// Reads a file of JSON Lines.
    fn lines(&mut self, path: &Path) -> io::Result<()> {
        let name = path.display().to_string();
        let file = self.pile.files.len() as u32;
        self.pile.files.push((name.clone(), File::open(path)?));
        let max = usize::try_from(self.read.max_bytes).unwrap_or(usize::MAX);
        let mut blocks = Blocks::new(File::open(path)?, max);
        while let Some(piece) = blocks.next()? {
            match piece {
                Piece::Block(block) => self.block(&block, &name, file)?,
                Piece::TooLong(line) => (self.aside)(&SetAside::new(
                    format!("{name}#{line}"),
                    Reason::TooLarge,
                    format!("it is larger than {max} bytes. Raise the limit, or split it"),
                )),
            }
        }
        Ok(())
    }

    fn block(&mut self, block: &Block<'_>, name: &str, file: u32) -> io::Result<()> {
        let lines: Vec<Line> = block.lines().collect();
        let usual = self.read.fields == FieldMap::default();
        let (options, sketches) = (&self.read, &self.sketches);
        let mut read: Vec<Sampled<'_>> = Vec::new();
        lines
            .par_chunks(CHUNK)
            .map(|lines| {
                let (mut samples, mut buffer) = (sketches.sampler(), String::new());
                let mut all = Vec::with_capacity(lines.len());
                for &line in lines {
                    let row = if usual { plain_row(line, &mut buffer, &mut samples) } else { None };
                    let document = || row_document(name, line.number, line.bytes, options);
                    all.push(
                        row.map_or_else(|| document().and_then(|raw| kept(raw, false, &mut samples)), Ok),
                    );
                }
                (all, samples)
            })
            .collect_into_vec(&mut read);
        self.take(read, file)
    }

    /// Takes in what was read; rows lie in `file`.
    fn take(&mut self, read: Vec<Sampled<'_>>, file: u32) -> io::Result<()> {
        for (read, samples) in read {
            // Whatever was read was sampled.
            let mut sampled = 0..;
            for one in read {
                let sample = if one.is_ok() { sampled.next() } else { None };
                match one.and_then(|one| self.named(one)) {
                    Ok((id, one)) => {
                        self.bytes += one.len();
                        let entry = self.entry(id, one, file)?;
                        self.pile.entries.push(entry);
                        sample.map_or(Ok(()), |sample| self.sketches.push(&samples, sample))?;
                    }
                    Err(why) => (self.aside)(&why),
                }
            }
        }
        if self.sketches.suit(self.reuse, self.bytes.max(self.expected)) {
            return Ok(());
        }
        self.sample_again()
    }

    /// Samples what was read so far: the pile is of another size than was thought, and wants other samples.
    fn sample_again(&mut self) -> io::Result<()> {
        self.spool.flush()?;
        self.sketches = Sketches::new(self.reuse, self.bytes);
        self.sketches.add(&self.pile, 0..self.pile.entries.len())
    }

    /// The id of what was read, unless another has it.
    fn named<'r>(&mut self, one: Read<'r>) -> Result<(Id, Read<'r>), SetAside> {
        let id = match &one {
            Read::Row(row) => row.id.clone(),
            Read::Kept(kept) => Id::stored(kept.id.as_deref().unwrap_or(&kept.locator)),
        };
        if self.ids.insert(id.clone()) {
            return Ok((id, one));
        }
        let locator = match one {
            Read::Row(row) => format!("line {}", row.line.number),
            Read::Kept(kept) => kept.locator,
        };
        let detail = format!("an article before it has its id, {id}. Give each article an id of its own");
        Err(SetAside::new(locator, Reason::BadRow, detail))
    }

    fn entry(&mut self, id: Id, one: Read<'_>, file: u32) -> io::Result<Entry> {
        Ok(match one {
            Read::Row(row) => Entry {
                id,
                outlet: row.outlet.as_deref().filter(|name| !name.is_empty()).map(|o| self.pile.outlet(o)),
                published: row.published,
                file,
                start: row.line.start,
                len: row.line.bytes.len() as u32,
                body: None,
            },
            Read::Kept(kept) => {
                self.spool.write_all(kept.text.as_bytes())?;
                let start = self.spooled;
                self.spooled += kept.text.len() as u64;
                Entry {
                    id,
                    outlet: kept.outlet.as_deref().map(|name| self.pile.outlet(name)),
                    published: kept.published,
                    file: 0,
                    start,
                    len: kept.text.len() as u32,
                    body: Some(kept.body.into()),
                }
            }
        })
    }
}

impl Read<'_> {
    /// Bytes of its text.
    fn len(&self) -> usize {
        match self {
            Read::Row(row) => row.len,
            Read::Kept(kept) => kept.text.len(),
        }
    }
}

/// Reads and samples a line whose fields have their usual names and whose text is the article; `None` of others.
fn plain_row<'l>(line: Line<'l>, buffer: &mut String, samples: &mut Samples) -> Option<Read<'l>> {
    let row: Row = serde_json::from_slice(line.bytes).ok()?;
    let text = row.text(buffer).filter(|text| is_plain(text))?;
    samples.take(text, &[Span::new(0, text.len())]);
    let len = text.len();
    let published = row.published.as_deref().and_then(|p| p.parse().ok().or_else(|| parse_date(p)));
    Some(Read::Row(Left { line, id: Id::stored(row.id), outlet: row.outlet, published, len }))
}

/// Reads and samples a document that is kept. The text of a row is the article, unless it is a page or
/// `clean_rows`.
fn kept(raw: RawDocument, clean_rows: bool, samples: &mut Samples) -> Result<Read<'static>, SetAside> {
    let as_it_is = !clean_rows && raw.media == Some(Media::Text) && is_row(&raw.locator);
    let document = decode(raw)?;
    let kept = if as_it_is {
        let declared = document.declared;
        Kept {
            locator: document.locator,
            id: declared.id,
            outlet: declared.outlet,
            published: declared.published,
            body: vec![Span::new(0, document.text.len())],
            text: document.text,
        }
    } else {
        let cleaned = clean(&document)?;
        Kept {
            body: cleaned.body(),
            locator: document.locator,
            id: document.declared.id,
            outlet: cleaned.meta.outlet,
            published: cleaned.meta.published.map(|dated| dated.when),
            text: cleaned.text,
        }
    };
    samples.take(&kept.text, &kept.body);
    Ok(Read::Kept(Box::new(kept)))
}

/// True of the place of a row, `feed.csv#3`, not of a file.
fn is_row(locator: &str) -> bool {
    locator.rsplit_once('#').is_some_and(|(_, row)| row.bytes().all(|b| b.is_ascii_digit()))
        && !Path::new(locator).exists()
}

/// True of a text that is neither empty nor a page.
fn is_plain(text: &str) -> bool {
    text.trim_start().chars().next().is_some_and(|first| first != '<')
}

/// True of a file whose name says that it has a row a line.
fn is_lines(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["jsonl", "ndjson"].iter().any(|lines| ending.eq_ignore_ascii_case(lines))
}
