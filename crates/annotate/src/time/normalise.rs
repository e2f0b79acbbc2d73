//! From what an expression says to its TIMEX3 value and, where it has one, its place in the calendar.

use super::expression::{Amount, Clock, Expression, Point, Turn, Unit};
use super::fixed::{Fixed, year_plus};
use super::grammar::Found;
use super::lexicon::Lexicon;
use super::resolve::{Resolver, Unresolved};
use super::scanner::Token;
use super::tense::tense;
use crate::TimexKind;
use jiff::civil::Date;
use onrecord_text::{TimeOfDay, When};

/// An expression's kind, value and place in the calendar.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Normal {
    pub kind: TimexKind,
    pub value: String,
    pub when: Option<When>,
    pub anchor: &'static str,
}

impl Normal {
    /// True if both are the same point or length, however it was found.
    pub fn is_same(&self, other: &Normal) -> bool {
        (self.kind, &self.value, self.when) == (other.kind, &other.value, other.when)
    }
}

/// The values of all expressions, read in order against one day.
pub(super) fn normalise(
    text: &str,
    tokens: &[Token],
    lexicon: &Lexicon,
    found: &[Found],
    today: Option<Date>,
) -> Vec<Normal> {
    let mut resolver = Resolver::new(lexicon, today, tells_a_history(found, today));
    found
        .iter()
        .map(|one| {
            let tense = || tense(text, tokens, one.first, one.end);
            match &one.expression {
                // "20 minutes ago": some hour of a day that may be the one before.
                Expression::Point(Point::Away { unit, .. } | Point::After { unit, .. })
                    if *unit < Unit::Day =>
                {
                    Normal {
                        kind: TimexKind::Time,
                        value: "XXXX-XX-XXTXX:XX".to_owned(),
                        when: None,
                        anchor: "unresolved:hours",
                    }
                }
                Expression::Point(point) => date(resolver.point(*point, tense)),
                Expression::Time(clock, day) => {
                    let day = match day {
                        Some(day) => resolver.point(*day, tense),
                        None => resolver.day_at_hand(),
                    };
                    time(*clock, day)
                }
                Expression::Duration(length) => {
                    if length.unit == Unit::Month && matches!(length.amount, Amount::Exactly(6 | 9)) {
                        resolver.several_months();
                    }
                    plain(TimexKind::Duration, length.value())
                }
                Expression::Set(value) => plain(TimexKind::Set, value.clone()),
                Expression::Reference(reference) => plain(TimexKind::Date, reference.value().to_owned()),
            }
        })
        .collect()
}

fn plain(kind: TimexKind, value: String) -> Normal {
    Normal { kind, value, when: None, anchor: "none" }
}

fn date(resolved: Result<(Fixed, &'static str), Unresolved>) -> Normal {
    match resolved {
        Ok((fixed, anchor)) => {
            Normal { kind: TimexKind::Date, value: fixed.to_string(), when: fixed.when(), anchor }
        }
        Err(Unresolved { value, when, reason }) => {
            Normal { kind: TimexKind::Date, value, when, anchor: reason }
        }
    }
}

fn time(clock: Clock, day: Result<(Fixed, &'static str), Unresolved>) -> Normal {
    let (day_value, date, anchor) = match day {
        Ok((fixed @ Fixed::Day(date), anchor)) => (fixed.to_string(), fixed.when().map(|_| date), anchor),
        Ok((fixed, anchor)) => (fixed.to_string(), None, anchor),
        Err(unresolved) => (unresolved.value, None, unresolved.reason),
    };
    let (value, when) = match clock {
        Clock::Part(part) => (format!("{day_value}T{}", part.code()), date.map(When::Day)),
        Clock::At { hour, minute, second, zone } => {
            let seconds = second.map(|s| format!(":{s:02}")).unwrap_or_default();
            // Midnight belongs to two days; which one is meant is left open.
            let time = TimeOfDay {
                hour: hour as i8,
                minute: minute as i8,
                second: second.map(|s| s as i8),
                offset: zone,
            };
            let when = date.filter(|_| hour < 24).map(|date| When::Minute(date, time));
            (format!("{day_value}T{hour:02}:{minute:02}{seconds}"), when)
        }
    };
    Normal { kind: TimexKind::Time, value, when, anchor }
}

/// True if the text tells a history rather than the news: it dates by years long before its own day, and
/// hardly ever says "yesterday" or "Tuesday". There "12 July" belongs to the year that was mentioned last.
fn tells_a_history(found: &[Found], today: Option<Date>) -> bool {
    let before = today.and_then(|d| year_plus(d.year(), -1)).unwrap_or(i16::MAX);
    let (mut years, mut news) = (0, 0);
    for one in found {
        match one.expression {
            Expression::Point(Point::Stated { year, .. }) if year < before => years += 1,
            Expression::Point(
                Point::Day(_)
                | Point::Weekday { .. }
                | Point::Away { .. }
                | Point::Unit { turn: Turn::Last | Turn::This | Turn::Next, .. },
            )
            | Expression::Time(_, Some(Point::Day(_) | Point::Weekday { .. })) => news += 1,
            _ => {}
        }
    }
    years >= 5 && news == 0 || years >= 8 && years >= 4 * news
}
