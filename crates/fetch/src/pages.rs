//! The documents that a list of addresses gives.

use crate::client::{Client, Fetched, Options};
use onrecord_read::{Declared, RawDocument, Reader, Reason, SetAside, parse_date};
use onrecord_text::{Digest, When};
use std::collections::{BTreeMap, HashSet, VecDeque};
use std::io::Cursor;
use std::sync::{Arc, Mutex, PoisonError};

/// What to fetch.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Job {
    /// A page.
    Page(String),
    /// A feed: its entries, and the pages that they name.
    Feed(String),
}

/// What is known of an address from an earlier fetch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// SHA-256 of what it gave, as hexadecimal digits.
    pub sha256: String,
    /// The answer's `ETag`.
    pub etag: Option<String>,
    /// The answer's `Last-Modified`.
    pub last_modified: Option<String>,
}

/// Fetches one address after the other, and gives what is new: a page that did not change since it was last
/// fetched gives nothing.
pub struct Pages {
    client: Client,
    options: Options,
    known: BTreeMap<String, Known>,
    /// What to fetch, and the feed that named it.
    queue: VecDeque<(Job, Option<String>)>,
    seen: HashSet<Job>,
    /// A feed's entries that are still to be given.
    entries: VecDeque<Result<RawDocument, SetAside>>,
    feeds: Feeds,
}

/// The feeds that were read with all that they name, by address. Asked again with what is known of them, a server
/// answers only if there is something new. A feed of which a page could not be had is not among them: it has to
/// name the page again.
#[derive(Clone, Debug, Default)]
pub struct Feeds(Arc<Mutex<BTreeMap<String, Known>>>);

impl Feeds {
    /// What is known of them so far; of all of them when [`Pages`] has given everything.
    pub fn read(&self) -> BTreeMap<String, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, feed: &str, known: Option<Known>) {
        let mut feeds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match known {
            Some(known) => feeds.insert(feed.to_owned(), known),
            None => feeds.remove(feed),
        };
    }
}

impl Pages {
    /// For these addresses; `known` by address.
    pub fn new(jobs: Vec<Job>, known: BTreeMap<String, Known>, options: Options) -> Pages {
        let client = Client::new(options.clone());
        let seen = jobs.iter().cloned().collect();
        let queue = jobs.into_iter().map(|job| (job, None)).collect();
        Pages { client, options, known, queue, seen, entries: VecDeque::new(), feeds: Feeds::default() }
    }

    /// The feeds, to be looked at when everything was taken.
    pub fn feeds(&self) -> Feeds {
        self.feeds.clone()
    }

    /// An answer that differs from the last one; `None` if there is none.
    fn fetch(&mut self, address: &str) -> Option<Result<Fetched, SetAside>> {
        let known = self.known.get(address).cloned().unwrap_or_default();
        let mut fields = Vec::new();
        if let Some(etag) = &known.etag {
            fields.push(("If-None-Match", etag.as_str()));
        }
        if let Some(date) = &known.last_modified {
            fields.push(("If-Modified-Since", date.as_str()));
        }
        match self.client.get(address, &fields) {
            Ok(fetched) if fetched.answer.status == 304 => None,
            other => Some(other),
        }
    }

    fn page(&mut self, address: &str) -> Option<Result<RawDocument, SetAside>> {
        let known = self.known.get(address).map(|k| k.sha256.clone());
        let declared =
            |url: &str| Declared { url: Some(url.to_owned()), captured: now(), ..Declared::default() };
        let found = self.fetch(address)?.map_err(|aside| aside.saying(declared(address)));
        let raw = found.and_then(|Fetched { url, answer }| {
            // A page that is gone is gone where it was.
            let url = if answer.status == 200 { url.as_str() } else { address };
            answer.document(address.to_owned(), declared(url), self.options.max_bytes)
        });
        match raw {
            Ok(raw) if known == Some(Digest::of(&raw.bytes).to_string()) => None,
            other => Some(other),
        }
    }

    /// Reads a feed; its entries are given next, and their pages fetched after them.
    fn feed(&mut self, address: &str) -> Option<SetAside> {
        let Fetched { url, answer } = match self.fetch(address)? {
            Ok(fetched) => fetched,
            Err(aside) => return Some(aside),
        };
        let mut answer = answer;
        // Servers call feeds many things.
        answer.fields.retain(|(name, _)| !name.eq_ignore_ascii_case("Content-Type"));
        let raw = match answer.document(address.to_owned(), Declared::default(), self.options.max_bytes) {
            Ok(raw) => raw,
            Err(aside) => return Some(aside),
        };
        let sha256 = Digest::of(&raw.bytes).to_string();
        let fact = |name: &str| raw.declared.facts.get(name).cloned();
        let known = Known { sha256, etag: fact("ETag"), last_modified: fact("Last-Modified") };
        self.feeds.set(address, Some(known));
        let options = onrecord_read::Options { max_bytes: self.options.max_bytes, ..Default::default() };
        let mut pages = 0;
        for mut entry in Reader::stream("-", Cursor::new(raw.bytes), options) {
            let (locator, declared) = match &mut entry {
                Ok(raw) => (&mut raw.locator, Some(&mut raw.declared)),
                Err(aside) => (&mut aside.locator, aside.declared.as_deref_mut()),
            };
            *locator = format!("{address}{}", locator.trim_start_matches('-'));
            let link = declared.and_then(|declared| {
                let link = url
                    .join(declared.url.as_deref()?)
                    .ok()
                    .filter(|l| matches!(l.scheme(), "http" | "https"))?;
                declared.url = Some(link.to_string());
                declared.url.clone()
            });
            if let Some(page) = link {
                pages += 1;
                // What was fetched before is fetched again only if it is named itself.
                if !self.known.contains_key(&page) && self.seen.insert(Job::Page(page.clone())) {
                    self.queue.push_back((Job::Page(page), Some(address.to_owned())));
                }
            }
            self.entries.push_back(entry);
        }
        if pages == 0 {
            self.feeds.set(address, None);
            let detail = "it is no feed, or one without entries. Give a page’s address without --feed";
            return Some(SetAside::new(address, Reason::NoText, detail));
        }
        None
    }
}

impl Iterator for Pages {
    type Item = Result<RawDocument, SetAside>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entry) = self.entries.pop_front() {
                return Some(entry);
            }
            match self.queue.pop_front()? {
                (Job::Page(address), feed) => {
                    if let Some(found) = self.page(&address) {
                        let missed =
                            |aside: &SetAside| matches!(aside.reason, Reason::Unreadable | Reason::NoPage);
                        if let (Some(feed), Some(true)) = (feed, found.as_ref().err().map(missed)) {
                            self.feeds.set(&feed, None);
                        }
                        return Some(found);
                    }
                }
                (Job::Feed(address), _) => {
                    if let Some(aside) = self.feed(&address) {
                        return Some(Err(aside));
                    }
                }
            }
        }
    }
}

/// The time of a capture: the only question to the clock whose answer is stored.
fn now() -> Option<When> {
    parse_date(&jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}
