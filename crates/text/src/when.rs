//! A point of the calendar, no more exact than what is known of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A date known to the year, the month, the day or the minute. It prints and parses as the part of
/// ISO 8601 that is known: `2021`, `2021-12`, `2021-12-21`, `2021-12-21T14:05`, with `Z` or `+03:00` behind
/// where the text states a zone. Nothing is ever filled in.
///
/// ```
/// use onrecord_text::{Precision, When};
/// let when: When = "2021-12".parse().unwrap();
/// assert_eq!(when.precision(), Precision::Month);
/// assert_eq!(when.to_string(), "2021-12");
/// assert_eq!(when.day(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum When {
    /// The year alone.
    Year(i16),
    /// Year and month.
    Month(i16, i8),
    /// A calendar day.
    Day(Date),
    /// A day and a time of day.
    Minute(Date, TimeOfDay),
}

/// A time of day as a text states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimeOfDay {
    /// 0 to 23.
    pub hour: i8,
    /// 0 to 59.
    pub minute: i8,
    /// 0 to 59 where stated. A leap second counts as 59.
    pub second: Option<i8>,
    /// Minutes east of Greenwich, where stated.
    pub offset: Option<i16>,
}

/// How exactly a [`When`] is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// The year alone.
    Year,
    /// Year and month.
    Month,
    /// The day.
    Day,
    /// Day and time of day.
    Minute,
}

impl Precision {
    /// As stored and printed: `year`, `month`, `day`, `minute`.
    pub fn as_str(self) -> &'static str {
        match self {
            Precision::Year => "year",
            Precision::Month => "month",
            Precision::Day => "day",
            Precision::Minute => "minute",
        }
    }
}

/// A text that is not a date of the form that [`When`] prints.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a date; write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM with an optional zone")]
pub struct WhenError(pub String);

impl When {
    /// How exactly it is known.
    pub fn precision(&self) -> Precision {
        match self {
            When::Year(_) => Precision::Year,
            When::Month(..) => Precision::Month,
            When::Day(_) => Precision::Day,
            When::Minute(..) => Precision::Minute,
        }
    }

    /// The calendar day, where it is known that well. The day is the one that the text states, in its own
    /// zone.
    pub fn day(&self) -> Option<Date> {
        match *self {
            When::Day(d) | When::Minute(d, _) => Some(d),
            _ => None,
        }
    }

    /// The same without its time of day.
    pub fn to_day(self) -> When {
        match self {
            When::Minute(d, _) => When::Day(d),
            other => other,
        }
    }

    /// The first and last day that it can be.
    pub fn days(&self) -> (Date, Date) {
        match *self {
            When::Year(y) => (jiff::civil::date(y, 1, 1), jiff::civil::date(y, 12, 31)),
            When::Month(y, m) => {
                let first = jiff::civil::date(y, m, 1);
                (first, first.last_of_month())
            }
            When::Day(d) | When::Minute(d, _) => (d, d),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            When::Year(y) => write!(f, "{y:04}"),
            When::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            When::Day(d) => write!(f, "{d}"),
            When::Minute(d, t) => {
                write!(f, "{d}T{:02}:{:02}", t.hour, t.minute)?;
                if let Some(s) = t.second {
                    write!(f, ":{s:02}")?;
                }
                match t.offset {
                    None => Ok(()),
                    Some(0) => f.write_str("Z"),
                    Some(o) => {
                        let sign = if o < 0 { '-' } else { '+' };
                        write!(f, "{sign}{:02}:{:02}", o.abs() / 60, o.abs() % 60)
                    }
                }
            }
        }
    }
}

impl FromStr for When {
    type Err = WhenError;

    fn from_str(text: &str) -> Result<When, WhenError> {
        parse(text.trim()).ok_or_else(|| WhenError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<When> {
    let year = number(text.get(..4)?)?;
    let rest = &text[4..];
    let in_range = |y: i64| (1..=9999).contains(&y).then_some(y as i16);
    let year = in_range(year)?;
    if rest.is_empty() {
        return Some(When::Year(year));
    }
    let month = number(rest.strip_prefix('-')?.get(..2)?)? as i8;
    if !(1..=12).contains(&month) {
        return None;
    }
    let rest = &rest[3..];
    if rest.is_empty() {
        return Some(When::Month(year, month));
    }
    let day = number(rest.strip_prefix('-')?.get(..2)?)? as i8;
    let date = Date::new(year, month, day).ok()?;
    let rest = &rest[3..];
    if rest.is_empty() {
        return Some(When::Day(date));
    }
    Some(When::Minute(date, parse_time(rest.strip_prefix(['T', 't', ' '])?)?))
}

fn parse_time(text: &str) -> Option<TimeOfDay> {
    let hour = number(text.get(..2)?)? as i8;
    let mut rest = text.get(2..)?;
    let minute = match rest.strip_prefix(':') {
        Some(r) => number(r.get(..2)?)? as i8,
        None => return None,
    };
    rest = &rest[3..];
    let mut second = None;
    if let Some(r) = rest.strip_prefix(':') {
        second = Some((number(r.get(..2)?)? as i8).min(59));
        rest = &r[2..];
        if let Some(fraction) = rest.strip_prefix(['.', ',']) {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    let offset = parse_offset(rest.trim_start())?;
    let ok =
        (0..24).contains(&hour) && (0..60).contains(&minute) && second.is_none_or(|s| (0..60).contains(&s));
    ok.then_some(TimeOfDay { hour, minute, second, offset })
}

/// `Some(None)` where no zone is stated, `None` where what stands there is not one.
fn parse_offset(text: &str) -> Option<Option<i16>> {
    if text.is_empty() {
        return Some(None);
    }
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return Some(Some(0));
    }
    let sign = match text.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(|&c| c != ':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (number(&digits)?, 0),
        4 => (number(digits.get(..2)?)?, number(digits.get(2..)?)?),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(Some(sign * (hours * 60 + minutes) as i16))
}

fn number(digits: &str) -> Option<i64> {
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

impl Serialize for When {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<When, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn precision_is_what_was_written() {
        for (text, precision) in [
            ("2021", Precision::Year),
            ("2021-12", Precision::Month),
            ("2021-12-21", Precision::Day),
            ("2021-12-21T14:05", Precision::Minute),
            ("2021-12-21T14:05:09Z", Precision::Minute),
            ("2021-12-21T14:05+03:00", Precision::Minute),
        ] {
            let when: When = text.parse().unwrap();
            assert_eq!((when.to_string().as_str(), when.precision()), (text, precision));
        }
    }

    #[test]
    fn common_variants_are_read() {
        let parse = |t: &str| t.parse::<When>().map(|w| w.to_string());
        assert_eq!(parse("2021-12-21 14:05:09.123 +0300").unwrap(), "2021-12-21T14:05:09+03:00");
        assert_eq!(parse("2021-12-21T14:05:60Z").unwrap(), "2021-12-21T14:05:59Z");
        for bad in
            ["", "21", "2021-13", "2021-02-30", "2021-12-21T25:00", "2021-12-21Tnoon", "0000", "yesterday"]
        {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,30}") { let _ = text.parse::<When>(); }

        #[test]
        fn prints_what_it_parses(y in 1i16..9999, m in 1i8..=12, d in 1i8..=28, h in 0i8..24, off in -840i16..=840) {
            let t = TimeOfDay { hour: h, minute: 7, second: None, offset: Some(off) };
            let w = When::Minute(jiff::civil::date(y, m, d), t);
            prop_assert_eq!(w.to_string().parse::<When>().unwrap(), w);
        }
    }
}
