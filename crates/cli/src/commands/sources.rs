//! What a build reads: files and folders, and what is fetched because a person named it.

use super::common::ReadArgs;
use crate::failure::Failure;
use onrecord_fetch::{Feeds, Job, Known, Pages};
use onrecord_read::{MissingInput, RawDocument, Reader, SetAside};
use onrecord_record::{Record, query::FetchedRow};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What is fetched, and how.
#[derive(clap::Args)]
pub struct FetchArgs {
    /// Fetch this feed, and the pages of its entries that are not in the record yet. May be repeated.
    #[arg(long = "feed", value_name = "URL")]
    feeds: Vec<String>,

    /// Seconds between two requests to one site; the site may ask for more.
    #[arg(long, value_name = "SECONDS", default_value_t = 2)]
    delay: u64,

    /// Fetch from addresses inside private networks too.
    #[arg(long)]
    allow_private: bool,
}

/// The inputs of a build.
pub struct Sources<'a> {
    /// Files and folders.
    pub files: Vec<PathBuf>,
    jobs: Vec<Job>,
    fetch: &'a FetchArgs,
    read: &'a ReadArgs,
}

/// A document, or why there is none.
type Found = Result<RawDocument, SetAside>;

impl<'a> Sources<'a> {
    /// An input that begins with `http://` or `https://` is fetched.
    pub fn new(inputs: &[PathBuf], fetch: &'a FetchArgs, read: &'a ReadArgs) -> Sources<'a> {
        let is_page = |path: &Path| {
            let text = path.to_string_lossy().to_ascii_lowercase();
            text.starts_with("http://") || text.starts_with("https://")
        };
        let (pages, files): (Vec<PathBuf>, Vec<PathBuf>) = inputs.iter().cloned().partition(|p| is_page(p));
        let pages = pages.iter().map(|p| Job::Page(p.to_string_lossy().into_owned()));
        let feeds = fetch.feeds.iter().cloned().map(Job::Feed);
        Sources { files, jobs: pages.chain(feeds).collect(), fetch, read }
    }

    /// Whether there is anything to read at all.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.jobs.is_empty()
    }

    /// Whether anything is to be fetched.
    pub fn fetches(&self) -> bool {
        !self.jobs.is_empty()
    }

    /// The documents of these files, and after them what is fetched; and the feeds, for [`keep`](Self::keep).
    pub fn documents(
        &self,
        files: &[PathBuf],
        record: &Record,
    ) -> Result<(Box<dyn Iterator<Item = Found> + Send>, Feeds), Failure> {
        let options = self.read.options();
        let fetch = onrecord_fetch::Options {
            allow_private: self.fetch.allow_private,
            delay: Duration::from_secs(self.fetch.delay),
            max_bytes: options.max_bytes,
            ..Default::default()
        };
        // A file of a watched folder may be gone by now.
        let there = |file: &&PathBuf| file.as_os_str() == "-" || file.exists();
        let files: Vec<PathBuf> = files.iter().filter(there).cloned().collect();
        let reader = Reader::new(&files, options)?;
        if self.jobs.is_empty() {
            return Ok((Box::new(reader), Feeds::default()));
        }
        let known = record.fetched()?.into_iter().chain(record.feeds()?).map(|row| {
            let known = Known { sha256: row.sha256, etag: row.etag, last_modified: row.last_modified };
            (row.locator, known)
        });
        let pages = Pages::new(self.jobs.clone(), known.collect(), fetch);
        let feeds = pages.feeds();
        Ok((Box::new(reader.chain(pages)), feeds))
    }

    /// Keeps in the record how the feeds were read, when all that they gave is stored.
    pub fn keep(feeds: &Feeds, record: &Record) -> Result<(), Failure> {
        let rows: Vec<FetchedRow> = feeds
            .read()
            .into_iter()
            .map(|(locator, known)| FetchedRow {
                locator,
                sha256: known.sha256,
                etag: known.etag,
                last_modified: known.last_modified,
            })
            .collect();
        Ok(record.keep_feeds(&rows)?)
    }
}

/// How long a file has to lie unchanged before it is read: whoever writes it may not have finished.
const SETTLED: Duration = Duration::from_secs(2);

/// A file's length and when it was changed.
type State = (u64, Option<SystemTime>);

/// The files of watched folders.
#[derive(Default)]
pub struct Seen {
    /// As they were when they were last looked at.
    looked: BTreeMap<PathBuf, State>,
    /// As they were when they were last read.
    read: BTreeMap<PathBuf, State>,
}

impl Seen {
    /// The files that are new or changed since they were last given, and that nobody seems to be writing: they are as
    /// they were at the last look, or have been so for two seconds. An input that is gone has none; it may come back.
    pub fn new_in(&mut self, inputs: &[PathBuf]) -> Result<Vec<PathBuf>, MissingInput> {
        let there: Vec<PathBuf> = inputs.iter().filter(|path| path.exists()).cloned().collect();
        let mut changed = Vec::new();
        for file in onrecord_read::files(&there)? {
            let state = file.metadata().map_or((0, None), |m| (m.len(), m.modified().ok()));
            let old = |at: SystemTime| at.elapsed().is_ok_and(|age| age >= SETTLED);
            let settled = self.looked.insert(file.clone(), state) == Some(state) || state.1.is_some_and(old);
            if settled && self.read.insert(file.clone(), state) != Some(state) {
                changed.push(file);
            }
        }
        Ok(changed)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_file_that_is_still_written_waits_and_a_folder_that_is_gone_has_none() {
        let dir = tempfile::tempdir().unwrap();
        let inbox = dir.path().join("inbox");
        std::fs::create_dir(&inbox).unwrap();
        let inputs = [inbox.clone()];
        let mut seen = Seen::default();
        let file = inbox.join("one.txt");
        // Times ahead of the clock, so that no time that passes in the test settles anything.
        let write = |text: &str, ahead: u64| {
            std::fs::write(&file, text).unwrap();
            let at = SystemTime::now() + Duration::from_secs(ahead);
            std::fs::File::options().append(true).open(&file).unwrap().set_modified(at).unwrap();
        };
        write("“The gate", 1000);
        assert!(seen.new_in(&inputs).unwrap().is_empty(), "just begun");
        write("“The gate stays shut,” said Harl", 2000);
        assert!(seen.new_in(&inputs).unwrap().is_empty(), "goes on");
        assert_eq!(seen.new_in(&inputs).unwrap(), std::slice::from_ref(&file), "nothing came since");
        assert!(seen.new_in(&inputs).unwrap().is_empty(), "known");
        std::fs::remove_dir_all(&inbox).unwrap();
        assert!(seen.new_in(&inputs).unwrap().is_empty(), "gone");
        std::fs::create_dir(&inbox).unwrap();
        write("“The gate stays shut,” said Harl Quint.", 3000);
        seen.new_in(&inputs).unwrap();
        assert_eq!(seen.new_in(&inputs).unwrap(), [file], "back, and another");
    }
}
