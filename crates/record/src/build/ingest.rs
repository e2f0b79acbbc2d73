//! Inputs to stored articles.

use super::{Assumed, BuildReport, LINKED, Progress, Step, merge, stale};
use crate::{Error, Record, Result};
use onrecord_clean::{Cleaned, Dated, Meta, clean};
use onrecord_read::{RawDocument, Reason, SetAside, TEASER, decode};
use onrecord_text::{Digest, Id};
use rayon::prelude::*;
use rusqlite::Connection;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::sync_channel;

/// Names the cleaning rules. When it changes, inputs are cleaned again.
pub(super) const CLEANER: &str = concat!("clean 5, ", env!("CARGO_PKG_VERSION"));
/// Bytes of documents that are decoded and cleaned together, and documents that one transaction stores at most.
const BATCH_BYTES: usize = 8 << 20;
const BATCH: usize = 256;

/// What a reader of inputs gives.
pub(super) type Found = std::result::Result<RawDocument, SetAside>;

/// An input after reading and cleaning.
enum Outcome {
    /// As it was before.
    Unchanged,
    Article(Box<Capture>),
    SetAside {
        aside: SetAside,
        declared: String,
    },
}

/// A cleaned document on its way into the record.
pub(super) struct Capture {
    pub locator: String,
    pub sha256: Digest,
    pub declared: String,
    pub encoding: &'static str,
    pub replaced: usize,
    pub cleaned: Cleaned,
    /// True of a feed's summary of an article.
    pub teaser: bool,
}

impl Record {
    /// Reads all inputs and stores what is new.
    pub(super) fn ingest(
        &mut self,
        reader: impl Iterator<Item = Found> + Send,
        assumed: &Assumed,
        pool: &rayon::ThreadPool,
        progress: &dyn Progress,
        report: &mut BuildReport,
    ) -> Result<()> {
        progress.begin(Step::Read, None);
        let known = self.known_inputs()?;
        let result = std::thread::scope(|scope| {
            // Reading and cleaning run ahead of storing by two batches at most.
            let (send, receive) = sync_channel::<Vec<Outcome>>(2);
            let known = &known;
            scope.spawn(move || {
                for batch in Batches(reader) {
                    let outcomes =
                        pool.install(|| batch.into_par_iter().map(|raw| look(raw, assumed, known)).collect());
                    if send.send(outcomes).is_err() {
                        return; // The record could not be written; its error is on the way up.
                    }
                }
            });
            receive.iter().try_for_each(|outcomes| {
                let read = outcomes.len() as u64;
                self.store_batch(outcomes, report)?;
                progress.advance(read);
                Ok::<(), Error>(())
            })
        });
        progress.end();
        result
    }

    /// Keys of the inputs that need not be looked at again.
    fn known_inputs(&self) -> Result<HashSet<Key>> {
        let mut select = self
            .db
            .prepare("SELECT locator, sha256, declared FROM inputs WHERE cleaner = ?1")
            .map_err(self.fail())?;
        let rows = select
            .query_map([CLEANER], |r| {
                Ok(key(&r.get::<_, String>(0)?, &r.get::<_, String>(1)?, &r.get::<_, String>(2)?))
            })
            .map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }

    fn store_batch(&mut self, outcomes: Vec<Outcome>, report: &mut BuildReport) -> Result<()> {
        let fail = self.fail();
        let tx =
            self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(&fail)?;
        for outcome in outcomes {
            report.inputs += 1;
            match outcome {
                Outcome::Unchanged => report.unchanged += 1,
                Outcome::SetAside { aside, declared } => {
                    report.set_aside += 1;
                    set_aside(&tx, &aside, &declared).map_err(&fail)?;
                }
                Outcome::Article(capture) => {
                    report.stored += 1;
                    store(&tx, &capture).map_err(&fail)?;
                }
            }
        }
        tx.commit().map_err(&fail)
    }
}

/// Groups what the reader yields into batches of bounded size.
struct Batches<I>(I);

impl<I: Iterator<Item = Found>> Iterator for Batches<I> {
    type Item = Vec<Found>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < BATCH && bytes < BATCH_BYTES {
            let Some(item) = self.0.next() else { break };
            bytes += item.as_ref().map_or(0, |raw| raw.bytes.len());
            batch.push(item);
        }
        (!batch.is_empty()).then_some(batch)
    }
}

/// 128 bits of a hash of what makes an input the same as before.
type Key = [u8; 16];

fn key(locator: &str, sha256: &str, declared: &str) -> Key {
    let digest = Digest::of(format!("{locator}\0{sha256}\0{declared}").as_bytes());
    let mut key = [0; 16];
    key.copy_from_slice(&digest.bytes()[..16]);
    key
}

/// Decodes and cleans one input, unless it is known.
fn look(item: Found, assumed: &Assumed, known: &HashSet<Key>) -> Outcome {
    let raw = match item {
        Ok(raw) => raw,
        Err(aside) => {
            let declared = aside.declared.as_ref().and_then(|d| serde_json::to_string(d).ok());
            return Outcome::SetAside { aside, declared: declared.unwrap_or_else(|| "{}".into()) };
        }
    };
    let sha256 = Digest::of(&raw.bytes);
    let teaser = raw.declared.facts.contains_key(TEASER);
    let mut declared = serde_json::to_string(&raw.declared).unwrap_or_default();
    if *assumed != Assumed::default() {
        declared.push_str(&serde_json::to_string(assumed).unwrap_or_default());
    }
    if known.contains(&key(&raw.locator, &sha256.to_string(), &declared)) {
        return Outcome::Unchanged;
    }
    let locator = raw.locator.clone();
    let cleaned = catch_unwind(AssertUnwindSafe(|| {
        decode(raw).and_then(|document| clean(&document).map(|cleaned| (document, cleaned)))
    }))
    .unwrap_or_else(|_| {
        let detail = "the program gave up on it, which is a fault of the program; please report the document";
        Err(SetAside::new(locator, Reason::Unreadable, detail))
    });
    match cleaned {
        Ok((document, mut cleaned)) => {
            assume(&mut cleaned.meta, assumed);
            Outcome::Article(Box::new(Capture {
                locator: document.locator,
                sha256,
                declared,
                encoding: document.encoding,
                replaced: document.replaced,
                cleaned,
                teaser,
            }))
        }
        Err(aside) => Outcome::SetAside { aside: SetAside { sha256: Some(sha256), ..aside }, declared },
    }
}

/// Fills in what neither the input nor its text tells.
fn assume(meta: &mut Meta, assumed: &Assumed) {
    if meta.outlet.is_none() {
        meta.outlet.clone_from(&assumed.outlet);
    }
    if let (None, Some(when)) = (&meta.published, assumed.published) {
        meta.published = Some(Dated { when, found_in: "assumed".into() });
    }
}

/// Lists an input that gave nothing. What an earlier state of the same input gave stays.
fn set_aside(tx: &Connection, aside: &SetAside, declared: &str) -> rusqlite::Result<()> {
    forget_set_aside(tx, &aside.locator)?;
    tx.prepare_cached(
        "INSERT OR REPLACE INTO inputs (locator, sha256, declared, cleaner, replaced, reason, detail)
         VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6)",
    )?
    .execute((
        &aside.locator,
        aside.sha256.map(|d| d.to_string()).unwrap_or_default(),
        declared,
        CLEANER,
        aside.reason.as_str(),
        &aside.detail,
    ))?;
    Ok(())
}

/// Drops what an earlier run said against this input: only the latest try counts.
fn forget_set_aside(tx: &Connection, locator: &str) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM inputs WHERE locator = ?1 AND article IS NULL")?.execute([locator])?;
    Ok(())
}

/// Stores a capture: its version, its input row, and the article as all its inputs together make it.
fn store(tx: &Connection, capture: &Capture) -> rusqlite::Result<()> {
    let cleaned = &capture.cleaned;
    let version = Digest::of(cleaned.text.as_bytes()).to_string();
    let article = article_id(cleaned, &version);
    tx.prepare_cached("INSERT OR IGNORE INTO versions (id, text, length) VALUES (?1, ?2, ?3)")?.execute((
        &version,
        &cleaned.text,
        cleaned.text.chars().count() as i64,
    ))?;
    forget_set_aside(tx, &capture.locator)?;
    let said =
        merge::Said { meta: cleaned.meta.clone(), chrome: cleaned.chrome.clone(), teaser: capture.teaser };
    tx.prepare_cached(
        "INSERT OR REPLACE INTO inputs
           (locator, sha256, declared, cleaner, encoding, replaced, article, version, meta)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute((
        &capture.locator,
        capture.sha256.to_string(),
        &capture.declared,
        CLEANER,
        capture.encoding,
        capture.replaced as i64,
        article.as_str(),
        &version,
        serde_json::to_string(&said).unwrap_or_default(),
    ))?;
    merge::article(tx, &article)?;
    stale(tx, &[LINKED])
}

/// An article is its address; without one, its text.
fn article_id(cleaned: &Cleaned, version: &str) -> Id {
    match &cleaned.meta.url {
        Some(url) => Id::new('a', &["url", url.as_str()]),
        None => Id::new('a', &["text", version]),
    }
}
