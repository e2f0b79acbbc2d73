//! What no two tellings of one utterance have: different numbers, a negation in one that the other lacks, or other
//! names in the same words.

use super::features::{Match, matched};
use super::profile::Profile;
use super::vocabulary::Vocabulary;

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

/// Each has a name of two words or more that the other has not, and all the rest is the same words. A single word
/// is no sign: another wording calls a town or an office otherwise.
fn names_differ(a: &Profile, b: &Profile, found: &Match, vocabulary: &Vocabulary) -> bool {
    let mut matched = vec![false; b.words.len()];
    found.partner.iter().flatten().for_each(|&to| matched[to as usize] = true);
    let left = |p: &Profile, matched: &dyn Fn(usize) -> bool| {
        let left = (p.words.iter().zip(&p.name).enumerate()).filter(|(at, _)| !matched(*at));
        // A given name at the beginning goes with the family name behind it.
        let names = left.filter(|(at, (_, name))| **name || (*at == 0 && p.name.get(1) == Some(&true)));
        names.fold((0, 0.), |(count, weight), (_, (word, _))| (count + 1, weight + vocabulary.weight(*word)))
    };
    let ((count_a, names_a), (count_b, names_b)) =
        (left(a, &|at| found.partner[at].is_some()), left(b, &|at| matched[at]));
    let same = 2. * found.same + names_a + names_b;
    count_a > 1 && count_b > 1 && same > ALL_BUT_ROUNDING * (a.weight + b.weight)
}

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
