//! What the commands that decide have in common: who decides, on which record, and what is printed.

use super::common::{Format, jsonl};
use crate::failure::Failure;
use crate::output::{Page, rich::Rich, style};
use crate::{Outcome, found};
use onrecord_record::query::Reference;
use onrecord_record::review::{Decision, DecisionRow, DecisionState};
use onrecord_record::{Error, Record};
use std::io;
use std::path::Path;

/// Who decides, and why.
#[derive(clap::Args)]
pub struct By {
    /// Who decides: the name that the log shows.
    #[arg(long, value_name = "NAME", env = "ONRECORD_REVIEWER")]
    reviewer: Option<String>,

    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Decides one thing after another, each as it stands after the one before, and prints what the log has of it.
pub fn decide(path: &Path, by: &By, decisions: &[Decision]) -> Outcome {
    let Some(reviewer) = by.reviewer.as_deref().filter(|r| !r.trim().is_empty()) else {
        return Err(Failure::Usage(
            "who decides? give --reviewer NAME, or set ONRECORD_REVIEWER; the log keeps the name".into(),
        ));
    };
    let mut record = Record::create(path)?;
    let mut rows = Vec::new();
    let mut result = Ok(());
    for decision in decisions {
        let at = record.now()?;
        match record.decide(decision, reviewer, &at, by.reason.as_deref()) {
            Ok(row) => rows.push(row),
            // What was decided before stands, and is printed.
            Err(e) => {
                result = Err(e);
                break;
            }
        }
    }
    if by.format == Format::Jsonl {
        jsonl(&rows)?;
    } else {
        let mut page = Page::stdout();
        for row in &rows {
            decision(&mut page, row)?;
        }
        page.finish()?;
    }
    record.close()?;
    result?;
    Ok(found(true))
}

/// A decision in one line, and why below it.
pub fn decision(page: &mut Page, row: &DecisionRow) -> io::Result<()> {
    let mut line = Rich::new(style::STRONG, format!("{:<9}", row.kind)).with(style::PLAIN, &row.target);
    line.push(style::DIM, format!("  {} on {}  {}", row.reviewer, row.at, row.id));
    if row.state != DecisionState::Stands {
        line.push(style::WARN, format!("  {}", row.state.as_str()));
    }
    page.rich(&line, 0, 4)?;
    for why in [&row.reason, &row.why].into_iter().flatten() {
        page.rich(&Rich::new(style::PLAIN, why), 4, 4)?;
    }
    Ok(())
}

/// The statement that a person means by an id or the beginning of one.
pub fn statement(record: &Record, text: &str) -> Result<String, Failure> {
    match record.find(text)? {
        Reference::Statement(id) => Ok(id),
        _ => Err(Failure::Usage(format!("{text} is no statement: give an id that begins with s-"))),
    }
}

/// The one party that a person means by an id, the beginning of one, or a name.
pub fn party(record: &Record, text: &str) -> Result<String, Failure> {
    let Reference::Parties(ids) = record.find(text)? else {
        return Err(Failure::Usage(format!("{text} is no party: give a name, or an id that begins with p-")));
    };
    match &ids[..] {
        [id] => Ok(id.clone()),
        several => Err(Failure::Usage(format!(
            "several parties are called “{text}”: give the id of one of {}",
            several.join(", ")
        ))),
    }
}

/// Pieces of a text as people write them: `12-40,45-60`, or `none`.
pub fn pieces(text: &str) -> Result<Pieces, String> {
    if text == "none" {
        return Ok(Pieces(Vec::new()));
    }
    let piece = |part: &str| -> Option<(u32, u32)> {
        let (start, end) = part.trim().split_once(['-', '–'])?;
        Some((start.parse().ok()?, end.parse().ok()?))
    };
    text.split(',').map(piece).collect::<Option<_>>().map(Pieces).ok_or_else(|| {
        format!(
            "“{text}” is no range of the text: write START-END in code points, several with commas, or none"
        )
    })
}

/// Ranges of a text in code points.
#[derive(Clone, Debug, PartialEq)]
pub struct Pieces(pub Vec<(u32, u32)>);

/// The record to decide on; it has to be there already.
pub fn existing(path: &Path) -> Result<Record, Failure> {
    if path.exists() { Ok(Record::create(path)?) } else { Err(Error::Missing(path.to_owned()).into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_as_people_write_them() {
        assert_eq!(pieces("12-40, 45-60"), Ok(Pieces(vec![(12, 40), (45, 60)])));
        assert_eq!(pieces("none"), Ok(Pieces(vec![])));
        for bad in ["", "12", "a-b", "1-2,", "-1-2"] {
            assert!(pieces(bad).is_err(), "{bad}");
        }
    }
}
