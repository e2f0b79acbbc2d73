//! Opening, making and closing the file.

use crate::{Error, Result, upgrade};
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::path::{Path, PathBuf};

/// Written into the file's header, so that no other SQLite file is taken for a record: "onrc".
const APPLICATION_ID: i64 = 0x6f6e_7263;
/// The number of the schema in `schema.sql`: raise it when a release can't read what the next one writes.
pub(crate) const SCHEMA: i64 = 2;

/// An open record.
pub struct Record {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
}

impl Record {
    /// Opens a record for reading. It can lie in a read-only folder.
    pub fn open(path: &Path) -> Result<Record> {
        if !path.exists() {
            return Err(Error::Missing(path.to_owned()));
        }
        let record = match Record::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY) {
            // A record that a build left in WAL mode can't be read beside a folder where SQLite may not put
            // its index; as nothing can write there either, it may be read as it lies.
            Err(Error::ReadOnly(_)) if !has_wal(path) => Record::connect_immutable(path)?,
            other => other?,
        };
        record.check()?;
        match upgrade::is_current(&record.db).map_err(record.fail())? {
            true => Ok(record),
            false => Err(Error::Older(path.to_owned())),
        }
    }

    /// Opens a record for writing, or makes a new one where there is no file or an empty one. A file that is
    /// something else is left alone. What an earlier release wrote gets the tables of this one, with all its rows;
    /// the next [`Record::build`] works out again what follows from them.
    pub fn create(path: &Path) -> Result<Record> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut record = Record::connect(path, flags)?;
        if record.is_blank()? {
            record.initialise()?;
        }
        record.check()?;
        record.pragma("journal_mode = WAL")?;
        record.pragma("synchronous = NORMAL")?;
        record.bring_up_to_date()?;
        Ok(record)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Record> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).map_err(|e| Error::store(path, e))?;
        Record::set_up(db, path)
    }

    fn connect_immutable(path: &Path) -> Result<Record> {
        let absolute = std::path::absolute(path).map_err(|_| Error::Missing(path.to_owned()))?;
        let mut uri = String::from("file:");
        for byte in absolute.as_os_str().as_encoded_bytes() {
            match byte {
                b'/' | b'-' | b'_' | b'.' => uri.push(*byte as char),
                b if b.is_ascii_alphanumeric() => uri.push(*b as char),
                b => uri.push_str(&format!("%{b:02X}")),
            }
        }
        uri.push_str("?immutable=1");
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let db = Connection::open_with_flags(uri, flags).map_err(|e| Error::store(path, e))?;
        Record::set_up(db, path)
    }

    fn set_up(db: Connection, path: &Path) -> Result<Record> {
        let record = Record { db, path: path.to_owned() };
        record.db.busy_timeout(std::time::Duration::from_secs(60)).map_err(record.fail())?;
        record.db.set_prepared_statement_cache_capacity(64);
        record.pragma("temp_store = MEMORY")?;
        record.pragma("cache_size = -65536")?;
        // The first read that touches the file: tells a file that is no database, and a folder without rights.
        record.number("PRAGMA schema_version")?;
        Ok(record)
    }

    /// True of a new or empty file.
    fn is_blank(&self) -> Result<bool> {
        Ok(self.number("SELECT count(*) FROM sqlite_schema")? == 0
            && self.number("PRAGMA application_id")? == 0)
    }

    fn initialise(&mut self) -> Result<()> {
        let path = self.path.clone();
        let fail = |e| Error::store(&path, e);
        // Before any page is written: gives freed pages back as the file shrinks.
        let tx = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(fail)?;
        tx.execute_batch(include_str!("schema.sql")).map_err(fail)?;
        tx.execute_batch(&format!(
            "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA};"
        ))
        .map_err(fail)?;
        tx.commit().map_err(fail)
    }

    fn bring_up_to_date(&mut self) -> Result<()> {
        let fail = self.fail();
        if upgrade::is_current(&self.db).map_err(&fail)? {
            return Ok(());
        }
        let tx =
            self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(&fail)?;
        // Another process may have been quicker.
        if !upgrade::is_current(&tx).map_err(&fail)? {
            upgrade::upgrade(&tx).map_err(&fail)?;
        }
        tx.commit().map_err(&fail)
    }

    fn check(&self) -> Result<()> {
        if self.number("PRAGMA application_id")? != APPLICATION_ID {
            return Err(Error::NotARecord(self.path.clone()));
        }
        match self.number("PRAGMA user_version")? {
            found if found <= SCHEMA => Ok(()),
            found => Err(Error::Newer { path: self.path.clone(), found, known: SCHEMA }),
        }
    }

    /// Folds the journal into the one file, so that it can be copied or put on read-only media as it is. If
    /// somebody is reading the record the journal stays beside it, which is as safe.
    pub fn close(self) -> Result<()> {
        // Not worth waiting for: whoever reads now has the journal to read from.
        let _ = self.db.busy_timeout(std::time::Duration::ZERO);
        let _ = self.pragma("wal_checkpoint(TRUNCATE)");
        let _ = self.pragma("journal_mode = DELETE");
        self.db.close().map_err(|(_, e)| Error::store(&self.path, e))
    }

    /// Where the record lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Asks several questions of one state of the record, whatever a build writes meanwhile.
    pub fn at_one_moment<T>(&self, questions: impl FnOnce(&Record) -> Result<T>) -> Result<T> {
        // Reading only: it ends as it is dropped, with nothing to undo.
        let _moment = self.db.unchecked_transaction().map_err(self.fail())?;
        // The moment is that of the first read.
        self.number("PRAGMA schema_version")?;
        questions(self)
    }

    /// A number that differs from the one before if anybody else has changed the record in between. Numbers of
    /// different open [`Record`]s can't be compared.
    pub fn changes_seen(&self) -> Result<i64> {
        self.number("PRAGMA data_version")
    }

    /// Turns SQLite's failures into ours.
    pub(crate) fn fail(&self) -> impl Fn(rusqlite::Error) -> Error + use<> {
        let path = self.path.clone();
        move |e| Error::store(&path, e)
    }

    pub(crate) fn pragma(&self, what: &str) -> Result<()> {
        // Some pragmas answer with a row, some don't; neither answer matters.
        match self.db.query_row(&format!("PRAGMA {what}"), [], |_| Ok(())) {
            Ok(()) | Err(rusqlite::Error::QueryReturnedNoRows) => Ok(()),
            Err(e) => Err(Error::store(&self.path, e)),
        }
    }

    /// One number that a query gives.
    pub(crate) fn number(&self, sql: &str) -> Result<i64> {
        self.db.query_row(sql, [], |r| r.get(0)).map_err(self.fail())
    }

    /// A value of the table `meta`.
    pub(crate) fn meta(&self, key: &str) -> Result<Option<String>> {
        self.db
            .query_row("SELECT value FROM meta WHERE key = ?1", [key], |r| r.get(0))
            .optional()
            .map_err(self.fail())
    }
}

fn has_wal(path: &Path) -> bool {
    let mut wal = path.as_os_str().to_owned();
    wal.push("-wal");
    Path::new(&wal).metadata().is_ok_and(|m| m.len() > 0)
}
