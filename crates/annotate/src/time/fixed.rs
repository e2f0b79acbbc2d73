//! Points of the calendar once they are known, and the arithmetic on them.

use super::expression::{Season, Unit};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use onrecord_text::When;
use std::fmt;

/// A known point of the calendar. It prints as its TIMEX3 value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fixed {
    Day(Date),
    /// ISO year and week.
    Week(i16, i8),
    Weekend(i16, i8),
    Month(i16, u8),
    Quarter(i16, u8),
    Half(i16, u8),
    Season(i16, Season),
    Year(i16),
    /// Tens of years.
    Decade(i16),
    /// Hundreds of years: 19 is the 20th century.
    Century(i16),
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Fixed::Day(date) => write!(f, "{}-{:02}-{:02}", Year(date.year()), date.month(), date.day()),
            Fixed::Week(year, week) => write!(f, "{}-W{week:02}", Year(year)),
            Fixed::Weekend(year, week) => write!(f, "{}-W{week:02}-WE", Year(year)),
            Fixed::Month(year, month) => write!(f, "{}-{month:02}", Year(year)),
            Fixed::Quarter(year, quarter) => write!(f, "{}-Q{quarter}", Year(year)),
            Fixed::Half(year, half) => write!(f, "{}-H{half}", Year(year)),
            Fixed::Season(year, season) => write!(f, "{}-{}", Year(year), season.code()),
            Fixed::Year(year) => Year(year).fmt(f),
            Fixed::Decade(tens) => write!(f, "{tens:03}"),
            Fixed::Century(hundreds) if hundreds < 0 => write!(f, "BC{:02}", -hundreds),
            Fixed::Century(hundreds) => write!(f, "{hundreds:02}"),
        }
    }
}

/// A year as TIMEX3 writes it: `0079`, `BC0218`.
struct Year(i16);

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 { write!(f, "BC{:04}", -i32::from(self.0)) } else { write!(f, "{:04}", self.0) }
    }
}

impl Fixed {
    /// The same as a [`When`], where that can say it.
    pub fn when(self) -> Option<When> {
        match self {
            // A `When` begins with our era.
            _ if self.year().is_some_and(|y| y < 1) => None,
            Fixed::Day(date) => Some(When::Day(date)),
            Fixed::Month(year, month) => Some(When::Month(year, month as i8)),
            Fixed::Year(year) => Some(When::Year(year)),
            _ => None,
        }
    }

    /// The unit that holds a day.
    pub fn holding(day: Date, unit: Unit) -> Option<Fixed> {
        let week = day.iso_week_date();
        Some(match unit {
            Unit::Day => Fixed::Day(day),
            Unit::Week | Unit::Fortnight => Fixed::Week(week.year(), week.week()),
            Unit::Weekend => Fixed::Weekend(week.year(), week.week()),
            Unit::Month => Fixed::Month(day.year(), day.month() as u8),
            Unit::Quarter => Fixed::Quarter(day.year(), (day.month() as u8 - 1) / 3 + 1),
            Unit::Half => Fixed::Half(day.year(), (day.month() as u8 - 1) / 6 + 1),
            Unit::Year => Fixed::Year(day.year()),
            Unit::Decade => Fixed::Decade(day.year().div_euclid(10)),
            Unit::Century | Unit::Millennium => Fixed::Century(day.year().div_euclid(100)),
            Unit::Second | Unit::Minute | Unit::Hour => return None,
        })
    }

    /// The unit that lies `n` units from the one that holds `day`.
    pub fn away(day: Date, unit: Unit, n: i64) -> Option<Fixed> {
        let months = |n: i64| day.first_of_month().checked_add(n.checked_mul(1)?.months_checked()?).ok();
        let day = match unit {
            Unit::Day => day.checked_add(n.days_checked()?).ok()?,
            Unit::Week | Unit::Weekend => day.checked_add(n.checked_mul(7)?.days_checked()?).ok()?,
            Unit::Fortnight => day.checked_add(n.checked_mul(14)?.days_checked()?).ok()?,
            Unit::Month => months(n)?,
            Unit::Quarter => months(n.checked_mul(3)?)?,
            Unit::Half => months(n.checked_mul(6)?)?,
            Unit::Year => months(n.checked_mul(12)?)?,
            Unit::Decade => months(n.checked_mul(120)?)?,
            Unit::Century => months(n.checked_mul(1200)?)?,
            Unit::Millennium => months(n.checked_mul(12_000)?)?,
            Unit::Second | Unit::Minute | Unit::Hour => return None,
        };
        let known = day.year() > 0;
        known.then(|| Fixed::holding(day, unit)).flatten()
    }

    /// The point `n` units away, kept as coarse as the coarser of the two; `None` where the point is too
    /// coarse to count that unit from.
    pub fn shifted(self, unit: Unit, n: i64) -> Option<Fixed> {
        match (self, unit) {
            // A quarter or a season stays one: "a year earlier" in a report on the third quarter.
            (Fixed::Quarter(year, quarter), Unit::Year) => Some(Fixed::Quarter(year_plus(year, n)?, quarter)),
            (Fixed::Half(year, half), Unit::Year) => Some(Fixed::Half(year_plus(year, n)?, half)),
            (Fixed::Season(year, season), Unit::Year) => Some(Fixed::Season(year_plus(year, n)?, season)),
            _ if unit < self.unit() => None,
            _ => Fixed::away(self.first_day()?, unit, n),
        }
    }

    /// How coarse it is.
    pub fn unit(self) -> Unit {
        match self {
            Fixed::Day(_) => Unit::Day,
            Fixed::Weekend(..) => Unit::Weekend,
            Fixed::Week(..) => Unit::Week,
            Fixed::Month(..) => Unit::Month,
            Fixed::Quarter(..) | Fixed::Season(..) => Unit::Quarter,
            Fixed::Half(..) => Unit::Half,
            Fixed::Year(_) => Unit::Year,
            Fixed::Decade(_) => Unit::Decade,
            Fixed::Century(_) => Unit::Century,
        }
    }

    /// The first day of it.
    pub fn first_day(self) -> Option<Date> {
        let (year, month) = match self {
            Fixed::Day(date) => return Some(date),
            Fixed::Week(year, week) | Fixed::Weekend(year, week) => {
                return jiff::civil::ISOWeekDate::new(year, week, Weekday::Monday).ok().map(|w| w.date());
            }
            Fixed::Month(year, month) => (year, month),
            Fixed::Quarter(year, quarter) => (year, quarter * 3 - 2),
            Fixed::Half(year, half) => (year, half * 6 - 5),
            Fixed::Season(year, season) => (year, season.first_month()),
            Fixed::Year(year) => (year, 1),
            Fixed::Decade(tens) => (tens.checked_mul(10)?, 1),
            Fixed::Century(hundreds) => (hundreds.checked_mul(100)?, 1),
        };
        Date::new(year, month as i8, 1).ok()
    }

    /// The year that it lies in, of what is no longer than a year.
    pub fn year(self) -> Option<i16> {
        match self {
            Fixed::Decade(_) | Fixed::Century(_) => None,
            Fixed::Day(date) => Some(date.year()),
            Fixed::Week(y, _)
            | Fixed::Weekend(y, _)
            | Fixed::Month(y, _)
            | Fixed::Quarter(y, _)
            | Fixed::Half(y, _)
            | Fixed::Season(y, _)
            | Fixed::Year(y) => Some(y),
        }
    }
}

/// A year some years on, if the calendar has it.
pub(super) fn year_plus(year: i16, n: i64) -> Option<i16> {
    i16::try_from(i64::from(year).checked_add(n)?).ok().filter(|y| (-9999..=9999).contains(y) && *y != 0)
}

/// Spans from numbers that a text gives, which may be of any size.
trait CheckedSpan {
    fn days_checked(self) -> Option<jiff::Span>;
    fn months_checked(self) -> Option<jiff::Span>;
}

impl CheckedSpan for i64 {
    fn days_checked(self) -> Option<jiff::Span> {
        (self.abs() < 4_000_000).then(|| self.days())
    }

    fn months_checked(self) -> Option<jiff::Span> {
        (self.abs() < 120_000).then(|| self.months())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_are_those_of_iso_8601() {
        let week = |y, m, d| Fixed::holding(date(y, m, d), Unit::Week).map(|w| w.to_string());
        assert_eq!(week(1998, 3, 1).as_deref(), Some("1998-W09"));
        assert_eq!(week(2021, 1, 3).as_deref(), Some("2020-W53"));
    }

    #[test]
    fn a_point_is_never_made_finer() {
        assert_eq!(Fixed::Year(1999).shifted(Unit::Day, 2), None);
        assert_eq!(Fixed::Month(1999, 5).shifted(Unit::Week, 2), None);
        assert_eq!(Fixed::Month(1999, 11).shifted(Unit::Month, 2), Some(Fixed::Month(2000, 1)));
        assert_eq!(Fixed::Day(date(1999, 12, 31)).shifted(Unit::Day, 1), Some(Fixed::Day(date(2000, 1, 1))));
        assert_eq!(Fixed::Quarter(1989, 3).shifted(Unit::Year, -1), Some(Fixed::Quarter(1988, 3)));
    }

    #[test]
    fn absurd_distances_are_no_dates() {
        assert_eq!(Fixed::away(date(2021, 1, 1), Unit::Millennium, -9_999_999_999), None);
        assert_eq!(Fixed::away(date(2021, 1, 1), Unit::Year, -4000), None);
        assert_eq!(Fixed::away(date(2021, 1, 1), Unit::Day, i64::MIN + 1), None);
    }
}
