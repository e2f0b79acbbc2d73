//! Brings the tables of a record that an earlier release wrote into the shape of this one.
//!
//! There is no list of steps from release to release: `schema.sql` says what the tables have to be, and whatever
//! of a record differs from it is made anew and filled from what was there. All rows are kept, a column that is
//! new starts empty, and the steps that work from stored texts are told to do their work again. What persons
//! decided is taken out of the rows first and put back on top of them in the end.

use crate::review;
use crate::store::SCHEMA;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// A table, index, view or trigger as it stands in a database.
#[derive(PartialEq, Eq)]
struct Shape {
    /// `table`, `virtual`, `index`, `view` or `trigger`.
    kind: &'static str,
    sql: String,
    columns: Vec<Column>,
}

/// A column; the comments beside it in the schema may change.
#[derive(PartialEq, Eq)]
struct Column {
    name: String,
    type_: String,
    not_null: bool,
    key: i64,
}

impl Shape {
    /// True of what has no rows of its own.
    fn is_rule(&self) -> bool {
        matches!(self.kind, "view" | "trigger")
    }

    /// True if rows written for one can be read by the other.
    fn fits(&self, other: &Shape) -> bool {
        self.kind == other.kind
            && match self.kind {
                "table" => self.columns == other.columns,
                _ => self.sql == other.sql,
            }
    }
}

type Shapes = BTreeMap<String, Shape>;

/// True if the tables are those of `schema.sql`.
pub(crate) fn is_current(db: &Connection) -> rusqlite::Result<bool> {
    let (have, want) = (shapes(db)?, wanted()?);
    Ok(want.iter().all(|(name, shape)| have.get(name).is_some_and(|h| h.fits(shape))))
}

/// Makes the tables those of `schema.sql`, keeping their rows, and says that everything that is worked out from
/// stored texts has to be worked out again. Call it in a transaction, on a record that is not
/// [current](is_current).
pub(crate) fn upgrade(tx: &Connection) -> rusqlite::Result<()> {
    let (have, want) = (shapes(tx)?, wanted()?);
    let decided = have.contains_key("changed");
    if decided {
        review::revert(tx)?;
    }
    // Views and triggers speak of tables that are about to be made anew.
    for (name, shape) in have.iter().filter(|(_, s)| s.is_rule()) {
        tx.execute_batch(&format!("DROP {} \"{name}\"", shape.kind))?;
    }
    for (name, shape) in want.iter().filter(|(_, s)| s.kind != "index" && !s.is_rule()) {
        match have.get(name) {
            None => tx.execute_batch(&shape.sql)?,
            Some(old) if old.fits(shape) => {}
            // A full-text index has nothing of its own: the step that fills it runs again.
            Some(_) if shape.kind == "virtual" => {
                tx.execute_batch(&format!("DROP TABLE \"{name}\"; {}", shape.sql))?;
            }
            Some(old) => reshape(tx, name, old, shape)?,
        }
    }
    // Indices go with the table that they were on, so what is there now tells what is missing.
    let left = shapes(tx)?;
    for (name, shape) in want.iter().filter(|(_, s)| s.kind == "index") {
        match left.get(name) {
            Some(old) if old.fits(shape) => {}
            Some(_) => tx.execute_batch(&format!("DROP INDEX \"{name}\"; {}", shape.sql))?,
            None => tx.execute_batch(&shape.sql)?,
        }
    }
    for shape in want.values().filter(|s| s.is_rule()) {
        tx.execute_batch(&shape.sql)?;
    }
    tx.execute("UPDATE articles SET annotated = NULL", [])?;
    tx.execute(
        "UPDATE meta SET value = '' WHERE key IN (?1, ?2)",
        params![crate::build::CHROME, crate::build::LINKED],
    )?;
    if decided {
        review::replay(tx)?;
    }
    tx.execute_batch(&format!("PRAGMA user_version = {SCHEMA}"))
}

/// Makes a table anew and fills the columns that both have.
fn reshape(tx: &Connection, name: &str, old: &Shape, new: &Shape) -> rusqlite::Result<()> {
    let mut to = Vec::new();
    let mut from = Vec::new();
    for column in &new.columns {
        let quoted = format!("\"{}\"", column.name);
        if old.columns.iter().any(|c| c.name == column.name) {
            from.push(quoted.clone());
        } else if column.not_null {
            from.push(if column.type_ == "TEXT" { "''".to_owned() } else { "0".to_owned() });
        } else {
            continue;
        }
        to.push(quoted);
    }
    tx.execute_batch(&format!("ALTER TABLE \"{name}\" RENAME TO \"{name}_before\"; {};", new.sql))?;
    tx.execute_batch(&format!(
        "INSERT INTO \"{name}\" ({}) SELECT {} FROM \"{name}_before\"; DROP TABLE \"{name}_before\";",
        to.join(", "),
        from.join(", ")
    ))
}

/// What `schema.sql` makes.
fn wanted() -> rusqlite::Result<Shapes> {
    let db = Connection::open_in_memory()?;
    db.execute_batch(include_str!("schema.sql"))?;
    shapes(&db)
}

/// All tables, named indices, views and triggers of a database, but for those that SQLite and its full-text index keep for
/// themselves.
fn shapes(db: &Connection) -> rusqlite::Result<Shapes> {
    let mut rows = db.prepare(
        "SELECT s.name, s.type, s.sql FROM sqlite_schema s JOIN pragma_table_list t ON t.name = s.tbl_name \
         WHERE s.sql IS NOT NULL AND t.schema = 'main' AND t.type IN ('table', 'virtual', 'view') \
         AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )?;
    let mut columns = db.prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo(?1)")?;
    let mut shapes = Shapes::new();
    let mut found = rows.query([])?;
    while let Some(row) = found.next()? {
        let (name, type_, sql): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let kind = match type_.as_str() {
            "index" => "index",
            "table" if sql.starts_with("CREATE VIRTUAL") => "virtual",
            "table" => "table",
            "view" => "view",
            "trigger" => "trigger",
            _ => continue,
        };
        let columns = columns
            .query_map([&name], |r| {
                Ok(Column { name: r.get(0)?, type_: r.get(1)?, not_null: r.get(2)?, key: r.get(3)? })
            })?
            .collect::<rusqlite::Result<_>>()?;
        shapes.insert(name, Shape { kind, sql, columns });
    }
    Ok(shapes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// A record as an earlier release might have left it: a table less, a column less, a column more, an index
    /// less, and another way to index words.
    fn earlier() -> Connection {
        let db = Connection::open_in_memory().unwrap();
        let schema = include_str!("schema.sql")
            .replace("unicode61 remove_diacritics 2", "ascii")
            .replace("    replaced  INTEGER NOT NULL,", "    was_here  TEXT,");
        db.execute_batch(&schema).unwrap();
        db.execute_batch("DROP TABLE stories; DROP INDEX articles_outlet;").unwrap();
        db
    }

    #[test]
    fn a_fresh_record_is_current() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(include_str!("schema.sql")).unwrap();
        assert!(is_current(&db).unwrap());
    }

    #[test]
    fn what_was_stored_outlives_a_change_of_shape() {
        let db = earlier();
        db.execute_batch(
            "INSERT INTO inputs (locator, sha256, declared, cleaner, was_here, article, version) \
             VALUES ('a.html', 'aa', '{}', 'c1', 'gone', 'a-1', 'v-1'); \
             INSERT INTO versions (id, text, length) VALUES ('v-1', 'Ilvra', 5); \
             INSERT INTO articles (id, version, marked_by, annotated) VALUES ('a-1', 'v-1', 'a.html', 'x'); \
             INSERT INTO meta VALUES ('linked', 'x');",
        )
        .unwrap();
        assert!(!is_current(&db).unwrap());
        upgrade(&db).unwrap();
        assert!(is_current(&db).unwrap());
        let text = |sql: &str| db.query_row(sql, [], |r| r.get::<_, Option<String>>(0)).unwrap();
        assert_eq!(text("SELECT locator || version || replaced FROM inputs").as_deref(), Some("a.htmlv-10"));
        assert_eq!(text("SELECT text FROM versions").as_deref(), Some("Ilvra"));
        assert_eq!(text("SELECT annotated FROM articles"), None, "is annotated again");
        assert_eq!(
            text("SELECT value FROM meta WHERE key = 'linked'").as_deref(),
            Some(""),
            "is linked again"
        );
    }
}
