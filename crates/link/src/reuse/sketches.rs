//! Articles sampled as they come by, by FracMinHash (Irber et al. 2022): a run of five words is kept if its
//! hash is small, so that two articles keep the same runs of what they share, however much else each holds.

use super::Options;
use super::hash::Window;
use super::postings::{GRAM, Key, PARTS};
use super::tokens::{each_word, pieces};
use crate::spill::Parts;
use crate::{Article, Pile};
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

    /// Samples the articles of `range` as the next ones. Fails if one can't be fetched, or if what memory is not
    /// to hold can't be written.
    pub fn add<P: Pile + ?Sized>(&mut self, pile: &P, range: Range<usize>) -> io::Result<()> {
        let from = self.sizes.len();
        let one_in = self.one_in;
        let chunks: Vec<(Vec<Vec<u64>>, Vec<u32>)> = (range.clone().into_par_iter().step_by(CHUNK))
            .map(|start| {
                let mut parts: Vec<Vec<u64>> = (0..PARTS).map(|_| Vec::with_capacity(CHUNK / 4)).collect();
                let (mut runs, mut sizes) = (Vec::new(), Vec::new());
                for at in start..range.end.min(start + CHUNK) {
                    pile.look(at, &mut |article| {
                        sizes.push(kept_runs(article, one_in, &mut runs).max(1) as u32);
                    })?;
                    let index = (from + at - range.start) as u64;
                    for &hash in &runs {
                        let (part, low) = Key::of(hash).split();
                        parts[part].push(u64::from(low) << 32 | index);
                    }
                }
                Ok((parts, sizes))
            })
            .collect::<io::Result<_>>()?;
        for (parts, sizes) in chunks {
            self.sizes.extend(sizes);
            for (part, new) in parts.iter().enumerate() {
                self.parts.add(part, new)?;
            }
        }
        Ok(())
    }
}

/// One run in how many a pile of so many bytes keeps.
fn one_in(options: &Options, bytes: usize) -> u64 {
    options.one_in.unwrap_or(if bytes <= SMALL { 1 } else { 8 }).max(1)
}

/// Puts the hashes of the runs that this article keeps into `runs`; returns how many of them are small.
fn kept_runs(article: &Article, one_in: u64, runs: &mut Vec<u64>) -> usize {
    let limit = u64::MAX / one_in;
    let pieces = pieces(article.text, &article.body);
    runs_up_to(limit, article, &pieces, runs);
    let count = runs.len();
    if count < AT_LEAST && one_in > 1 {
        runs_up_to(u64::MAX, article, &pieces, runs);
        if runs.len() > AT_LEAST {
            runs.select_nth_unstable(AT_LEAST - 1);
            runs.truncate(AT_LEAST);
        }
    }
    count
}

fn runs_up_to(limit: u64, article: &Article, pieces: &[Span], runs: &mut Vec<u64>) {
    runs.clear();
    let mut window = Window::<GRAM>::new();
    for &piece in pieces {
        window.clear();
        each_word(article.text, piece, |word, _, _| {
            if let Some(hash) = window.push(word)
                && hash <= limit
            {
                runs.push(hash);
            }
        });
    }
}
