//! The words that the rules go by, from the lists in `lexicon/`.

use std::{collections::HashMap, sync::LazyLock};

macro_rules! classes {
    ($($name:ident = $text:literal),* $(,)?) => { classes!(@ 0u32; $($name = $text),*);
        const CLASSES: &[(&str, u32)] = &[$(($text, $name)),*]; };
    (@ $n:expr; $name:ident = $text:literal $(, $more:ident = $texts:literal)*) => {
        pub(super) const $name: u32 = 1 << ($n);
        classes!(@ $n + 1; $($more = $texts),*);
    };
    (@ $n:expr;) => {};
}

classes! {
    SUBJECT = "subject",
    OBJECT = "object",
    DETERMINER = "determiner",
    PREPOSITION = "preposition",
    COORDINATOR = "coordinator",
    SUBORDINATOR = "subordinator",
    WH = "wh",
    RELATIVE = "relative",
    BE = "be",
    HAVE = "have",
    DO = "do",
    MODAL = "modal",
    NEGATION = "negation",
    ADVERB = "adverb",
    TIME = "time",
    VERB = "verb",
}

/// Auxiliaries of any kind.
pub(super) const AUXILIARY: u32 = BE | HAVE | DO | MODAL;

/// Forms of a verb, as bits.
pub(super) mod form {
    /// say
    pub const BASE: u8 = 1;
    /// says
    pub const THIRD: u8 = 2;
    /// saying
    pub const ING: u8 = 4;
    /// said, as a past tense
    pub const PAST: u8 = 8;
    /// said, as a participle
    pub const PARTICIPLE: u8 = 16;
}

/// What follows a cue and is the content, as bits.
pub(super) mod frame {
    /// `said: “…”`, `“…,” she said`
    pub const QUOTE: u32 = 1;
    /// `said that …`
    pub const THAT: u32 = 1 << 1;
    /// `said the bridge was closed`
    pub const CLAUSE: u32 = 1 << 2;
    /// `asked whether …`
    pub const WH: u32 = 1 << 3;
    /// `vowed to …`
    pub const TO: u32 = 1 << 4;
    /// `denied the charge`
    pub const OBJECT: u32 = 1 << 5;
    /// `told reporters that …`
    pub const ADDRESSEE: u32 = 1 << 6;
    /// `urged voters to …`
    pub const OBJECT_TO: u32 = 1 << 7;
    /// `The bridge was closed, she said.`
    pub const AFTER: u32 = 1 << 8;
    /// `was told that …`, `is expected to …`
    pub const PASSIVE: u32 = 1 << 9;
    /// `for …`, `about …`: the content follows a preposition. Bits from here up to the end are the
    /// prepositions of [`super::PREPOSITIONS`].
    pub const FIRST_PREPOSITION: u32 = 12;
}

/// Prepositions that a cue can take its content with.
pub(super) const PREPOSITIONS: &[&str] =
    &["about", "for", "against", "on", "of", "at", "with", "in", "to", "over", "as", "out", "down", "up"];

/// What the lexicon says of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    /// The closed classes.
    pub classes: u32,
    /// Which forms of a reporting verb it is; 0 if it is none.
    pub forms: u8,
    /// What the verb takes.
    pub frames: u32,
    /// What the word takes as a noun; 0 if it is no cue.
    pub noun: u32,
    /// What it takes as an adjective; 0 if it is no cue.
    pub adjective: u32,
}

/// By the word in lower case with straight apostrophes.
pub(super) static LEXICON: LazyLock<HashMap<String, Entry>> = LazyLock::new(|| {
    let mut words: HashMap<String, Entry> = HashMap::new();
    for line in lines(include_str!("lexicon/closed.txt")) {
        let Some((class, members)) = line.split_once(':') else { continue };
        let bit = CLASSES.iter().find(|c| c.0 == class).map_or(0, |c| c.1);
        for word in members.split_whitespace() {
            words.entry(word.to_owned()).or_default().classes |= bit;
        }
    }
    let mut frames = 0;
    for line in lines(include_str!("lexicon/verbs.txt")) {
        if let Some(constructions) = line.strip_prefix('=') {
            frames = constructions.split_whitespace().fold(0, |bits, f| bits | frame_bit(f));
            continue;
        }
        for (word, form) in verb_forms(line).into_iter().filter(|(word, _)| word != "-") {
            let entry = words.entry(word).or_default();
            entry.forms |= form;
            entry.frames |= frames;
        }
    }
    for (word, frames) in framed(include_str!("lexicon/nouns.txt")) {
        words.entry(word.to_owned()).or_default().noun |= frames;
    }
    for (word, frames) in framed(include_str!("lexicon/adjectives.txt")) {
        words.entry(word.to_owned()).or_default().adjective |= frames;
    }
    words
});

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// The words of a list of "words : constructions" with their constructions.
fn framed(list: &'static str) -> impl Iterator<Item = (&'static str, u32)> {
    lines(list).filter_map(|line| line.split_once(':')).flat_map(|(words, frames)| {
        let bits = frames.split_whitespace().fold(0, |bits, f| bits | frame_bit(f));
        words.split_whitespace().map(move |w| (w, bits))
    })
}

fn frame_bit(name: &str) -> u32 {
    match name {
        "quote" => frame::QUOTE,
        "that" => frame::THAT,
        "clause" => frame::CLAUSE,
        "wh" => frame::WH,
        "to-do" => frame::TO,
        "object" => frame::OBJECT,
        "addressee" => frame::ADDRESSEE,
        "object-to-do" => frame::OBJECT_TO,
        "after" => frame::AFTER,
        "passive" => frame::PASSIVE,
        _ => preposition_bit(name),
    }
}

/// The frame bit of a preposition, 0 if no cue takes it.
pub(super) fn preposition_bit(word: &str) -> u32 {
    let at = PREPOSITIONS.iter().position(|p| p.eq_ignore_ascii_case(word));
    at.map_or(0, |i| 1 << (frame::FIRST_PREPOSITION + i as u32))
}

/// The forms of a verb from a line: one word for a regular verb; base, third person, -ing, past for one whose
/// past is its participle; a fifth for its own participle.
fn verb_forms(line: &str) -> Vec<(String, u8)> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let own = |w: &str| w.to_owned();
    match words[..] {
        [base] => {
            let stem = base.strip_suffix('e').filter(|s| !s.ends_with(['e', 'o', 'y'])).unwrap_or(base);
            let consonant_y = base.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'i', 'o', 'u']));
            let hissing = base.ends_with(['s', 'x', 'z']) || base.ends_with("sh") || base.ends_with("ch");
            let third = match consonant_y {
                Some(s) => format!("{s}ies"),
                None if hissing => format!("{base}es"),
                None => format!("{base}s"),
            };
            let past = match consonant_y {
                Some(s) => format!("{s}ied"),
                None if base.ends_with('e') => format!("{base}d"),
                None => format!("{base}ed"),
            };
            vec![
                (own(base), form::BASE),
                (third, form::THIRD),
                (format!("{stem}ing"), form::ING),
                (past, form::PAST | form::PARTICIPLE),
            ]
        }
        [base, third, ing, past] => vec![
            (own(base), form::BASE),
            (own(third), form::THIRD),
            (own(ing), form::ING),
            (own(past), form::PAST | form::PARTICIPLE),
        ],
        [base, third, ing, past, participle] => vec![
            (own(base), form::BASE),
            (own(third), form::THIRD),
            (own(ing), form::ING),
            (own(past), form::PAST),
            (own(participle), form::PARTICIPLE),
        ],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_verbs_are_inflected() {
        let forms = |v: &str| verb_forms(v).into_iter().map(|f| f.0).collect::<Vec<_>>();
        assert_eq!(forms("announce"), ["announce", "announces", "announcing", "announced"]);
        assert_eq!(forms("deny"), ["deny", "denies", "denying", "denied"]);
        assert_eq!(forms("stress"), ["stress", "stresses", "stressing", "stressed"]);
        assert_eq!(forms("agree"), ["agree", "agrees", "agreeing", "agreed"]);
    }

    #[test]
    fn every_line_of_the_lists_is_understood() {
        for line in lines(include_str!("lexicon/verbs.txt")) {
            match line.strip_prefix('=') {
                Some(frames) => {
                    frames.split_whitespace().for_each(|f| assert!(frame_bit(f) != 0, "unknown “{f}”"))
                }
                None => assert!(!verb_forms(line).is_empty(), "a verb has one, four or five forms: “{line}”"),
            }
        }
        let framed = [include_str!("lexicon/nouns.txt"), include_str!("lexicon/adjectives.txt")];
        for line in framed.into_iter().flat_map(lines) {
            let (forms, frames) = line.split_once(':').unwrap_or_else(|| panic!("no colon in “{line}”"));
            assert!(!forms.trim().is_empty(), "{line}");
            frames.split_whitespace().for_each(|f| assert!(frame_bit(f) != 0, "unknown “{f}”"));
        }
        for line in lines(include_str!("lexicon/closed.txt")) {
            let class = line.split_once(':').map_or("", |l| l.0);
            assert!(CLASSES.iter().any(|c| c.0 == class), "unknown class “{class}”");
        }
    }
}
