//! Holidays and their dates.

use super::lexicon::entries;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A holiday's name and how its date is found.
pub(super) struct Holiday {
    /// In lower case.
    pub name: &'static str,
    rule: Rule,
}

#[derive(Clone, Copy, Debug)]
enum Rule {
    Fixed(i8, i8),
    /// Month, which one (−1: the last), ISO weekday.
    Weekday(i8, i8, i8),
    Easter(i64),
}

/// Reads `lexicon/holidays.txt`.
pub(super) fn read() -> Vec<Holiday> {
    entries(include_str!("lexicon/holidays.txt")).filter_map(parse).collect()
}

fn parse(line: &'static str) -> Option<Holiday> {
    let (kind, rest) = line.split_once(' ')?;
    let numbers = match kind {
        "fixed" | "last" => 2,
        "nth" => 3,
        _ => 1,
    };
    let mut fields = rest.splitn(numbers + 1, ' ');
    let mut number = || fields.next()?.parse::<i8>().ok();
    let rule = match kind {
        "fixed" => Rule::Fixed(number()?, number()?),
        "nth" => Rule::Weekday(number()?, number()?, number()?),
        "last" => {
            let (month, weekday) = (number()?, number()?);
            Rule::Weekday(month, -1, weekday)
        }
        "easter" => Rule::Easter(i64::from(number()?)),
        _ => return None,
    };
    Some(Holiday { name: fields.next()?, rule })
}

impl Holiday {
    /// Its date in a year.
    pub fn date(&self, year: i16) -> Option<Date> {
        match self.rule {
            Rule::Fixed(month, day) => Date::new(year, month, day).ok(),
            Rule::Weekday(month, nth, weekday) => {
                let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            Rule::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
        }
    }

    /// True if the name begins `text`, in any case, with either apostrophe; the length that it takes there.
    pub fn begins(&self, text: &str) -> Option<usize> {
        let mut rest = text.char_indices();
        for expected in self.name.chars() {
            let (_, found) = rest.next()?;
            let same = found.eq_ignore_ascii_case(&expected)
                || (expected == '\'' && found == '’')
                || (expected == ' ' && found.is_whitespace());
            if !same {
                return None;
            }
        }
        Some(rest.offset())
    }
}

/// Easter Sunday in the Gregorian calendar, by the anonymous algorithm that Meeus gives
/// (Astronomical Algorithms, 1991, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    if y < 1583 {
        return None;
    }
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let sum = h + l - 7 * m;
    let month = (sum + 90) / 25;
    let day = (sum + 33 * month + 19) % 32;
    Some(date(year, month as i8, day as i8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood() {
        let list = include_str!("lexicon/holidays.txt");
        assert_eq!(read().len(), entries(list).count());
        assert!(read().iter().all(|h| h.date(2021).is_some()));
    }

    #[test]
    fn dates_that_move() {
        let on = |name: &str, year| {
            read().iter().find(|h| h.name == name).and_then(|h| h.date(year)).map(|d| d.to_string())
        };
        assert_eq!(on("thanksgiving", 2021).as_deref(), Some("2021-11-25"));
        assert_eq!(on("memorial day", 2022).as_deref(), Some("2022-05-30"));
        assert_eq!(on("easter", 2024).as_deref(), Some("2024-03-31"));
        assert_eq!(on("easter", 2019).as_deref(), Some("2019-04-21"));
        assert_eq!(on("good friday", 2024).as_deref(), Some("2024-03-29"));
    }
}
