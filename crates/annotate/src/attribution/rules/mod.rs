//! The rules, a file a family. A rule looks at one place of the text where a cue stands and tells the
//! statement that it finds there, if any.

mod according;
mod after;
mod before;
mod colon;
mod nominal;
mod participle;
mod passive;
mod turns;

use super::lexicon::{form, frame};
use super::phrases::{Group, Mood, verb_group};
use super::words::Text;
use crate::structure::TokenKind;
use onrecord_text::Span;
use std::ops::Range;

/// A statement as ranges of tokens.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub source: Option<Range<usize>>,
    pub cue: Range<usize>,
    pub content: Vec<Range<usize>>,
    pub rule: &'static str,
}

/// A place where a verb of the lexicon stands outside quoted speech.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// The sentence's tokens.
    pub sentence: Range<usize>,
    pub group: Group,
    /// What the verb takes.
    pub frames: u32,
    /// Where the part of the sentence that the verb can draw on begins.
    pub lo: usize,
}

/// Everything that the rules find, ordered by cue.
pub(super) fn find(text: &Text) -> Vec<Found> {
    let mut found = turns::turns(text);
    for sentence in &text.doc.sentences {
        find_in_sentence(text, sentence.clone(), &mut found);
    }
    found
}

fn find_in_sentence(text: &Text, sentence: Range<usize>, found: &mut Vec<Found>) {
    let first = found.len();
    for at in sentence.clone() {
        if text.kind(at) != TokenKind::Word || text.speech_at(at).is_some() {
            continue;
        }
        if text.doc.tokens[at].quotation.is_some() && text.tags[at].entry.forms == 0 {
            continue;
        }
        let statement = according::according(text, at, &sentence)
            .or_else(|| verb(text, at, &sentence, &found[first..]))
            .or_else(|| nominal::adjective(text, at, &sentence))
            .or_else(|| nominal::noun(text, at, &sentence));
        found.extend(statement);
    }
    found.extend(colon::colon(text, &sentence, &found[first..]));
}

fn verb(text: &Text, at: usize, sentence: &Range<usize>, earlier: &[Found]) -> Option<Found> {
    let entry = text.tags[at].entry;
    if entry.forms == 0 {
        return None;
    }
    if text.capital(at) && at > sentence.start && !is_headline(text, sentence) {
        return None;
    }
    if let Some(found) = passive::reduced(text, at, sentence) {
        return Some(found);
    }
    let lo = left_bound(text, at, sentence.start);
    let group = verb_group(text, at, lo)?;
    let mut frames = entry.frames;
    if forms_past(entry.forms) && said_before(text, at, sentence.start) {
        // Behind speech that ends with a comma any verb reports: "“It is over,” she sighed".
        frames |= frame::QUOTE;
    }
    if frames == 0 {
        return None;
    }
    let site = Site { sentence: sentence.clone(), frames, lo, group };
    match site.group.mood {
        Mood::Finite if entry.frames == 0 => {
            after::inverted(text, &site).or_else(|| after::after(text, &site))
        }
        Mood::Finite => after::inverted(text, &site)
            .or_else(|| after::inverted_first(text, &site))
            .or_else(|| after::after(text, &site))
            .or_else(|| before::before(text, &site)),
        Mood::Participle => participle::participle(text, &site, earlier),
        Mood::Passive => passive::passive(text, &site),
        Mood::Infinitive => before::infinitive(text, &site),
    }
    .filter(|f| !f.content.is_empty())
}

fn forms_past(forms: u8) -> bool {
    forms & form::PAST != 0
}

/// True if speech whose last mark is a comma ends shortly before the verb.
fn said_before(text: &Text, verb: usize, lo: usize) -> bool {
    let end =
        (lo + 1..verb).rev().take(12).find(|&i| !text.is_word(i) && text.kind(i) != TokenKind::Possessive);
    end.is_some_and(|i| {
        let closes = text.kind(i) == TokenKind::QuoteClose && text.speech_at(i).is_some();
        closes && text.comma(i - 1)
    })
}

/// True if most words begin with a capital, so that a verb may.
fn is_headline(text: &Text, sentence: &Range<usize>) -> bool {
    let words = sentence.clone().filter(|&i| text.kind(i) == TokenKind::Word);
    let (mut all, mut capital) = (0, 0);
    for i in words {
        all += 1;
        capital += usize::from(text.capital(i));
    }
    all <= 40 && capital * 5 >= all * 3
}

/// The start of the stretch in front of `at` that no mark of speech interrupts.
fn left_bound(text: &Text, at: usize, lo: usize) -> usize {
    let quoted = |i: &usize| text.kind(*i) == TokenKind::QuoteClose && text.speech_at(*i).is_some();
    (lo..at).rev().take(80).find(quoted).map_or(lo, |i| i + 1)
}

/// The tokens of a quotation's pieces, those that start at or after `from`.
pub(super) fn pieces(text: &Text, quotation: usize, from: usize) -> Vec<Range<usize>> {
    let tokens = |p: &Span| text.doc.tokens_in(*p);
    text.doc.quotations[quotation].pieces.iter().map(tokens).filter(|r| r.start >= from).collect()
}
