//! Opens one input whatever it holds, and what lies inside it: tells its kind and hands it to the reader of that
//! kind.

use crate::budget::{Budget, TooMuch};
use crate::kind::{self, Kind};
use crate::packed::{Members, Method};
use crate::records::Cut;
use crate::{
    Declared, Options, RawDocument, Reason, SetAside, archive, export, feed, parquet, rows, table, utf16,
    warc,
};
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

/// What is found in an input.
pub(crate) type Found = Result<RawDocument, SetAside>;

/// Breaks where nobody takes what is found any more.
pub(crate) type Flow = ControlFlow<()>;

/// Archives in archives are opened down to this depth.
const MAX_DEPTH: usize = 4;

/// Where an input stands.
#[derive(Clone, Debug)]
pub(crate) struct Place<'p> {
    /// Its name for people, such as `pile.zip/a/page.html.gz`.
    pub locator: String,
    /// The name that tells its kind by its ending, such as `page.html`.
    pub name: String,
    /// Archives that it lies in.
    pub depth: usize,
    /// The file, where it is one by itself: some kinds are not read from front to back.
    pub file: Option<&'p Path>,
}

impl Place<'_> {
    /// What lies in it under this name.
    pub(crate) fn member(&self, name: &str) -> Place<'static> {
        let name = name.trim_start_matches('/');
        Place {
            locator: format!("{}/{name}", self.locator),
            name: name.to_owned(),
            depth: self.depth + 1,
            file: None,
        }
    }

    /// The same place, under the name that it has when it is unpacked.
    pub(crate) fn unpacked(&self) -> Place<'static> {
        let lower = self.name.to_ascii_lowercase();
        let name = match lower.rsplit_once('.') {
            Some((stem, "gz" | "zst" | "zstd" | "gzip" | "bz2" | "bzip2" | "xz")) => {
                self.name[..stem.len()].to_owned()
            }
            Some((stem, "tgz" | "tzst" | "tbz2" | "tbz" | "txz")) => {
                format!("{}.tar", &self.name[..stem.len()])
            }
            _ => String::new(),
        };
        Place { locator: self.locator.clone(), name, depth: self.depth + 1, file: None }
    }

    /// Says that it could not be read.
    pub(crate) fn failed(&self, error: &io::Error) -> SetAside {
        failed(&self.locator, error)
    }
}

/// What every reader of a kind has at hand.
pub(crate) struct Open<'o> {
    pub options: &'o Options,
    pub budget: Budget,
    /// Takes what is found.
    pub give: &'o mut dyn FnMut(Found) -> Flow,
}

impl Open<'_> {
    /// Reads all that lies at a place.
    pub(crate) fn input(&mut self, place: &Place, input: &mut dyn BufRead) -> Flow {
        if place.depth > MAX_DEPTH {
            let detail = format!(
                "it lies in more than {MAX_DEPTH} archives, one in the other. Unpack the outer ones first"
            );
            return (self.give)(Err(SetAside::new(&place.locator, Reason::TooDeep, detail)));
        }
        let mut start = Vec::new();
        if let Err(error) = (&mut *input).take(kind::START).read_to_end(&mut start) {
            return (self.give)(Err(place.failed(&error)));
        }
        let kind = kind::of(&place.name, &start);
        let mut input = io::Cursor::new(&start).chain(input);
        match kind {
            Kind::One(media) => {
                let Some(bytes) = self.whole(place, &mut input)? else { return Flow::Continue(()) };
                if let Some(articles) = export::articles(&bytes, media) {
                    return export::give(self, place, articles);
                }
                (self.give)(Ok(RawDocument::new(place.locator.clone(), media, bytes)))
            }
            Kind::JsonLines => self.rows(place, Cut::Lines, &start, &mut input),
            Kind::Json => self.rows(place, Cut::Values, &start, &mut input),
            Kind::Table(named) => self.table(place, named, &start, &mut input),
            Kind::Packed(method) => self.packed(place, method, &mut input),
            Kind::Warc => warc::plain(self, place, &mut input),
            Kind::Zip => archive::zip(self, place, &mut input),
            Kind::Tar => archive::tar(self, place, &mut input),
            Kind::Feed => feed::read(self, place, &mut input),
            Kind::Parquet => parquet::read(self, place, &mut input),
            Kind::Rtf => export::rtf(self, place, &mut input),
        }
    }

    /// All bytes of a document, if they can be read and are not too many; says why if not.
    pub(crate) fn whole(&mut self, place: &Place, input: &mut dyn Read) -> ControlFlow<(), Option<Vec<u8>>> {
        match within(input, self.options.max_bytes) {
            Ok(Some(bytes)) => return ControlFlow::Continue(Some(bytes)),
            Ok(None) => (self.give)(Err(too_large(&place.locator, self.options.max_bytes)))?,
            Err(error) => (self.give)(Err(place.failed(&error)))?,
        }
        ControlFlow::Continue(None)
    }

    fn rows(&mut self, place: &Place, cut: Cut, start: &[u8], input: &mut dyn BufRead) -> Flow {
        match utf16::encoding(start) {
            Some(encoding) => rows::read(self, place, cut, BufReader::new(utf16::Utf8::new(input, encoding))),
            None => rows::read(self, place, cut, input),
        }
    }

    fn table(&mut self, place: &Place, named: u8, start: &[u8], input: &mut dyn BufRead) -> Flow {
        let cut = Cut::Rows(table::delimiter(start, named));
        match utf16::encoding(start).is_none() && table::has_old_line_ends(start) {
            true => self.rows(place, cut, start, &mut BufReader::new(table::LineEnds(input))),
            false => self.rows(place, cut, start, input),
        }
    }

    fn packed(&mut self, place: &Place, method: Method, input: &mut dyn BufRead) -> Flow {
        let members = Members::new(method, input, self.budget.clone());
        let inner = place.unpacked();
        if kind::of_name(&inner.name) == Some(Kind::Warc) {
            return warc::packed(self, place, members);
        }
        self.input(&inner, &mut BufReader::with_capacity(1 << 16, members))
    }
}

/// All bytes, or `None` if they are more than `max`.
pub(crate) fn within(input: &mut dyn Read, max: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    // One byte over the limit is enough to know.
    input.take(max.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= max).then_some(bytes))
}

impl RawDocument {
    /// A document of which nothing but its bytes is known.
    pub(crate) fn new(locator: String, media: Option<crate::Media>, bytes: Vec<u8>) -> RawDocument {
        RawDocument { locator, media, charset: None, bytes, declared: Declared::default() }
    }
}

/// Says why an input could not be read to its end.
pub(crate) fn failed(locator: &str, error: &io::Error) -> SetAside {
    if let Some(too_much) = error.get_ref().and_then(|e| e.downcast_ref::<TooMuch>()) {
        return SetAside::new(locator, Reason::TooLarge, too_much.to_string());
    }
    if error.kind() == io::ErrorKind::OutOfMemory {
        let detail = "unpacking it takes more memory than any usual file of its kind. Unpack it first";
        return SetAside::new(locator, Reason::TooLarge, detail);
    }
    if error.raw_os_error().is_some() {
        let detail =
            format!("it could not be read: {error}. Check that it is still there and that you may read it");
        return SetAside::new(locator, Reason::Unreadable, detail);
    }
    let detail = format!("it is damaged or broken off: {error}. Get a whole copy of it");
    SetAside::new(locator, Reason::Damaged, detail)
}

pub(crate) fn too_large(locator: &str, max: u64) -> SetAside {
    let detail = format!(
        "it is larger than {max} bytes, the most that is read of one document. Raise the limit (--max-size), \
         or split it"
    );
    SetAside::new(locator, Reason::TooLarge, detail)
}
