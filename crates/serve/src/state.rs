//! What all handlers share: the way to the record.

use crate::Result;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use onrecord_record::Record;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The way to the record, cheap to clone: a pool of open readers.
///
/// SQLite readers see the state of the last commit and are never in the way of a `build` that writes.
#[derive(Clone)]
pub struct Shared(Arc<Pool>);

struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Record>>,
}

impl Shared {
    /// Opens the record once, so that a wrong path fails at the start and not at the first request.
    ///
    /// # Errors
    /// As [`Record::open`].
    pub fn open(path: PathBuf) -> Result<Shared> {
        let first = Record::open(&path)?;
        Ok(Shared(Arc::new(Pool { path, idle: Mutex::new(vec![first]) })))
    }

    /// Where the record lies.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Asks the record a question on a thread that may block, and gives its answer.
    ///
    /// # Errors
    /// What the question gives; or the record can't be opened any more.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Record) -> onrecord_record::Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        let pool = self.0.clone();
        let answer = tokio::task::spawn_blocking(move || {
            let record = match pool.take() {
                Some(record) => record,
                None => Record::open(&pool.path)?,
            };
            let answer = question(&record);
            pool.give_back(record);
            answer
        });
        match answer.await {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(Failure::Broken),
        }
    }
}

impl Pool {
    fn take(&self) -> Option<Record> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn give_back(&self, record: Record) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(record);
    }
}

/// Why a request gets no answer.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The record refused.
    #[error(transparent)]
    Record(#[from] onrecord_record::Error),
    /// The question panicked: a fault of ours.
    #[error("the answer could not be worked out")]
    Broken,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, self.to_string()).into_response()
    }
}
