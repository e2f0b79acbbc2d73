//! Quotations of one utterance beside one another: which differ, and which is like no other.

use super::rows::{Loader, StatementRow};
use crate::{Record, Result};
use onrecord_link::align::{Alignment, Run, align, quotation_differs, quoted};
use onrecord_text::{OffsetMap, Span, Unit, words};
use std::collections::{BTreeMap, BTreeSet};

/// A telling's text and spans, in bytes again.
pub(super) struct Telling {
    pub text: std::rc::Rc<str>,
    pub content: Vec<Span>,
    quoted: Vec<Span>,
    /// A quotation from end to end.
    direct: bool,
}

impl Telling {
    pub fn load(loader: &mut Loader, statement: &StatementRow) -> Result<Telling> {
        let text = loader.text(&statement.article.version)?;
        let map = OffsetMap::new(&text, Unit::CodePoint);
        let content: Vec<Span> = statement.content.iter().filter_map(|s| map.back(s.start, s.end)).collect();
        let quoted = quoted(&text, &content);
        Ok(Telling { text, content, quoted, direct: statement.kind == "direct" })
    }

    /// This telling's words against another's.
    pub fn against(&self, other: &Telling) -> Alignment {
        align(&other.text, &other.content, &self.text, &self.content)
    }

    /// True if both quote and what they quote differs by more than cuts and marks; `alignment` is of the two.
    pub fn differs(&self, other: &Telling, alignment: &Alignment) -> bool {
        // Both are quotations from end to end, in whatever marks: then any other word is another quotation.
        quotation_differs(&other.text, &other.quoted, &self.text, &self.quoted)
            || (self.direct && other.direct && alignment.changed().next().is_some())
    }

    /// The quoted words, folded; none of what quotes nothing.
    fn wording(&self) -> Option<String> {
        let quoted = if self.direct { &self.content } else { &self.quoted };
        let words: Vec<String> =
            quoted.iter().flat_map(|span| words(&self.text, *span)).map(|word| word.folded).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

/// For each telling whether it quotes what others quote too, and puts it in other words than every one of them.
/// Quotations of other parts of the utterance don't count. No judgement: a translation of its own does that.
pub(super) fn like_no_other(tellings: &[Telling]) -> Vec<bool> {
    let wordings: Vec<Option<String>> = tellings.iter().map(Telling::wording).collect();
    // Each wording once: what is quoted twice is like another.
    let mut first: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, wording) in wordings.iter().enumerate() {
        if let Some(wording) = wording {
            first.entry(wording).or_insert((at, 0)).1 += 1;
        }
    }
    let once = |at: usize| {
        let wording = wordings[at].as_deref()?;
        first.get(wording).filter(|(_, times)| *times == 1).map(|_| &tellings[at])
    };
    let alone = |at: usize| {
        let Some(this) = once(at) else { return false };
        let mut differs = false;
        for &(other, _) in first.values().filter(|(other, _)| *other != at) {
            let other = &tellings[other];
            let alignment = this.against(other);
            if this.differs(other, &alignment) {
                differs = true;
            } else if alignment.runs.iter().any(|run| matches!(run, Run::Equal { .. })) {
                return false;
            }
        }
        differs
    };
    (0..tellings.len()).map(alone).collect()
}

impl Record {
    /// Ids of all tellings whose quotation is like no other of their utterance.
    ///
    /// # Errors
    /// The record can't be read.
    pub fn quotations_like_no_other(&self) -> Result<BTreeSet<String>> {
        let mut select = self
            .db
            .prepare(
                "SELECT t.utterance FROM tellings t JOIN statements s ON s.id = t.statement
                 WHERE s.kind <> 'indirect' GROUP BY t.utterance HAVING count(*) > 1 ORDER BY t.utterance",
            )
            .map_err(self.fail())?;
        let mut rows = select.query([]).map_err(self.fail())?;
        let mut all = BTreeSet::new();
        while let Some(row) = rows.next().map_err(self.fail())? {
            let utterance: String = row.get(0).map_err(self.fail())?;
            all.append(&mut self.quoted_like_no_other(&utterance)?);
        }
        Ok(all)
    }

    /// Ids of the tellings of an utterance whose quotation is like no other of it.
    ///
    /// # Errors
    /// The record can't be read.
    pub fn quoted_like_no_other(&self, utterance: &str) -> Result<BTreeSet<String>> {
        let mut select = self
            .db
            .prepare_cached(
                "SELECT s.id FROM tellings t JOIN statements s ON s.id = t.statement
                 WHERE t.utterance = ?1 AND s.kind <> 'indirect' ORDER BY s.id",
            )
            .map_err(self.fail())?;
        let ids: Vec<String> = select
            .query_map([utterance], |row| row.get(0))
            .and_then(Iterator::collect)
            .map_err(self.fail())?;
        if ids.len() < 2 {
            return Ok(BTreeSet::new());
        }
        let mut loader = Loader::new(self);
        let (mut found, mut tellings) = (Vec::new(), Vec::new());
        for id in ids {
            if let Some(statement) = loader.statement(&id)? {
                tellings.push(Telling::load(&mut loader, &statement)?);
                found.push(id);
            }
        }
        Ok(found
            .into_iter()
            .zip(like_no_other(&tellings))
            .filter(|(_, alone)| *alone)
            .map(|(id, _)| id)
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of these direct quotations, or contents with quoted pieces, are like no other.
    fn alone(texts: &[&str]) -> Vec<bool> {
        let telling = |text: &&str| {
            let content = vec![Span::new(0, text.len())];
            let quoted = quoted(text, &content);
            Telling { text: (*text).into(), content, direct: text.starts_with('“'), quoted }
        };
        like_no_other(&texts.iter().map(telling).collect::<Vec<_>>())
    }

    #[test]
    fn a_quotation_in_words_of_its_own_is_flagged() {
        assert_eq!(
            alone(&[
                "“The harbour is closed for the winter.”",
                "“The harbour is closed for the winter”",
                "“The harbour is shut for the winter.”",
            ]),
            [false, false, true]
        );
    }

    #[test]
    fn cuts_marks_reported_speech_and_other_parts_are_not() {
        assert_eq!(
            alone(&["“The harbour is closed for the winter, and the ferry too.”", "“The harbour is closed”"]),
            [false, false]
        );
        assert_eq!(alone(&["“The harbour is closed.”", "that the harbour would be shut"]), [false, false]);
        assert_eq!(
            alone(&["that the harbour “will be closed”", "and that fishermen “were told”"]),
            [false, false]
        );
        assert_eq!(alone(&["“The harbour is closed.”"]), [false]);
    }

    #[test]
    fn of_two_that_differ_both_are() {
        assert_eq!(
            alone(&["“The harbour is closed for the winter.”", "“The harbour is shut for the winter.”"]),
            [true, true]
        );
    }
}
