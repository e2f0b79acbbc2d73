//! Which point of the calendar is meant: against the published date, the tense of the clause and what was
//! mentioned before.

use super::expression::{Amount, Point, Turn, Unit};
use super::fixed::{Fixed, year_plus};
use super::lexicon::Lexicon;
use super::tense::Tense;
use jiff::civil::{Date, Weekday};
use onrecord_text::When;

/// A point that could not be worked out: the value with X for what is not known, and the reason.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unresolved {
    pub value: String,
    /// What is known all the same.
    pub when: Option<When>,
    pub reason: &'static str,
}

const NO_DATE: &str = "unresolved:no-published-date";
const NOTHING: &str = "unresolved:nothing-mentioned";
const AMBIGUOUS: &str = "unresolved:ambiguous";

type Resolved = Result<(Fixed, &'static str), Unresolved>;

/// Works through a text's points in order and remembers what was mentioned.
pub(super) struct Resolver<'a> {
    lexicon: &'a Lexicon,
    today: Option<Date>,
    history: bool,
    /// The last point.
    last: Option<Fixed>,
    /// The last quarter or year, for "a year earlier" and "the latest period" in business reports.
    period: Option<Fixed>,
}

impl<'a> Resolver<'a> {
    pub fn new(lexicon: &'a Lexicon, today: Option<Date>, history: bool) -> Resolver<'a> {
        Resolver { lexicon, today, history, last: None, period: None }
    }

    /// The point in the calendar. `tense` is asked only where it matters.
    pub fn point(&mut self, point: Point, tense: impl Fn() -> Option<Tense>) -> Resolved {
        let resolved = self.resolve(point, tense);
        if let Ok((fixed, _)) = resolved {
            // What a period is compared with is not what the report is about.
            let compared = matches!(
                point,
                Point::After { unit: Unit::Year, .. }
                    | Point::Away { unit: Unit::Year, .. }
                    | Point::Period { .. }
                    | Point::PeriodOf(_)
                    | Point::Quarter { turn: Turn::Year(-1), .. }
            );
            if !compared || matches!(fixed, Fixed::Year(_)) {
                self.last = Some(fixed);
            }
            let begun = fixed.first_day().zip(self.today).is_none_or(|(first, today)| first <= today);
            if !compared && begun && matches!(fixed, Fixed::Quarter(..)) {
                self.period = Some(fixed);
            }
        }
        resolved
    }

    /// A report on several months is no longer about its quarter.
    pub fn several_months(&mut self) {
        self.period = None;
    }

    /// The day for a time that stands without one: the day mentioned last, or today.
    pub fn day_at_hand(&self) -> Resolved {
        match (self.last, self.today) {
            (Some(day @ Fixed::Day(_)), _) => Ok((day, "mentioned")),
            (_, Some(today)) => Ok((Fixed::Day(today), "published")),
            (_, None) => Err(unresolved("XXXX-XX-XX", NO_DATE)),
        }
    }

    fn today(&self, pattern: &str) -> Result<Date, Unresolved> {
        self.today.ok_or_else(|| unresolved(pattern, NO_DATE))
    }

    fn resolve(&self, point: Point, tense: impl Fn() -> Option<Tense>) -> Resolved {
        match point {
            Point::Stated { year, month, day } => stated(year, month, day),
            Point::AmbiguousDay { year } => Err(Unresolved {
                value: format!("{year:04}-XX-XX"),
                when: Some(When::Year(year)),
                reason: AMBIGUOUS,
            }),
            Point::Month { month, day: None, turn } => self.month(month, turn, tense),
            Point::Month { month, day: Some(day), turn } => self.month_day(month, day, turn, tense),
            Point::DayOfMonth(day) => {
                let pattern = format!("XXXX-XX-{day:02}");
                let today = self.today(&pattern)?;
                Date::new(today.year(), today.month(), day as i8)
                    .map(|d| (Fixed::Day(d), "published"))
                    .map_err(|_| unresolved(&pattern, AMBIGUOUS))
            }
            Point::Weekday { weekday, turn } => self.weekday(weekday, turn, tense),
            Point::NearWeekday { days, weekday, turn } => match self.weekday(weekday, turn, tense)? {
                (Fixed::Day(day), anchor) => {
                    fixed(Fixed::away(day, Unit::Day, i64::from(days)), anchor, "XXXX-XX-XX")
                }
                other => Ok(other),
            },
            Point::Season { season, turn } => {
                let pattern = format!("XXXX-{}", season.code());
                let (year, anchor) = self.year_of(season.first_month(), 3, turn, tense, &pattern)?;
                Ok((Fixed::Season(year, season), anchor))
            }
            Point::Quarter { quarter, turn } => {
                let pattern = format!("XXXX-Q{quarter}");
                let (year, anchor) = self.year_of(quarter * 3 - 2, 3, turn, tense, &pattern)?;
                Ok((Fixed::Quarter(year, quarter), anchor))
            }
            Point::Half { half, turn } => {
                let pattern = format!("XXXX-H{half}");
                let (year, anchor) = self.year_of(half * 6 - 5, 6, turn, tense, &pattern)?;
                Ok((Fixed::Half(year, half), anchor))
            }
            Point::Holiday { index, turn } => self.holiday(index, turn, tense),
            Point::Unit { unit, turn } => self.unit(unit, turn, tense),
            Point::Decade { tens, short: false } => Ok((Fixed::Decade(tens), "absolute")),
            // "the nineties" without a century are those of the last hundred years or so.
            Point::Decade { tens, short: true } => Ok((Fixed::Decade(190 + tens), "absolute")),
            Point::Century(n) => Ok((Fixed::Century(i16::from(n) - i16::from(n.signum())), "absolute")),
            Point::Day(days) => {
                let today = self.today("XXXX-XX-XX")?;
                fixed(Fixed::away(today, Unit::Day, i64::from(days)), "published", "XXXX-XX-XX")
            }
            Point::PeriodOf(year) => match self.period {
                Some(Fixed::Quarter(_, quarter)) => Ok((Fixed::Quarter(year, quarter), "mentioned")),
                _ => Ok((Fixed::Year(year), "absolute")),
            },
            // "a year ago" in a report on a quarter is that quarter of the year before.
            Point::Away { amount: Amount::Exactly(1), unit: Unit::Year, ahead: false }
                if self.period.is_some() =>
            {
                self.after(Amount::Exactly(1), Unit::Year, false)
            }
            Point::Away { amount, unit, ahead } => {
                let pattern = pattern(unit);
                let today = self.today(pattern)?;
                // "two decades ago" is a year.
                let (unit, times) = in_years(unit);
                let n = count(amount, ahead).ok_or_else(|| unresolved(pattern, AMBIGUOUS))?;
                fixed(n.checked_mul(times).and_then(|n| Fixed::away(today, unit, n)), "published", pattern)
            }
            Point::After { amount, unit, ahead } => self.after(amount, unit, ahead),
            Point::Period { years, quarter } => self.period(years, quarter),
            Point::WeekOf { month, day } => match self.month_day(month, day, Turn::Near, tense)? {
                (Fixed::Day(day), anchor) => fixed(Fixed::holding(day, Unit::Week), anchor, "XXXX-WXX"),
                other => Ok(other),
            },
        }
    }

    /// The year for "12 July" in a history: that of the last mention, or the one after where the months
    /// went round.
    fn year_of_history(&self, month: u8) -> Option<i16> {
        let last = self.last.filter(|_| self.history)?;
        let year = last.year()?;
        let from = last.first_day()?.month() as u8;
        let round = last.unit() <= Unit::Month && from >= month + 6;
        year_plus(year, i64::from(round))
    }

    fn month(&self, month: u8, turn: Turn, tense: impl Fn() -> Option<Tense>) -> Resolved {
        let pattern = format!("XXXX-{month:02}");
        if let (Turn::Near, Some(year)) = (turn, self.year_of_history(month)) {
            return Ok((Fixed::Month(year, month), "mentioned"));
        }
        let (year, anchor) = self.year_of(month, 1, turn, tense, &pattern)?;
        Ok((Fixed::Month(year, month), anchor))
    }

    /// The year of a part of the year that begins with `month` and lasts `months`.
    fn year_of(
        &self,
        month: u8,
        months: u8,
        turn: Turn,
        tense: impl Fn() -> Option<Tense>,
        pattern: &str,
    ) -> Result<(i16, &'static str), Unresolved> {
        if let Turn::Of(year) = turn {
            return Ok((year, "absolute"));
        }
        let out = || unresolved(pattern, AMBIGUOUS);
        if let Turn::Previous | Turn::Following | Turn::Same = turn {
            let last = self.last.ok_or_else(|| unresolved(pattern, NOTHING))?;
            let (year, from) = last.year().zip(last.first_day().map(|d| d.month() as u8)).ok_or_else(out)?;
            let by = match turn {
                Turn::Previous if from <= month => -1,
                Turn::Following if from >= month => 1,
                _ => 0,
            };
            return year_plus(year, by).map(|y| (y, "mentioned")).ok_or_else(out);
        }
        let today = self.today(pattern)?;
        let (year, now) = (today.year(), today.month() as u8);
        let last = month + months - 1;
        let (by, anchor) = match turn {
            Turn::Year(years) => (i64::from(years), "published"),
            Turn::This => (0, "published"),
            // "last February" in March is last year's.
            Turn::Last => (if last + u8::from(months == 1) < now { 0 } else { -1 }, "published"),
            Turn::Next | Turn::Coming => (if month > now { 0 } else { 1 }, "published"),
            _ if (month..=last).contains(&now) => (0, "published"),
            _ => {
                // Months from now to its beginning if it is ahead, from its end to now if it is past.
                let ahead = (month + 12 - now) % 12;
                let back = (now + 12 - last % 12) % 12;
                let (future, anchor) = match tense() {
                    // What "the third quarter" brought is told in the fourth, whatever the tense.
                    _ if months > 1 && back <= 3 => (false, "published:nearest"),
                    Some(Tense::Future) => (true, "published:future"),
                    Some(Tense::Past) => (false, "published:past"),
                    _ => (ahead < back && ahead <= 3, "published:nearest"),
                };
                let by = match future {
                    true => i64::from(month < now),
                    false => -i64::from(month > now),
                };
                (by, anchor)
            }
        };
        year_plus(year, by).map(|y| (y, anchor)).ok_or_else(out)
    }

    fn month_day(&self, month: u8, day: u8, turn: Turn, tense: impl Fn() -> Option<Tense>) -> Resolved {
        let pattern = format!("XXXX-{month:02}-{day:02}");
        let on = |year: i16| Date::new(year, month as i8, day as i8).ok();
        if !matches!(turn, Turn::Near) {
            let (year, anchor) = self.year_of(month, 1, turn, tense, &pattern)?;
            return fixed(on(year).map(Fixed::Day), anchor, &pattern);
        }
        if let Some(year) = self.year_of_history(month) {
            return fixed(on(year).map(Fixed::Day), "mentioned", &pattern);
        }
        let today = self.today(&pattern)?;
        self.nearest(today, on, tense, &pattern)
    }

    /// The yearly day that is nearest; where two are about as near, the tense decides.
    fn nearest(
        &self,
        today: Date,
        on: impl Fn(i16) -> Option<Date>,
        tense: impl Fn() -> Option<Tense>,
        pattern: &str,
    ) -> Resolved {
        let days = |date: Date| date.duration_since(today).as_hours() / 24;
        let around = [-1, 0, 1].into_iter().filter_map(|by| on(year_plus(today.year(), by)?));
        let (mut back, mut ahead) = (None, None);
        for date in around {
            if date <= today {
                back = Some(date);
            } else if ahead.is_none() {
                ahead = Some(date);
            }
        }
        let (date, anchor) = match (back, ahead) {
            (Some(back), Some(ahead)) => {
                let (before, after) = (-days(back), days(ahead));
                if before < 90 || after < 90 {
                    (if before <= after { back } else { ahead }, "published:nearest")
                } else if tense() == Some(Tense::Future) {
                    (ahead, "published:future")
                } else {
                    (back, "published:past")
                }
            }
            (Some(date), None) | (None, Some(date)) => (date, "published:nearest"),
            (None, None) => return Err(unresolved(pattern, AMBIGUOUS)),
        };
        Ok((Fixed::Day(date), anchor))
    }

    fn weekday(&self, weekday: u8, turn: Turn, tense: impl Fn() -> Option<Tense>) -> Resolved {
        let pattern = format!("XXXX-WXX-{weekday}");
        let Ok(name) = Weekday::from_monday_one_offset(weekday as i8) else {
            return Err(unresolved(&pattern, AMBIGUOUS));
        };
        let step = |from: Date, nth: i32| from.nth_weekday(nth, name).ok().map(Fixed::Day);
        if let Turn::Previous | Turn::Following | Turn::Same = turn {
            let Some(Fixed::Day(last)) = self.last else { return Err(unresolved(&pattern, NOTHING)) };
            let nth = if turn == Turn::Following { 1 } else { -1 };
            return fixed(step(last, nth), "mentioned", &pattern);
        }
        let today = self.today(&pattern)?;
        let holds = today.weekday() == name;
        let (day, anchor) = match turn {
            Turn::Last => (step(today, -1), "published"),
            Turn::Next => (step(today, 1), "published"),
            Turn::This | Turn::Coming if holds => (Some(Fixed::Day(today)), "published"),
            Turn::This | Turn::Coming => (step(today, 1), "published"),
            _ if holds => (Some(Fixed::Day(today)), "published"),
            _ => match tense() {
                Some(Tense::Future) => (step(today, 1), "published:future"),
                Some(Tense::Past) => (step(today, -1), "published:past"),
                _ => (step(today, -1), "published:nearest"),
            },
        };
        fixed(day, anchor, &pattern)
    }

    fn holiday(&self, index: usize, turn: Turn, tense: impl Fn() -> Option<Tense>) -> Resolved {
        let Some(holiday) = self.lexicon.holidays.get(index) else {
            return Err(unresolved("XXXX-XX-XX", AMBIGUOUS));
        };
        if let Turn::Of(year) = turn {
            return fixed(holiday.date(year).map(Fixed::Day), "absolute", "XXXX-XX-XX");
        }
        let today = self.today("XXXX-XX-XX")?;
        let sought = match turn {
            Turn::Last => [0, -1]
                .into_iter()
                .filter_map(|by| holiday.date(year_plus(today.year(), by)?))
                .find(|d| *d < today),
            Turn::Next | Turn::Coming => [0, 1]
                .into_iter()
                .filter_map(|by| holiday.date(year_plus(today.year(), by)?))
                .find(|d| *d > today),
            Turn::This => holiday.date(today.year()),
            _ => return self.nearest(today, |year| holiday.date(year), tense, "XXXX-XX-XX"),
        };
        fixed(sought.map(Fixed::Day), "published", "XXXX-XX-XX")
    }

    fn unit(&self, unit: Unit, turn: Turn, tense: impl Fn() -> Option<Tense>) -> Resolved {
        let pattern = pattern(unit);
        let by = match turn {
            Turn::Previous | Turn::Following | Turn::Same => {
                let by = match turn {
                    Turn::Previous => -1,
                    Turn::Following => 1,
                    _ => 0,
                };
                let last = self.last.ok_or_else(|| unresolved(pattern, NOTHING))?;
                if by == 0 && last.unit() == unit {
                    return Ok((last, "mentioned"));
                }
                return fixed(last.shifted(unit, by), "mentioned", pattern);
            }
            Turn::Last => -1,
            Turn::Next => 1,
            Turn::Near if unit == Unit::Weekend => {
                let today = self.today(pattern)?;
                let late = matches!(today.weekday(), Weekday::Saturday | Weekday::Sunday);
                if late || tense() == Some(Tense::Future) { 0 } else { -1 }
            }
            _ => 0,
        };
        let today = self.today(pattern)?;
        // On a Monday "the weekend" that is past, like "last weekend", ended the day before.
        fixed(Fixed::away(today, unit, by), "published", pattern)
    }

    /// "two days later", "a year earlier"
    fn after(&self, amount: Amount, unit: Unit, ahead: bool) -> Resolved {
        let pattern = pattern(unit);
        let n = count(amount, ahead).ok_or_else(|| unresolved(pattern, AMBIGUOUS))?;
        if let (Some(period), Unit::Year, false) = (self.period, unit, ahead) {
            return fixed(period.shifted(unit, n), "mentioned", pattern);
        }
        let (unit, times) = in_years(unit);
        let n = n.checked_mul(times).ok_or_else(|| unresolved(pattern, AMBIGUOUS))?;
        match (self.last, self.today) {
            (Some(last), _) if last.unit() <= unit => fixed(last.shifted(unit, n), "mentioned", pattern),
            (None, Some(today)) => fixed(Fixed::away(today, unit, n), "published", pattern),
            _ => Err(unresolved(pattern, NOTHING)),
        }
    }

    /// "the quarter", "the latest period", "the year-ago quarter"
    fn period(&self, years: i16, quarter: bool) -> Resolved {
        let pattern = if quarter { "XXXX-QX" } else { "XXXX" };
        match self.period {
            Some(period) => fixed(period.shifted(Unit::Year, i64::from(years)), "mentioned", pattern),
            None => {
                let reason = if self.today.is_none() { NO_DATE } else { NOTHING };
                let today =
                    self.today.filter(|_| quarter).and_then(|t| year_plus(t.year(), i64::from(years)));
                match today {
                    Some(year) => Err(Unresolved { value: format!("{year:04}-QX"), when: None, reason }),
                    None => Err(unresolved(pattern, reason)),
                }
            }
        }
    }
}

fn stated(year: i16, month: Option<u8>, day: Option<u8>) -> Resolved {
    let point = match (month, day) {
        (Some(month), Some(day)) => match Date::new(year, month as i8, day as i8) {
            Ok(date) => Fixed::Day(date),
            // "February 30, 2021": the month is all that can be meant.
            Err(_) => {
                return Err(Unresolved {
                    value: format!("{year:04}-{month:02}-XX"),
                    when: Some(When::Month(year, month as i8)),
                    reason: "unresolved:no-such-day",
                });
            }
        },
        (Some(month), None) => Fixed::Month(year, month),
        _ => Fixed::Year(year),
    };
    Ok((point, "absolute"))
}

fn fixed(point: Option<Fixed>, anchor: &'static str, pattern: &str) -> Resolved {
    point.map(|point| (point, anchor)).ok_or_else(|| unresolved(pattern, AMBIGUOUS))
}

fn unresolved(value: &str, reason: &'static str) -> Unresolved {
    Unresolved { value: value.to_owned(), when: None, reason }
}

/// What is written where a unit is not known.
fn pattern(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Half => "XXXX-HX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century | Unit::Millennium => "XX",
    }
}

/// Decades and longer are counted in years, fortnights in weeks.
fn in_years(unit: Unit) -> (Unit, i64) {
    match unit {
        Unit::Decade => (Unit::Year, 10),
        Unit::Century => (Unit::Year, 100),
        Unit::Millennium => (Unit::Year, 1000),
        Unit::Fortnight => (Unit::Week, 2),
        other => (other, 1),
    }
}

fn count(amount: Amount, ahead: bool) -> Option<i64> {
    match amount {
        Amount::Exactly(n) => Some(if ahead { i64::from(n) } else { -i64::from(n) }),
        _ => None,
    }
}
