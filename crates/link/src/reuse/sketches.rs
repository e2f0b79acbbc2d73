//! Articles sampled as they come by, by FracMinHash (Irber et al. 2022): a run of five words is kept if its
//! hash is small, so that two articles keep the same runs of what they share, however much else each holds.

use super::Options;
use super::hash::Windows;
use super::postings::{GRAM, Key, PARTS};
use super::tokens::{each_word, pieces};
use crate::Pile;
use crate::spill::Parts;
use onrecord_text::Span;
use rayon::prelude::*;
use std::io;
use std::ops::Range;

/// A short article keeps at least so many runs.
const AT_LEAST: usize = 16;
/// Articles that one task reads.
const CHUNK: usize = 256;
/// Bytes of text up to which no sample is needed.
const SMALL: usize = 16 << 20;

/// The samples of articles, in the order in which they were added. About 54 runs of eight bytes an article of
/// 430 words; beyond a bound they lie in an unnamed file.
pub struct Sketches {
    one_in: u64,
    /// For each part its runs: 32 bits of the key, then the article's index.
    pub(super) parts: Parts,
    /// For each article how many runs its sample would hold if short articles had none to spare.
    pub(super) sizes: Vec<u32>,
}

impl Sketches {
    /// For a pile whose texts have so many bytes together.
    pub fn new(options: &Options, bytes: usize) -> Sketches {
        let one_in = one_in(options, bytes);
        Sketches { one_in, parts: Parts::new(PARTS, options.most_held), sizes: Vec::new() }
    }

    /// True if they are what a pile of so many bytes wants; for one whose size is known only at its end.
    pub fn suit(&self, options: &Options, bytes: usize) -> bool {
        self.one_in == one_in(options, bytes)
    }

    /// One run in so many is kept.
    pub(super) fn one_in(&self) -> u64 {
        self.one_in
    }

    /// How many articles were added.
    pub(super) fn len(&self) -> usize {
        self.sizes.len()
    }

    /// For samples of articles that are to be added here; several threads may take samples at a time.
    pub fn sampler(&self) -> Samples {
        Samples {
            one_in: self.one_in,
            runs: Vec::new(),
            ends: Vec::new(),
            sizes: Vec::new(),
            kept: Vec::new(),
        }
    }

    /// Adds the sample of the article at `index` of `samples` as the next one; without one, an article that has
    /// nothing to share. Fails if what memory is not to hold can't be written.
    pub fn push(&mut self, samples: &Samples, index: usize) -> io::Result<()> {
        let article = self.len() as u64;
        for &hash in samples.runs(index) {
            let (part, low) = Key::of(hash).split();
            self.parts.add(part, &[u64::from(low) << 32 | article])?;
        }
        self.sizes.push(samples.sizes.get(index).copied().unwrap_or(1));
        Ok(())
    }

    /// Samples the articles of `range` as the next ones. Fails if one can't be fetched, or if what memory is not
    /// to hold can't be written.
    pub fn add<P: Pile + ?Sized>(&mut self, pile: &P, range: Range<usize>) -> io::Result<()> {
        let chunks: Vec<Samples> = (range.clone().into_par_iter().step_by(CHUNK))
            .map(|start| {
                let mut samples = self.sampler();
                for at in start..range.end.min(start + CHUNK) {
                    pile.look(at, &mut |article| samples.take(article.text, &article.body))?;
                }
                Ok(samples)
            })
            .collect::<io::Result<_>>()?;
        chunks.iter().try_for_each(|samples| (0..samples.ends.len()).try_for_each(|i| self.push(samples, i)))
    }
}

/// The samples of some articles.
pub struct Samples {
    one_in: u64,
    /// The hashes of the runs that are kept, article by article, and where those of each article end.
    runs: Vec<u64>,
    ends: Vec<usize>,
    /// As in [`Sketches`].
    sizes: Vec<u32>,
    /// The runs of the article that is read.
    kept: Vec<u64>,
}

impl Samples {
    /// Samples an article as the next one; `body` are the ranges of its text that are the article.
    pub fn take(&mut self, text: &str, body: &[Span]) {
        let size = kept_runs(text, body, self.one_in, &mut self.kept).max(1);
        self.runs.extend_from_slice(&self.kept);
        self.ends.push(self.runs.len());
        self.sizes.push(size as u32);
    }

    /// Of the article at `index`.
    fn runs(&self, index: usize) -> &[u64] {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(index).copied().unwrap_or(start);
        self.runs.get(start..end).unwrap_or_default()
    }
}

/// One run in how many a pile of so many bytes keeps.
fn one_in(options: &Options, bytes: usize) -> u64 {
    options.one_in.unwrap_or(if bytes <= SMALL { 1 } else { 8 }).max(1)
}

/// Puts the hashes of the runs that this article keeps into `runs`; returns how many of them are small.
fn kept_runs(text: &str, body: &[Span], one_in: u64, runs: &mut Vec<u64>) -> usize {
    let limit = u64::MAX / one_in;
    let pieces = pieces(text, body);
    runs_up_to(limit, text, &pieces, runs);
    let count = runs.len();
    if count < AT_LEAST && one_in > 1 {
        runs_up_to(u64::MAX, text, &pieces, runs);
        if runs.len() > AT_LEAST {
            runs.select_nth_unstable(AT_LEAST - 1);
            runs.truncate(AT_LEAST);
        }
    }
    count
}

fn runs_up_to(limit: u64, text: &str, pieces: &[Span], runs: &mut Vec<u64>) {
    runs.clear();
    let mut windows = Windows::<GRAM>::new();
    for &piece in pieces {
        windows.clear();
        each_word(text, piece, |word, _, _| {
            if let Some(hash) = windows.push(word)
                && hash <= limit
            {
                runs.push(hash);
            }
        });
    }
}
