//! The words that the grammar knows, read once from the plain lists under `lexicon/`.

use super::expression::{DayPart, Reference, Season, Unit};
use super::holiday::{self, Holiday};
use super::tense::Tense;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// What a token means to the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// The end of a paragraph or of the text: nothing is read across it.
    Break,
    /// A word that no list has.
    Other,
    /// A mark; apostrophes and dashes are folded to `'` and `-`, anything unusual to `?`.
    Mark(u8),
    /// Digits.
    Number(u32),
    /// Digits in groups: `1,500`.
    Grouped(u32),
    /// `2.5`.
    Decimal,
    /// `1990s`, or the `80s` of `’80s`.
    Plural(u32),
    /// `21st`, `third`.
    Ordinal(u8),
    /// `twelve`.
    Count(u32),
    /// `hundred`, `thousand`.
    Scale(u32),
    /// A quantity without a number: `several`.
    Vague(Vague),
    Month(u8),
    MonthAbbreviated(u8),
    Weekday(u8),
    WeekdayAbbreviated(u8),
    /// `Tuesdays`.
    Weekdays(u8),
    Season(Season),
    /// `summers`.
    Seasons(Season),
    Part(DayPart),
    /// `mornings`.
    Parts(DayPart),
    /// `noon`, `midnight`.
    Hour(u8),
    /// Minutes east of Greenwich, if the letters settle them.
    Zone(Option<i16>),
    /// `BC` is −1, `AD` is 1.
    Era(i8),
    /// `a.m.` is 0, `p.m.` is 12.
    HalfDay(u8),
    Unit(Unit),
    /// The plural.
    Units(Unit),
    /// `daily`.
    Every(Unit),
    /// `nineties` is 9.
    DecadeWord(u8),
    /// Days from today.
    Day(i8),
    Tonight,
    Reference(Reference),
    /// First word of a holiday's name.
    HolidayStart,
    Verb(Tense),
    /// "paid": past, unless an auxiliary turns it.
    Participle,
    Word(Role),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vague {
    Couple,
    Several,
    Few,
    Many,
    Some,
}

/// Declares [`Role`] with the names that `lexicon/words.txt` uses.
macro_rules! roles {
    ($($name:ident $text:literal,)*) => {
        /// What a word of `lexicon/words.txt` does in an expression.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Role { $($name,)* }

        impl Role {
            fn named(text: &str) -> Option<Role> {
                match text { $($text => Some(Role::$name),)* _ => None }
            }
        }
    };
}

roles! {
    A "a", The "the", This "this", That "that",
    Last "last", Past "past", Next "next", Coming "coming", Current "current", Present "present", Latest "latest",
    Previous "previous", Following "following", Same "same", Whole "whole",
    Early "early", Late "late", Mid "mid", Earlier "earlier", Later "later", Ago "ago", Old "old", Hence "hence",
    Edge "edge", Half "half", Fiscal "fiscal",
    Approximate "approximate", More "more", Less "less", Than "than", Least "least", Most "most", Up "up", No "no",
    In "in", On "on", At "at", By "by", Until "until", From "from", To "to", Before "before", After "after",
    Within "within", For "for", Over "over", Of "of", Preposition "preposition", Ended "ended",
    And "and", Or "or", So "so", Each "each", Per "per", Other "other", Trading "trading",
    Consecutive "consecutive", Additional "additional", Period "period", O "o", Q "q", Clock "clock",
    Long "long", Term "term", Once "once", Twice "twice", Times "times", Time "time",
}

/// All lists, ready for look-up.
pub(super) struct Lexicon {
    words: HashMap<u128, Class, BuildHasherDefault<KeyHasher>>,
    /// For each first letter, bit n is set if a word of n letters begins with it: most words of a text end here.
    lengths: [u32; 26],
    pub holidays: Vec<Holiday>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// The lists, read at the first call.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

const LISTS: [&str; 5] = [
    include_str!("lexicon/calendar.txt"),
    include_str!("lexicon/units.txt"),
    include_str!("lexicon/numbers.txt"),
    include_str!("lexicon/words.txt"),
    include_str!("lexicon/tense.txt"),
];

/// Longest word that is looked up, in bytes.
const LONGEST: usize = 16;

impl Lexicon {
    fn read() -> Lexicon {
        let mut lexicon = Lexicon { words: HashMap::default(), lengths: [0; 26], holidays: holiday::read() };
        // The first list that has a word decides: "may" is a month before it is a verb.
        for line in LISTS.iter().flat_map(|list| entries(list)) {
            let mut fields = line.split_whitespace();
            if let (Some(word), Some(class), Some(value)) = (fields.next(), fields.next(), fields.next())
                && let Some(class) = class_named(class, value)
            {
                lexicon.add(word, class);
            }
        }
        let starts: Vec<String> = lexicon
            .holidays
            .iter()
            .filter_map(|h| Some(h.name.split([' ', '\'', '.']).next()?.to_owned()))
            .collect();
        for word in starts {
            lexicon.add(&word, Class::HolidayStart);
        }
        lexicon
    }

    fn add(&mut self, word: &str, class: Class) {
        if let Some(key) = key(word.as_bytes()) {
            self.words.entry(key).or_insert(class);
            let first = word.as_bytes()[0].wrapping_sub(b'a') as usize;
            if let Some(lengths) = self.lengths.get_mut(first) {
                *lengths |= 1 << word.len();
            }
        }
    }

    /// The class of an ASCII word in any case.
    pub fn class(&self, word: &[u8]) -> Class {
        let Some(&first) = word.first() else { return Class::Other };
        let first = (first | 0x20).wrapping_sub(b'a') as usize;
        let known =
            word.len() <= LONGEST && self.lengths.get(first).is_some_and(|l| l >> word.len() & 1 == 1);
        if !known {
            return Class::Other;
        }
        key(word).and_then(|key| self.words.get(&key).copied()).unwrap_or(Class::Other)
    }
}

/// The lines of a list without comments and empty lines.
pub(super) fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(|line| line.split('#').next().unwrap_or("").trim()).filter(|line| !line.is_empty())
}

/// The word in lower case as one number, if it is ASCII and short enough.
fn key(word: &[u8]) -> Option<u128> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let mut key = 0;
    for &byte in word {
        key = key << 8 | u128::from(byte.to_ascii_lowercase());
    }
    Some(key)
}

fn class_named(class: &str, value: &str) -> Option<Class> {
    let number = || value.parse::<u32>().ok();
    let small = || value.parse::<u8>().ok();
    Some(match class {
        "month" => Class::Month(small()?),
        "month-abbreviated" => Class::MonthAbbreviated(small()?),
        "weekday" => Class::Weekday(small()?),
        "weekday-abbreviated" => Class::WeekdayAbbreviated(small()?),
        "weekdays" => Class::Weekdays(small()?),
        "season" => Class::Season(Season::named(value)?),
        "seasons" => Class::Seasons(Season::named(value)?),
        "part" => Class::Part(DayPart::named(value)?),
        "parts" => Class::Parts(DayPart::named(value)?),
        "hour" => Class::Hour(small()?),
        "zone" => Class::Zone(value.parse().ok()),
        "era" => Class::Era(value.parse().ok()?),
        "half-day" => Class::HalfDay(small()?),
        "unit" => Class::Unit(Unit::named(value)?),
        "units" => Class::Units(Unit::named(value)?),
        "every" => Class::Every(Unit::named(value)?),
        "count" => Class::Count(number()?),
        "scale" => Class::Scale(number()?),
        "ordinal" => Class::Ordinal(small()?),
        "decade" => Class::DecadeWord(small()?),
        "vague" => Class::Vague(match value {
            "couple" => Vague::Couple,
            "several" => Vague::Several,
            "few" => Vague::Few,
            "many" => Vague::Many,
            "some" => Vague::Some,
            _ => return None,
        }),
        "day" => Class::Day(value.parse().ok()?),
        "tonight" => Class::Tonight,
        "reference" => Class::Reference(Reference::named(value)?),
        "verb" => Class::Verb(Tense::named(value)?),
        "participle" => Class::Participle,
        "word" => Class::Word(Role::named(value)?),
        _ => return None,
    })
}

/// Keys are spread by one multiplication; the words are ours, so nobody can choose them to collide.
#[derive(Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u128(u128::from(byte));
        }
    }

    fn write_u128(&mut self, key: u128) {
        let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(29) ^ self.0;
        let spread = folded.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = spread ^ spread >> 32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lists_is_understood() {
        for line in LISTS.iter().flat_map(|list| entries(list)) {
            let fields: Vec<&str> = line.split_whitespace().collect();
            assert_eq!(fields.len(), 3, "{line:?}: write word, class, value");
            assert!(class_named(fields[1], fields[2]).is_some(), "{line:?}: unknown class or value");
            assert!(key(fields[0].as_bytes()).is_some(), "{line:?}: a word has at most {LONGEST} letters");
            assert_ne!(lexicon().class(fields[0].as_bytes()), Class::Other, "{line:?}");
        }
    }

    #[test]
    fn no_word_stands_in_a_list_twice() {
        for list in LISTS {
            let mut words: Vec<&str> = entries(list).filter_map(|l| l.split_whitespace().next()).collect();
            words.sort_unstable();
            for pair in words.windows(2) {
                assert_ne!(pair[0], pair[1]);
            }
        }
    }
}
