//! Weights of hashed features: a row of small integers for each slot that has any.
//!
//! Most slots of a large table are empty after training. A bit map tells which are not, and counting its bits
//! tells where a row lies, so the rows are stored close together: many slots, few collisions, little memory.

use super::bytes::{Reader, Writer};

/// A table of `1 << bits` slots with rows of `N` weights, as many as a machine adds at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights<const N: usize> {
    bits: u32,
    /// How many of a row's `N` weights mean something; the others are 0.
    used: usize,
    /// What one step of the integers is worth.
    step: f32,
    /// A bit for each slot, 64 at a time, each with the number of rows before: one look tells both.
    map: Vec<(u64, u32)>,
    rows: Vec<[i8; N]>,
}

impl<const N: usize> Weights<N> {
    /// Rounds `rows` to integers of 8 bits. `rows` holds slots in rising order, each with its weights; those
    /// beyond `used` are dropped. Rows that round to nothing are left out.
    ///
    /// `dead` is how many steps a weight must be larger than to count: those that say little only take space.
    pub fn quantise(bits: u32, used: usize, dead: f32, rows: &[(u32, [f32; N])]) -> Weights<N> {
        let mut sizes: Vec<f32> = rows.iter().flat_map(|(_, r)| r[..used].iter().map(|w| w.abs())).collect();
        sizes.sort_unstable_by(f32::total_cmp);
        // A few outliers may not make all others coarse: one weight in 20,000 is cut.
        let at = sizes.len().saturating_sub(1 + sizes.len() / 20_000);
        let largest = sizes.get(at).copied().unwrap_or(1.0).max(1e-6);
        let step = largest / 127.0;
        let mut map = vec![0u64; (1usize << bits).div_ceil(64)];
        let mut kept = Vec::new();
        for (slot, row) in rows {
            let mut small = [0i8; N];
            for (to, from) in small[..used].iter_mut().zip(row) {
                let steps = from / step;
                if steps.abs() > dead {
                    *to = steps.round().clamp(-127.0, 127.0) as i8;
                }
            }
            if small.iter().any(|&w| w != 0) {
                map[*slot as usize / 64] |= 1 << (slot % 64);
                kept.push(small);
            }
        }
        Weights { bits, used, step, map: ranks(map), rows: kept }
    }

    /// How many slots there are, as a power of two.
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// What one step of the integers is worth.
    pub fn step(&self) -> f32 {
        self.step
    }

    /// How many rows are not empty.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True of a table without weights.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds the row of `slot` to `sums`. At most 258 rows may be added up, or the sums run over.
    #[inline(always)]
    pub fn add(&self, slot: u32, sums: &mut [i16; N]) {
        let word = slot as usize / 64;
        let Some(&(bits, before)) = self.map.get(word) else { return };
        let bit = 1u64 << (slot % 64);
        if bits & bit == 0 {
            return;
        }
        let at = before as usize + (bits & (bit - 1)).count_ones() as usize;
        if let Some(row) = self.rows.get(at) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum = sum.wrapping_add(i16::from(*weight));
            }
        }
    }

    /// Writes the table.
    pub fn write(&self, out: &mut Writer) {
        out.u32(self.bits);
        out.u32(self.used as u32);
        out.f32(self.step);
        out.u32(self.rows.len() as u32);
        self.map.iter().for_each(|w| out.u64(w.0));
        // A bit for each weight that is not 0, then those weights.
        for row in &self.rows {
            for eight in row[..self.used].chunks(8) {
                out.u8(eight.iter().rev().fold(0, |bits, w| bits << 1 | u8::from(*w != 0)));
            }
            row[..self.used].iter().filter(|w| **w != 0).for_each(|w| out.u8(*w as u8));
        }
    }

    /// Reads what [`Weights::write`] wrote.
    ///
    /// # Errors
    /// If the bytes end early or don't fit together.
    pub fn read(from: &mut Reader) -> Result<Weights<N>, &'static str> {
        let (bits, used, step) = (from.u32()?, from.u32()? as usize, from.f32()?);
        let count = from.u32()? as usize;
        if bits > 26 || used > N {
            return Err("a table of weights has a wrong size");
        }
        let words = (1usize << bits).div_ceil(64);
        let map: Vec<u64> = from
            .take(words * 8)?
            .chunks_exact(8)
            .map(|c| c.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)))
            .collect();
        if map.iter().map(|w| w.count_ones() as usize).sum::<usize>() != count {
            return Err("a table of weights has other rows than it says");
        }
        let mut rows = Vec::with_capacity(count);
        for _ in 0..count {
            let mut row = [0i8; N];
            let present = from.take(used.div_ceil(8))?;
            let mut weights = from.take(present.iter().map(|p| p.count_ones() as usize).sum())?.iter();
            for (eight, mut bits) in row.chunks_mut(8).zip(present.iter().copied()) {
                while bits != 0 {
                    let at = bits.trailing_zeros() as usize;
                    bits &= bits - 1;
                    if let (Some(to), Some(from)) = (eight.get_mut(at), weights.next()) {
                        *to = *from as i8;
                    }
                }
            }
            rows.push(row);
        }
        Ok(Weights { bits, used, step, map: ranks(map), rows })
    }
}

fn ranks(map: Vec<u64>) -> Vec<(u64, u32)> {
    let mut sum = 0;
    map.into_iter()
        .map(|word| {
            let before = sum;
            sum += word.count_ones();
            (word, before)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(weights: &Weights<4>, slot: u32) -> [i16; 4] {
        let mut sums = [0; 4];
        weights.add(slot, &mut sums);
        sums
    }

    #[test]
    fn rows_come_back_and_empty_slots_add_nothing() {
        let rows = [(3, [1.0, -1.0, 0.0, 9.0]), (64, [0.5, 0.0, 0.25, 9.0]), (200, [0.0; 4])];
        let weights = Weights::quantise(8, 3, 0.0, &rows);
        assert_eq!(weights.len(), 2);
        assert_eq!(sums(&weights, 3), [127, -127, 0, 0]);
        assert_eq!(sums(&weights, 64), [64, 0, 32, 0]);
        assert_eq!(sums(&weights, 200), [0; 4]);
        assert_eq!(sums(&weights, 5), [0; 4]);
        let mut out = Writer::default();
        weights.write(&mut out);
        let bytes = out.finish();
        assert_eq!(Weights::read(&mut Reader::new(&bytes)).unwrap(), weights);
        assert!(Weights::<4>::read(&mut Reader::new(&bytes[..bytes.len() - 1])).is_err());
    }
}
