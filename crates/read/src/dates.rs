//! Dates as inputs and pages write them, to a [`When`] that is no more exact than what was written.
//!
//! Understood: everything that `When` itself parses; `20211221`, `2021/12/21`, `2021 Dec 21`, `21 December 2021`,
//! `December 21st, 2021, 2:05 pm`, `Tue, 21 Dec 2021 14:05:09 +0300` (RFC 2822), `December 2021`;
//! `21/12/2024` and `12/21/2024` where only one reading is a date (or both readings are the same day);
//! seconds or milliseconds since 1970. Month names: `months.txt`.

use onrecord_text::{TimeOfDay, When};
use std::{collections::HashMap, ops::Range, sync::OnceLock};

/// The date that `text` is: nothing else may stand in it but a weekday or a word such as "Published" in
/// front. `None` where it is no date or can be read in two ways, such as `03/04/2024`.
///
/// ```
/// use onrecord_read::parse_date;
/// assert_eq!(parse_date("Tue, 21 Dec 2021 14:05:09 +0300").unwrap().to_string(), "2021-12-21T14:05:09+03:00");
/// assert_eq!(parse_date("December 2021").unwrap().to_string(), "2021-12");
/// assert_eq!(parse_date("03/04/2024"), None);
/// ```
pub fn parse_date(text: &str) -> Option<When> {
    let text = text.trim();
    if let Ok(when) = text.parse() {
        return Some(when);
    }
    if let Some(when) = epoch(text) {
        return Some(when);
    }
    let (when, range) = find_date(text)?;
    // Two words in front ("Published on") and one behind (a zone's name) are room enough.
    let before = text[..range.start].split_whitespace().count();
    let after = text[range.end..].split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).count();
    (before <= 2 && after <= 1 && text[..range.start].chars().all(|c| !c.is_ascii_digit())).then_some(when)
}

/// The first date written in `text` and where it stands (bytes), time of day included. Looks at the first
/// 2,000 characters only. A year or a number alone is not taken for a date.
pub fn find_date(text: &str) -> Option<(When, Range<usize>)> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|i| {
        let (date, next) = date_at(text, &tokens, i)?;
        let (when, last) = match date {
            When::Day(day) => match time_at(text, &tokens, next) {
                Some((time, end)) => (When::Minute(day, time), end),
                None => (date, next),
            },
            _ => (date, next),
        };
        Some((when, tokens[i].at..tokens[last - 1].end()))
    })
}

/// Seconds since 1970 (10 digits) or milliseconds (13 digits), as UTC.
fn epoch(text: &str) -> Option<When> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    if !whole.bytes().all(|b| b.is_ascii_digit()) || !matches!(whole.len(), 9 | 10 | 12 | 13) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let seconds = if whole.len() >= 12 { number / 1000 } else { number };
    let days = seconds.div_euclid(86_400);
    let date = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).ok()?;
    let of_day = seconds.rem_euclid(86_400);
    Some(When::Minute(
        date,
        TimeOfDay {
            hour: (of_day / 3600) as i8,
            minute: (of_day / 60 % 60) as i8,
            second: Some((of_day % 60) as i8),
            offset: Some(0),
        },
    ))
}

/// A run of digits, a run of letters, or one other character.
#[derive(Clone, Copy)]
struct Token<'a> {
    at: usize,
    text: &'a str,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }

    fn is(&self, c: char) -> bool {
        self.text.len() == c.len_utf8() && self.text.starts_with(c)
    }

    /// Its value if it is a number of `digits` digits.
    fn number(&self, digits: std::ops::RangeInclusive<usize>) -> Option<i32> {
        (digits.contains(&self.text.len()) && self.text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| self.text.parse().ok())
            .flatten()
    }

    fn year(&self) -> Option<i16> {
        self.number(4..=4).filter(|y| (1000..3000).contains(y)).map(|y| y as i16)
    }

    fn month(&self) -> Option<i8> {
        month_named(self.text)
    }
}

/// The month, 1 to 12, that a word names.
fn month_named(word: &str) -> Option<i8> {
    static NAMES: OnceLock<HashMap<&str, i8>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let mut names = HashMap::new();
        for line in include_str!("months.txt").lines().filter(|l| !l.starts_with('#')) {
            for (month, forms) in (1i8..).zip(line.split_whitespace()) {
                for form in forms.split('/') {
                    names.entry(form).or_insert(month);
                }
            }
        }
        names
    });
    names.get(word.to_lowercase().as_str()).copied()
}

/// White space is no token.
fn tokens(text: &str) -> Vec<Token<'_>> {
    const LIMIT: usize = 2000;
    let mut out: Vec<Token> = Vec::new();
    let class = |c: char| match c {
        _ if c.is_ascii_digit() => 0,
        _ if c.is_alphabetic() => 1,
        _ => 2,
    };
    let mut last = 3;
    for (at, c) in text.char_indices().take(LIMIT) {
        if c.is_whitespace() {
            last = 3;
            continue;
        }
        let now = class(c);
        match out.last_mut() {
            Some(token) if now == last && now != 2 => token.text = &text[token.at..at + c.len_utf8()],
            _ => out.push(Token { at, text: &text[at..at + c.len_utf8()] }),
        }
        last = now;
    }
    out
}

/// A date that starts at token `i`, and the token after it.
fn date_at(text: &str, tokens: &[Token], i: usize) -> Option<(When, usize)> {
    let get = |k: usize| tokens.get(i + k);
    let first = get(0)?;
    // Not from the middle of a number or a word: 2021 in AB2021.
    if text[..first.at].chars().next_back().is_some_and(|c| c.is_alphanumeric()) {
        return None;
    }
    let skip = |mut k: usize, marks: &[char]| {
        while get(k).is_some_and(|t| marks.iter().any(|&m| t.is(m))) {
            k += 1;
        }
        k
    };
    if let Some(year) = first.number(8..=8) {
        let (y, m, d) = (year / 10_000, year / 100 % 100, year % 100);
        return Some((day(y as i16, m, d).filter(|_| (1800..2200).contains(&y))?, i + 1));
    }
    if let Some(year) = first.year() {
        // 2021 Dec 21
        if let Some(month) = get(1).and_then(Token::month) {
            let d = get(2)?.number(1..=2)?;
            return Some((day(year, month.into(), d)?, i + 3));
        }
        // 2021-12-21, 2021/12/21, 2021.12.21, 2021年12月21日
        let (a, b) = (get(1)?, get(3)?);
        if !((a.is('-') || a.is('/') || a.is('.')) && b.is(a.text.chars().next()?) || a.text == "年") {
            return None;
        }
        let when = day(year, get(2)?.number(1..=2)?, get(4)?.number(1..=2)?)?;
        return Some((when, i + 5));
    }
    if let Some(month) = first.month() {
        // December 21st, 2021; Dec. 2021
        let k = skip(1, &['.']);
        if let Some(year) = get(skip(k, &[','])).and_then(Token::year) {
            return Some((When::Month(year, month), i + skip(k, &[',']) + 1));
        }
        let d = get(k)?.number(1..=2)?;
        let mut k = k + 1;
        if get(k).is_some_and(|t| matches!(t.text, "st" | "nd" | "rd" | "th")) {
            k += 1;
        }
        let k = skip(k, &[',', '.']);
        return Some((day(get(k)?.year()?, month.into(), d)?, i + k + 1));
    }
    let d = first.number(1..=2)?;
    let mut k = 1;
    if get(k).is_some_and(|t| matches!(t.text, "st" | "nd" | "rd" | "th" | "er" | "º")) {
        k += 1;
    }
    k = skip(k, &['.', '-', ',']);
    if get(k).is_some_and(|t| matches!(t.text.to_lowercase().as_str(), "of" | "de" | "di")) {
        k += 1;
    }
    if let Some(month) = get(k).and_then(Token::month) {
        // 21 December 2021, 21-Dec-2021, 21. Dezember 2021, 21 de dezembro de 2021
        k = skip(k + 1, &['.', ',', '-']);
        if get(k).is_some_and(|t| matches!(t.text.to_lowercase().as_str(), "de" | "del")) {
            k += 1;
        }
        return Some((day(get(k)?.year()?, month.into(), d)?, i + k + 1));
    }
    // 21/12/2021, 21.12.2021, 12-21-2021: only if one reading is a date.
    let (a, b) = (get(1)?, get(3)?);
    if !(a.is('/') || a.is('.') || a.is('-')) || a.text != b.text {
        return None;
    }
    let (second, year) = (get(2)?.number(1..=2)?, get(4)?.year()?);
    let when = match (day(year, second, d), day(year, d, second)) {
        (Some(one), None) | (None, Some(one)) => one,
        (Some(one), Some(other)) if one == other => one,
        _ => return None,
    };
    Some((when, i + 5))
}

fn day(year: i16, month: i32, day: i32) -> Option<When> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    jiff::civil::Date::new(year, month, day).ok().map(When::Day)
}

/// A time of day at token `i`, after `,`, `-`, `|`, `at`, `T` …, and the token after it.
fn time_at(text: &str, tokens: &[Token], mut i: usize) -> Option<(TimeOfDay, usize)> {
    let get = |k: usize| tokens.get(k);
    while get(i)?.text.chars().all(|c| matches!(c, ',' | '-' | '–' | '—' | '|' | '·' | '•' | '@'))
        || matches!(get(i)?.text.to_lowercase().as_str(), "at" | "t" | "um" | "à" | "kl")
    {
        i += 1;
    }
    let mut hour = get(i)?.number(1..=2)?;
    let (mut minute, mut second, mut next) = (0, None, i + 1);
    if get(next).is_some_and(|t| t.is(':') || (t.is('.') && get(next + 1).is_some_and(|m| m.at == t.end())))
        && let Some(m) = get(next + 1).and_then(|t| t.number(2..=2))
    {
        (minute, next) = (m, next + 2);
        if get(next).is_some_and(|t| t.is(':'))
            && let Some(s) = get(next + 1).and_then(|t| t.number(2..=2))
        {
            (second, next) = (Some(s.min(59) as i8), next + 2);
            if get(next).is_some_and(|t| t.is('.'))
                && get(next + 1).is_some_and(|t| t.number(1..=9).is_some())
            {
                next += 2;
            }
        }
    } else if !half_of_day(tokens, next).is_some_and(|(_, _)| true) {
        return None;
    }
    if let Some((afternoon, after)) = half_of_day(tokens, next) {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        next = after;
    }
    if hour > 23 || minute > 59 {
        return None;
    }
    let (offset, next) = zone_at(text, tokens, next);
    Some((TimeOfDay { hour: hour as i8, minute: minute as i8, second, offset }, next))
}

/// `am`, `p.m.` at token `i`: whether after noon, and the token behind it.
fn half_of_day(tokens: &[Token], i: usize) -> Option<(bool, usize)> {
    let word = |k: usize| tokens.get(k).map(|t| t.text.to_ascii_lowercase());
    let first = word(i)?;
    match first.as_str() {
        "am" => Some((false, i + 1)),
        "pm" => Some((true, i + 1)),
        "a" | "p" if word(i + 1)? == "." && word(i + 2)? == "m" => {
            Some((first == "p", if word(i + 3).is_some_and(|w| w == ".") { i + 4 } else { i + 3 }))
        }
        _ => None,
    }
}

/// A zone at token `i` in minutes east of Greenwich, and the token behind it. The names are those of RFC 2822
/// and of Europe; others are too often shared by two zones.
fn zone_at(text: &str, tokens: &[Token], mut i: usize) -> (Option<i16>, usize) {
    let start = i;
    if tokens.get(i).is_some_and(|t| t.is('(')) {
        i += 1;
    }
    let Some(token) = tokens.get(i) else { return (None, start) };
    let named = match token.text {
        "Z" | "UTC" | "GMT" | "UT" => Some(0),
        "BST" | "CET" | "WEST" => Some(60),
        "CEST" | "EET" => Some(120),
        "EEST" | "MSK" => Some(180),
        "EDT" => Some(-240),
        "EST" | "CDT" => Some(-300),
        "CST" | "MDT" => Some(-360),
        "MST" | "PDT" => Some(-420),
        "PST" => Some(-480),
        "ET" | "PT" => return (None, i + 1),
        _ => None,
    };
    if named.is_some() {
        let signed = tokens.get(i + 1).is_some_and(|t| (t.is('+') || t.is('-')) && t.at == token.end());
        if !signed {
            return (named, i + 1);
        }
        i += 1;
    }
    let sign = match tokens.get(i) {
        Some(t) if t.is('+') => 1,
        Some(t) if t.is('-') || t.is('−') => -1,
        _ => return (None, start),
    };
    let Some(digits) = tokens.get(i + 1).filter(|t| t.at == tokens[i].end()) else { return (None, start) };
    let (hours, minutes, next) = if let Some(n) = digits.number(4..=4) {
        (n / 100, n % 100, i + 2)
    } else if let Some(h) = digits.number(1..=2) {
        match tokens.get(i + 3).and_then(|t| t.number(2..=2)) {
            Some(m) if tokens[i + 2].is(':') && text[digits.end()..].starts_with(':') => (h, m, i + 4),
            _ => (h, 0, i + 2),
        }
    } else {
        return (None, start);
    };
    if hours > 14 || minutes > 59 {
        return (None, start);
    }
    (Some(sign * (hours * 60 + minutes) as i16), next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(text: &str) -> Option<String> {
        parse_date(text).map(|w| w.to_string())
    }

    #[test]
    fn common_forms_keep_their_precision() {
        for (text, want) in [
            ("2021-12-21T14:05:09.5Z", "2021-12-21T14:05:09Z"),
            ("Tue, 21 Dec 2021 14:05:09 +0300", "2021-12-21T14:05:09+03:00"),
            ("Tue, 21 Dec 2021 14:05 EST", "2021-12-21T14:05-05:00"),
            ("21 December 2021", "2021-12-21"),
            ("December 21, 2021", "2021-12-21"),
            ("Dec. 21st, 2021", "2021-12-21"),
            ("Tuesday, 21 December, 2021", "2021-12-21"),
            ("December 21, 2021 at 2:05 p.m.", "2021-12-21T14:05"),
            ("Published on Dec 21, 2021 12:05 AM (GMT+3)", "2021-12-21T00:05+03:00"),
            ("21/12/2024", "2024-12-21"),
            ("12/21/2024", "2024-12-21"),
            ("05.05.2024", "2024-05-05"),
            ("2021/12/21", "2021-12-21"),
            ("2021 Dec 21", "2021-12-21"),
            ("20211221", "2021-12-21"),
            ("December 2021", "2021-12"),
            ("21. März 2022", "2022-03-21"),
            ("21 de dezembro de 2021", "2021-12-21"),
            ("21 декабря 2021", "2021-12-21"),
            ("1640095509", "2021-12-21T14:05:09Z"),
            ("1640095509123", "2021-12-21T14:05:09Z"),
            ("2021", "2021"),
        ] {
            assert_eq!(parsed(text).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn what_is_ambiguous_or_no_date_is_unknown() {
        for text in
            ["03/04/2024", "yesterday", "31 February 2021", "12", "Tuesday", "", "v2.10.2021.4", "May I"]
        {
            assert_eq!(parsed(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_found_in_a_line() {
        let line = "By Ada Novak | Published: 21 December 2021, 14:05 GMT | Updated 3 March 2022";
        let (when, range) = find_date(line).unwrap();
        assert_eq!(when.to_string(), "2021-12-21T14:05Z");
        assert_eq!(&line[range], "21 December 2021, 14:05 GMT");
    }

    proptest! {
        #[test]
        fn never_panics_and_points_inside(text in "(\\PC|[0-9]|[:./ -]|Dec|pm|\\+){0,40}") {
            let _ = parse_date(&text);
            if let Some((_, range)) = find_date(&text) {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
