//! Short pieces of a fuller telling: their words stand in it in one stretch.

use super::profile::Profile;
use super::vocabulary::{Vocabulary, WordId};
use std::collections::HashMap;

/// A piece needs so much weight to be told from chance: about two words that are not common.
const DISTINCT: f32 = 13.;
/// A piece is looked up by its rarest neighbours, if so many fuller tellings or fewer have them.
const MOST_POSTINGS: usize = 256;

/// For each of `pieces` the `wholes` that contain it, ascending. Both are positions in `profiles`.
pub(crate) fn containing(
    pieces: &[u32],
    wholes: &[u32],
    profiles: &[Profile],
    vocabulary: &Vocabulary,
) -> Vec<Vec<u32>> {
    let keys: Vec<Option<(WordId, WordId)>> =
        pieces.iter().map(|&i| rarest(&profiles[i as usize], vocabulary)).collect();
    let mut wanted: HashMap<(WordId, WordId), Vec<u32>> =
        keys.iter().flatten().map(|&key| (key, Vec::new())).collect();
    for &whole in wholes {
        for pair in profiles[whole as usize].words.windows(2) {
            if let [x, y] = pair
                && let Some(of) = wanted.get_mut(&(*x, *y))
                && of.len() <= MOST_POSTINGS
                && of.last() != Some(&whole)
            {
                of.push(whole);
            }
        }
    }
    let found = |(&piece, key): (&u32, &Option<(WordId, WordId)>)| {
        let of = key.as_ref().and_then(|k| wanted.get(k)).filter(|of| of.len() <= MOST_POSTINGS);
        let piece = &profiles[piece as usize];
        let contains = |whole: &&u32| is_in(piece, &profiles[**whole as usize]);
        of.map_or_else(Vec::new, |of| of.iter().filter(contains).copied().collect())
    };
    pieces.iter().zip(&keys).map(found).collect()
}

/// True if the shorter's words stand in the longer in one stretch, function words aside.
pub(crate) fn is_in(short: &Profile, long: &Profile) -> bool {
    let (part, all) = (&short.words, &long.words);
    !part.is_empty() && part.len() < all.len() && all.windows(part.len()).any(|w| w == part.as_slice())
}

/// The neighbouring words of a distinctive piece that weigh most.
fn rarest(piece: &Profile, vocabulary: &Vocabulary) -> Option<(WordId, WordId)> {
    if piece.weight < DISTINCT {
        return None;
    }
    let weight = |w: &[WordId]| w.iter().map(|&x| vocabulary.weight(x)).sum::<f32>();
    let best = piece.words.windows(2).max_by(|x, y| weight(x).total_cmp(&weight(y)).then(y.cmp(x)))?;
    Some((*best.first()?, *best.get(1)?))
}
