//! Hashes of words and of runs of words. Fast rather than strong: they only find candidates, and every
//! passage that is reported was compared letter by letter.

/// Odd numbers without a pattern (from the digits of pi and e).
const K0: u64 = 0x2438_d2a1_0f52_8c75;
const K1: u64 = 0x9e1c_7b45_4a7c_15d3;
/// The base of the polynomial over word hashes.
const BASE: u64 = 0xb7e1_5162_8aed_2a6b;

/// Mixes all bits of `x`: the two halves of a 128-bit product, folded together.
pub(crate) fn mix(x: u64) -> u64 {
    let wide = u128::from(x ^ K0) * u128::from(K1);
    (wide as u64) ^ ((wide >> 64) as u64)
}

/// The hash of one word, made from its folded form in chunks of eight bytes. No word contains a zero byte, so
/// that a last chunk filled up with zeros can't be mistaken for another.
#[derive(Clone, Copy, Default)]
pub(crate) struct WordHasher {
    state: u64,
}

impl WordHasher {
    /// Takes eight bytes, the first one lowest.
    #[inline]
    pub(super) fn push(&mut self, chunk: u64) {
        self.state = mix(self.state ^ chunk);
    }

    /// The hash with what is left, filled up with zeros.
    #[inline]
    pub(super) fn finish(self, rest: u64) -> u64 {
        mix(self.state ^ rest)
    }

    /// The hash of a folded word.
    pub(crate) fn of(folded: &str) -> u64 {
        let (chunks, rest) = folded.as_bytes().as_chunks::<8>();
        let mut hasher = WordHasher::default();
        chunks.iter().for_each(|chunk| hasher.push(u64::from_le_bytes(*chunk)));
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        hasher.finish(u64::from_le_bytes(last))
    }
}

/// The hashes of the windows of `N` words of a text, word by word: polynomials over the words' hashes (Karp and
/// Rabin 1987). All their bits are as good as those of the words' hashes.
pub(super) struct Windows<const N: usize> {
    /// The hash of the last word, of the last two, and so on. To work out each anew is faster than to keep the
    /// words, so as to take the oldest off.
    last: [u64; N],
    seen: usize,
}

impl<const N: usize> Windows<N> {
    pub(super) fn new() -> Self {
        Windows { last: [0; N], seen: 0 }
    }

    /// Forgets all words, so that no window spans what comes next and what came before.
    pub(super) fn clear(&mut self) {
        *self = Windows::new();
    }

    /// Takes the next word's hash; yields the hash of the last `N` words once there are as many.
    #[inline]
    pub(super) fn push(&mut self, word: u64) -> Option<u64> {
        for i in (1..N).rev() {
            self.last[i] = self.last[i - 1].wrapping_mul(BASE).wrapping_add(word);
        }
        self.last[0] = word;
        self.seen += 1;
        (self.seen >= N).then_some(self.last[N - 1])
    }
}

/// The hash of every window of `N` items: those that [`Windows`] yields.
pub(super) fn windows_of<const N: usize, T>(items: &[T], hash: impl Fn(&T) -> u64, out: &mut Vec<u64>) {
    out.clear();
    let Some(first) = items.get(..N) else { return };
    let next = |sum: u64, item: &T| sum.wrapping_mul(BASE).wrapping_add(hash(item));
    let mut sum = first.iter().fold(0, next);
    out.push(sum);
    let drop = (0..N).fold(1u64, |power, _| power.wrapping_mul(BASE));
    out.extend(items[N..].iter().zip(items).map(|(new, old)| {
        sum = next(sum, new).wrapping_sub(hash(old).wrapping_mul(drop));
        sum
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str) -> u64 {
        WordHasher::of(word)
    }

    #[test]
    fn a_window_depends_on_its_words_and_their_order_alone() {
        let run = |words: &[&str]| {
            let mut windows = Windows::<3>::new();
            words.iter().filter_map(|w| windows.push(of(w))).last()
        };
        assert_eq!(run(&["x", "y", "the", "old", "harbour"]), run(&["the", "old", "harbour"]));
        assert_ne!(run(&["the", "old", "harbour"]), run(&["old", "the", "harbour"]));
        assert_eq!(run(&["old", "harbour"]), None);
    }

    #[test]
    fn all_windows_at_once_are_those_one_by_one() {
        let hashes: Vec<u64> = (0..40).map(|n| of(&"b".repeat(n))).collect();
        for len in [0, 7, 8, 9, 40] {
            let (mut windows, mut all) = (Windows::<8>::new(), vec![1]);
            windows_of::<8, u64>(&hashes[..len], |&hash| hash, &mut all);
            assert_eq!(all, hashes[..len].iter().filter_map(|&hash| windows.push(hash)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn words_of_any_length_differ() {
        let all: Vec<u64> = (0..40).map(|n| of(&"a".repeat(n))).collect();
        let mut sorted = all.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), all.len());
    }
}
