//! Rows as a file, sent while they are read.

use super::asked::{Asked, Id};
use super::{Answer, EXPORT};
use crate::Shared;
use crate::problem::Problem;
use crate::state::Failure;
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use onrecord_record::write::{Csv, Jsonl, RowWriter};
use onrecord_record::{Cell, Record, Table};
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::task::Poll;
use tokio::sync::mpsc;
use utoipa::{IntoParams, ToSchema};

/// As what.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    /// Comma-separated.
    Csv,
    /// An object a line.
    #[default]
    Jsonl,
}

/// Sent at a time.
const BLOCK: usize = 64 << 10;
/// Blocks that wait for a slow client; then reading waits too.
const WAITING: usize = 4;

type Each<'e> = &'e mut dyn FnMut(&[Cell]) -> io::Result<()>;

/// Why a file broke off.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Record(#[from] Failure),
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// Answers with the rows that `rows` gives, as a file of this name, all of one state of the record.
pub(super) async fn download(
    shared: &Shared,
    format: Format,
    table: &'static Table,
    rows: impl FnOnce(&Record, Each) -> onrecord_record::Result<io::Result<()>> + Send + 'static,
) -> Result<Response, Problem> {
    let permit = shared.download()?;
    let (sender, mut blocks) = mpsc::channel(WAITING);
    let mut out = Blocks { sender: sender.clone(), block: Vec::with_capacity(BLOCK) };
    let shared = shared.clone();
    tokio::spawn(async move {
        let _permit = permit;
        let read = shared
            .aside(move |record| Ok(write(record, table, format, &mut out, rows)?.and_then(|()| out.send())));
        // A file that breaks off in the middle must not look whole: the connection is broken off too.
        let fault = match read.await {
            Ok(Ok(())) => return,
            Ok(Err(e)) => Failed::Write(e),
            Err(failure) => Failed::Record(failure),
        };
        let _ = sender.send(Err(fault)).await;
    });
    // What fails at once is told as a problem, not as an empty file.
    let mut first = match blocks.recv().await {
        Some(Err(Failed::Record(failure))) => return Err(failure.into()),
        other => other,
    };
    let rest = futures_util::stream::poll_fn(move |context| match first.take() {
        Some(block) => Poll::Ready(Some(block)),
        None => blocks.poll_recv(context),
    });
    let (media, ending) = match format {
        Format::Csv => ("text/csv; charset=utf-8; header=present", "csv"),
        Format::Jsonl => ("application/jsonl", "jsonl"),
    };
    let mut response = Body::from_stream(rest).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{}.{ending}\"", table.name)) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

fn write(
    record: &Record,
    table: &Table,
    format: Format,
    out: &mut Blocks,
    rows: impl FnOnce(&Record, Each) -> onrecord_record::Result<io::Result<()>>,
) -> onrecord_record::Result<io::Result<()>> {
    let mut writer: Box<dyn RowWriter + '_> = match format {
        Format::Csv => match Csv::new(table, false, out) {
            Ok(csv) => Box::new(csv),
            Err(e) => return Ok(Err(e)),
        },
        Format::Jsonl => Box::new(Jsonl::new(table, out)),
    };
    let written = rows(record, &mut |cells| writer.row(cells))?;
    Ok(written.and_then(|()| writer.end()))
}

/// Collects what is written and sends it block by block.
struct Blocks {
    sender: mpsc::Sender<Result<Bytes, Failed>>,
    block: Vec<u8>,
}

impl Write for Blocks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.block.extend_from_slice(bytes);
        if self.block.len() >= BLOCK {
            self.send()?;
        }
        Ok(bytes.len())
    }

    /// What is held back goes out with [`Blocks::send`]: a writer that is dropped on the way would send the head of
    /// a file that has none.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Blocks {
    fn send(&mut self) -> io::Result<()> {
        if self.block.is_empty() {
            return Ok(());
        }
        let block = std::mem::replace(&mut self.block, Vec::with_capacity(BLOCK));
        self.sender.blocking_send(Ok(block.into())).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

/// A table that can be downloaded.
#[derive(Serialize, ToSchema)]
pub(super) struct TableRow {
    /// Its name.
    name: &'static str,
    /// What a row is.
    about: &'static str,
    /// Its columns, in order.
    columns: Vec<ColumnRow>,
}

/// A column of a table.
#[derive(Serialize, ToSchema)]
struct ColumnRow {
    /// Its name.
    name: &'static str,
    /// What it means.
    about: &'static str,
}

/// The tables that can be downloaded whole.
#[utoipa::path(get, path = "/tables", tag = EXPORT, responses((status = OK, body = Vec<TableRow>)))]
pub(super) async fn tables(_: Asked<super::asked::Nothing>) -> Answer<Vec<TableRow>> {
    let columns = |table: &Table| {
        table.columns.iter().map(|c| ColumnRow { name: c.name, about: c.about }).collect::<Vec<_>>()
    };
    let one = |t: &Table| TableRow { name: t.name, about: t.about, columns: columns(t) };
    Ok(Json(onrecord_record::TABLES.iter().map(one).collect()))
}

/// As what to send.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct FormatParams {
    /// `csv`, or `jsonl` if not given.
    #[param(inline)]
    #[serde(default)]
    format: Format,
}

/// A table of the record, whole.
#[utoipa::path(get, path = "/tables/{id}", tag = EXPORT, params(("id" = String, Path,), FormatParams),
    responses((status = OK, content(
        (String = "application/jsonl"),
        (String = "text/csv"),
    ))))]
pub(super) async fn table(
    State(shared): State<Shared>,
    Id(name): Id,
    Asked(how, _): Asked<FormatParams>,
) -> Result<Response, Problem> {
    let none = || {
        Failure::Record(onrecord_record::Error::NotFound(format!(
            "no table is called “{name}”; see /api/v1/tables"
        )))
    };
    let table = Table::named(&name).ok_or_else(none)?;
    download(&shared, how.format, table, move |record, each| record.rows(table, each)).await
}
