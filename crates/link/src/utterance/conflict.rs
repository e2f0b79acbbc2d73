//! What no two tellings of one utterance have: different numbers, or a negation in one that the other lacks.

use super::features::matched;
use super::profile::Profile;
use super::vocabulary::Vocabulary;

/// True if the two can't tell the same thing, however alike their other words are.
pub(crate) fn conflict(a: &Profile, b: &Profile, vocabulary: &Vocabulary) -> bool {
    numbers_differ(a, b) || negation_differs(a, b, vocabulary)
}

/// Each has a number that the other has not. A number that one leaves out is no conflict.
pub(crate) fn numbers_differ(a: &Profile, b: &Profile) -> bool {
    let lacks = |x: &Profile, y: &Profile| x.numbers.iter().any(|n| y.numbers.binary_search(n).is_err());
    lacks(a, b) && lacks(b, a)
}

/// One denies a word that the other has and affirms, and nothing in the other can stand for the denial.
/// Where both deny something, wordings vary too much in what the negation stands before; then only nearly
/// the same words are held to the same denials.
fn negation_differs(a: &Profile, b: &Profile, vocabulary: &Vocabulary) -> bool {
    if a.denied.is_empty() && b.denied.is_empty() {
        return false;
    }
    let found = matched(a, b, vocabulary);
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
