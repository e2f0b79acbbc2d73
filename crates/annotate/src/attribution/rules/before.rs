//! The cue comes before the content: `She said that …`, `He wrote: “…”`, `She vowed to …`

use super::super::content::{Right, Via, content_after, content_end, phrase_end, quotation_end};
use super::super::lexicon::*;
use super::super::phrases::subject;
use super::super::words::Text;
use super::{Found, Site, pieces};
use crate::structure::TokenKind;
use std::ops::Range;

/// `Ada Moor said on Monday that the bridge was closed.`
pub(in super::super) fn before(text: &Text, site: &Site) -> Option<Found> {
    let right = right_of(text, site)?;
    let source = subject(text, site.group.tokens.start, site.lo);
    if source.is_none() && right.via != Via::Quote {
        return None;
    }
    let content = extent(text, &right, clause_end(text, site, right.start));
    let cue = site.group.tokens.start..cue_end(&right, site.group.verb);
    Some(Found { source: source.map(|s| s.tokens), cue, content, rule: rule_of(&right) })
}

/// `She went on to say that …`, `They declined to comment on …`
pub(in super::super) fn infinitive(text: &Text, site: &Site) -> Option<Found> {
    let right = right_of(text, site)?;
    let start = site.group.tokens.start;
    let spoken = matches!(right.via, Via::Quote | Via::That | Via::Wh | Via::Clause);
    let mut tail = start;
    while tail > site.lo && (text.adverb(tail - 1) || text.is_any(tail - 1, &["on", "out"])) {
        tail -= 1;
    }
    // "went on to say", "refused to name": the verb stands right before; farther off only speech is trusted.
    let reach = if spoken { 4 } else { 1 };
    let verb = (site.lo..tail).rev().take(reach).find(|&i| text.verbal(i))?;
    let mut first = verb;
    while first > site.lo && (text.class(first - 1, AUXILIARY | NEGATION) || text.adverb(first - 1)) {
        first -= 1;
    }
    let source = subject(text, first, site.lo)?;
    let content = extent(text, &right, site.sentence.end);
    Some(Found {
        source: Some(source.tokens),
        cue: first..cue_end(&right, site.group.verb),
        content,
        rule: "cue-infinitive",
    })
}

/// Where the cue's clause ends: with the sentence, or, in a clause that opens the sentence and depends on the
/// next ("When Moor said it was safe, nobody …"), at the comma in front of that.
fn clause_end(text: &Text, site: &Site, from: usize) -> usize {
    let (first, end) = (site.sentence.start, site.sentence.end);
    let dependent = text.is_any(
        first,
        &["when", "while", "although", "though", "because", "after", "since", "as", "if", "before"],
    );
    if !dependent || (first..from).any(|i| text.comma(i)) {
        return end;
    }
    (from..end).find(|&i| text.comma(i) && text.doc.tokens[i].quotation.is_none()).unwrap_or(end)
}

fn right_of(text: &Text, site: &Site) -> Option<Right> {
    content_after(text, site.group.verb + 1, site.sentence.end, site.frames)
        .or_else(|| content_in_next_paragraph(text, site))
}

/// `Moor wrote:` at the end of a paragraph, and the quotation in the next.
fn content_in_next_paragraph(text: &Text, site: &Site) -> Option<Right> {
    let end = site.sentence.end;
    let near = end - site.group.verb <= 12;
    let open =
        near && text.is(end - 1, ":") && end < text.tags.len() && text.kind(end) == TokenKind::QuoteOpen;
    (open && site.frames & frame::QUOTE != 0).then_some(Right { start: end, via: Via::Quote })
}

/// One past the cue: the verb, with the preposition that it takes its content with.
pub(in super::super) fn cue_end(right: &Right, verb: usize) -> usize {
    match right.via {
        Via::Preposition(_) if right.start <= verb + 3 => right.start,
        _ => verb + 1,
    }
}

fn rule_of(right: &Right) -> &'static str {
    match right.via {
        Via::Quote => "cue-before-quote",
        Via::That => "cue-before-that",
        Via::Clause => "cue-before",
        Via::Wh => "cue-before-question",
        Via::To => "cue-before-to",
        Via::Object => "cue-before-object",
        Via::ObjectTo => "cue-before-order",
        Via::Preposition(_) => "cue-before-preposition",
    }
}

/// The content's ranges: a quotation with all its pieces and what belongs to it in the sentence, or the
/// clause up to its end.
pub(in super::super) fn extent(text: &Text, right: &Right, hi: usize) -> Vec<Range<usize>> {
    let start = right.start;
    if text.kind(start) == TokenKind::QuoteOpen
        && let (Some(quotation), Some(end)) = (text.quotation_at(start), quotation_end(text, start))
    {
        // Speech from a mark to its mark; what follows belongs to it only inside the same clause.
        if end >= hi || text.speech_at(start).is_some() && closes_clause(text, end, hi) {
            return pieces(text, quotation, start);
        }
    }
    let end = match right.via {
        Via::Object | Via::Preposition(_) => phrase_end(text, start, hi.max(start)),
        _ => content_end(text, start, hi.max(start)),
    };
    let end = if end <= start { quotation_end(text, start).unwrap_or(hi) } else { end };
    std::iter::once(start..end).filter(|r| !r.is_empty()).collect()
}

/// True if a quotation that ends before `end` is the end of its clause.
fn closes_clause(text: &Text, end: usize, hi: usize) -> bool {
    if end >= hi || end < 2 {
        return true;
    }
    let inside = text.word(end - 2);
    matches!(inside, "." | "," | "!" | "?" | "…" | "...") || text.comma(end) || text.final_mark(end)
}

#[cfg(test)]
mod tests {
    use crate::attribution::examples::{each_gives, statements};

    #[test]
    fn the_cue_comes_first() {
        each_gives(&[
            (
                "Ada Moor said that the bridge was closed.",
                "cue-before-that | Ada Moor | said | that the bridge was closed",
            ),
            (
                "Ada Moor said on Monday that it was closed.",
                "cue-before-that | Ada Moor | said | that it was closed",
            ),
            ("She said the bridge was closed.", "cue-before | She | said | the bridge was closed"),
            ("Reed wrote: “It is closed.”", "cue-before-quote | Reed | wrote | “It is closed.”"),
            ("Reed has said, “It is closed.”", "cue-before-quote | Reed | has said | “It is closed.”"),
            ("Moor told reporters that it was closed.", "cue-before-that | Moor | told | that it was closed"),
            (
                "Moor asked whether it was closed.",
                "cue-before-question | Moor | asked | whether it was closed",
            ),
            ("Moor vowed to close the bridge.", "cue-before-to | Moor | vowed | to close the bridge"),
            ("Moor urged voters to stay home.", "cue-before-order | Moor | urged | voters to stay home"),
            ("Moor denied the accusation.", "cue-before-object | Moor | denied | the accusation"),
            ("Moor called for calm.", "cue-before-preposition | Moor | called for | calm"),
            (
                "Reed described it as “a mere trifle.”",
                "cue-before-object | Reed | described | it as “a mere trifle.”",
            ),
            (
                "Ada Moor, the mayor of Tarn, said it was closed.",
                "cue-before | Ada Moor, the mayor of Tarn | said | it was closed",
            ),
            (
                "The report found that the bridge was unsafe.",
                "cue-before-that | The report | found | that the bridge was unsafe",
            ),
        ]);
    }

    #[test]
    fn a_quotation_may_stand_in_the_next_paragraph() {
        each_gives(&[(
            "Ada Moor wrote:\n\n“It is closed.”",
            "cue-before-quote | Ada Moor | wrote | “It is closed.”",
        )]);
    }

    #[test]
    fn a_negated_cue_is_a_cue() {
        each_gives(&[(
            "Moor did not say whether it was closed.",
            "cue-before-question | Moor | did not say | whether it was closed",
        )]);
    }

    #[test]
    fn a_verb_may_lead_to_the_cue() {
        each_gives(&[(
            "Moor went on to say that it was closed.",
            "cue-infinitive | Moor | went on to say | that it was closed",
        )]);
    }

    #[test]
    fn a_relative_pronoun_may_be_the_source() {
        each_gives(&[(
            "Reed, who said it was closed, left.",
            "cue-before | who | said | it was closed, left",
        )]);
    }

    #[test]
    fn a_dependent_clause_ends_with_its_comma() {
        each_gives(&[(
            "When Moor said it was closed, nobody left.",
            "cue-before | Moor | said | it was closed",
        )]);
    }

    #[test]
    fn two_cues_with_one_subject_are_two_statements() {
        assert_eq!(
            statements("Moor said it was closed and warned that it was unsafe."),
            [
                "cue-before | Moor | said | it was closed",
                "cue-before-that | Moor | warned | that it was unsafe"
            ]
        );
    }
}
