//! Making and extending a record: read → clean → annotate → link, each step stored before the next.
//!
//! Every article is stored whole in one transaction or not at all, and each step finds its own work from what
//! is stored. So a build that was killed is resumed by running it again, and a second build over the same
//! inputs has nothing to do. What persons decided is put on top of the computed rows in the same transactions
//! that store them.

mod annotate;
mod dates;
mod ingest;
mod link;
mod merge;
mod repeated;
mod rewrites;

pub(crate) use link::folded;
pub(crate) use merge::own_marks;

use crate::{Error, KnownParties, Record, Result};
use onrecord_annotate::tagging::Encoder;
use onrecord_read::{RawDocument, SetAside};
use std::path::PathBuf;
use std::sync::Arc;

/// How to build.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// How inputs are read.
    pub read: onrecord_read::Options,
    /// What is taken for an input of which nothing else tells it.
    pub assumed: Assumed,
    /// Threads to work with; `None`: as many as the machine has cores. The record is the same either way.
    pub threads: Option<usize>,
    /// The accurate tier's weights, to find statements with; without them the default tier finds them. The
    /// record remembers the tier: with another one every article is annotated again.
    pub encoder: Option<Arc<Encoder>>,
    /// Parties that are known beforehand.
    pub parties: KnownParties,
}

/// What a person knows of inputs that don't say it themselves, as scraped texts often don't.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Assumed {
    /// The outlet.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<onrecord_text::When>,
}

/// A step of the build, for progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reading and cleaning inputs.
    Read,
    /// Finding lines that outlets repeat.
    Chrome,
    /// Finding statements.
    Annotate,
    /// Linking begins: reading what was found in all articles.
    Gather,
    /// Finding who is who across articles.
    Parties,
    /// Sampling the words of articles, to find those that share some.
    Sample,
    /// Comparing articles that share words; counts the pairs that do.
    Reuse,
    /// Finding the statements that tell the same; counts statements.
    Retellings,
    /// Finding the articles about one event.
    Stories,
    /// Finding days that one text tells of another.
    Days,
    /// Finding articles that tell the same in other words.
    Rewrites,
    /// Storing what linking found; counts tables.
    Store,
}

/// Told how a build goes on.
pub trait Progress: Sync {
    /// A step begins; it has so many units of work if that is known.
    fn begin(&self, step: Step, total: Option<u64>);
    /// So many units are done.
    fn advance(&self, done: u64);
    /// The step is over.
    fn end(&self);
}

/// Says nothing.
impl Progress for () {
    fn begin(&self, _: Step, _: Option<u64>) {}
    fn advance(&self, _: u64) {}
    fn end(&self) {}
}

/// What a build did. Totals of the record are told by [`Record::summary`].
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct BuildReport {
    /// Inputs that were looked at.
    pub inputs: u64,
    /// Inputs known from before and unchanged.
    pub unchanged: u64,
    /// Inputs that were stored: new articles, new versions, or another copy of one.
    pub stored: u64,
    /// Inputs that were set aside.
    pub set_aside: u64,
    /// Articles annotated, anew or for the first time.
    pub annotated: u64,
    /// True if anything had to be linked again.
    pub linked: bool,
}

impl Record {
    /// Reads the inputs into the record and brings everything that follows from them up to date.
    ///
    /// # Errors
    /// A named input that does not exist, before anything is read; trouble with the record file. Everything
    /// stored until then stays.
    pub fn build(
        &mut self,
        inputs: &[PathBuf],
        options: &BuildOptions,
        progress: &dyn Progress,
    ) -> Result<BuildReport> {
        self.build_from(onrecord_read::Reader::new(inputs, options.read.clone())?, options, progress)
    }

    /// The same from any source of documents, such as pages that are fetched as they are taken.
    ///
    /// # Errors
    /// Trouble with the record file. Everything stored until then stays.
    pub fn build_from(
        &mut self,
        reader: impl Iterator<Item = std::result::Result<RawDocument, SetAside>> + Send,
        options: &BuildOptions,
        progress: &dyn Progress,
    ) -> Result<BuildReport> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(options.threads.unwrap_or(0))
            .build()
            .map_err(|e| Error::Query(format!("cannot start {:?} threads: {e}", options.threads)))?;
        let run = self.begin_run()?;
        self.pragma(&format!("cache_size = -{CACHE}"))?;
        self.pragma(&format!("wal_autocheckpoint = {JOURNAL}"))?;
        let mut report = BuildReport::default();
        self.ingest(reader, &options.assumed, &pool, progress, &mut report)?;
        self.set_known(&options.parties)?;
        self.mark_repeated(progress)?;
        self.annotate(&pool, options.encoder.as_deref(), progress, &mut report)?;
        // Linking writes in order and has better use for the memory.
        self.pragma(&format!("cache_size = -{LINK_CACHE}"))?;
        pool.install(|| self.link(progress, &mut report))?;
        self.end_run(run, &report)?;
        Ok(report)
    }

    fn begin_run(&self) -> Result<i64> {
        self.db
            .execute(
                "INSERT INTO runs (release, started) VALUES (?1, datetime('now'))",
                [env!("CARGO_PKG_VERSION")],
            )
            .map_err(self.fail())?;
        Ok(self.db.last_insert_rowid())
    }

    fn end_run(&self, run: i64, report: &BuildReport) -> Result<()> {
        let summary = serde_json::to_string(report).unwrap_or_default();
        self.db
            .execute("UPDATE runs SET finished = datetime('now'), summary = ?2 WHERE n = ?1", (run, summary))
            .map(|_| ())
            .map_err(self.fail())
    }
}

/// KiB of pages that a build holds at most, and pages of the journal before they are folded into the file. Articles
/// come in any order, but row numbers of statements go by date and many indices by hashes, so that a batch touches
/// pages all over a large record: what stays in memory, or is touched again before the fold, is written once and not
/// for each batch.
const CACHE: u32 = 768 << 10;
const LINK_CACHE: u32 = 64 << 10;
const JOURNAL: u32 = 256 << 10;

/// Keys of `meta` that hold what a step over all articles was last made by; empty: it has to be made again.
pub(crate) const CHROME: &str = "chrome";
pub(crate) const LINKED: &str = "linked";

/// The key of `meta` that counts how often something changed that steps over all articles are made from.
const CHANGES: &str = "changes";

/// Says, in the transaction that made it so, that these steps have to be made again.
pub(crate) fn stale(tx: &rusqlite::Connection, steps: &[&str]) -> rusqlite::Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO meta VALUES (?1, ?2 + 1)")?.execute((CHANGES, changes(tx)?))?;
    let mut set = tx.prepare_cached("INSERT OR REPLACE INTO meta VALUES (?1, '')")?;
    steps.iter().try_for_each(|step| set.execute([step]).map(|_| ()))
}

/// How often [`stale`] was said.
fn changes(db: &rusqlite::Connection) -> rusqlite::Result<i64> {
    db.prepare_cached("SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM meta WHERE key = ?1")?
        .query_row([CHANGES], |row| row.get(0))
}
