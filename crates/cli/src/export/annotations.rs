//! What the exports of annotations have in common: every statement with its text, in order, without holding the
//! record in memory.

use onrecord_record::query::{Filter, Order, Slice, StatementRow};
use onrecord_record::{Record, Result};

/// Statements that are loaded together.
const BATCH: usize = 512;

/// Gives each statement to `each`, by date and place in its article, with the whole text that its offsets are
/// about, as code points.
pub fn each_statement<E>(
    record: &Record,
    mut each: impl FnMut(&StatementRow, &[char]) -> std::result::Result<(), E>,
) -> Result<std::result::Result<(), E>> {
    let mut text: (String, Vec<char>) = Default::default();
    let mut filter = Filter { order: Order::Date, limit: Some(BATCH), ..Filter::default() };
    loop {
        let rows = record.statements(&filter)?.rows;
        for row in &rows {
            if text.0 != row.article.version {
                let version = record.version(&row.article.version)?;
                text = (version.id, version.text.chars().collect());
            }
            if let Err(e) = each(row, &text.1) {
                return Ok(Err(e));
            }
        }
        match rows.last() {
            Some(last) => filter.after = Some(last.id.clone()),
            None => return Ok(Ok(())),
        }
    }
}

/// The pieces of a statement with their roles.
pub fn roles(row: &StatementRow) -> [(&'static str, &[Slice]); 3] {
    [("source", &row.source), ("cue", &row.cue), ("content", &row.content)]
}
