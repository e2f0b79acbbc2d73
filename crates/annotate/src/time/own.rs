//! The day on which an undated text was written, as far as the text itself tells it.

use super::Reading;
use super::expression::{Expression, Point, Turn};
use super::grammar::Found;
use super::tense::{Tense, tense};
use jiff::civil::{Date, Weekday};
use onrecord_text::{Span, When};

/// How many paragraphs may hold a dateline or the day of the news.
const HEAD: usize = 4;
/// A bare "Tuesday" is the last one, so that the text was written at most so many days later.
const WEEK: i64 = 6;
/// Words that say that a picture is older than the text beside it.
const OLD_PICTURE: [&str; 5] = ["file", "archive", "archives", "archival", "stock"];

/// Between which days a text was written, and the words that tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDays {
    /// On this day or later.
    pub first: Date,
    /// On this day or earlier.
    pub last: Date,
    /// How that is known: `dateline`, `caption` or `dated-weekday`.
    pub rule: &'static str,
    /// The date in the text.
    pub span: Span,
}

/// When the text says that it was written; `None` where it does not, or says two things that can't both be.
///
/// - `dateline`: "ORVANE, 21 December 2021 (Corrant) —" opens one of the first paragraphs. It is that day.
/// - `caption`: a picture's caption has a full date, and the text says that weekday without a date: "on
///   Tuesday". It was written on that day or within six days of it. Old pictures that say so don't count.
/// - `dated-weekday`: one of the first paragraphs has a past day in full with its weekday, "on Tuesday, 21
///   December 2021", and elsewhere the text says that weekday alone. Likewise.
///
/// The last two don't hold where the text speaks of any later date. A dateline without its year, "ORVANE, Dec.
/// 21 —", tells no day. `captions` are ranges of `text` outside `body`.
pub fn own_days(text: &str, body: &[Span], captions: &[Span]) -> Option<OwnDays> {
    let reading = Reading::of(text, body);
    let days: Vec<Full> = reading.full_days().collect();
    let dateline = days.iter().find(|day| reading.in_head(day, body) && is_dateline(text, body, day.span));
    if let Some(day) = dateline {
        return Some(OwnDays { first: day.date, last: day.date, rule: "dateline", span: day.span });
    }
    let pictures = Reading::of(text, captions);
    let of_pictures = pictures.full_days().filter(|day| {
        let caption = captions.iter().find(|c| c.contains(day.span));
        caption.is_some_and(|caption| !is_old(caption.of(text)))
    });
    let of_text = days.iter().copied().filter(|day| {
        reading.in_head(day, body)
            && names_weekday(text, day)
            && reading.tense(day.index) == Some(Tense::Past)
    });
    let found = of_pictures.map(|day| ("caption", day)).chain(of_text.map(|day| ("dated-weekday", day)));
    let mut own: Option<OwnDays> = None;
    for (rule, day) in found.filter(|(_, day)| reading.says_weekday(day)) {
        let last = day.date.checked_add(jiff::Span::new().days(WEEK)).ok()?;
        if reading.speaks_of_later(last) {
            return None;
        }
        own = Some(match own {
            None => OwnDays { first: day.date, last, rule, span: day.span },
            // Of several days the text is younger than the last; the first must not be too long ago.
            Some(known) if known.last < day.date || last < known.first => return None,
            Some(known) if known.first < day.date => {
                OwnDays { first: day.date, last: known.last, rule, span: day.span }
            }
            Some(known) => OwnDays { last: known.last.min(last), ..known },
        });
    }
    own
}

/// A day that is written in full.
#[derive(Clone, Copy)]
struct Full {
    /// Of the expression.
    index: usize,
    date: Date,
    span: Span,
}

impl Reading<'_> {
    /// The days that are written in full, in order.
    fn full_days(&self) -> impl Iterator<Item = Full> + '_ {
        self.found.iter().enumerate().filter_map(|(index, found)| {
            let (Expression::Point(point) | Expression::Time(_, Some(point))) = found.expression else {
                return None;
            };
            let Point::Stated { year, month: Some(month), day: Some(day) } = point else { return None };
            let date = Date::new(year, month as i8, day as i8).ok()?;
            Some(Full { index, date, span: self.span(found) })
        })
    }

    fn tense(&self, index: usize) -> Option<Tense> {
        let Found { first, end, .. } = self.found[index];
        tense(self.text, &self.tokens, first, end)
    }

    /// True if the day stands in one of the first paragraphs.
    fn in_head(&self, day: &Full, body: &[Span]) -> bool {
        let start = body.first().map_or(0, |b| b.start as usize);
        let before = self.text.get(start..day.span.start as usize).unwrap_or("");
        before.lines().filter(|line| !line.trim().is_empty()).count() <= HEAD
    }

    /// True if the text says the day's weekday alone, of the past or the present.
    fn says_weekday(&self, day: &Full) -> bool {
        let sought = day.date.weekday().to_monday_one_offset() as u8;
        self.found.iter().enumerate().any(|(index, found)| {
            let (Expression::Point(point) | Expression::Time(_, Some(point))) = found.expression else {
                return false;
            };
            let bare = matches!(point, Point::Weekday { weekday, turn: Turn::Near } if weekday == sought);
            let beside = self.span(found).end + 3 >= day.span.start && self.span(found).start < day.span.end;
            bare && !beside && self.tense(index) != Some(Tense::Future)
        })
    }

    /// True if a date of the text lies wholly behind this day.
    fn speaks_of_later(&self, day: Date) -> bool {
        self.found.iter().any(|found| match found.expression {
            Expression::Point(Point::Stated { year, month, day: of_month }) => {
                let when = match (month, of_month) {
                    (Some(m), Some(d)) => Date::new(year, m as i8, d as i8).ok().map(When::Day),
                    (Some(m), None) => Some(When::Month(year, m as i8)),
                    _ => Some(When::Year(year)),
                };
                (1..=9999).contains(&year) && when.is_some_and(|when| when.days().0 > day)
            }
            _ => false,
        })
    }
}

/// True if the date's weekday stands in it, or right before it: "Tuesday (21 December 2021)".
fn names_weekday(text: &str, day: &Full) -> bool {
    let name = match day.date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    };
    let from = text.floor_char_boundary((day.span.start as usize).saturating_sub(name.len() + 3));
    text.get(from..day.span.end as usize).is_some_and(|near| near.contains(name))
}

/// True if a caption says that its picture is an old one.
fn is_old(caption: &str) -> bool {
    caption
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| OLD_PICTURE.iter().any(|old| word.eq_ignore_ascii_case(old)))
}

/// True if the date opens its paragraph behind a place, and a dash or an agency follows it.
fn is_dateline(text: &str, body: &[Span], date: Span) -> bool {
    let (start, end) = (date.start as usize, date.end as usize);
    let block = body.iter().find(|b| b.contains(date)).map_or(0, |b| b.start as usize);
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1).max(block);
    let Some(place) = text[line..start].trim().strip_suffix(',') else { return false };
    let words = || place.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let capital = |word: &str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    let behind = text[end..].trim_start_matches([' ', ',', '.', '\u{a0}']);
    (1..=5).contains(&words().count())
        && words().all(capital)
        && behind.starts_with(['—', '–', '-', ':', '(', '/', '['])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// First day, last day and rule; a first line that begins with "Picture:" is a caption.
    fn own(text: &str) -> Option<String> {
        let all = Span::new(0, text.len());
        let line = text.find('\n').filter(|_| text.starts_with("Picture:"));
        let (body, captions) = match line {
            Some(at) => (vec![Span::new(at + 1, text.len())], vec![Span::new(0, at)]),
            None => (vec![all], vec![]),
        };
        own_days(text, &body, &captions).map(|o| format!("{}..{} {}", o.first, o.last, o.rule))
    }

    #[test]
    fn a_dateline_with_its_year_is_the_day() {
        for text in [
            "ORVANE, 21 December 2021 (Corrant) — The dam holds.",
            "ORVANE, Sellenia, December 21, 2021. /CORRANT/. The dam holds.",
            "The dam holds\n\nOrvane, Dec. 21, 2021 – The dam holds, the mayor said.",
        ] {
            assert_eq!(own(text).as_deref(), Some("2021-12-21..2021-12-21 dateline"), "{text}");
        }
        for text in [
            "ORVANE, Dec. 21 (Corrant) — The dam holds.",
            "Quint, who on 3 March 1998 — a Tuesday — opened the dam, spoke.",
            "In Orvane, 21 December 2021 was a dry day.",
            "The dam was opened in Orvane, December 21, 2021 (Corrant).",
        ] {
            assert_eq!(own(text), None, "{text}");
        }
    }

    #[test]
    fn a_dated_picture_and_its_weekday_give_a_week() {
        let picture = "Picture: Mara Quint speaks in Orvane on December 21, 2021.\n";
        let own = |text: &str| own(&format!("{picture}{text}"));
        assert_eq!(own("Quint spoke on Tuesday.").as_deref(), Some("2021-12-21..2021-12-27 caption"));
        assert_eq!(own("Quint spoke on Monday."), None, "another weekday");
        assert_eq!(own("Quint will speak on Tuesday."), None, "a picture is of the past");
        assert_eq!(
            own("Quint spoke on Tuesday, as in May 2023."),
            None,
            "the picture is older than the text"
        );
        assert_eq!(own("Quint spoke last Tuesday."), None, "not the nearest");
    }

    #[test]
    fn an_old_picture_tells_nothing() {
        let text = "Picture: Mara Quint on December 21, 2021. (File photo)\nQuint spoke on Tuesday.";
        assert_eq!(own(text), None);
    }

    #[test]
    fn a_day_in_full_dates_its_weekday() {
        let text = "The gates were shut on Tuesday, 21 December 2021.\nQuint said on Tuesday that they hold.";
        assert_eq!(own(text).as_deref(), Some("2021-12-21..2021-12-27 dated-weekday"));
        let text =
            "The gates were shut on Tuesday (December 21, 2021).\nQuint said on Tuesday that they hold.";
        assert_eq!(own(text).as_deref(), Some("2021-12-21..2021-12-27 dated-weekday"));
        for text in [
            "The gates were shut on Tuesday, 21 December 2021.",
            "The gates will be shut on Tuesday, 21 December 2021.\nQuint said on Tuesday that they hold.",
            "The gates were shut on 21 December 2021.\nQuint said on Tuesday that they hold.",
            "A dam broke on Tuesday, 3 March 1998.\nQuint said on Tuesday that in 2019 another did.",
        ] {
            assert_eq!(own(text), None, "{text}");
        }
    }

    #[test]
    fn two_days_that_cannot_both_be_give_none() {
        let text = "The gates were shut on Tuesday, 21 December 2021, and opened on Friday, 3 December 2021.\n\
                    They held on Tuesday. They broke on Friday.";
        assert_eq!(own(text), None);
    }
}
