//! Which attributes are combined to features.

use super::context::*;
use super::hash::{mix, slot, start};

/// The widest offset of a template.
pub const REACH: usize = 3;

/// A template: attributes with the offset of the token that they are taken from.
type Template = &'static [(usize, isize)];

/// All templates. Their order is part of the weights' format.
pub const TEMPLATES: &[Template] = &[
    // Words around.
    &[(WORD, -3)],
    &[(WORD, -2)],
    &[(WORD, -1)],
    &[(WORD, 0)],
    &[(WORD, 1)],
    &[(WORD, 2)],
    &[(WORD, 3)],
    &[(WORD, -1), (WORD, 0)],
    &[(WORD, 0), (WORD, 1)],
    &[(WORD, -1), (WORD, 1)],
    &[(WORD, -2), (WORD, -1)],
    &[(WORD, 1), (WORD, 2)],
    // Their forms.
    &[(SUFFIX, -1)],
    &[(SUFFIX, 0)],
    &[(SUFFIX, 1)],
    &[(SHAPE, -1)],
    &[(SHAPE, 0)],
    &[(SHAPE, 1)],
    &[(SHAPE, -1), (SHAPE, 0), (SHAPE, 1)],
    &[(SHAPE, 0), (WORD, 1)],
    &[(SHAPE, 0), (WORD, -1)],
    // Cues around.
    &[(CUE, -2)],
    &[(CUE, -1)],
    &[(CUE, 0)],
    &[(CUE, 1)],
    &[(CUE, 2)],
    &[(CUE, -1), (CUE, 0), (CUE, 1)],
    &[(CUE, 0), (SHAPE, -1), (SHAPE, 1)],
    &[(SHAPE, 0), (CUE, 1)],
    // Classes.
    &[(CLASS, -2)],
    &[(CLASS, -1)],
    &[(CLASS, 0)],
    &[(CLASS, 1)],
    &[(CLASS, 2)],
    &[(CLASS, -1), (CLASS, 0)],
    &[(CLASS, 0), (CLASS, 1)],
    &[(CLASS, 0), (CUE, 1)],
    // Parts of speech.
    &[(POS, -3)],
    &[(POS, -2)],
    &[(POS, -1)],
    &[(POS, 0)],
    &[(POS, 1)],
    &[(POS, 2)],
    &[(POS, 3)],
    &[(POS, -1), (POS, 0)],
    &[(POS, 0), (POS, 1)],
    &[(POS, -1), (POS, 0), (POS, 1)],
    &[(POS, -2), (POS, -1), (POS, 0)],
    &[(POS, 0), (POS, 1), (POS, 2)],
    &[(POS, 0), (CUE, 1)],
    &[(POS, -1), (CUE, 0), (POS, 1)],
    &[(WORD, -1), (POS, 0)],
    &[(POS, -1), (WORD, 0)],
    &[(POS, 0), (WORD, 1)],
    &[(WORD, 0), (POS, 1)],
    &[(WORD, 0), (POS, 1), (POS, 2)],
    &[(POS, 0), (CUE, 1), (POS, 2)],
    // Verbs further off.
    &[(VERB_LEFT, 0), (VERB_LEFT_FAR, 0)],
    &[(VERB_RIGHT, 0), (VERB_RIGHT_FAR, 0)],
    &[(VERB_LEFT, 0), (POS, 0)],
    &[(VERB_RIGHT, 0), (POS, 0)],
    // Cues further off.
    &[(CUE_LEFT, 0), (CUE_LEFT_FAR, 0)],
    &[(CUE_RIGHT, 0), (CUE_RIGHT_FAR, 0)],
    &[(CUE_LEFT_SURE, 0), (CUE_LEFT_FAR, 0)],
    &[(CUE_RIGHT_SURE, 0), (CUE_RIGHT_FAR, 0)],
    &[(CUE_LEFT_SURE, 0), (CUE_RIGHT_SURE, 0), (QUOTED, 0)],
    &[(CUE_LEFT, 0), (QUOTED, 0)],
    &[(CUE_RIGHT, 0), (QUOTED, 0)],
    &[(CUE_LEFT_FAR, 0), (CUE_RIGHT_FAR, 0), (QUOTED, 0)],
    &[(CUE_RIGHT_FAR, 0), (SHAPE, 0), (WORD, 1)],
    &[(CUE_RIGHT_FAR, 0), (POS, 0), (POS, -1)],
    &[(CUE_LEFT_FAR, 0), (WORD, 0)],
    &[(CUE_RIGHT_FAR, 0), (WORD, 0)],
    &[(CUE_LEFT, 0), (WORD, 0)],
    &[(CUE_LEFT_FAR, 0), (POS, 0)],
    // What stands between.
    &[(CUE_LEFT, 0), (CUE_LEFT_NEXT, 0)],
    &[(CUE_LEFT_SURE, 0), (CUE_LEFT_NEXT, 0), (CUE_LEFT_BARS, 0)],
    &[(CUE_RIGHT_SURE, 0), (CUE_RIGHT_NEXT, 0), (CUE_RIGHT_BARS, 0)],
    &[(CUE_LEFT_BARS, 0), (WORD, 0)],
    &[(CUE_RIGHT_BARS, 0), (WORD, 0)],
    &[(CUE_LEFT_BARS, 0), (CUE_RIGHT_BARS, 0)],
    &[(CUE_LEFT_BARS, 0), (POS, 0), (POS, 1)],
    &[(CUE_RIGHT_BARS, 0), (POS, -1), (POS, 0)],
    &[(CUE_LEFT, 0), (CUE_LEFT_BARS, 0)],
    &[(CUE_RIGHT, 0), (CUE_RIGHT_BARS, 0)],
    // Quotations.
    &[(QUOTED, -1), (QUOTED, 0), (QUOTED, 1), (WORD, 0)],
    &[(QUOTED, 0), (QUOTE_PLACE, 0)],
    &[(QUOTED, 0), (QUOTE_PLACE, 0), (QUOTE_SIZE, 0)],
    &[(SENTENCE_QUOTED, 0), (QUOTED, 0)],
    &[(SENTENCE_QUOTED, 0), (QUOTED, 0), (CUE_RIGHT_FAR, 0)],
    &[(SENTENCE_QUOTED, 0), (QUOTED, 0), (CUE_LEFT_FAR, 0)],
    &[(SENTENCE_QUOTED, 0), (BEFORE_QUOTED, 0), (QUOTED, 0)],
    &[(SENTENCE_QUOTED, 0), (BEHIND_QUOTED, 0), (QUOTED, 0)],
    &[(BEFORE_CUE, 0), (SENTENCE_QUOTED, 0), (QUOTED, 0)],
    &[(BEHIND_CUE, 0), (SENTENCE_QUOTED, 0), (QUOTED, 0)],
    &[(QUOTE_PLACE, -1), (QUOTE_SIZE, -1), (WORD, 0)],
    &[(QUOTE_PLACE, 1), (QUOTED, 1), (WORD, 0)],
    // The sentence.
    &[(FIRST_WORD, 0), (QUOTED, 0)],
    &[(PLACE, 0), (SENTENCE_QUOTED, 0)],
    // The rules.
    &[(RULE, 0)],
    &[(RULE, -1), (RULE, 0), (RULE, 1)],
    &[(RULE, 0), (WORD, 0)],
    &[(RULE, 0), (POS, 0), (CUE, 0)],
];

/// The slots of all features of token `at`. `rows` holds the attributes of the tokens with [`REACH`] empty
/// ones before and behind, so that token 0 is `rows[REACH]`.
#[inline]
pub fn slots(rows: &[Attributes], at: usize, bits: u32, out: &mut [u32; TEMPLATES.len()]) {
    let near = &rows[at..at + 2 * REACH + 1];
    for (number, (template, out)) in TEMPLATES.iter().zip(out).enumerate() {
        let mut hash = start(number as u32);
        for &(attribute, offset) in *template {
            hash = mix(hash, near[(REACH as isize + offset) as usize][attribute]);
        }
        *out = slot(hash, bits);
    }
}

/// `rows` with empty ones before and behind.
pub fn pad(rows: &[Attributes]) -> Vec<Attributes> {
    let edge = [[u32::MAX; COUNT]; REACH];
    [&edge[..], rows, &edge[..]].concat()
}
