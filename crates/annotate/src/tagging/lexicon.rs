//! What is known of single words: how often they are cues, and which distributional class they are in.

use super::bytes::{Reader, Writer};
use super::look::Look;

/// Words with their two numbers, by the key of [`super::look::word_key`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lexicon {
    /// Sorted.
    keys: Vec<u32>,
    entries: Vec<Entry>,
    /// Where keys with the same first bits start, for a search in a few steps.
    index: Vec<u32>,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// How readily it is a cue: 0 for unknown words, then 1 (never) to 8 (nearly always).
    pub cue: u8,
    /// Its distributional class; 0 for none.
    pub class: u8,
}

const INDEX_BITS: u32 = 14;

impl Lexicon {
    /// A lexicon of these words. Of two entries with one key the first counts.
    pub fn new(mut words: Vec<(u32, Entry)>) -> Lexicon {
        words.sort_by_key(|w| w.0);
        words.dedup_by_key(|w| w.0);
        let keys: Vec<u32> = words.iter().map(|w| w.0).collect();
        let start = |first: u32| keys.partition_point(|k| k >> (32 - INDEX_BITS) < first) as u32;
        let index = (0..=1 << INDEX_BITS).map(start).collect();
        Lexicon { entries: words.into_iter().map(|w| w.1).collect(), keys, index }
    }

    /// What is known of the word with this key.
    #[inline]
    pub fn get(&self, key: u32) -> Entry {
        let first = (key >> (32 - INDEX_BITS)) as usize;
        let (Some(&from), Some(&to)) = (self.index.get(first), self.index.get(first + 1)) else {
            return Entry::default();
        };
        let keys = &self.keys[from as usize..to as usize];
        match keys.iter().position(|k| *k == key) {
            Some(at) => self.entries[from as usize + at],
            None => Entry::default(),
        }
    }

    /// What is known of the words of these tokens.
    pub fn entries(&self, looks: &[Look]) -> Vec<Entry> {
        looks.iter().map(|l| self.get(l.word)).collect()
    }

    /// The word's distributional class.
    #[inline]
    pub fn class(&self, key: u32) -> u8 {
        self.get(key).class
    }

    /// How many words it holds.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// True if it holds none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Writes the lexicon.
    pub fn write(&self, out: &mut Writer) {
        out.u32(self.keys.len() as u32);
        for (key, entry) in self.keys.iter().zip(&self.entries) {
            out.u32(*key);
            out.u8(entry.cue);
            out.u8(entry.class);
        }
    }

    /// Reads what [`Lexicon::write`] wrote.
    ///
    /// # Errors
    /// If the bytes end early.
    pub fn read(from: &mut Reader) -> Result<Lexicon, &'static str> {
        let count = from.u32()? as usize;
        let words = (0..count).map(|_| Ok((from.u32()?, Entry { cue: from.u8()?, class: from.u8()? })));
        Ok(Lexicon::new(words.collect::<Result<_, &'static str>>()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_it_was_given_and_nothing_else() {
        let words = (0..500u32)
            .map(|i| (i.wrapping_mul(0x9e37_79b9), Entry { cue: (i % 9) as u8, class: (i % 251) as u8 }));
        let lexicon = Lexicon::new(words.clone().collect());
        assert!(words.clone().all(|(key, entry)| lexicon.get(key) == entry));
        assert_eq!(lexicon.get(12345), Entry::default());
        let mut out = Writer::default();
        lexicon.write(&mut out);
        assert_eq!(Lexicon::read(&mut Reader::new(&out.finish())).unwrap(), lexicon);
    }
}
