//! Dates with names and numbers of the calendar: "Dec. 21, 2021", "21 December", "Tuesday", "1996",
//! "2021-12-21".

use super::super::expression::Expression;
use super::super::expression::{Point, Turn, Unit};
use super::super::lexicon::{Class, Role};
use super::{Grammar, Read};

impl Grammar<'_> {
    pub(super) fn calendar(&self, at: usize) -> Read<Point> {
        match self.class(at) {
            Class::Weekday(weekday) => self.weekday_or_date(at, weekday),
            Class::WeekdayAbbreviated(_) => self.abbreviated_weekday(at),
            Class::Month(_) | Class::MonthAbbreviated(_) => self.month_or_date(at),
            Class::Number(n) => self
                .day_month(at, n)
                .or_else(|| self.numeric(at))
                .or_else(|| self.nine_eleven(at))
                .or_else(|| self.bare_year(at)),
            Class::Ordinal(n) => self.day_month(at, u32::from(n)),
            Class::Era(_) => self.year_of_era(at).map(|(end, year)| (end, stated(year))),
            Class::Count(_) => self.year_in_words(at).map(|(end, year)| (end, stated(year))),
            Class::HolidayStart => self.holiday(at, Turn::Near),
            Class::Word(Role::The) => self.after_the(at + 1),
            Class::Word(Role::Fiscal) => {
                let next = if self.class(at + 1) == Class::Unit(Unit::Year) { at + 2 } else { at + 1 };
                self.year(next).map(|(end, year)| (end, stated(year)))
            }
            _ => None,
        }
    }

    /// "the 21st of December", "the year 2000", "on the 21st"
    fn after_the(&self, at: usize) -> Read<Point> {
        match self.class(at) {
            Class::Ordinal(n) => {
                if let Some(read) = self.day_month(at, u32::from(n)) {
                    return Some(read);
                }
                let alone =
                    matches!(self.class(at + 1), Class::Mark(b'.' | b',' | b';' | b')') | Class::Break);
                let on = at.checked_sub(2).is_some_and(|p| self.is(p, Role::On));
                (n <= 31 && alone && on && self.slice(at).starts_with(|c: char| c.is_ascii_digit()))
                    .then_some((at + 1, Point::DayOfMonth(n)))
            }
            Class::Unit(Unit::Year) => self
                .year(at + 1)
                .or_else(|| self.year_in_words(at + 1))
                .map(|(end, year)| (end, stated(year))),
            Class::HolidayStart => self.holiday(at, Turn::Near),
            _ => None,
        }
    }

    /// "Tuesday", "Tuesday, Dec. 21, 2021", "Tuesday 21 December"
    fn weekday_or_date(&self, at: usize, weekday: u8) -> Read<Point> {
        if !self.capital(at) {
            return None;
        }
        if let Some(read) = self.date_after_weekday(at + 1) {
            return Some(read);
        }
        let plural = matches!(self.class(at + 1), Class::Parts(_));
        (!plural).then_some((at + 1, Point::Weekday { weekday, turn: Turn::Near }))
    }

    /// "Tue., Dec. 21": an abbreviated weekday counts only before a date.
    fn abbreviated_weekday(&self, at: usize) -> Read<Point> {
        if !self.capital(at) {
            return None;
        }
        let next = if self.mark(at + 1, b'.') && self.glued(at + 1) { at + 2 } else { at + 1 };
        self.date_after_weekday(next)
    }

    pub(super) fn date_after_weekday(&self, at: usize) -> Read<Point> {
        let next = if self.mark(at, b',') { at + 1 } else { at };
        let next = if self.is(next, Role::The) { next + 1 } else { next };
        let (end, point) = match self.class(next) {
            Class::Month(_) | Class::MonthAbbreviated(_) => self.month_or_date(next)?,
            Class::Number(n) => self.day_month(next, n)?,
            Class::Ordinal(n) => self.day_month(next, u32::from(n))?,
            _ => return None,
        };
        super::has_day(point).then_some((end, point))
    }

    /// A month's name and the full stop of its abbreviation.
    fn month_name(&self, at: usize) -> Read<u8> {
        if !self.capital(at) {
            return None;
        }
        match self.class(at) {
            Class::Month(month) => Some((at + 1, month)),
            Class::MonthAbbreviated(month) => {
                let stop = self.mark(at + 1, b'.') && self.glued(at + 1);
                Some((at + 1 + usize::from(stop), month))
            }
            _ => None,
        }
    }

    /// "December", "Dec. 21", "December 21st, 2021", "December 2021", "June last year"
    pub(super) fn month_or_date(&self, at: usize) -> Read<Point> {
        let (next, month) = self.month_name(at)?;
        if let Some((end, day)) = self.day_of_month(next) {
            if let Some((end, year)) = self.year_after_date(end) {
                return Some((end, Point::Stated { year, month: Some(month), day: Some(day) }));
            }
            return Some((end, Point::Month { month, day: Some(day), turn: Turn::Near }));
        }
        let year_at = if self.mark(next, b',') || self.is(next, Role::Of) { next + 1 } else { next };
        if let Some((end, year)) = self.year(year_at).or_else(|| self.year_in_words(year_at)) {
            return Some((end, Point::Stated { year, month: Some(month), day: None }));
        }
        // "January this year", "June of last year"
        let relative = if self.is(next, Role::Of) { next + 1 } else { next };
        if let Some(years) = self.relative_year(relative) {
            return Some((relative + 2, Point::Month { month, day: None, turn: Turn::Year(years) }));
        }
        self.bare_month(at, next).then_some((next, Point::Month { month, day: None, turn: Turn::Near }))
    }

    /// "this year", "last year", "next year": years from this one.
    pub(super) fn relative_year(&self, at: usize) -> Option<i8> {
        if self.class(at + 1) != Class::Unit(Unit::Year) {
            return None;
        }
        match self.role(at)? {
            Role::This => Some(0),
            Role::Last => Some(-1),
            Role::Next => Some(1),
            _ => None,
        }
    }

    /// False where the month's name is more likely a verb or somebody's name.
    fn bare_month(&self, at: usize, next: usize) -> bool {
        let abbreviated = matches!(self.class(at), Class::MonthAbbreviated(_));
        let doubtful = matches!(self.class(at), Class::Month(3 | 5));
        let led = self.after_preposition(at)
            || matches!(
                self.before(at),
                Class::Word(
                    Role::This
                        | Role::Last
                        | Role::Next
                        | Role::Past
                        | Role::Early
                        | Role::Late
                        | Role::Mid
                        | Role::Previous
                        | Role::Following
                        | Role::Coming
                        | Role::Each
                )
            )
            || (self.mark(at.wrapping_sub(1), b'-') && at > 1 && self.is(at - 2, Role::Mid));
        let name = self.class(next) == Class::Other && self.capital(next) && !self.mark(next, b',');
        if abbreviated {
            // "in Sept.", but "Jan Brandt" is a man.
            return self.after_preposition(at) && !name && self.past_hyphen(next) == next;
        }
        if led {
            // "in April Smith's view": a capital behind a preposition's month is rare, and left as it is.
            return true;
        }
        if doubtful {
            let before = self.before(at);
            return !name
                && (matches!(before, Class::Word(Role::And | Role::Or))
                    || matches!(before, Class::Word(Role::The | Role::A))
                        && self.class(next) == Class::Other);
        }
        !name
    }

    /// A day of the month, 1 to 31, that is not the beginning of something else.
    fn day_of_month(&self, at: usize) -> Read<u8> {
        match self.class(at) {
            Class::Number(n @ 1..=31) if self.slice(at).len() <= 2 => {
                let spoiled = (self.mark(at + 1, b':')
                    && self.glued(at + 2)
                    && matches!(self.class(at + 2), Class::Number(_)))
                    || (self.mark(at + 1, b'/') && self.glued(at + 1))
                    || self.mark(at + 1, b'%')
                    || matches!(self.class(at + 1), Class::HalfDay(_));
                (!spoiled).then_some((at + 1, n as u8))
            }
            Class::Ordinal(n @ 1..=31) => Some((at + 1, n)),
            Class::Word(Role::The) => match self.class(at + 1) {
                Class::Ordinal(n @ 1..=31) => Some((at + 2, n)),
                _ => None,
            },
            Class::Count(_) => None,
            _ => None,
        }
    }

    /// ", 2021" or " 2021" behind a day.
    fn year_after_date(&self, at: usize) -> Read<i16> {
        let next = if self.mark(at, b',') { at + 1 } else { at };
        let next = if self.is(next, Role::Of) { next + 1 } else { next };
        self.year(next).or_else(|| self.year_in_words(next))
    }

    /// "21 December 2021", "21st of December", "21 Dec."
    fn day_month(&self, at: usize, day: u32) -> Read<Point> {
        if !(1..=31).contains(&day) || self.slice(at).len() > 2 && matches!(self.class(at), Class::Number(_))
        {
            return None;
        }
        let mut next = at + 1;
        if self.is(next, Role::Of) {
            next += 1;
        }
        next = self.past_hyphen(next);
        let (end, month) = self.month_name(next)?;
        let year_at = self.past_hyphen(end);
        let day = day as u8;
        match self.year_after_date(year_at) {
            Some((end, year)) => Some((end, Point::Stated { year, month: Some(month), day: Some(day) })),
            // "9 March 5 people": the month takes the number that follows it first.
            None if self.day_of_month(end).is_some() => None,
            None => Some((end, Point::Month { month, day: Some(day), turn: Turn::Near })),
        }
    }

    /// "218 BC", "79 AD", "AD 79"; years before our era are negative.
    fn year_of_era(&self, at: usize) -> Read<i16> {
        let era = |at: usize| match self.class(at) {
            Class::Era(era) if self.capital(at) && !self.slice(at).ends_with(char::is_lowercase) => {
                Some(i16::from(era))
            }
            _ => None,
        };
        match (self.class(at), self.class(at + 1)) {
            (Class::Number(n @ 1..=2199), Class::Era(_)) => Some((at + 2, n as i16 * era(at + 1)?)),
            (Class::Era(1), Class::Number(n @ 1..=2199)) => Some((at + 2, n as i16 * era(at)?)),
            _ => None,
        }
    }

    /// Four digits that can be a year, or any number with its era.
    pub(super) fn year(&self, at: usize) -> Read<i16> {
        if let Some(read) = self.year_of_era(at) {
            return Some(read);
        }
        match self.class(at) {
            Class::Number(n @ 1000..=2199) if self.slice(at).len() == 4 => Some((at + 1, n as i16)),
            // '98
            Class::Mark(b'\'') if self.glued(at + 1) => match self.class(at + 1) {
                Class::Number(n @ 0..=99) if self.slice(at + 1).len() == 2 => {
                    Some((at + 2, if n < 40 { 2000 } else { 1900 } + n as i16))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// "nineteen ninety-six", "two thousand", "two thousand (and) four", "twenty twenty-one"
    pub(super) fn year_in_words(&self, at: usize) -> Read<i16> {
        let Class::Count(first) = self.class(at) else { return None };
        if first == 2 && self.class(at + 1) == Class::Scale(1000) {
            let (end, year) = self.cardinal(at)?;
            // "two thousand people" is a number; a preposition or "year" tells a year.
            let led = self.after_preposition(at) || self.before(at) == Class::Unit(Unit::Year);
            let month = matches!(self.before(at), Class::Month(_));
            let noun = matches!(self.class(end), Class::Other | Class::Units(_) | Class::Unit(_))
                && !self.capital(end);
            return ((2000..2100).contains(&year) && (led && !noun || month)).then_some((end, year as i16));
        }
        if !(11..=20).contains(&first) {
            return None;
        }
        let next = self.past_hyphen(at + 1);
        let Class::Count(second @ 10..=90) = self.class(next) else { return None };
        let unit = self.past_hyphen(next + 1);
        let (end, second) = match self.class(unit) {
            Class::Count(n @ 1..=9) if second >= 20 => (unit + 1, second + n),
            _ => (next + 1, second),
        };
        if matches!(self.class(end), Class::Unit(_) | Class::Units(_) | Class::Scale(_)) {
            return None;
        }
        Some((end, (first * 100 + second) as i16))
    }

    /// A year alone: "in 1996", "the 1996 campaign".
    fn bare_year(&self, at: usize) -> Read<Point> {
        if let Some((end, year)) = self.year_of_era(at) {
            return Some((end, stated(year)));
        }
        let (end, year) = self.year(at)?;
        let unit = matches!(
            self.class(self.past_hyphen(end)),
            Class::Unit(_) | Class::Units(_) | Class::HalfDay(_) | Class::Scale(_)
        );
        let spoiled = unit
            || matches!(self.class(end), Class::Mark(b'%' | b'/'))
            || (self.mark(end, b':') && matches!(self.class(end + 1), Class::Number(_)))
            || (self.mark(end, b'-') && self.glued(end) && matches!(self.class(end + 1), Class::Other))
            || (self.glued(at)
                && matches!(
                    self.before(at),
                    Class::Mark(b'$' | b'#' | b'/' | b'.' | b':' | b'+' | b'@' | b'?') | Class::Other
                ))
            || matches!(
                self.before(at),
                Class::Word(Role::Than | Role::Least | Role::Most) | Class::Month(_) | Class::Number(_)
            );
        if spoiled {
            return None;
        }
        // "2000 soldiers", "the 1500 metres": outside our own times a year needs a preposition.
        let counted = self.class(end) == Class::Other && !self.capital(end) && self.slice(end).ends_with('s');
        let ours = (1900..=2050).contains(&year) && !(year % 100 == 0 && counted);
        (ours || (self.after_preposition(at) && !counted)).then_some((end, stated(year)))
    }

    /// "9/11" alone is a day that everybody knows by its number.
    fn nine_eleven(&self, at: usize) -> Read<Point> {
        let is = self.class(at) == Class::Number(9)
            && self.mark(at + 1, b'/')
            && self.glued(at + 1)
            && self.class(at + 2) == Class::Number(11)
            && self.glued(at + 2)
            && !self.mark(at + 3, b'/')
            && !self.mark(at.wrapping_sub(1), b'/');
        is.then_some((at + 3, Point::Stated { year: 2001, month: Some(9), day: Some(11) }))
    }

    /// "2021-12-21", "2021/12/21", "21.12.2021", "12/21/2021"
    fn numeric(&self, at: usize) -> Read<Point> {
        let Class::Number(first) = self.class(at) else {
            return None;
        };
        let Class::Mark(mark @ (b'-' | b'/')) = self.class(at + 1) else { return None };
        if !self.glued(at + 1)
            || !self.glued(at + 2)
            || self.glued(at) && matches!(self.before(at), Class::Mark(b'-' | b'/'))
        {
            return None;
        }
        let Class::Number(second) = self.class(at + 2) else { return None };
        let third =
            (self.mark(at + 3, mark) && self.glued(at + 3) && self.glued(at + 4)).then(|| self.class(at + 4));
        let Some(Class::Number(third)) = third else { return None };
        let width = |at: usize| self.slice(at).len();
        let (year, month, day) = match (width(at), width(at + 2), width(at + 4)) {
            (4, 1..=2, 1..=2) => (first, second, third),
            (1..=2, 1..=2, 4) if first > 12 => (third, second, first),
            (1..=2, 1..=2, 4) if second > 12 || first == second => (third, first, second),
            (1..=2, 1..=2, 4) if (1..=2199).contains(&third) => {
                return Some((at + 5, Point::AmbiguousDay { year: third as i16 }));
            }
            _ => return None,
        };
        let plausible = (1000..=2199).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        plausible.then_some((
            at + 5,
            Point::Stated { year: year as i16, month: Some(month as u8), day: Some(day as u8) },
        ))
    }

    pub(super) fn holiday(&self, at: usize, turn: Turn) -> Read<Point> {
        if !self.capital(at) {
            return None;
        }
        let start = self.tokens.get(at)?.start as usize;
        let text = self.text.get(start..)?;
        let (index, length) = self
            .lexicon
            .holidays
            .iter()
            .enumerate()
            .filter_map(|(index, holiday)| Some((index, holiday.begins(text)?)))
            .max_by_key(|&(index, length)| (length, std::cmp::Reverse(index)))?;
        let mut end = at;
        while self.tokens.get(end).is_some_and(|t| (t.end as usize) < start + length) {
            end += 1;
        }
        let whole = self.tokens.get(end).is_some_and(|t| t.end as usize == start + length);
        if !whole {
            return None;
        }
        let point = match self.year_after_date(end + 1) {
            Some((end, year)) => (end, Point::Holiday { index, turn: Turn::Of(year) }),
            None => (end + 1, Point::Holiday { index, turn }),
        };
        Some(point)
    }

    /// The second day of "April 24 and 25", "Dec. 21-23": a day without its month.
    pub(super) fn further_day(&self, at: usize, first: &Expression) -> Read<Expression> {
        let Expression::Point(Point::Month { month, day: Some(first), turn }) = *first else { return None };
        let joint = matches!(self.role(at), Some(Role::And | Role::To | Role::Or)) || self.mark(at, b'-');
        if !joint {
            return None;
        }
        let (end, day) = self.day_of_month(at + 1)?;
        let free = match self.class(end) {
            Class::Break | Class::Mark(_) | Class::Verb(_) | Class::Participle => true,
            Class::Word(role) => !matches!(role, Role::More),
            Class::Other => self.capital(end),
            _ => false,
        };
        (free && day > first)
            .then_some((end, Expression::Point(Point::Month { month, day: Some(day), turn })))
    }
}

fn stated(year: i16) -> Point {
    Point::Stated { year, month: None, day: None }
}
