//! Attention of every piece to every other (Vaswani and others 2017), in products of 8 bits.

use super::numbers::{Products, Rows, Signed};

/// Space that is used again for every head.
#[derive(Debug, Default)]
pub struct Scratch {
    part: Vec<f32>,
    rows: Rows,
    signed: Signed,
    products: Vec<i32>,
}

/// What each piece takes from the others. `asked` has for each piece its query, key and value, `3 * hidden`
/// numbers; `out` gets `hidden` a piece.
pub fn attend(
    products: &Products,
    asked: &[f32],
    hidden: usize,
    heads: usize,
    space: &mut Scratch,
    out: &mut Vec<f32>,
) {
    let count = asked.len() / (3 * hidden);
    let width = hidden / heads;
    let root = 1.0 / (width as f32).sqrt();
    let Scratch { part, rows, signed, products: sums } = space;
    out.clear();
    out.resize(count * hidden, 0.0);
    for head in 0..heads {
        let take = |which: usize, part: &mut Vec<f32>| {
            part.clear();
            let at = which * hidden + head * width;
            asked.chunks_exact(3 * hidden).for_each(|piece| part.extend(&piece[at..at + width]));
        };
        take(0, part);
        rows.set(part, width);
        take(1, part);
        signed.set_rows(part, width);
        products.multiply_each(rows, &signed.values, width, sums);
        part.clear();
        for ((row, scale), zero) in sums.chunks_exact(count).zip(&rows.scales).zip(&rows.zeros) {
            let keys = row.iter().zip(signed.scales.iter().zip(&signed.sums));
            part.extend(keys.map(|(s, (key, sum))| (*s as f32 * key - zero * sum) * (scale * root)));
        }
        rows.set_shares(part, count);
        take(2, part);
        signed.set_columns(part, width);
        products.mix(rows, &signed.values, width, sums);
        for ((row, scale), out) in
            sums.chunks_exact(width).zip(&rows.scales).zip(out.chunks_exact_mut(hidden))
        {
            for ((to, s), v) in out[head * width..].iter_mut().zip(row).zip(&signed.scales) {
                *to = *s as f32 * (scale * v);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_takes_most_from_those_whose_key_is_like_its_query() {
        // One head of four numbers, three pieces: query, key, value.
        let asked = [
            [0.0, 9.0, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            [9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0, 1.0, 0.5],
        ]
        .concat();
        let mut out = Vec::new();
        attend(&Products::default(), &asked, 4, 1, &mut Scratch::default(), &mut out);
        let third = 1.0 / 3.0;
        let wanted = [0.0, 1.0, 0.0, 0.0, third, third, third, third / 2.0, 1.0, 0.0, 0.0, 0.0];
        for (found, wanted) in out.iter().zip(wanted) {
            assert!((found - wanted).abs() < 0.02, "{out:?}");
        }
    }
}
