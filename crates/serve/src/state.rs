//! What all handlers share: the way to the record.

use crate::kept::Kept;
use onrecord_record::Record;
use onrecord_record::query::{Filter, Hits, Order};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

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
    kept: Mutex<Kept>,
    /// For decisions; opened with the first one.
    writer: Mutex<Option<Record>>,
    reviewer: OnceLock<String>,
    /// Downloads at a time: each holds a reader for as long as its client takes.
    downloads: Arc<Semaphore>,
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
/// Downloads at a time.
const DOWNLOADS: usize = 8;

impl Shared {
    /// Opens the record once, so that a wrong path fails at the start and not at the first request.
    ///
    /// # Errors
    /// As [`Record::open`].
    pub fn open(path: PathBuf) -> onrecord_record::Result<Shared> {
        let record = Record::open(&path)?;
        let seen = record.changes_seen()?;
        let at_a_time = std::thread::available_parallelism().map_or(4, |n| 2 * n.get()).max(4);
        Ok(Shared(Arc::new(Pool {
            path,
            idle: Mutex::default(),
            turns: Semaphore::new(at_a_time),
            watch: Mutex::new(Watch { record, seen, state: 0 }),
            kept: Mutex::default(),
            writer: Mutex::default(),
            reviewer: OnceLock::new(),
            downloads: Arc::new(Semaphore::new(DOWNLOADS)),
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

    /// The page of statements that a filter asks for. Their number is worked out once in each state of the record.
    ///
    /// # Errors
    /// As [`Record::statements`]; or too many others ask.
    pub async fn hits(&self, filter: Filter) -> std::result::Result<Hits, Failure> {
        let before = self.state().await?;
        let shared = self.clone();
        self.ask(move |record| {
            let name = format!("{:?}", Filter { order: Order::Date, ..filter.whole() });
            // The state before is that of this moment if it is still the state now.
            let now = shared.0.state_now()?;
            let known = if now == before { lock(&shared.0.kept).count(now, &name) } else { None };
            let total = match known {
                Some(total) => total,
                None => record.count(&filter)?,
            };
            if now == before {
                lock(&shared.0.kept).keep_count(now, name, total);
            }
            record.statements_of(&filter, total)
        })
        .await
    }

    /// A list that is worked out once in each state of the record.
    ///
    /// # Errors
    /// What the question gives; or too many others ask.
    pub(crate) async fn list<T: Send + Sync + 'static>(
        &self,
        name: String,
        question: impl FnOnce(&Record) -> onrecord_record::Result<T> + Send + 'static,
    ) -> std::result::Result<Arc<T>, Failure> {
        let before = self.state().await?;
        if let Some(list) = lock(&self.0.kept).list(before, &name) {
            return Ok(list);
        }
        let shared = self.clone();
        self.ask(move |record| {
            let now = shared.0.state_now()?;
            let list = Arc::new(question(record)?);
            if now == before {
                lock(&shared.0.kept).keep_list(now, name, list.clone());
            }
            Ok(list)
        })
        .await
    }

    /// Changes the record: decisions, one after another.
    ///
    /// # Errors
    /// What the change gives; the record can't be written.
    pub async fn change<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut Record) -> onrecord_record::Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        let pool = self.0.clone();
        let answer = tokio::task::spawn_blocking(move || {
            let mut writer = lock(&pool.writer);
            let record = match writer.take() {
                Some(record) => record,
                None => Record::create(&pool.path)?,
            };
            change(writer.insert(record))
        });
        Ok(answer.await.map_err(|_| Failure::Broken)??)
    }

    /// Who decides, where a request does not say it.
    pub fn reviewer(&self) -> Option<&str> {
        self.0.reviewer.get().map(String::as_str)
    }

    /// Says who decides, where a request does not say it; the first word stands.
    pub(crate) fn set_reviewer(&self, name: Option<String>) {
        if let Some(name) = name {
            let _ = self.0.reviewer.set(name);
        }
    }

    /// Lets a download begin, or says that too many are going on.
    pub(crate) fn download(&self) -> std::result::Result<OwnedSemaphorePermit, Failure> {
        self.0.downloads.clone().try_acquire_owned().map_err(|_| Failure::Busy)
    }

    /// Closes the record: what was decided is folded into the one file if nobody else has it open.
    pub(crate) fn close(&self) {
        lock(&self.0.idle).clear();
        if let Some(writer) = lock(&self.0.writer).take() {
            let _ = writer.close();
        }
    }

    /// A number that grows whenever anybody changes the record. What is asked after it was taken is of this
    /// state or a newer one.
    ///
    /// # Errors
    /// The record can't be read.
    pub async fn state(&self) -> std::result::Result<u64, Failure> {
        let pool = self.0.clone();
        let state = tokio::task::spawn_blocking(move || pool.state_now());
        Ok(state.await.map_err(|_| Failure::Broken)??)
    }
}

impl Pool {
    fn state_now(&self) -> onrecord_record::Result<u64> {
        let mut watch = lock(&self.watch);
        let seen = watch.record.changes_seen()?;
        if seen != watch.seen {
            watch.seen = seen;
            watch.state += 1;
        }
        Ok(watch.state)
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
