//! Parts and multiples of years: quarters, halves, seasons, decades, centuries.

use super::super::expression::{Point, Turn, Unit};
use super::super::lexicon::{Class, Role};
use super::{Grammar, Read};

impl Grammar<'_> {
    pub(super) fn period(&self, at: usize) -> Read<Point> {
        match self.class(at) {
            Class::Word(Role::The) => self.the_period(at + 1),
            Class::Ordinal(_) | Class::Word(Role::Fiscal) => {
                self.quarter(at).or_else(|| self.half(at)).or_else(|| self.century(at))
            }
            Class::Word(Role::Q) => self.short_quarter(at),
            Class::Season(_) => self.season(at),
            Class::Plural(n) => self.decade(at, n),
            Class::Mark(b'\'') if self.glued(at + 1) => match self.class(at + 1) {
                Class::Plural(n @ 0..=99) => self.decade(at + 1, n),
                Class::Number(_) => {
                    let (end, year) = self.year(at)?;
                    (self.after_preposition(at) || matches!(self.before(at), Class::Season(_)))
                        .then_some((end, Point::Stated { year, month: None, day: None }))
                }
                _ => None,
            },
            Class::Unit(Unit::Year) => self.year_ago_period(at),
            _ => None,
        }
    }

    /// What follows "the".
    fn the_period(&self, at: usize) -> Read<Point> {
        let next = match self.role(at) {
            Some(Role::Early | Role::Late | Role::Mid) => self.past_hyphen(at + 1),
            _ => at,
        };
        match self.class(next) {
            Class::Plural(n) => self.decade(next, n),
            Class::Mark(b'\'') => match self.class(next + 1) {
                Class::Plural(n) => self.decade(next + 1, n),
                _ => None,
            },
            Class::DecadeWord(n) => Some((next + 1, Point::Decade { tens: i16::from(n), short: true })),
            Class::Season(_) => self.season(next),
            Class::Ordinal(_) if self.joined_quarter(next) && self.quarter(next).is_some() => None,
            Class::Ordinal(_) | Class::Word(Role::Fiscal) => {
                self.quarter(next).or_else(|| self.half(next)).or_else(|| self.century(next))
            }
            // Alone, as in "the year-ago results", it is read without the article.
            Class::Unit(Unit::Year) => self.year_ago_period(next).filter(|&(end, _)| end > next + 3),
            Class::Word(Role::Latest | Role::Current | Role::Same) if next == at => self.latest(next),
            Class::Unit(Unit::Quarter) => {
                let led = at.checked_sub(2).is_some_and(|p| matches!(self.class(p), Class::Word(_)));
                led.then_some((next + 1, Point::Period { years: 0, quarter: true }))
            }
            // "the 1988 quarter"
            Class::Number(_) => {
                let (year_end, year) = self.year(next)?;
                let named =
                    matches!(self.class(year_end), Class::Unit(Unit::Quarter) | Class::Word(Role::Period));
                let point = Point::PeriodOf(year);
                (named && next == at).then_some((year_end + 1, point))
            }
            _ => None,
        }
    }

    /// "the latest quarter", "the current period", "the comparable period last year"
    fn latest(&self, at: usize) -> Read<Point> {
        let noun = if self.is(at + 1, Role::Fiscal) { at + 2 } else { at + 1 };
        let quarter = match self.class(noun) {
            Class::Unit(Unit::Quarter) => true,
            Class::Word(Role::Period) => false,
            _ => return self.year_ago_period(at + 1),
        };
        if let Some(years) = self.relative_year(noun + 1) {
            return Some((noun + 3, Point::Period { years: i16::from(years), quarter: true }));
        }
        Some((noun + 1, Point::Period { years: 0, quarter }))
    }

    /// "year-ago quarter", "year-earlier third quarter", "year-ago" alone before a noun
    fn year_ago_period(&self, at: usize) -> Read<Point> {
        if self.class(at) != Class::Unit(Unit::Year) {
            return None;
        }
        let role = self.past_hyphen(at + 1);
        if role == at + 1 || !matches!(self.role(role), Some(Role::Ago | Role::Earlier)) {
            return None;
        }
        match self.class(role + 1) {
            Class::Unit(Unit::Quarter) | Class::Word(Role::Period) => {
                Some((role + 2, Point::Period { years: -1, quarter: true }))
            }
            Class::Ordinal(quarter @ 1..=4) if self.class(role + 2) == Class::Unit(Unit::Quarter) => {
                Some((role + 3, Point::Quarter { quarter, turn: Turn::Year(-1) }))
            }
            Class::Number(_) | Class::Count(_) => None,
            _ => Some((role + 1, Point::Period { years: -1, quarter: true })),
        }
    }

    /// "third quarter", "fourth-quarter", "fiscal first quarter", "third quarter of 1984"
    pub(super) fn quarter(&self, at: usize) -> Read<Point> {
        let at = if self.is(at, Role::Fiscal) { self.past_hyphen(at + 1) } else { at };
        let Class::Ordinal(quarter @ 1..=4) = self.class(at) else { return None };
        let unit = match self.is(at + 1, Role::Fiscal) {
            true => at + 2,
            false => self.past_hyphen(at + 1),
        };
        if self.class(unit) != Class::Unit(Unit::Quarter) {
            return None;
        }
        let (end, turn) = self.of_year(unit + 1);
        Some((end, Point::Quarter { quarter, turn }))
    }

    /// True of the "third-quarter" of "the third-quarter loss": the article belongs to the noun.
    fn joined_quarter(&self, at: usize) -> bool {
        matches!(self.class(at), Class::Ordinal(_)) && self.past_hyphen(at + 1) > at + 1
    }

    /// "Q3", "Q3 2021"
    fn short_quarter(&self, at: usize) -> Read<Point> {
        let Class::Number(quarter @ 1..=4) = self.class(at + 1) else { return None };
        if !self.capital(at) || !self.glued(at + 1) {
            return None;
        }
        let (end, turn) = self.of_year(at + 2);
        Some((end, Point::Quarter { quarter: quarter as u8, turn }))
    }

    /// "first half of 1990"; a half without its year is more often a match's.
    fn half(&self, at: usize) -> Read<Point> {
        let Class::Ordinal(half @ 1..=2) = self.class(at) else { return None };
        let noun = self.past_hyphen(at + 1);
        if !self.is(noun, Role::Half) {
            return None;
        }
        match self.of_year(noun + 1) {
            (_, Turn::Near) => None,
            (end, turn) => Some((end, Point::Half { half, turn })),
        }
    }

    /// The year behind a period: " of 1984", " 1984", " of last year", " of the year".
    fn of_year(&self, at: usize) -> (usize, Turn) {
        let next = if self.is(at, Role::Of) { at + 1 } else { at };
        let next = if self.is(next, Role::Fiscal) { next + 1 } else { next };
        // "the winter of nineteen ninety-four"
        let in_words = || if next > at { self.year_in_words(next) } else { None };
        if let Some((end, year)) = self.year(next).or_else(in_words) {
            return (end, Turn::Of(year));
        }
        if let Some(years) = self.relative_year(next) {
            return (next + 2, Turn::Year(years));
        }
        (at, Turn::Near)
    }

    /// "summer of 1991", "winter 2021", "in the spring", "last fall" (its turn is read by the caller)
    fn season(&self, at: usize) -> Read<Point> {
        let Class::Season(season) = self.class(at) else { return None };
        if let (end, turn @ (Turn::Of(_) | Turn::Year(_))) = self.of_year(at + 1) {
            return Some((end, Point::Season { season, turn }));
        }
        let summer = matches!(season.code(), "SU" | "WI");
        let the = self.before(at) == Class::Word(Role::The) && at > 0;
        let modified = matches!(self.before(at), Class::Word(Role::Early | Role::Late | Role::Mid));
        let led = if the || modified {
            at > 1 && (modified || self.after_preposition(at - 1))
        } else {
            summer
                && matches!(
                    at.checked_sub(1).and_then(|p| self.role(p)),
                    Some(Role::In | Role::Preposition | Role::Over | Role::By)
                )
        };
        let name = self.capital(at + 1) && self.class(at + 1) == Class::Other;
        (led && !name).then_some((at + 1, Point::Season { season, turn: Turn::Near }))
    }

    /// "1990s"; "80s" behind an apostrophe or "the"
    fn decade(&self, at: usize, n: u32) -> Read<Point> {
        if !n.is_multiple_of(10) {
            return None;
        }
        match n {
            1000..=2190 => Some((at + 1, Point::Decade { tens: (n / 10) as i16, short: false })),
            20..=90 => {
                let led = matches!(
                    self.before(at),
                    Class::Mark(b'\'') | Class::Word(Role::The | Role::Early | Role::Late | Role::Mid)
                );
                led.then_some((at + 1, Point::Decade { tens: (n / 10) as i16, short: true }))
            }
            _ => None,
        }
    }

    /// "20th century", "nineteenth-century"
    fn century(&self, at: usize) -> Read<Point> {
        let Class::Ordinal(n @ 1..=30) = self.class(at) else { return None };
        let unit = self.past_hyphen(at + 1);
        let name = self.capital(unit) && self.capital(unit + 1) && self.class(unit + 1) == Class::Other;
        if self.class(unit) != Class::Unit(Unit::Century) || name {
            return None;
        }
        match self.class(unit + 1) {
            Class::Era(era) if self.capital(unit + 1) => Some((unit + 2, Point::Century(n as i8 * era))),
            _ => Some((unit + 1, Point::Century(n as i8))),
        }
    }
}
