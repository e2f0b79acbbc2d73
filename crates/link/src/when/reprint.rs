//! Which expression of a source stands where one of its copy does.

use onrecord_text::{Span, word_spans};

/// Pairs of expressions that are the same words of a shared passage: index of the copy's, index of the
/// source's, in the order of the copy's.
///
/// `copy` and `source` are texts with their expressions in order; `passages` are the shared passages, first in
/// the copy, then in the source. A passage whose words do not pair off one to one gives nothing.
pub fn same_words(
    copy: (&str, &[Span]),
    source: (&str, &[Span]),
    passages: &[(Span, Span)],
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for &(here, there) in passages {
        let (mine, count) = in_words(copy.0, copy.1, here);
        if mine.is_empty() {
            continue;
        }
        let (theirs, others) = in_words(source.0, source.1, there);
        if count != others {
            continue;
        }
        let mut at = 0;
        for (words, index) in mine {
            while theirs.get(at).is_some_and(|(other, _)| *other < words) {
                at += 1;
            }
            pairs.extend(theirs.get(at).filter(|(other, _)| *other == words).map(|&(_, i)| (index, i)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The numbers of the first and last word of an expression in a passage, and the expression's index.
type Placed = ((usize, usize), usize);

/// The expressions that lie in a passage, in order, and how many words the passage has.
fn in_words(text: &str, expressions: &[Span], passage: Span) -> (Vec<Placed>, usize) {
    if passage.get(text).is_none() {
        return (Vec::new(), 0);
    }
    let from = expressions.partition_point(|e| e.start < passage.start);
    let inside = expressions.iter().enumerate().skip(from).take_while(|(_, e)| e.end <= passage.end);
    let mut inside = inside.peekable();
    if inside.peek().is_none() {
        return (Vec::new(), 0);
    }
    let mut out: Vec<Placed> = Vec::new();
    let mut count = 0;
    for word in word_spans(text, passage) {
        while inside.next_if(|(_, e)| e.end <= word.start).is_some() {}
        if let Some(&(index, _)) = inside.peek().filter(|(_, e)| e.contains(word)) {
            match out.last_mut() {
                Some((words, known)) if *known == index => words.1 = count,
                _ => out.push(((count, count), index)),
            }
        }
        count += 1;
    }
    (out, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(text: &str, words: &[&str]) -> Vec<Span> {
        let at = |w: &&str| text.find(w).map(|at| Span::new(at, at + w.len()));
        words.iter().filter_map(at).collect()
    }

    #[test]
    fn expressions_pair_by_their_words() {
        let copy = "Our own. The gates were shut on Tuesday, and opened late on Friday.";
        let source = "The gates were shut on Tuesday and opened late on “Friday”.";
        let here = Span::new(copy.find("The").unwrap_or(0), copy.len());
        let pair = |copies: &[&str], sources: &[&str]| {
            let (mine, theirs) = (spans(copy, copies), spans(source, sources));
            same_words((copy, &mine), (source, &theirs), &[(here, Span::new(0, source.len()))])
        };
        assert_eq!(pair(&["Tuesday", "late on Friday"], &["Tuesday", "late on “Friday"]), [(0, 0), (1, 1)]);
        assert_eq!(pair(&["Tuesday", "Friday"], &["late on “Friday"]), [], "other words");
        assert_eq!(pair(&["own"], &["Tuesday"]), [], "outside of the passage");
    }

    #[test]
    fn passages_of_other_lengths_give_nothing() {
        let (a, b) = ("It rained on Tuesday.", "It rained hard on Tuesday.");
        let (mine, theirs) = (spans(a, &["Tuesday"]), spans(b, &["Tuesday"]));
        let whole = (Span::new(0, a.len()), Span::new(0, b.len()));
        assert_eq!(same_words((a, &mine), (b, &theirs), &[whole]), []);
    }
}
