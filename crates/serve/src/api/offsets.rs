//! Offsets in UTF-16 code units instead of code points, for those who ask.

use super::page::Offsets;
use onrecord_record::query::{
    ArticleView, Checked, Difference, Event, EventKind, Slice, StatementRow, TextHit, UtteranceRow,
    UtteranceView,
};
use onrecord_record::review::QueueItem;
use onrecord_record::{Record, Result};
use onrecord_text::{OffsetMap, Unit};

/// An answer that carries slices of stored texts.
pub(crate) trait Sliced {
    /// Adds each slice with the version that it is cut from.
    fn slices<'a>(&'a mut self, out: &mut Vec<(String, &'a mut Slice)>);
}

/// Turns the offsets of an answer into the unit that was asked for.
pub(crate) fn in_unit<T: Sliced>(record: &Record, mut answer: T, unit: Offsets) -> Result<T> {
    if unit == Offsets::Codepoints {
        return Ok(answer);
    }
    let mut slices = Vec::new();
    answer.slices(&mut slices);
    slices.sort_by(|a, b| a.0.cmp(&b.0));
    for of_one in slices.chunk_by_mut(|a, b| a.0 == b.0) {
        let version = record.version(&of_one[0].0)?;
        turn(&version.text, of_one.iter_mut().map(|(_, slice)| (&mut slice.start, &mut slice.end)));
    }
    Ok(answer)
}

/// The same for offsets into a text that is not stored.
pub(crate) fn turn<'a>(text: &str, ranges: impl Iterator<Item = (&'a mut u32, &'a mut u32)>) {
    let (points, units) = (OffsetMap::new(text, Unit::CodePoint), OffsetMap::new(text, Unit::Utf16));
    for (start, end) in ranges {
        if let Some(span) = points.back(*start, *end) {
            (*start, *end) = units.out(span);
        }
    }
}

/// Turns what a check of `draft` gives: offsets into the draft, and into the record's texts.
pub(crate) fn checked_in_unit(
    record: &Record,
    draft: &str,
    checked: Vec<Checked>,
    unit: Offsets,
) -> Result<Vec<Checked>> {
    let mut checked = in_unit(record, checked, unit)?;
    if unit == Offsets::Utf16 {
        for c in &mut checked {
            let this = c.verdict.diff.iter_mut().flat_map(|d| &mut d.this);
            turn(draft, this.map(|s| (&mut s.start, &mut s.end)).chain([(&mut c.start, &mut c.end)]));
        }
    }
    Ok(checked)
}

impl<T: Sliced> Sliced for Vec<T> {
    fn slices<'a>(&'a mut self, out: &mut Vec<(String, &'a mut Slice)>) {
        self.iter_mut().for_each(|row| row.slices(out));
    }
}

impl Sliced for StatementRow {
    fn slices<'a>(&'a mut self, out: &mut Vec<(String, &'a mut Slice)>) {
        let version = &self.article.version;
        let pieces = [&mut self.source, &mut self.cue, &mut self.content, &mut self.via];
        let said = self.said.as_mut().map(|s| (s.expression.as_mut(), s.inferred.as_mut()));
        let (said, inferred) = said.unwrap_or_default();
        out.extend(inferred.map(|i| (i.version.clone(), &mut i.slice)));
        let computed = self.review.as_mut().and_then(|r| r.computed.as_mut());
        let computed = computed.into_iter().flat_map(|c| [&mut c.source, &mut c.cue, &mut c.content]);
        out.extend(pieces.into_iter().chain(computed).flatten().chain(said).map(|s| (version.clone(), s)));
    }
}

impl Sliced for UtteranceRow {
    fn slices<'a>(&'a mut self, out: &mut Vec<(String, &'a mut Slice)>) {
        self.leader.slices(out);
    }
}

impl Sliced for UtteranceView {
    fn slices<'a>(&'a mut self, out: &mut Vec<(String, &'a mut Slice)>) {
        // The row that the others are compared with comes first.
        let base = self.rows.first().map(|r| r.statement.article.version.clone()).unwrap_or_default();
        self.utterance.slices(out);
        for row in &mut self.rows {
            let this = row.statement.article.version.clone();
            row.statement.slices(out);
            differences(&mut row.diff, &base, Some(&this), out);
        }
    }
}

impl Sliced for ArticleView {
    fn slices<'a>(&'a mut self, out: &mut Vec<(String, &'a mut Slice)>) {
        let here = self.article.version.clone();
        let chrome = self.chrome.iter_mut().map(|c| &mut c.slice);
        out.extend(self.body.iter_mut().chain(chrome).map(|s| (here.clone(), s)));
        let written = self.written.as_mut().map(|w| &mut w.inferred);
        out.extend(written.map(|i| (i.version.clone(), &mut i.slice)));
        self.statements.slices(out);
        self.rejected.slices(out);
        let others = &self.shares_with;
        for passage in &mut self.shared {
            out.push((here.clone(), &mut passage.here));
            if let Some(other) = others.iter().find(|a| a.id == passage.article) {
                out.push((other.version.clone(), &mut passage.there));
            }
        }
    }
}

impl Sliced for TextHit {
    fn slices<'a>(&'a mut self, out: &mut Vec<(String, &'a mut Slice)>) {
        let version = &self.article.version;
        out.extend(self.snippets.iter_mut().map(|s| (version.clone(), s)));
    }
}

impl Sliced for QueueItem {
    fn slices<'a>(&'a mut self, out: &mut Vec<(String, &'a mut Slice)>) {
        if let Some(statement) = &mut self.statement {
            statement.slices(out);
        }
    }
}

impl Sliced for Event {
    fn slices<'a>(&'a mut self, out: &mut Vec<(String, &'a mut Slice)>) {
        if let EventKind::Said { statement, .. } = &mut self.what {
            statement.slices(out);
        }
    }
}

impl Sliced for Checked {
    fn slices<'a>(&'a mut self, out: &mut Vec<(String, &'a mut Slice)>) {
        let base = self.verdict.statements.first().map(|s| s.article.version.clone()).unwrap_or_default();
        self.verdict.statements.slices(out);
        differences(&mut self.verdict.diff, &base, None, out);
    }
}

fn differences<'a>(
    diff: &'a mut [Difference],
    base: &str,
    this: Option<&str>,
    out: &mut Vec<(String, &'a mut Slice)>,
) {
    for d in diff {
        out.extend(d.base.iter_mut().map(|s| (base.to_owned(), s)));
        if let Some(this) = this {
            out.extend(d.this.iter_mut().map(|s| (this.to_owned(), s)));
        }
    }
}
