//! Numbers by value, so that "4,6", "4.6" and "four point six" are not compared as letters.

use super::lexicon::LEXICON;
use onrecord_text::{Span, Word};

/// A number in thousandths, so that decimals compare exactly.
pub(crate) type Value = i64;

/// Reads the number that starts at `words[at]`: its value and how many words it takes. Digits with decimal
/// or thousands marks, ordinals ("63rd"), number words ("twenty five"), and a scale word behind ("1.5 million")
/// or "pm" (hours then count to 24) are one number. "one" and "first" are not numbers.
pub(crate) fn number_at(text: &str, words: &[Word], at: usize) -> Option<(Value, usize)> {
    let read = clock(text, words, at).or_else(|| digits(text, words, at)).or_else(|| spelled(words, at));
    let (mut value, mut taken) = read?;
    let next = |taken: usize| words.get(at + taken).map(|w| w.folded.as_str());
    while let Some(scale) = next(taken).and_then(scale) {
        value = value.checked_mul(scale)?;
        taken += 1;
    }
    if (1_000..12_000).contains(&value) && hour_after_noon(words, at, taken) {
        value += 12_000;
    }
    Some((value, taken))
}

fn scale(folded: &str) -> Option<i64> {
    Some(match folded {
        "hundred" => 100,
        "thousand" | "thousands" => 1_000,
        "million" | "millions" | "milion" | "mln" | "mn" => 1_000_000,
        "billion" | "billions" | "bln" | "bn" => 1_000_000_000,
        _ => return None,
    })
}

/// "7 pm", "7pm", "7 p.m."; the letters p and m are two words where a full stop parts them.
fn hour_after_noon(words: &[Word], at: usize, taken: usize) -> bool {
    let word = |i: usize| words.get(at + taken + i).map(|w| w.folded.as_str());
    let own = words.get(at + taken - 1).is_some_and(|w| w.folded.ends_with("pm"));
    own || word(0) == Some("pm") || (word(0) == Some("p") && word(1) == Some("m"))
}

/// "9:30", "16:15h": the minutes count as hundredths, so that "9.30" is the same.
fn clock(text: &str, words: &[Word], at: usize) -> Option<(Value, usize)> {
    let (hour, minute) = (words.get(at)?, words.get(at + 1)?);
    let between = Span { start: hour.span.end, end: minute.span.start };
    let (hours, plain) = leading_digits(&hour.folded)?;
    let (minutes, _) = leading_digits(&minute.folded)?;
    if !plain || minutes.len() != 2 || between.get(text) != Some(":") {
        return None;
    }
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 25 && minutes < 60).then_some((hours * 1000 + minutes * 10, 2))
}

/// Digits, with what follows directly behind a comma or a full stop.
fn digits(text: &str, words: &[Word], at: usize) -> Option<(Value, usize)> {
    let first = leading_digits(&words.get(at)?.folded)?;
    let mut whole: i64 = first.0.parse().ok().filter(|_| first.0.len() <= 12)?;
    let (mut fraction, mut taken) = (0, 1);
    let mut plain = first.1;
    while plain {
        let (Some(last), Some(next)) = (words.get(at + taken - 1), words.get(at + taken)) else { break };
        let between = Span { start: last.span.end, end: next.span.start };
        let mark = between.get(text);
        let Some((digits, rest)) = leading_digits(&next.folded) else { break };
        // A space parts thousands only after up to three digits: "12 500".
        let parts = match mark {
            Some("." | ",") => true,
            Some(" " | "\u{a0}" | "\u{202f}") => digits.len() == 3 && whole < 1000 && taken == 1,
            _ => false,
        };
        if !parts {
            break;
        }
        plain = rest;
        if digits.len() == 3 && whole != 0 && fraction == 0 {
            whole = whole.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
        } else if digits.len() <= 2 && fraction == 0 {
            let scale = if digits.len() == 1 { 100 } else { 10 };
            fraction = digits.parse::<i64>().ok()? * scale;
            plain = false;
        } else {
            break;
        }
        taken += 1;
    }
    if taken == 1 && (10..100).contains(&whole) {
        whole += century(text, words, at);
    }
    Some((whole.checked_mul(1000)?.checked_add(fraction)?, taken))
}

/// What two digits of a year lack: "the 90s", "2017/18".
fn century(text: &str, words: &[Word], at: usize) -> i64 {
    let Some(word) = words.get(at) else { return 0 };
    if word.folded.ends_with('s') {
        return 1900;
    }
    let Some(before) = at.checked_sub(1).and_then(|i| words.get(i)) else { return 0 };
    let between = Span { start: before.span.end, end: word.span.start };
    let year = before.folded.parse::<i64>().ok().filter(|y| (1000..3000).contains(y));
    match (between.get(text), year) {
        (Some("/" | "–" | "-"), Some(year)) => year / 100 * 100,
        _ => 0,
    }
}

/// The digits that a word starts with, and whether they are all of it. Letters behind are allowed only as
/// an ordinal's or an hour's.
fn leading_digits(folded: &str) -> Option<(&str, bool)> {
    let end = folded.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(folded.len());
    let letters = folded.get(end..)?;
    let known = ["", "st", "nd", "rd", "th", "pm", "am", "s", "h", "km", "m", "kg", "k"].contains(&letters);
    (end > 0 && known).then_some((folded.get(..end)?, letters.is_empty()))
}

fn spelled(words: &[Word], at: usize) -> Option<(Value, usize)> {
    let folded = words.get(at)?.folded.as_str();
    let Some(first) = LEXICON.number(folded) else {
        // "a hundred", "one million": the scale word itself.
        let scale = scale(folded).filter(|_| !folded.ends_with('s'))?;
        return Some((scale * 1000, 1));
    };
    if (20..100).contains(&first)
        && let Some(unit) = words.get(at + 1).and_then(|w| unit(&w.folded))
    {
        return Some(((first + unit) * 1000, 2));
    }
    Some((first * 1000, 1))
}

fn unit(folded: &str) -> Option<i64> {
    match folded {
        "one" | "first" => Some(1),
        "second" => Some(2),
        _ => LEXICON.number(folded).filter(|n| *n < 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_text::words;

    fn read(text: &str) -> Option<(Value, usize)> {
        let words: Vec<Word> = words(text, Span::new(0, text.len())).collect();
        number_at(text, &words, 0)
    }

    #[test]
    fn one_value_for_all_ways_to_write_it() {
        for (texts, value) in [
            (&["4.6", "4,6", "4.60"][..], 4_600),
            (&["1,000", "1.000", "1000", "thousand", "1 thousand", "ten hundred"], 1_000_000),
            (&["25", "twenty-five", "25th", "twenty fifth"], 25_000),
            (&["1.5 million", "1,5 million", "1,500,000"], 1_500_000_000),
            (&["7 pm", "7pm", "19", "7 p.m.", "7:00 pm", "19:00h"], 19_000),
            (&["9:30 p.m.", "9.30 pm", "21:30", "21.30", "9:30pm"], 21_300),
            (&["12,500", "12 500"], 12_500_000),
            (&["90s", "1990s"], 1_990_000),
        ] {
            for text in texts {
                assert_eq!(read(text).map(|n| n.0), Some(value), "{text}");
            }
        }
    }

    #[test]
    fn what_is_not_a_number() {
        for text in ["one", "first", "b12", "x:30", "2abc", "", "99999999999999999999"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_takes_its_words() {
        assert_eq!(read("1,500,000 people"), Some((1_500_000_000, 3)));
        assert_eq!(read("1.5 million people"), Some((1_500_000_000, 3)));
        assert_eq!(read("5, 6"), Some((5_000, 1)));
    }
}
