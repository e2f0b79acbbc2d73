//! Whether one article tells what another tells, in the same order, with hardly a word in common: a rewrite, or a
//! translation that was made anew.
//!
//! Two reporters at one press conference quote the same sentences and name the same people. They do not choose
//! the same statements to report in their own words, nor bring all of it in the same order. So what is
//! compared is the order of first mentions, sentence by sentence: of the utterances that both tell, and of the
//! names and numbers that both print outside quotations. Order is measured by the longest run of them that ascends
//! in both.

use onrecord_text::{Span, fold, subtract, word_spans};
use std::collections::{BTreeMap, HashMap};

/// Utterances that both must tell …
pub const UTTERANCES: usize = 4;
/// … and of those, that both must tell without quoting.
const REPORTED: usize = 2;
/// Names and numbers that both must print outside quotations …
const FACTS: usize = 6;
/// … and of those, numbers.
const NUMBERS: usize = 1;
/// The part of all these that must come in the same order. Of two outlets on one event in BASIL's first half that
/// share four utterances or more, none reaches .75; copies among real articles reach .87 to 1.
const IN_ORDER: f64 = 0.85;

/// An article as what it tells, in order.
#[derive(Clone, Debug)]
pub struct Story<'a> {
    /// The text.
    pub text: &'a str,
    /// The ranges that are the article, in order and apart.
    pub body: &'a [Span],
    /// The ranges that it quotes, in order and apart.
    pub quoted: &'a [Span],
    /// The utterances that its statements tell, in the order of the text.
    pub told: &'a [Told<'a>],
}

/// A statement of an article.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The utterance that it tells.
    pub utterance: &'a str,
    /// Where its content begins.
    pub at: u32,
    /// True if it quotes nothing.
    pub reported: bool,
}

/// What makes two articles a rewrite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rewrite {
    /// Utterances that both tell.
    pub utterances: usize,
    /// Of those, the ones that neither quotes.
    pub reported: usize,
    /// Names that both print outside quotations.
    pub names: usize,
    /// Numbers likewise.
    pub numbers: usize,
    /// The part of all these that comes in the same order in both, 0 to 1.
    pub in_order: f64,
}

/// What two articles have in common, if one is a rewrite of the other. Which of the two cannot be told from it.
pub fn rewrite(a: &Story, b: &Story) -> Option<Rewrite> {
    let (in_a, in_b) = (first_told(a), first_told(b));
    let mut places: Vec<(u32, u32)> = Vec::new();
    let mut reported = 0;
    for (utterance, (at, bare)) in &in_a {
        let Some((other, other_bare)) = in_b.get(utterance) else { continue };
        places.push((*at, *other));
        reported += usize::from(*bare && *other_bare);
    }
    let utterances = places.len();
    if utterances < UTTERANCES || reported < REPORTED {
        return None;
    }
    let (facts_a, facts_b) = (facts(a), facts(b));
    let (mut names, mut numbers) = (0, 0);
    for (fact, at) in &facts_a {
        let Some(other) = facts_b.get(fact) else { continue };
        places.push((*at, *other));
        let number = fact.starts_with(|c: char| c.is_ascii_digit());
        *(if number { &mut numbers } else { &mut names }) += 1;
    }
    let (ends_a, ends_b) = (sentence_ends(a.text), sentence_ends(b.text));
    let number = |ends: &[u32], at: u32| ends.partition_point(|&end| end <= at);
    let mut places: Vec<(usize, usize)> =
        places.into_iter().map(|(at, other)| (number(&ends_a, at), number(&ends_b, other))).collect();
    places.sort_unstable();
    let in_order = ascending(&places) as f64 / places.len() as f64;
    let enough = names + numbers >= FACTS && numbers >= NUMBERS && in_order >= IN_ORDER;
    enough.then_some(Rewrite { utterances, reported, names, numbers, in_order })
}

/// Where each utterance is told first, and whether it is quoted nowhere.
fn first_told<'a>(story: &Story<'a>) -> BTreeMap<&'a str, (u32, bool)> {
    let mut first = BTreeMap::new();
    for told in story.told {
        let known = first.entry(told.utterance).or_insert((told.at, told.reported));
        known.1 &= told.reported;
    }
    first
}

/// Names and numbers outside quotations, folded, each with the place of its first mention. A name is a word with
/// a capital that does not open a sentence; a number has two digits or more.
fn facts(story: &Story) -> HashMap<String, u32> {
    let mut facts = HashMap::new();
    for range in subtract(story.body, story.quoted) {
        if range.get(story.text).is_none() {
            continue;
        }
        for word in word_spans(story.text, range) {
            let slice = word.of(story.text);
            let Some(c) = slice.chars().next() else { continue };
            let fact = if c.is_ascii_digit() { slice.len() > 1 } else { c.is_uppercase() };
            if fact && (c.is_ascii_digit() || !opens_sentence(story.text, word)) {
                let folded = fold(slice.trim_end_matches("’s").trim_end_matches("'s"));
                facts.entry(folded).or_insert(word.start);
            }
        }
    }
    facts
}

/// True if nothing but a mark that ends or opens a sentence stands before the word.
fn opens_sentence(text: &str, word: Span) -> bool {
    let before = text[..word.start as usize]
        .trim_end_matches([' ', '\u{a0}', '“', '”', '"', '‘', '\'', '«', '»', '(', '[']);
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n', '—', '–', '…'])
}

/// Where sentences and paragraphs end; one stop too many, as behind "Mr.", does no harm.
fn sentence_ends(text: &str) -> Vec<u32> {
    let mut ends = Vec::new();
    let mut stopped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => ends.push(at as u32 + 1),
            b'.' | b'!' | b'?' => stopped = true,
            b' ' if stopped => {
                ends.push(at as u32 + 1);
                stopped = false;
            }
            // A closing mark may stand between the stop and the space.
            b'"' | b'\'' | b')' | b']' | 0x80.. => {}
            _ => stopped = false,
        }
    }
    ends
}

/// The length of the longest run of second places that never goes back; the first ones don't either. n log n.
fn ascending(places: &[(usize, usize)]) -> usize {
    let mut ends: Vec<usize> = Vec::new();
    for &(_, place) in places {
        let at = ends.partition_point(|&end| end <= place);
        match ends.get_mut(at) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    ends.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs as a story: a line "u3: …" tells utterance u3, in marks it is quoted.
    fn of(lines: &[&str]) -> (String, Vec<Span>, Vec<(String, u32, bool)>) {
        let (mut text, mut quoted, mut told) = (String::new(), Vec::new(), Vec::new());
        for line in lines {
            let at = text.len();
            let (utterance, words) = line.split_once(": ").unwrap_or(("", line));
            text.push_str(words);
            if words.contains('“') {
                quoted.push(Span::new(at, text.len()));
            }
            if !utterance.is_empty() {
                told.push((utterance.to_owned(), at as u32, !words.contains('“')));
            }
            text.push('\n');
        }
        (text, quoted, told)
    }

    fn compare(a: &[&str], b: &[&str]) -> Option<Rewrite> {
        let (a, b) = (of(a), of(b));
        let body = |text: &str| [Span::new(0, text.len())];
        let told = |list: &'_ [(String, u32, bool)]| -> Vec<(String, u32, bool)> { list.to_vec() };
        let (told_a, told_b) = (told(&a.2), told(&b.2));
        fn refs(list: &[(String, u32, bool)]) -> Vec<Told<'_>> {
            list.iter().map(|(u, at, reported)| Told { utterance: u, at: *at, reported: *reported }).collect()
        }
        let (told_a, told_b) = (refs(&told_a), refs(&told_b));
        rewrite(
            &Story { text: &a.0, body: &body(&a.0), quoted: &a.1, told: &told_a },
            &Story { text: &b.0, body: &body(&b.0), quoted: &b.1, told: &told_b },
        )
    }

    const FIRST: [&str; 6] = [
        "u1: The mill in Ostrel loses 412 crowns a day, its owner Tide Holding said.",
        "u2: Mayor Mara Quint would not sell it, she told the council of Ostrel.",
        "u3: “We keep it,” she said.",
        "In the year 1987 the Grey Bridge fell into the Ilvra there.",
        "u4: Joren Vale, who grinds rye for 63 bakers, said that the wheel would outlive them.",
        "u5: “Nobody asked the millers,” he said.",
    ];
    const SECOND: [&str; 6] = [
        "u1: Day by day 412 crowns vanish into the walls of a mill at Ostrel, says Tide Holding.",
        "u2: Yet no sale is planned, according to the town’s mayor, Mara Quint.",
        "u3: “It stays ours.”",
        "When the Grey Bridge gave way in 1987, boats on the Ilvra stopped, too.",
        "u4: And Joren Vale, supplier of 63 bakers, expects the wheel to see them all buried.",
        "u5: “No miller was asked.”",
    ];

    #[test]
    fn the_same_things_in_the_same_order_are_a_rewrite() {
        let found = compare(&FIRST, &SECOND).unwrap();
        assert_eq!((found.utterances, found.reported, found.numbers), (5, 3, 3));
        assert!(found.names >= 6 && found.in_order > 0.9, "{found:?}");
        assert_eq!(compare(&SECOND, &FIRST), Some(found));
    }

    #[test]
    fn another_order_is_another_reporter() {
        let mut shuffled = SECOND;
        shuffled.reverse();
        assert_eq!(compare(&FIRST, &shuffled), None);
    }

    #[test]
    fn quotations_alone_are_no_rewrite() {
        let quote = |lines: &[&'static str; 6]| lines.map(|l| if l.contains('“') { l } else { "It rained." });
        assert_eq!(compare(&quote(&FIRST), &quote(&SECOND)), None);
        let quoted: Vec<String> = FIRST.iter().map(|l| l.replacen(": ", ": “", 1)).collect();
        let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
        assert_eq!(compare(&quoted, &quoted), None, "all of it quoted");
    }
}
