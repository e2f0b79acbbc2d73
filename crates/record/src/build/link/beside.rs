//! Where what the linker finds lies until all of it is found: in temporary tables that have the names of the
//! record's own and hide them. Whoever finds something reads and writes them by these names. Meanwhile the record
//! can be read and decided about; then only the rows that differ are written to it, in one transaction.

use crate::review::revert;
use rusqlite::Connection;
use rusqlite::types::ToSqlOutput;

/// The tables that are worked out over all articles.
pub(super) const TABLES: [&str; 14] = [
    "parties",
    "joined",
    "roles",
    "shared",
    "passages",
    "derivations",
    "origins",
    "taken",
    "utterances",
    "tellings",
    "stories",
    "inferred_days",
    "inferred_timexes",
    "inferred_said",
];

/// The tables that a person's decisions change and the linker reads.
const DECIDED: [&str; 3] = ["statements", "spans", "mentions"];

/// The temporary table that says of each mention who it is: mention, party, evidence.
pub(super) const MEMBERS: &str = "members";

/// Makes the temporary tables, empty, in place of those that there may be. Behind it the tables of statements and
/// mentions show what was computed, whatever was decided.
pub(super) fn lay_out(db: &Connection) -> rusqlite::Result<()> {
    for table in TABLES {
        let made: String = db.query_row(
            "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?1",
            [table],
            |row| row.get(0),
        )?;
        let columns = made.find('(').map_or("", |at| &made[at..]);
        db.execute_batch(&format!("DROP TABLE IF EXISTS temp.{table}; CREATE TEMP TABLE {table} {columns}"))?;
    }
    db.execute_batch(&format!(
        "DROP TABLE IF EXISTS temp.{MEMBERS};
         CREATE TEMP TABLE {MEMBERS} (mention TEXT PRIMARY KEY, party TEXT, evidence TEXT) WITHOUT ROWID"
    ))?;
    let decided = db.prepare("SELECT 1 FROM changed")?.exists([])?;
    for table in DECIDED {
        db.execute_batch(&format!("DROP VIEW IF EXISTS temp.{table}"))?;
        // It would only cost time where nothing was decided.
        if decided {
            db.execute_batch(&format!("CREATE TEMP VIEW {table} AS SELECT * FROM main.computed_{table}"))?;
        }
    }
    Ok(())
}

/// Brings the record's tables in line with the temporary ones, which are gone then. Leaves the record without
/// what was decided.
pub(super) fn store(tx: &Connection, done: &dyn Fn()) -> rusqlite::Result<()> {
    for table in DECIDED {
        tx.execute_batch(&format!("DROP VIEW IF EXISTS temp.{table}"))?;
    }
    for table in TABLES {
        tx.execute_batch(&format!("ALTER TABLE temp.{table} RENAME TO new_{table}"))?;
    }
    revert(tx)?;
    for table in TABLES {
        store_table(tx, table)?;
        tx.execute_batch(&format!("DROP TABLE temp.new_{table}"))?;
        done();
    }
    say_of_mentions(tx)?;
    tx.execute_batch(&format!("DROP TABLE temp.{MEMBERS}"))
}

fn store_table(tx: &Connection, table: &str) -> rusqlite::Result<()> {
    let mut select = tx.prepare("SELECT name, pk FROM pragma_table_xinfo(?1, 'main') ORDER BY cid")?;
    let columns: Vec<(String, i64)> =
        select.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut keys: Vec<&(String, i64)> = columns.iter().filter(|(_, key)| *key > 0).collect();
    keys.sort_by_key(|(_, place)| *place);
    let same_key =
        keys.iter().map(|(name, _)| format!("n.{name} = o.{name}")).collect::<Vec<_>>().join(" AND ");
    let others = columns.iter().filter(|(_, key)| *key == 0);
    let same = others.fold(same_key.clone(), |same, (name, _)| format!("{same} AND n.{name} IS o.{name}"));
    let order = keys.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    tx.execute_batch(&format!(
        "DELETE FROM main.{table} AS o WHERE NOT EXISTS (SELECT 1 FROM temp.new_{table} AS n WHERE {same})"
    ))?;
    let insert = format!(
        "INSERT INTO main.{table} SELECT * FROM temp.new_{table} AS n
           WHERE NOT EXISTS (SELECT 1 FROM main.{table} AS o WHERE {same_key}) ORDER BY {order}"
    );
    let first = !tx.prepare(&format!("SELECT 1 FROM main.{table}"))?.exists([])?;
    let away = if first { indices(tx, table)? } else { Vec::new() };
    without(tx, &away, || tx.execute_batch(&insert))
}

/// Says of each mention who it is, where it is somebody else than it was, in the order in which they lie.
fn say_of_mentions(tx: &Connection) -> rusqlite::Result<()> {
    tx.execute_batch(&format!(
        "CREATE TEMP TABLE moved AS SELECT m.id, n.party, n.evidence
           FROM main.mentions m LEFT JOIN temp.{MEMBERS} n ON n.mention = m.id
           WHERE m.party IS NOT n.party OR m.evidence IS NOT n.evidence ORDER BY m.id"
    ))?;
    let first = !tx.prepare("SELECT 1 FROM main.mentions WHERE party IS NOT NULL")?.exists([])?;
    let mut away = if first { indices(tx, "mentions")? } else { Vec::new() };
    away.retain(|index| index.name == "mentions_party");
    without(tx, &away, || {
        let mut moved = tx.prepare("SELECT id, party, evidence FROM temp.moved ORDER BY rowid")?;
        let mut update = tx.prepare("UPDATE main.mentions SET party = ?2, evidence = ?3 WHERE id = ?1")?;
        let mut rows = moved.query([])?;
        while let Some(row) = rows.next()? {
            let value = |at: usize| row.get_ref(at).map(ToSqlOutput::Borrowed);
            update.execute((value(0)?, value(1)?, value(2)?))?;
        }
        Ok(())
    })?;
    tx.execute_batch("DROP TABLE temp.moved")
}

/// An index of a table.
struct Index {
    name: String,
    sql: String,
}

/// The indices of a table that were made for it.
fn indices(db: &Connection, table: &str) -> rusqlite::Result<Vec<Index>> {
    let mut select = db.prepare(
        "SELECT name, sql FROM main.sqlite_schema
           WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL ORDER BY name",
    )?;
    let rows = select.query_map([table], |row| Ok(Index { name: row.get(0)?, sql: row.get(1)? }))?;
    rows.collect()
}

/// Does `work` while these indices are away; they are made anew from all rows then.
fn without(
    db: &Connection,
    indices: &[Index],
    work: impl FnOnce() -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    indices.iter().try_for_each(|index| db.execute_batch(&format!("DROP INDEX main.{}", index.name)))?;
    work()?;
    indices.iter().try_for_each(|index| db.execute_batch(&index.sql))
}
