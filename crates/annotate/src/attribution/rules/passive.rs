//! Passives: `She was quoted as saying …`, `He was asked whether …`, `It was announced that …`

use super::super::content::content_after;
use super::super::lexicon::*;
use super::super::phrases::{full_phrase_after, subject};
use super::super::words::Text;
use super::before::extent;
use super::{Found, Site};

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
