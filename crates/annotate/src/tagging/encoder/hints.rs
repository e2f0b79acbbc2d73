//! What the structure and the rules tell of a token, for the encoder to start from: its vocabulary knows no
//! capitals, no paragraphs, and one quotation mark only.

use crate::tagging::context::{Attributes, POS, QUOTE_PLACE, QUOTED, RULE, SENTENCE_QUOTED, SHAPE};
use crate::tagging::{labels, pos};

/// How many hints a token has.
pub const COUNT: usize = 6;

/// How many values each hint may have.
pub const SIZES: [usize; COUNT] = [36, labels::BOUNDARIES, 24, pos::WIDTH, 5, labels::WIDTH];

/// How many rows a table of all hints' values has.
pub const ROWS: usize = SIZES[0] + SIZES[1] + SIZES[2] + SIZES[3] + SIZES[4] + SIZES[5];

/// A token's hints, as rows of one table of [`ROWS`]: where in which quotation it stands, the boundary before
/// it, its shape, its part of speech, how its sentence is quoted, what the rules take it for.
pub fn hints(row: &Attributes, boundary: u8) -> [u16; COUNT] {
    let values = [
        row[QUOTED] * 9 + row[QUOTE_PLACE],
        u32::from(boundary),
        row[SHAPE],
        row[POS],
        row[SENTENCE_QUOTED],
        row[RULE],
    ];
    let mut base = 0;
    let mut out = [0; COUNT];
    for ((out, value), size) in out.iter_mut().zip(values).zip(SIZES) {
        *out = (base + (value as usize).min(size - 1)) as u16;
        base += size;
    }
    out
}
