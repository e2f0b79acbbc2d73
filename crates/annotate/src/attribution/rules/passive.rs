//! Passives: `She was quoted as saying …`, `He was asked whether …`, `It was announced that …`

use super::super::content::content_after;
use super::super::lexicon::*;
use super::super::phrases::{full_phrase_after, subject};
use super::super::words::Text;
use super::before::extent;
use super::{Found, Site};
use std::ops::Range;

/// `Moor was told that the bridge was closed.` The one who speaks stands behind "by", or is not told.
pub(in super::super) fn passive(text: &Text, site: &Site) -> Option<Found> {
    if site.frames & frame::PASSIVE == 0 {
        return None;
    }
    let mut at = site.group.verb + 1;
    let hi = site.sentence.end;
    let mut source = None;
    if at < hi && text.is(at, "by") {
        let end = full_phrase_after(text, at + 1, hi);
        // "criticized by Moor for the delay": what she was criticized for is no part of her name.
        let end = (at + 2..end).find(|&i| text.is_any(i, &["for", "as", "over"])).unwrap_or(end);
        if end > at + 1 {
            source = Some(at + 1..end);
            at = end;
        }
    }
    let right = content_after(text, at, hi, site.frames & !frame::OBJECT);
    let told = subject(text, site.group.tokens.start, site.lo);
    let mut content = Vec::new();
    let about = right
        .as_ref()
        .is_none_or(|r| text.is(r.start, "to") || r.start > at && text.class(r.start - 1, PREPOSITION));
    if about && !told.as_ref().is_some_and(|t| text.is_any(t.tokens.start, &["it"])) {
        content.extend(told.map(|t| t.tokens));
    }
    content.extend(right.iter().flat_map(|r| extent(text, r, hi)));
    if right.is_none() && source.is_none() {
        return None;
    }
    Some(Found { source, cue: site.group.tokens.clone(), content, rule: "cue-passive" })
}

/// `Asked whether …, she …`, `when told that …, he …`: the content ends with the clause.
pub(in super::super) fn reduced(text: &Text, at: usize, sentence: &Range<usize>) -> Option<Found> {
    let entry = text.tags[at].entry;
    if entry.forms & form::PARTICIPLE == 0 || entry.frames & frame::ADDRESSEE == 0 {
        return None;
    }
    let opens = at == sentence.start
        || text.is_any(at - 1, &["when", "if", "once", "while", "until"])
        || text.comma(at - 1) && text.is(at, "asked");
    if !opens {
        return None;
    }
    let comma = (at..sentence.end).find(|&i| text.comma(i)).unwrap_or(sentence.end);
    let right = content_after(
        text,
        at + 1,
        comma,
        entry.frames & !(frame::OBJECT | frame::OBJECT_TO | frame::ADDRESSEE),
    )?;
    let content = extent(text, &right, comma);
    Some(Found { source: None, cue: at..at + 1, content, rule: "cue-passive-reduced" })
}

#[cfg(test)]
mod tests {
    use crate::attribution::examples::{each_gives, statements};

    #[test]
    fn passives() {
        each_gives(&[
            ("Moor was asked whether it was closed.", "cue-passive |  | was asked | whether it was closed"),
            ("The bridge is expected to close.", "cue-passive |  | is expected | The bridge // to close"),
            ("Moor was criticized by Reed for the delay.", "cue-passive | Reed | was criticized | Moor"),
        ]);
        assert_eq!(
            statements("Asked why it was closed, Moor said nothing.")[0],
            "cue-passive-reduced |  | Asked | why it was closed"
        );
    }
}
