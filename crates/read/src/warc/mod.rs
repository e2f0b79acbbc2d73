//! Web archives: what a crawler saw, record after record. WARC 1.0 and 1.1 (ISO 28500), plain, gzip or
//! Zstandard; Common Crawl's extracted texts (WET).
//!
//! Records of requests and of the crawl itself say nothing about an article and are passed over. All other
//! records that give no document are listed with the reason.

mod record;

use crate::answer::{Answer, Holds, holds};
use crate::budget::TooMuch;
use crate::open::{Flow, Found, Open, Place, failed, too_large, within};
use crate::packed::{Member, Members};
use crate::{Declared, Media, RawDocument, Reason, SetAside, parse_date};
use record::{Head, Next};
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

/// Fields of a record's head that are kept as they stand.
const FACTS: &[&str] = &["WARC-Record-ID", "WARC-Payload-Digest", "WARC-Block-Digest"];

/// Reads the records of a stream that is not packed.
pub(crate) fn plain(open: &mut Open, place: &Place, input: &mut dyn BufRead) -> Flow {
    let mut number = 0;
    // After a failure there is nothing left to read: it was told with its record.
    let _ = records(open, place, input, &mut number)?;
    Flow::Continue(())
}

/// Reads the records of a packed stream, each usually in a member of its own: what follows a damaged one is
/// read too.
pub(crate) fn packed<R: BufRead>(open: &mut Open, place: &Place, mut members: Members<R>) -> Flow {
    let mut number = 0;
    loop {
        let result = match members.next_member() {
            Ok(false) => return Flow::Continue(()),
            Ok(true) => {
                let mut member = BufReader::with_capacity(1 << 14, Member(&mut members));
                records(open, place, &mut member, &mut number)?
            }
            Err(error) => {
                number += 1;
                (open.give)(Err(failed(&locator(place, number), &error)))?;
                Err(error)
            }
        };
        if let Err(error) = result
            && (error.get_ref().is_some_and(|e| e.is::<TooMuch>()) || !members.recover().unwrap_or(false))
        {
            return Flow::Continue(());
        }
    }
}

fn locator(place: &Place, number: u64) -> String {
    format!("{}#{number}", place.locator)
}

/// Reads records to the stream's end, or to the error that ends it; that is told with its record.
fn records(
    open: &mut Open,
    place: &Place,
    input: &mut dyn BufRead,
    number: &mut u64,
) -> ControlFlow<(), io::Result<()>> {
    loop {
        let head = match record::next(input) {
            Ok(Next::End) => return ControlFlow::Continue(Ok(())),
            Ok(Next::Junk(bytes)) => {
                *number += 1;
                let detail = format!(
                    "{bytes} bytes stand where a record should begin: the record before is longer or shorter than \
                     it says, or damaged. The records behind them were read"
                );
                (open.give)(Err(SetAside::new(locator(place, *number), Reason::Damaged, detail)))?;
                continue;
            }
            Ok(Next::Record(head)) => {
                *number += 1;
                head
            }
            Err(error) => {
                *number += 1;
                (open.give)(Err(failed(&locator(place, *number), &error)))?;
                return ControlFlow::Continue(Err(error));
            }
        };
        let locator = locator(place, *number);
        let Some(length) = head.get("Content-Length").and_then(|l| l.parse::<u64>().ok()) else {
            let detail = "its head states no length (Content-Length), so its end is unknown";
            (open.give)(Err(SetAside::new(locator, Reason::Damaged, detail)))?;
            continue;
        };
        let mut block = input.take(length);
        let bytes = match head.is_wanted() {
            true => within(&mut block, open.options.max_bytes),
            false => Ok(Some(Vec::new())),
        };
        let result = bytes.and_then(|bytes| io::copy(&mut block, &mut io::sink()).map(|_| bytes));
        match result {
            Err(error) => {
                (open.give)(Err(failed(&locator, &error).saying(declared(&head))))?;
                return ControlFlow::Continue(Err(error));
            }
            Ok(_) if block.limit() > 0 => {
                let detail = format!(
                    "it is broken off: {} of its {length} bytes are there. Get a whole copy of it",
                    length - block.limit()
                );
                let aside = SetAside::new(locator, Reason::Damaged, detail);
                (open.give)(Err(aside.saying(declared(&head))))?;
            }
            Ok(None) => {
                let aside = too_large(&locator, open.options.max_bytes);
                (open.give)(Err(aside.saying(declared(&head))))?;
            }
            Ok(Some(bytes)) => {
                if let Some(found) = document(&head, bytes, locator, open) {
                    (open.give)(found)?;
                }
            }
        }
    }
}

/// What a record says of itself.
fn declared(head: &Head) -> Declared {
    let facts = FACTS.iter().filter_map(|name| Some(((*name).to_owned(), head.get(name)?.to_owned())));
    Declared {
        // Old crawlers wrote the address between angle brackets.
        url: head
            .get("WARC-Target-URI")
            .map(|uri| uri.trim_start_matches('<').trim_end_matches('>').to_owned()),
        captured: head.get("WARC-Date").and_then(parse_date),
        facts: facts.collect(),
        ..Declared::default()
    }
}

/// What a record gives; `None` where it is not about a page or a text.
fn document(head: &Head, block: Vec<u8>, locator: String, open: &Open) -> Option<Found> {
    if !head.is_wanted() {
        return None;
    }
    let declared = declared(head);
    let aside = |reason, detail: &str| Some(Err(SetAside::new(&locator, reason, detail)));
    let about = |found: Option<Found>| found.map(|f| f.map_err(|aside| aside.saying(declared.clone())));
    if let Some(why) = head.get("WARC-Truncated") {
        return about(aside(
            Reason::Truncated,
            &format!("the crawler cut it short: {why}. Get a whole copy"),
        ));
    }
    if head.get("WARC-Segment-Number").is_some() {
        return about(aside(
            Reason::Unsupported,
            "it is one of several pieces of a record, which are not joined",
        ));
    }
    let kind = head.get("Content-Type").unwrap_or_default();
    let found = match head.kind().as_str() {
        "revisit" => return about(aside(Reason::Revisit, "the page was the same as in an earlier capture")),
        "response" if kind.to_ascii_lowercase().starts_with("application/http") => {
            match Answer::parse(&block) {
                Some(answer) => return Some(answer.document(locator, declared, open.options.max_bytes)),
                None => return about(aside(Reason::Damaged, "it holds no answer of a web server")),
            }
        }
        "conversion" => Holds::Document(Some(Media::Text)),
        _ => holds(kind),
    };
    match found {
        Holds::Document(media) => {
            Some(Ok(RawDocument { declared, ..RawDocument::new(locator, media, block) }))
        }
        Holds::Other => about(aside(Reason::OtherType, &format!("it is {kind}, neither a page nor a text"))),
    }
}
