//! brat standoff: for each article its text and its statements, and a configuration that brat opens them with.
//!
//! Offsets are Unicode code points, as brat counts. A span in brat can't hold a line break, so a piece that does is
//! given as one fragment a line.

use super::annotations::{each_statement, roles};
use onrecord_record::query::{Slice, StatementRow};
use std::collections::HashMap;
use std::fmt::Write;

/// What `annotation.conf` says.
pub const CONFIGURATION: &str = "\
[entities]
Source
Cue
Content

[events]
Statement\tSource*:Source, Content*:Content, Inside?:Statement

[relations]

[attributes]
Kind\tArg:<EVENT>, Value:direct|mixed|indirect
Review\tArg:<EVENT>, Value:accepted|corrected
";

/// An article in brat's files.
pub struct Document {
    /// The name of both files, without ending.
    pub name: String,
    /// The text, whole.
    pub text: String,
    /// The annotations.
    pub ann: String,
}

/// Gives each article that has statements to `each`. The outer error is the record's, the inner one that of `each`.
pub fn documents<E>(
    record: &onrecord_record::Record,
    mut each: impl FnMut(Document) -> Result<(), E>,
) -> onrecord_record::Result<Result<(), E>> {
    let mut open: Vec<StatementRow> = Vec::new();
    let mut text: Vec<char> = Vec::new();
    let written = each_statement(record, |row, of| {
        if open.first().is_some_and(|first| first.article.id != row.article.id) {
            each(document(&std::mem::take(&mut open), &text))?;
        }
        if open.is_empty() {
            text = of.to_vec();
        }
        open.push(row.clone());
        Ok(())
    })?;
    Ok(match written {
        Ok(()) if !open.is_empty() => each(document(&open, &text)),
        other => other,
    })
}

/// The statements of one article.
fn document(rows: &[StatementRow], text: &[char]) -> Document {
    let events = rows.iter().enumerate().map(|(i, row)| (row.id.as_str(), i + 1)).collect();
    let mut numbers = Numbers { events, spans: 0, attributes: 0 };
    let mut ann = String::new();
    for row in rows {
        numbers.add(row, text, &mut ann);
    }
    let name = rows.first().map_or(String::new(), |row| row.article.id.clone());
    Document { name, text: text.iter().collect(), ann }
}

/// Numbers given out so far, and those of the events: one a statement, by its id.
struct Numbers<'r> {
    spans: usize,
    attributes: usize,
    events: HashMap<&'r str, usize>,
}

impl Numbers<'_> {
    fn add(&mut self, row: &StatementRow, text: &[char], out: &mut String) {
        let mut named: Vec<(&str, usize)> = Vec::new();
        for (role, slices) in roles(row) {
            if slices.is_empty() {
                continue;
            }
            self.spans += 1;
            let name = match role {
                "source" => "Source",
                "cue" => "Cue",
                _ => "Content",
            };
            named.push((name, self.spans));
            span(self.spans, name, slices, text, out);
        }
        // The cue triggers the event; without one the content does.
        let trigger = named.iter().find(|n| n.0 == "Cue").or(named.last());
        let (Some(&(trigger, at)), Some(&event)) = (trigger, self.events.get(row.id.as_str())) else {
            return;
        };
        let _ = write!(out, "E{event}\tStatement:T{at}");
        for (name, at) in named.iter().filter(|n| n.0 != trigger) {
            let _ = write!(out, " {name}:T{at}");
        }
        if let Some(outer) = row.inside.as_ref().and_then(|id| self.events.get(id.as_str())) {
            let _ = write!(out, " Inside:E{outer}");
        }
        out.push('\n');
        let state = row.review.as_ref().and_then(|r| r.state.as_deref());
        for (name, value) in [("Kind", Some(row.kind.as_str())), ("Review", state)] {
            if let Some(value) = value {
                self.attributes += 1;
                let _ = writeln!(out, "A{}\t{name} E{event} {value}", self.attributes);
            }
        }
        let who = row.speaker.as_ref().map_or("unknown", |s| s.name.as_str());
        let _ = writeln!(out, "#{event}\tAnnotatorNotes E{event}\t{}; speaker: {}", row.id, one_line(who));
    }
}

/// A T line: fragments in code points, then their words.
fn span(n: usize, name: &str, slices: &[Slice], text: &[char], out: &mut String) {
    let (mut places, mut words) = (Vec::new(), Vec::new());
    for slice in slices {
        let mut at = slice.start as usize;
        let end = (slice.end as usize).min(text.len());
        while at < end {
            let stop = (at..end).find(|&i| matches!(text[i], '\n' | '\r')).unwrap_or(end);
            if at < stop {
                places.push(format!("{at} {stop}"));
                words.push(one_line(&text[at..stop].iter().collect::<String>()));
            }
            at = stop + 1;
        }
    }
    let _ = writeln!(out, "T{n}\t{name} {}\t{}", places.join(";"), words.join(" "));
}

/// A line of brat's file ends at a line break, and its fields at tabs.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}
