//! Participles: `…, adding that …`, `a statement saying that …`

use super::super::content::{Via, content_after};
use super::super::lexicon::*;
use super::super::phrases::{noun_phrase_before, subject};
use super::super::words::Text;
use super::before::{cue_end, extent};
use super::{Found, Site};
use crate::structure::TokenKind;
use std::ops::Range;

/// `She refused, adding that the bridge was safe.`
pub(in super::super) fn participle(text: &Text, site: &Site, earlier: &[Found]) -> Option<Found> {
    let right = content_after(text, site.group.verb + 1, site.sentence.end, site.frames)?;
    let start = site.group.tokens.start;
    let behind_preposition = start > site.lo && text.class(start - 1, PREPOSITION | SUBORDINATOR);
    let spoken = matches!(right.via, Via::Quote | Via::That | Via::Wh | Via::Clause);
    let source = if behind_preposition && !spoken {
        return None;
    } else if start == site.lo
        || behind_preposition
        || !text.is_word(start - 1)
        || text.class(start - 1, COORDINATOR)
    {
        main_subject(text, site, earlier)?
    } else {
        noun_phrase_before(text, start, site.lo)?
    };
    let content = extent(text, &right, site.sentence.end);
    Some(Found {
        source: Some(source),
        cue: site.group.tokens.start..cue_end(&right, site.group.verb),
        content,
        rule: "cue-participle",
    })
}

/// The source of the reporting clause that has just ended, or the subject of the sentence's main verb.
fn main_subject(text: &Text, site: &Site, earlier: &[Found]) -> Option<Range<usize>> {
    let start = site.group.tokens.start;
    if let Some(last) = earlier.last().filter(|f| f.rule.starts_with("cue-after")) {
        return last.source.clone();
    }
    if start == site.sentence.start {
        // "Speaking in Tarn, Moor …": the subject of what follows.
        return None;
    }
    let first = site.sentence.start;
    let mut lo = first;
    if text.class(first, SUBORDINATOR | PREPOSITION) || text.word(first).ends_with("ing") {
        lo = (first..start).find(|&i| text.comma(i)).map_or(first, |i| i + 1);
    }
    let named = |i: usize| {
        let noun = text.kind(i - 1) == TokenKind::Possessive || text.class(i - 1, DETERMINER);
        if !text.verbal(i) || noun || text.speech_at(i).is_some() {
            return None;
        }
        subject(text, i, lo).filter(|s| !text.class(s.tokens.start, RELATIVE) && !s.shared)
    };
    let main = (lo + 1..start).find_map(named).map(|s| s.tokens);
    main.or_else(|| earlier.last().and_then(|f| f.source.clone()))
}

#[cfg(test)]
mod tests {
    use crate::attribution::examples::{each_gives, statements};

    #[test]
    fn a_participle_has_the_source_of_its_sentence() {
        assert_eq!(
            statements("“It is closed,” Moor said, adding that it was unsafe."),
            [
                "cue-after | Moor | said | “It is closed,”",
                "cue-participle | Moor | adding | that it was unsafe"
            ]
        );
        each_gives(&[
            ("Moor left the hall, saying it was over.", "cue-participle | Moor | saying | it was over"),
            (
                "Moor angered many by saying that it was over.",
                "cue-participle | Moor | saying | that it was over",
            ),
        ]);
    }
}
