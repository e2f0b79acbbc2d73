//! Times of day: "10 a.m. EST Tuesday", "noon", "19:15", "last night", "this morning", "late Monday night".

use super::super::expression::{Clock, DayPart, Expression, Point, Turn, Unit};
use super::super::lexicon::{Class, Role};
use super::{Grammar, Read, has_day};

impl Grammar<'_> {
    /// A time of day that begins here, with the day that belongs to it.
    pub(super) fn time(&self, at: usize) -> Read<Expression> {
        if let Some((end, clock)) = self.clock(at) {
            return Some(self.with_day(end, clock));
        }
        match self.class(at) {
            Class::Tonight => Some((at + 1, time(DayPart::Night, Some(Point::Day(0))))),
            // "the morning of June 5", "in the morning"
            Class::Word(Role::The) => {
                let next = if matches!(self.role(at + 1), Some(Role::Early | Role::Late | Role::Mid)) {
                    at + 2
                } else {
                    at + 1
                };
                let Class::Part(part) = self.class(self.past_hyphen(next)) else {
                    return self.turned_part(at + 1, true);
                };
                let end = self.past_hyphen(next) + 1;
                if self.is(end, Role::Of)
                    && let Some((end, point)) = self.point(end + 1).filter(|&(_, p)| has_day(p))
                {
                    return Some((end, time(part, Some(point))));
                }
                let led = at.checked_sub(1).and_then(|p| self.role(p));
                let led =
                    matches!(led, Some(Role::In | Role::By | Role::Preposition | Role::Over | Role::Until));
                (led && !matches!(self.class(end), Class::Other | Class::Word(Role::Of)))
                    .then(|| (end, time(part, None)))
            }
            Class::Word(
                Role::This
                | Role::That
                | Role::Last
                | Role::Next
                | Role::Past
                | Role::Previous
                | Role::Following,
            ) => self.turned_part(at, false),
            // "mid-afternoon yesterday", "early evening" need their modifier; the caller has read it.
            Class::Part(part) => {
                let before = self.before(at);
                let modified = matches!(before, Class::Word(Role::Early | Role::Late | Role::Mid))
                    || before == Class::Mark(b'-') && at > 1 && self.is(at - 2, Role::Mid);
                if part == DayPart::Night && self.slice(at).len() > 5 && !modified {
                    // "overnight"
                    return (!self.mark(at + 1, b'-')).then(|| (at + 1, time(part, None)));
                }
                let (end, day) = self.day_behind(at + 1);
                (modified || day.is_some_and(|_| self.class(at) != Class::Part(DayPart::Midday) || modified))
                    .then(|| (end, time(part, day)))
            }
            _ => None,
        }
    }

    /// "this morning", "last night", "the next morning", "the previous evening"
    fn turned_part(&self, at: usize, definite: bool) -> Read<Expression> {
        let role = self.role(at)?;
        let next = match self.role(at + 1) {
            Some(Role::Early | Role::Late | Role::Mid) => self.past_hyphen(at + 2),
            _ => at + 1,
        };
        let Class::Part(part) = self.class(next) else { return None };
        let same = |turn| Some(Point::Unit { unit: Unit::Day, turn });
        let day = match role {
            Role::This => Some(Point::Day(0)),
            Role::That | Role::Same => same(Turn::Same),
            Role::Last if part == DayPart::Night || part == DayPart::Evening => Some(Point::Day(-1)),
            Role::Last => Some(Point::Day(-1)),
            Role::Next if definite => same(Turn::Following),
            Role::Following => same(Turn::Following),
            Role::Previous => same(Turn::Previous),
            _ => return None,
        };
        Some((next + 1, time(part, day)))
    }

    /// An hour, without its day.
    fn clock(&self, at: usize) -> Read<Clock> {
        match self.class(at) {
            Class::Hour(hour) if self.lone_hour(at) => {
                let end = self.past_zone(at + 1);
                Some((end.0, Clock::At { hour, minute: 0, second: None, zone: end.1 }))
            }
            Class::Number(hour @ 0..=24) if self.slice(at).len() <= 2 => self.hour(at, hour as u8),
            Class::Count(hour @ 1..=12) => self.hour_in_words(at, hour as u8),
            // "0735 GMT"
            Class::Number(n @ 0..=2400)
                if self.slice(at).len() == 4 && matches!(self.class(at + 1), Class::Zone(_)) =>
            {
                let (hour, minute) = ((n / 100) as u8, (n % 100) as u8);
                let (end, zone) = self.past_zone(at + 1);
                (minute < 60).then_some((end, Clock::At { hour, minute, second: None, zone }))
            }
            _ => None,
        }
    }

    /// "high noon" and the title of a film are no hours: an hour in capitals inside a sentence is a name.
    fn lone_hour(&self, at: usize) -> bool {
        let opens = matches!(self.before(at), Class::Break | Class::Mark(_));
        (!self.capital(at) || opens) && self.before(at) != Class::Other
    }

    /// "10 a.m.", "10:35", "10:35:20 p.m. EST", "9 o’clock", "4 in the morning"
    fn hour(&self, at: usize, hour: u8) -> Read<Clock> {
        let mut end = at + 1;
        let (mut minute, mut second) = (None, None);
        let two = |at: usize| match self.class(at) {
            Class::Number(n @ 0..=59) if self.slice(at).len() == 2 && self.glued(at) => Some(n as u8),
            _ => None,
        };
        if self.mark(end, b':') && self.glued(end) {
            minute = Some(two(end + 1)?);
            end += 2;
            if self.mark(end, b':') && self.glued(end) {
                second = Some(two(end + 1)?);
                end += 2;
            }
        }
        let half_day = match self.class(end) {
            Class::HalfDay(half) => {
                // "10 am" is an hour, "10 Am" or "2 AM radio" is left to the capitals: both halves count.
                end += 1;
                Some(half)
            }
            Class::Word(Role::O) if self.mark(end + 1, b'\'') && self.is(end + 2, Role::Clock) => {
                end += 3;
                None
            }
            _ => None,
        };
        if half_day.is_none() && end == at + 1 || half_day.is_none() && minute.is_some() {
            // "4 in the morning"
            if self.is(end, Role::In)
                && self.is(end + 1, Role::The)
                && let Class::Part(part) = self.class(end + 2)
                && (1..=12).contains(&hour)
            {
                let late = matches!(part, DayPart::Afternoon | DayPart::Evening)
                    || part == DayPart::Night && hour > 5;
                let hour = hour % 12 + if late { 12 } else { 0 };
                return Some((end + 3, Clock::At { hour, minute: minute.unwrap_or(0), second, zone: None }));
            }
            // A bare number is no hour, and "2:1" is a score: hours with minutes have two digits or a lead.
            let led = at.checked_sub(1).is_some_and(|p| {
                matches!(
                    self.role(p),
                    Some(
                        Role::At
                            | Role::By
                            | Role::Until
                            | Role::Approximate
                            | Role::Preposition
                            | Role::From
                    )
                )
            });
            let zoned = matches!(self.class(end), Class::Zone(_));
            if minute.is_none() || !(led || zoned) {
                return None;
            }
        }
        let hour = match half_day {
            Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
            Some(_) if hour > 12 => hour,
            Some(_) => return None,
            None => hour,
        };
        let (end, zone) = self.past_zone(end);
        Some((end, Clock::At { hour, minute: minute.unwrap_or(0), second, zone }))
    }

    /// "nine o’clock", "ten p.m."
    fn hour_in_words(&self, at: usize, hour: u8) -> Read<Clock> {
        match self.class(at + 1) {
            Class::HalfDay(half) if self.slice(at + 1).contains('.') => {
                let (end, zone) = self.past_zone(at + 2);
                Some((end, Clock::At { hour: hour % 12 + half, minute: 0, second: None, zone }))
            }
            Class::Word(Role::O) if self.mark(at + 2, b'\'') && self.is(at + 3, Role::Clock) => {
                Some((at + 4, Clock::At { hour, minute: 0, second: None, zone: None }))
            }
            _ => None,
        }
    }

    fn past_zone(&self, at: usize) -> (usize, Option<i16>) {
        match self.class(at) {
            Class::Zone(zone) if self.capital(at) => (at + 1, zone),
            _ => (at, None),
        }
    }

    /// The day written behind a time: "10 p.m. Wednesday", "5 p.m. EST, Nov. 6", "noon yesterday", "9 a.m. on Friday".
    fn with_day(&self, at: usize, clock: Clock) -> (usize, Expression) {
        let (end, day) = self.day_behind(at);
        (end, Expression::Time(clock, day))
    }

    fn day_behind(&self, at: usize) -> (usize, Option<Point>) {
        let next = if self.mark(at, b',') || self.is(at, Role::On) { at + 1 } else { at };
        match self.class(next) {
            Class::Weekday(_)
            | Class::Month(_)
            | Class::MonthAbbreviated(_)
            | Class::Day(_)
            | Class::Number(1..=31) => match self.point(next) {
                Some((end, point)) if has_day(point) => (end, Some(point)),
                _ => (at, None),
            },
            _ => (at, None),
        }
    }
}

fn time(part: DayPart, day: Option<Point>) -> Expression {
    Expression::Time(Clock::Part(part), day)
}
