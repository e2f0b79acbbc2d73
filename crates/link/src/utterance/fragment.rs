//! Short pieces of a fuller telling: their words stand in it in one stretch.

use super::groups::{Groups, Members};
use super::profile::Profile;
use super::told::{Judge, Told};
use super::vocabulary::Vocabulary;
use crate::reuse::mix;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io;

/// A piece needs so much weight to be told from chance: about two words that are not common.
const DISTINCT: f32 = 13.;
/// A piece is looked up by its rarest neighbours, if so many fuller tellings or fewer have them.
const MOST_POSTINGS: usize = 256;
/// Pieces that one task looks up.
const CHUNK: usize = 1024;

/// Joins what stands alone and is a piece of exactly one other's leader to that one, sets its odds against the
/// leader, and returns the nodes that were joined so.
pub(super) fn join_pieces(groups: &mut Groups, odds: &mut [f32], judge: Judge) -> io::Result<BTreeSet<u32>> {
    let members = groups.members();
    let wanted = Wanted::of(groups, &members, judge)?;
    let wholes = wanted.wholes(groups, judge)?;
    let chunks: Vec<&[(u64, u32)]> = wanted.pieces.chunks(CHUNK).collect();
    let find = |pieces: &&[(u64, u32)]| -> io::Result<Vec<(u32, u32)>> {
        let mut found = Vec::new();
        let mut row = Vec::new();
        for &(key, piece) in *pieces {
            let Some(at) = wanted.find(key) else { continue };
            let of_key = wholes.partition_point(|entry| entry >> 32 < at as u64);
            let of_key = wholes[of_key..].iter().take_while(|entry| *entry >> 32 == at as u64);
            if of_key.clone().count() > MOST_POSTINGS {
                continue;
            }
            let piece = judge.fetch_one(piece, &mut row)?;
            let mut fitting = Vec::new();
            for &entry in of_key {
                let whole = entry as u32;
                if judge.statements.nodes.strangers(piece.node, whole, judge.options) {
                    continue;
                }
                let whole = judge.fetch_one(whole, &mut row)?;
                if is_in(&piece.profile, &whole.profile) && fits(&piece, &members.of(whole.node), judge)? {
                    fitting.push(whole.node);
                }
            }
            // A piece of a piece goes where the larger piece goes, or nowhere.
            if let [whole] = fitting.as_slice() {
                found.push((*whole, piece.node));
            }
        }
        Ok(found)
    };
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for found in chunks.par_iter().map(find).collect::<Vec<_>>() {
        joined.extend(found?);
    }
    let pieces: BTreeSet<u32> = joined.iter().map(|j| j.1).collect();
    joined.retain(|(whole, _)| !pieces.contains(whole));
    joined.sort_unstable();
    let speaker = |piece: u32| judge.statements.nodes.speaker(piece);
    let (mut done, mut row) = (BTreeSet::new(), Vec::new());
    for of_whole in joined.chunk_by(|x, y| x.0 == y.0) {
        // Pieces of different speakers: nobody knows whose the whole is.
        let speakers: BTreeSet<u32> = of_whole.iter().filter_map(|j| speaker(j.1)).collect();
        let mut came: Vec<u32> = Vec::new();
        for &(whole, piece) in of_whole.iter().filter(|j| speakers.len() < 2 || speaker(j.1).is_none()) {
            let piece = judge.fetch_one(piece, &mut row)?;
            if fits(&piece, &came, judge)? {
                odds[piece.node as usize] = judge.odds(&judge.fetch_one(whole, &mut row)?, &piece);
                groups.of[piece.node as usize] = whole;
                came.push(piece.node);
            }
        }
        done.extend(came);
    }
    Ok(done)
}

/// True if nothing keeps the piece from any of these.
fn fits(piece: &Told, members: &[u32], judge: Judge) -> io::Result<bool> {
    let mut row = Vec::new();
    for &member in members {
        let strangers = judge.statements.nodes.strangers(piece.node, member, judge.options);
        if strangers || judge.apart(piece, &judge.fetch_one(member, &mut row)?) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// True if the shorter's words stand in the longer in one stretch, function words aside.
pub(crate) fn is_in(short: &Profile, long: &Profile) -> bool {
    let (part, all) = (&short.words, &long.words);
    !part.is_empty() && part.len() < all.len() && all.windows(part.len()).any(|w| w == part.as_slice())
}

/// What pieces are looked up by.
struct Wanted {
    /// Each key once, ascending.
    keys: Vec<u64>,
    /// By the top bits of a key, where such keys begin.
    starts: Vec<u32>,
    /// Pieces with their keys, by node.
    pieces: Vec<(u64, u32)>,
}

/// Bits by which keys are found.
const START_BITS: u32 = 18;

impl Wanted {
    /// Of the groups that have one node.
    fn of(groups: &Groups, members: &Members, judge: Judge) -> io::Result<Wanted> {
        let mut company = vec![false; groups.of.len()];
        members
            .each()
            .iter()
            .flat_map(|group| group.iter())
            .for_each(|&node| company[node as u32 as usize] = true);
        let (mut pieces, mut row, mut profile) = (Vec::new(), Vec::new(), Profile::default());
        for node in (0..groups.of.len() as u32).filter(|&node| !company[node as usize]) {
            if judge.statements.nodes.weight(node) >= DISTINCT {
                judge.statements.load(node, &mut row, &mut profile)?;
                pieces.extend(rarest(&profile, &judge.statements.vocabulary).map(|key| (key, node)));
            }
        }
        let mut keys: Vec<u64> = pieces.iter().map(|piece| piece.0).collect();
        keys.sort_unstable();
        keys.dedup();
        let starts = 0..=1u64 << START_BITS;
        let starts =
            starts.map(|top| keys.partition_point(|key| key >> (64 - START_BITS) < top) as u32).collect();
        Ok(Wanted { keys, starts, pieces })
    }

    /// The place of a key.
    fn find(&self, key: u64) -> Option<usize> {
        let top = (key >> (64 - START_BITS)) as usize;
        let (from, to) = (*self.starts.get(top)? as usize, *self.starts.get(top + 1)? as usize);
        self.keys[from..to].binary_search(&key).ok().map(|at| from + at)
    }

    /// For each key the leaders that have it: the place of the key above, the node below, ascending. Of a key
    /// that too many have it is one more than there may be.
    fn wholes(&self, groups: &Groups, judge: Judge) -> io::Result<Vec<u64>> {
        let mut found = Vec::new();
        let mut counts = vec![0u16; self.keys.len()];
        let (mut row, mut profile, mut own) = (Vec::new(), Profile::default(), Vec::new());
        for node in (0..groups.of.len() as u32).filter(|&node| groups.of[node as usize] == node) {
            judge.statements.load(node, &mut row, &mut profile)?;
            own.clear();
            own.extend(profile.words.windows(2).filter_map(|pair| self.find(key(pair))));
            own.sort_unstable();
            own.dedup();
            for &at in &own {
                if usize::from(counts[at]) <= MOST_POSTINGS {
                    counts[at] += 1;
                    found.push((at as u64) << 32 | u64::from(node));
                }
            }
        }
        found.sort_unstable();
        Ok(found)
    }
}

/// Two neighbouring words as a key.
fn key(pair: &[u32]) -> u64 {
    match pair {
        [a, b] => mix(u64::from(*a) << 32 | u64::from(*b)),
        _ => 0,
    }
}

/// The neighbouring words of a piece that weigh most, as a key.
fn rarest(piece: &Profile, vocabulary: &Vocabulary) -> Option<u64> {
    let weight = |w: &[u32]| w.iter().map(|&x| vocabulary.weight(x)).sum::<f32>();
    piece.words.windows(2).max_by(|x, y| weight(x).total_cmp(&weight(y)).then(y.cmp(x))).map(key)
}
