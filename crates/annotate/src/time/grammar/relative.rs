//! Points told from today or from what was mentioned: "yesterday", "last week", "this summer", "next May",
//! "the same day", "the following month".

use super::super::expression::{Expression, Point, Reference, Turn, Unit};
use super::super::lexicon::{Class, Role};
use super::{Grammar, Read};

impl Grammar<'_> {
    pub(super) fn relative(&self, at: usize) -> Read<Point> {
        match self.class(at) {
            Class::Day(days) => Some((at + 1, Point::Day(days))),
            Class::Word(Role::The) => self.definite(at + 1),
            Class::Word(Role::This) => match self.role(at + 1) {
                // "this past spring", "this coming Sunday"
                Some(Role::Past) => self.turned(at + 2, Turn::Last),
                Some(Role::Coming) => self.turned(at + 2, Turn::Coming),
                _ => self.turned(at + 1, Turn::This),
            },
            Class::Word(Role::That) => match self.class(at + 1) {
                Class::Unit(Unit::Quarter) => Some((at + 2, Point::Period { years: 0, quarter: true })),
                Class::Word(Role::Same) if !matches!(self.class(at + 2), Class::Unit(Unit::Quarter)) => {
                    self.turned(at + 2, Turn::Same)
                }
                Class::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year)) => {
                    Some((at + 2, Point::Unit { unit, turn: Turn::Same }))
                }
                _ => None,
            },
            Class::Word(Role::Last) => self.turned(at + 1, Turn::Last),
            Class::Word(Role::Next) => self.turned(at + 1, Turn::Next),
            Class::Word(Role::Coming) => match self.class(at + 1) {
                Class::Weekday(_) => self.turned(at + 1, Turn::Coming),
                _ => None,
            },
            Class::Unit(unit) => self.year_end(at, unit),
            _ => None,
        }
    }

    /// What follows "the".
    fn definite(&self, at: usize) -> Read<Point> {
        match self.class(at) {
            Class::Word(Role::Last) => self.turned(at + 1, Turn::Last),
            Class::Word(Role::Past) => match self.class(at + 1) {
                // "the past century" and "the past decade" are lengths up to now; see duration.
                Class::Unit(Unit::Year | Unit::Week | Unit::Month) => self.turned(at + 1, Turn::Last),
                Class::Weekday(_) | Class::Season(_) | Class::Unit(Unit::Weekend) => {
                    self.turned(at + 1, Turn::Last)
                }
                _ => None,
            },
            Class::Word(Role::Next) => match self.class(at + 1) {
                Class::Unit(Unit::Day) => self.turned(at + 1, Turn::Following),
                _ => self.turned(at + 1, Turn::Next),
            },
            Class::Word(Role::Coming) => self.turned(at + 1, Turn::Next),
            Class::Word(Role::Current | Role::Present) => self.turned(at + 1, Turn::This),
            Class::Word(Role::Previous) => self.turned(at + 1, Turn::Previous),
            Class::Word(Role::Following) => self.turned(at + 1, Turn::Following),
            Class::Word(Role::Same) => match self.class(at + 1) {
                Class::Unit(Unit::Day | Unit::Week | Unit::Month | Unit::Year) | Class::Weekday(_) => {
                    self.turned(at + 1, Turn::Same)
                }
                _ => None,
            },
            Class::Word(Role::Whole | Role::Latest) => {
                let unit = if self.is(at + 1, Role::Fiscal) { at + 2 } else { at + 1 };
                (self.class(unit) == Class::Unit(Unit::Year))
                    .then_some((unit + 1, Point::Unit { unit: Unit::Year, turn: Turn::This }))
            }
            Class::Unit(Unit::Day) => self.near_day(at),
            Class::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Weekend)) => {
                self.definite_unit(at, unit)
            }
            _ => None,
        }
    }

    /// "the day before yesterday", "the day after tomorrow", "the day before last Tuesday", "the day before."
    fn near_day(&self, at: usize) -> Read<Point> {
        let days = match self.role(at + 1)? {
            Role::Before => -1,
            Role::After => 1,
            _ => return None,
        };
        match self.class(at + 2) {
            Class::Day(from @ (-1 | 1)) => Some((at + 3, Point::Day(from + days))),
            Class::Word(Role::Last) if matches!(self.class(at + 3), Class::Weekday(_)) => {
                let Class::Weekday(weekday) = self.class(at + 3) else { return None };
                Some((at + 4, Point::NearWeekday { days, weekday, turn: Turn::Last }))
            }
            Class::Break | Class::Mark(b'.' | b',' | b';') => {
                let turn = if days < 0 { Turn::Previous } else { Turn::Following };
                Some((at + 2, Point::Unit { unit: Unit::Day, turn }))
            }
            _ => None,
        }
    }

    /// "the week of March 6", "the year before,", "the weekend", "for the year"
    fn definite_unit(&self, at: usize, unit: Unit) -> Read<Point> {
        if unit == Unit::Week
            && self.is(at + 1, Role::Of)
            && let Some((end, Point::Month { month, day: Some(day), .. })) = self.month_or_date(at + 2)
        {
            return Some((end, Point::WeekOf { month, day }));
        }
        if matches!(self.role(at + 1), Some(Role::Before | Role::After))
            && matches!(self.class(at + 2), Class::Break | Class::Mark(b'.' | b',' | b';'))
        {
            let turn = if self.is(at + 1, Role::Before) { Turn::Previous } else { Turn::Following };
            return Some((at + 2, Point::Unit { unit, turn }));
        }
        if unit == Unit::Weekend {
            return (self.class(at + 1) != Class::Other || self.after_preposition(at - 1))
                .then_some((at + 1, Point::Unit { unit, turn: Turn::Near }));
        }
        let led = at.checked_sub(2).and_then(|p| self.role(p));
        let led = matches!(led, Some(Role::For | Role::Of | Role::Preposition));
        let free = !matches!(
            self.class(at + 1),
            Class::Other | Class::Word(Role::Ended | Role::Of) | Class::Number(_) | Class::Mark(b'-')
        );
        let week = unit == Unit::Week && (led || self.past_possessive(at + 1) > at + 1);
        (free && (led && unit == Unit::Year || week))
            .then_some((at + 1, Point::Unit { unit, turn: Turn::This }))
    }

    /// A unit, weekday, month, season or holiday behind "last", "this", "next" …
    fn turned(&self, at: usize, turn: Turn) -> Read<Point> {
        let at = match self.role(at) {
            Some(Role::Fiscal) => at + 1,
            Some(Role::Early | Role::Late) => at + 1,
            _ => at,
        };
        match self.class(at) {
            Class::Unit(Unit::Quarter) if turn == Turn::This => {
                Some((at + 1, Point::Unit { unit: Unit::Quarter, turn }))
            }
            Class::Unit(Unit::Second | Unit::Minute | Unit::Hour | Unit::Half) => None,
            // "this day" and "last day" are no dates
            Class::Unit(Unit::Day) if matches!(turn, Turn::This | Turn::Last | Turn::Next) => None,
            Class::Unit(unit) => {
                if unit == Unit::Year
                    && let Some(read) = self.period_of_year(at + 1, turn)
                {
                    return Some(read);
                }
                let end =
                    if self.is(at + 1, Role::Or) && self.is(at + 2, Role::So) { at + 3 } else { at + 1 };
                Some((end, Point::Unit { unit, turn }))
            }
            Class::Weekday(weekday) if self.capital(at) => (!matches!(self.class(at + 1), Class::Parts(_)))
                .then_some((at + 1, Point::Weekday { weekday, turn })),
            Class::Month(_) | Class::MonthAbbreviated(_) => match self.month_or_date(at)? {
                (end, Point::Month { month, day, turn: Turn::Near }) => {
                    Some((end, Point::Month { month, day, turn }))
                }
                _ => None,
            },
            Class::Season(season) => Some((at + 1, Point::Season { season, turn })),
            Class::HolidayStart => self.holiday(at, turn),
            _ => None,
        }
    }

    /// "this year’s third quarter", "last year’s quarter"
    fn period_of_year(&self, at: usize, turn: Turn) -> Read<Point> {
        let years = match turn {
            Turn::This => 0,
            Turn::Last => -1,
            Turn::Next => 1,
            _ => return None,
        };
        let next = self.past_possessive(at);
        if next == at {
            return None;
        }
        match self.class(next) {
            Class::Ordinal(_) => match self.quarter(next)? {
                (end, Point::Quarter { quarter, .. }) => {
                    Some((end, Point::Quarter { quarter, turn: Turn::Year(years) }))
                }
                _ => None,
            },
            Class::Unit(Unit::Quarter) => {
                Some((next + 1, Point::Period { years: i16::from(years), quarter: true }))
            }
            _ => None,
        }
    }

    /// "year-end", "year end", "year’s end"
    fn year_end(&self, at: usize, unit: Unit) -> Read<Point> {
        if !matches!(unit, Unit::Year | Unit::Month) {
            return None;
        }
        let next = self.past_possessive(at + 1);
        let next = self.past_hyphen(next);
        (self.is(next, Role::Edge) && self.slice(next).eq_ignore_ascii_case("end"))
            .then_some((next + 1, Point::Unit { unit, turn: Turn::This }))
    }

    /// The unit that holds today: "(by the end of) the year".
    pub(super) fn this_unit(&self, at: usize) -> Read<Point> {
        match self.class(at) {
            Class::Unit(
                unit @ (Unit::Day
                | Unit::Week
                | Unit::Month
                | Unit::Quarter
                | Unit::Year
                | Unit::Decade
                | Unit::Century),
            ) => Some((at + 1, Point::Unit { unit, turn: Turn::This })),
            _ => None,
        }
    }

    /// "now", "recently", "the past", "the future", "current"
    pub(super) fn reference(&self, at: usize) -> Read<Expression> {
        match self.class(at) {
            // "as soon as it can" and "soon-to-be" are no times
            Class::Reference(Reference::Future)
                if matches!(self.role(at + 1), Some(Role::Preposition | Role::After))
                    || self.past_hyphen(at + 1) > at + 1 =>
            {
                None
            }
            // "future earnings" are those still to come, whenever that is.
            Class::Reference(Reference::Future)
                if self.slice(at).len() == 6
                    && self.class(at + 1) == Class::Other
                    && !self.capital(at + 1) =>
            {
                None
            }
            Class::Reference(reference) => {
                // "future quarters"
                let end = match self.class(at + 1) {
                    Class::Units(_) => at + 2,
                    _ => at + 1,
                };
                Some((end, Expression::Reference(reference)))
            }
            Class::Word(Role::Current) => Some((at + 1, Expression::Reference(Reference::Present))),
            Class::Word(Role::The) => match self.class(at + 1) {
                Class::Reference(Reference::Future) if self.slice(at + 1).len() == 6 => {
                    Some((at + 2, Expression::Reference(Reference::Future)))
                }
                Class::Word(Role::Past) => {
                    let led = matches!(
                        at.checked_sub(1).and_then(|p| self.role(p)),
                        Some(Role::In | Role::From | Role::Of | Role::Preposition)
                    );
                    // "in the past it was", but "of the past government"
                    let after_in = self.before(at) == Class::Word(Role::In);
                    let alone = match self.class(at + 2) {
                        Class::Units(_) | Class::Unit(_) => false,
                        Class::Other => after_in,
                        _ => true,
                    };
                    (led && alone).then_some((at + 2, Expression::Reference(Reference::Past)))
                }
                _ => None,
            },
            Class::Word(Role::Past) => match self.class(at + 1) {
                Class::Units(_) => Some((at + 2, Expression::Reference(Reference::Past))),
                _ => None,
            },
            Class::Word(Role::Coming) => match self.class(at + 1) {
                Class::Units(_) => Some((at + 2, Expression::Reference(Reference::Future))),
                _ => None,
            },
            _ => None,
        }
    }
}
