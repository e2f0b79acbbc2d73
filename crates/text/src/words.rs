//! Words of a text, folded so that a word compares equal however an outlet prints it.

use crate::Span;

/// A word: where it is and what it compares as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its place in the text.
    pub span: Span,
    /// Lower case, apostrophes and diacritics dropped: `Russia’s` and `Russias` are both `russias`.
    pub folded: String,
}

/// The words of `text[within]` in order: runs of letters and digits, an apostrophe inside a word included.
/// Hyphens part words, so `long-term` and `long term` are the same two.
pub fn words(text: &str, within: Span) -> impl Iterator<Item = Word> + '_ {
    word_spans(text, within).map(|span| Word { span, folded: fold(span.of(text)) })
}

/// Where the [`words`] of `text[within]` are, for callers that fold into a buffer of their own.
pub fn word_spans(text: &str, within: Span) -> impl Iterator<Item = Span> + '_ {
    let base = within.start as usize;
    let slice = within.of(text);
    let mut chars = slice.char_indices().peekable();
    std::iter::from_fn(move || {
        let start = loop {
            let (at, c) = chars.next()?;
            if c.is_alphanumeric() {
                break at;
            }
        };
        let mut end = slice[start..].chars().next().map_or(start, |c| start + c.len_utf8());
        while let Some(&(at, c)) = chars.peek() {
            let inside = c.is_alphanumeric()
                || is_mark(c)
                || (matches!(c, '\'' | '’' | 'ʼ' | '‘')
                    && slice[at + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric));
            if !inside {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        Some(Span::new(base + start, base + end))
    })
}

/// Lower case, without apostrophes and without the diacritics of Latin letters.
pub fn fold(word: &str) -> String {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// Appends the [`fold`]ed word to `out`.
pub fn fold_into(word: &str, out: &mut String) {
    for c in word.chars() {
        match c {
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '\'' | '’' | 'ʼ' | '‘' => {}
            _ if c.is_ascii() => out.push(c),
            _ if is_mark(c) => {}
            _ => c.to_lowercase().for_each(|l| match latin_base(l) {
                Some(base) => out.push_str(base),
                None if is_mark(l) => {}
                None => out.push(l),
            }),
        }
    }
}

/// Combining diacritical marks, which NFD text carries after their letters.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// The plain letters of a lower-case Latin letter with a diacritic.
fn latin_base(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> Vec<String> {
        words(text, Span::new(0, text.len())).map(|w| w.folded).collect()
    }

    #[test]
    fn printing_habits_fold_together() {
        assert_eq!(folded("Russia’s long-term “GUARANTEES”"), folded("russias long term guarantees"));
        assert_eq!(folded("Škoda nai\u{308}ve Straße"), ["skoda", "naive", "strasse"]);
        assert_eq!(folded("'tis the dogs' bowl"), ["tis", "the", "dogs", "bowl"]);
        assert_eq!(folded(" — … "), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn every_word_is_a_slice_inside_the_range(text in "(\\PC|’|é|\u{301}| ){0,80}") {
            let mut last = 0;
            for w in words(&text, Span::new(0, text.len())) {
                prop_assert!(w.span.start >= last && !w.span.is_empty());
                prop_assert!(w.span.get(&text).is_some());
                last = w.span.end;
            }
        }
    }
}
