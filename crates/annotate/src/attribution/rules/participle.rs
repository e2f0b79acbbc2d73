//! Participles: `…, adding that …`, `a statement saying that …`

use super::super::content::content_after;
use super::super::lexicon::*;
use super::super::phrases::{noun_phrase_before, subject};
use super::super::words::Text;
use super::before::extent;
use super::{Found, Site};
use std::ops::Range;

/// `She refused, adding that the bridge was safe.`
pub(in super::super) fn participle(text: &Text, site: &Site, earlier: &[Found]) -> Option<Found> {
    let right = content_after(text, site.group.verb + 1, site.sentence.end, site.frames)?;
    let start = site.group.tokens.start;
    let source = if start == site.lo
        || !text.is_word(start - 1)
        || text.class(start - 1, COORDINATOR | SUBORDINATOR)
    {
        main_subject(text, site, earlier)?
    } else if text.class(start - 1, PREPOSITION) {
        return None;
    } else {
        noun_phrase_before(text, start, site.lo)?
    };
    let content = extent(text, &right, site.sentence.end);
    Some(Found { source: Some(source), cue: site.group.tokens.clone(), content, rule: "cue-participle" })
}

/// The source of the statement before in the sentence, or the subject of its first verb.
fn main_subject(text: &Text, site: &Site, earlier: &[Found]) -> Option<Range<usize>> {
    let start = site.group.tokens.start;
    if let Some(source) = earlier.last().and_then(|f| f.source.clone()) {
        return Some(source);
    }
    if start == site.sentence.start {
        // "Speaking in Tarn, Moor …": the subject of what follows.
        return None;
    }
    let lo = site.sentence.start;
    let verb = (lo + 1..start)
        .find(|&i| text.verbal(i) && text.speech_at(i).is_none() && subject(text, i, lo).is_some())?;
    subject(text, verb, lo).map(|s| s.tokens)
}
