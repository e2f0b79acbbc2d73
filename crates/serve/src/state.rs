//! What all handlers share: the way to the record.

use crate::Result;
use onrecord_record::Record;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::Semaphore;

/// The way to the record, cheap to clone: a pool of open readers.
///
/// SQLite readers see the state of the last commit and are never in the way of a `build` that writes.
#[derive(Clone)]
pub struct Shared(Arc<Pool>);

struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Record>>,
    /// Questions at a time: more threads than cores only make each of them slower.
    turns: Semaphore,
    watch: Mutex<Watch>,
    /// Tells this run of the server from the others.
    run: u64,
}

/// Sees when anybody changes the record.
struct Watch {
    record: Record,
    seen: i64,
    state: u64,
}

/// How long a question waits for its turn before it is told to come again.
const PATIENCE: Duration = Duration::from_secs(20);

impl Shared {
    /// Opens the record once, so that a wrong path fails at the start and not at the first request.
    ///
    /// # Errors
    /// As [`Record::open`].
    pub fn open(path: PathBuf) -> Result<Shared> {
        let record = Record::open(&path)?;
        let seen = record.changes_seen()?;
        let at_a_time = std::thread::available_parallelism().map_or(4, |n| 2 * n.get()).max(4);
        Ok(Shared(Arc::new(Pool {
            path,
            idle: Mutex::default(),
            turns: Semaphore::new(at_a_time),
            watch: Mutex::new(Watch { record, seen, state: 0 }),
            run: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis() as u64),
        })))
    }

    /// A number of this run of the server: states of different runs can't be compared.
    pub(crate) fn run(&self) -> u64 {
        self.0.run
    }

    /// Where the record lies.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Asks the record a question on a thread that may block, and gives its answer: all of it of one state of
    /// the record.
    ///
    /// # Errors
    /// What the question gives; or the record can't be opened any more, or too many others ask.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Record) -> onrecord_record::Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        let pool = self.0.clone();
        let turn = tokio::time::timeout(PATIENCE, pool.turns.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(Failure::Busy) };
        self.aside(question).await
    }

    /// The same without waiting for a turn: for long work that has a limit of its own.
    pub(crate) async fn aside<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Record) -> onrecord_record::Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        let pool = self.0.clone();
        let answer = tokio::task::spawn_blocking(move || {
            let idle = lock(&pool.idle).pop();
            let record = match idle {
                Some(record) => record,
                None => Record::open(&pool.path)?,
            };
            let answer = record.at_one_moment(question);
            lock(&pool.idle).push(record);
            answer
        });
        match answer.await {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(Failure::Broken),
        }
    }

    /// A number that grows whenever anybody changes the record. What is asked after it was taken is of this
    /// state or a newer one.
    ///
    /// # Errors
    /// The record can't be read.
    pub async fn state(&self) -> std::result::Result<u64, Failure> {
        let pool = self.0.clone();
        let state = tokio::task::spawn_blocking(move || {
            let mut watch = lock(&pool.watch);
            let seen = watch.record.changes_seen()?;
            if seen != watch.seen {
                watch.seen = seen;
                watch.state += 1;
            }
            Ok(watch.state)
        });
        state.await.map_err(|_| Failure::Broken)?
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Why a request gets no answer.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The record refused.
    #[error(transparent)]
    Record(#[from] onrecord_record::Error),
    /// Too many others ask.
    #[error("too many questions at once; ask again in a moment")]
    Busy,
    /// The question panicked: a fault of ours.
    #[error("the answer could not be worked out")]
    Broken,
}
