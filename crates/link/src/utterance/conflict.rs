//! What no two tellings of one utterance have: different numbers, a negation in one that the other lacks, or other
//! names in the same words.

use super::features::{Match, matched};
use super::profile::Profile;
use super::vocabulary::{Vocabulary, WordId};

/// True if the two can't tell the same thing, however alike their other words are.
pub(crate) fn conflict(a: &Profile, b: &Profile, vocabulary: &Vocabulary) -> bool {
    if numbers_differ(a, b) {
        return true;
    }
    let denied = !a.denied.is_empty() || !b.denied.is_empty();
    let named = a.name.contains(&true) && b.name.contains(&true);
    if !denied && !named {
        return false;
    }
    let found = matched(a, b, vocabulary);
    (named && names_differ(a, b, &found, vocabulary))
        || (denied && negation_differs(a, b, &found, vocabulary))
}

/// Each has a name that the other has not, and all the rest is the same words: a name of two words or more, or of one
/// inside the sentence that can't be the other's in another spelling or language. Where the rest is in other words too, a name is no
/// sign: another wording calls an office or a town otherwise.
fn names_differ(a: &Profile, b: &Profile, found: &Match, vocabulary: &Vocabulary) -> bool {
    let mut matched = vec![false; b.words.len()];
    found.partner.iter().flatten().for_each(|&to| matched[to as usize] = true);
    let names_a = names_left(a, |at| found.partner[at].is_some());
    let names_b = names_left(b, |at| matched[at]);
    let weight =
        |p: &Profile, names: &[usize]| names.iter().map(|at| vocabulary.weight(p.words[*at])).sum::<f32>();
    let same = 2. * found.same + weight(a, &names_a) + weight(b, &names_b);
    let differ = match (names_a.as_slice(), names_b.as_slice()) {
        ([], _) | (_, []) => false,
        // What begins the sentence before a name may be any word.
        ([x], [y]) => a.name[*x] && b.name[*y] && are_two_names(a.words[*x], b.words[*y], vocabulary),
        (x, y) => x.len() > 1 && y.len() > 1,
    };
    differ && same > ALL_BUT_ROUNDING * (a.weight + b.weight)
}

/// The places of the names that found no partner. A given name at the beginning goes with the family name behind it.
fn names_left(p: &Profile, matched: impl Fn(usize) -> bool) -> Vec<usize> {
    let is_name = |at: usize| p.name[at] || (at == 0 && p.name.get(1) == Some(&true));
    (0..p.words.len()).filter(|&at| !matched(at) && is_name(at)).collect()
}

/// True of two words that are names and nothing else, and not one name: not "the Cabinet" and "the Government", not
/// an abbreviation and what it stands for, not "Wien" and "Warsaw", which begin alike as two spellings would.
fn are_two_names(x: WordId, y: WordId, vocabulary: &Vocabulary) -> bool {
    let (first, second) = (vocabulary.stem(x), vocabulary.stem(y));
    let is_name = |word, stem: &str| !vocabulary.is_common(word) && stem.chars().count() > ABBREVIATED;
    is_name(x, first) && is_name(y, second) && first.chars().next() != second.chars().next()
}

/// A name of so many letters or fewer may be short for another.
const ABBREVIATED: usize = 4;

/// The part of two statements' weight that is all of it, however the sum was rounded.
const ALL_BUT_ROUNDING: f32 = 0.999;

/// Each has a number that the other has not. A number that one leaves out is no conflict.
pub(crate) fn numbers_differ(a: &Profile, b: &Profile) -> bool {
    let lacks = |x: &Profile, y: &Profile| x.numbers.iter().any(|n| y.numbers.binary_search(n).is_err());
    lacks(a, b) && lacks(b, a)
}

/// One denies a word that the other has and affirms, and nothing in the other can stand for the denial.
/// Where both deny something, wordings vary too much in what the negation stands before; then only nearly
/// the same words are held to the same denials.
fn negation_differs(a: &Profile, b: &Profile, found: &Match, vocabulary: &Vocabulary) -> bool {
    if !a.denied.is_empty() && !b.denied.is_empty() {
        let same = 2. * found.same >= NEARLY_SAME * (a.weight + b.weight);
        return same && (denied_alone(a, b, &found.partner, vocabulary) || a.denied.len() != b.denied.len());
    }
    if b.denied.is_empty() {
        return denied_alone(a, b, &found.partner, vocabulary);
    }
    let mut back = vec![None; b.words.len()];
    for (to, at) in found.partner.iter().zip(0..).filter_map(|(to, at)| Some(((*to)?, at))) {
        back[to as usize] = Some(at);
    }
    denied_alone(b, a, &back, vocabulary)
}

/// The part of two statements' weight that is the same words in nearly the same words.
const NEARLY_SAME: f32 = 0.95;

/// True if `a` denies a word whose partner in `b` is affirmed.
fn denied_alone(a: &Profile, b: &Profile, partner: &[Option<u16>], vocabulary: &Vocabulary) -> bool {
    // A soft negation of b that a has not: "failed to" for "did not".
    let excused = b.soft.iter().any(|at| {
        let word = b.words.get(*at as usize);
        !a.soft.iter().any(|other| a.words.get(*other as usize) == word)
    });
    !excused
        && a.denied.iter().any(|&at| {
            let head = partner.get(at as usize).copied().flatten();
            head.is_some_and(|to| !b.denied.contains(&to) && !opposite(a, at, b, to, vocabulary))
        })
}

/// "realistic" and "unrealistic": the one stands for the other negated.
fn opposite(a: &Profile, at: u16, b: &Profile, to: u16, vocabulary: &Vocabulary) -> bool {
    let stem = |p: &Profile, at: u16| p.words.get(at as usize).map_or("", |w| vocabulary.stem(*w));
    let (x, y) = (stem(a, at), stem(b, to));
    let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
    ["un", "in", "im", "il", "ir", "dis", "non"].iter().any(|p| long.strip_prefix(p) == Some(short))
        || long.strip_suffix("les").is_some_and(|rest| rest == short)
}
