//! Lengths of time, and points that are counted by them: "three days", "two-year", "more than four hours",
//! "the last five years", "two weeks ago", "a year earlier".

use super::super::expression::{Amount, Expression, Length, Point, Reference, Unit};
use super::super::lexicon::{Class, Role, Vague};
use super::{Grammar, Read};

impl Grammar<'_> {
    pub(super) fn duration(&self, at: usize) -> Read<Expression> {
        match self.class(at) {
            Class::Word(
                Role::The
                | Role::This
                | Role::Last
                | Role::Past
                | Role::Next
                | Role::Coming
                | Role::Previous
                | Role::Following
                | Role::Latest,
            )
            | Class::Ordinal(_) => self.turned_length(at),
            Class::Reference(Reference::Past) => match self.class(at + 1) {
                // "recent years"
                Class::Units(unit) => Some((at + 2, duration(Amount::Vague, unit))),
                _ => None,
            },
            Class::Units(unit) => self.bare_units(at, unit),
            Class::Unit(unit) => self.long(at, unit),
            _ => {
                let next = self.past_approximation(at);
                let (end, length) = self.length(next)?;
                if length.unit == Unit::Quarter && self.is(next, Role::A) && self.role(end) == Some(Role::Of)
                {
                    return None;
                }
                if next == at && self.is(at, Role::A) {
                    return self.one_unit(at, end, length);
                }
                self.counted(at, end, length)
            }
        }
    }

    /// Past "about", "more than", "at least", "up to", "no more than".
    fn past_approximation(&self, at: usize) -> usize {
        match self.role(at) {
            Some(Role::Approximate) => at + 1,
            Some(Role::More | Role::Less) if self.is(at + 1, Role::Than) => at + 2,
            Some(Role::At) if matches!(self.role(at + 1), Some(Role::Least | Role::Most)) => at + 2,
            Some(Role::Up) if self.is(at + 1, Role::To) => at + 2,
            Some(Role::No)
                if matches!(self.role(at + 1), Some(Role::More | Role::Less))
                    && self.is(at + 2, Role::Than) =>
            {
                at + 3
            }
            Some(Role::Over) if self.is(at + 1, Role::A) && matches!(self.class(at + 2), Class::Unit(_)) => {
                at + 1
            }
            _ => at,
        }
    }

    /// A quantity with its unit: "three days", "a year", "two-year", "half an hour", "two more weeks".
    pub(super) fn length(&self, at: usize) -> Read<Length> {
        if let Some(read) = self.half_unit(at) {
            return Some(read);
        }
        if self.is(at, Role::A)
            && let Class::Unit(unit) = self.class(at + 1)
        {
            let (end, amount) = self.and_a_half(at + 2, 1);
            return Some((end, Length { amount, unit }));
        }
        let (mut end, mut amount) = self.amount(at)?;
        let hyphen = self.past_hyphen(end);
        if hyphen > end
            && let Class::Unit(unit) | Class::Units(unit) = self.class(hyphen)
        {
            // "three-quarters" is a fraction.
            let fraction = self.class(hyphen) == Class::Units(Unit::Quarter);
            return if fraction { None } else { self.joined(hyphen + 1, Length { amount, unit }) };
        }
        while matches!(
            self.role(end),
            Some(
                Role::More
                    | Role::Consecutive
                    | Role::Additional
                    | Role::Trading
                    | Role::Whole
                    | Role::Other
                    | Role::Fiscal
                    | Role::Long
            )
        ) && end < at + 8
        {
            end += 1;
        }
        match self.class(end) {
            Class::Units(unit) => {
                if let (past, Amount::AndAHalf(_)) = self.and_a_half(end + 1, 1)
                    && let Amount::Exactly(n) = amount
                {
                    amount = Amount::AndAHalf(n);
                    end = past - 1;
                }
                Some((end + 1, Length { amount, unit }))
            }
            // "one day", "five year low", but not "three second"
            Class::Unit(unit) if !matches!(amount, Amount::Vague) => {
                // "a 25 year-old" is an age
                let joined = self.past_hyphen(end + 1);
                (joined == end + 1 || !self.is(joined, Role::Old))
                    .then_some((end + 1, Length { amount, unit }))
            }
            _ => None,
        }
    }

    /// "half an hour", "half a century", "a half-hour"
    fn half_unit(&self, at: usize) -> Read<Length> {
        let at = if self.is(at, Role::A) && self.is(at + 1, Role::Half) { at + 1 } else { at };
        if !self.is(at, Role::Half) {
            return None;
        }
        let next = if self.is(at + 1, Role::A) { at + 2 } else { self.past_hyphen(at + 1) };
        match self.class(next) {
            Class::Unit(unit) if next > at + 1 => {
                Some((next + 1, Length { amount: Amount::AndAHalf(0), unit }))
            }
            _ => None,
        }
    }

    /// Behind "two-year": "-old" belongs to it, but "six-year-old boy" tells an age and is no length.
    fn joined(&self, at: usize, length: Length) -> Read<Length> {
        let next = self.past_hyphen(at);
        if next > at && matches!(self.role(next), Some(Role::Old)) {
            return (length.unit < Unit::Year).then_some((next + 1, length));
        }
        if next > at && matches!(self.role(next), Some(Role::Long)) {
            return Some((next + 1, length));
        }
        Some((at, length))
    }

    /// What stands behind a counted length tells what it is.
    fn counted(&self, first: usize, end: usize, length: Length) -> Read<Expression> {
        let Length { amount, unit } = length;
        match self.role(end) {
            Some(Role::Ago) => {
                let point = match amount {
                    Amount::Vague => return Some((end + 1, Expression::Reference(Reference::Past))),
                    _ => Point::Away { amount, unit, ahead: false },
                };
                return Some((end + 1, Expression::Point(point)));
            }
            Some(Role::Earlier | Role::Later) => {
                let ahead = self.is(end, Role::Later);
                return Some((end + 1, Expression::Point(Point::After { amount, unit, ahead })));
            }
            Some(Role::Before | Role::After) if self.stops(end + 1) => {
                let ahead = self.is(end, Role::After);
                return Some((end + 1, Expression::Point(Point::After { amount, unit, ahead })));
            }
            Some(Role::From) if self.class(end + 1) == Class::Reference(Reference::Present) => {
                return Some((end + 2, Expression::Point(Point::Away { amount, unit, ahead: true })));
            }
            Some(Role::Hence) => {
                return Some((end + 1, Expression::Point(Point::Away { amount, unit, ahead: true })));
            }
            // "52 years old": an age.
            Some(Role::Old) => return None,
            _ => {}
        }
        // "more than two weeks", but "some days" and "many years" only behind a preposition.
        if matches!(self.class(first), Class::Vague(Vague::Some | Vague::Many))
            && !self.after_preposition(first)
        {
            return None;
        }
        let end = match self.role(end) {
            Some(Role::Or) if self.is(end + 1, Role::So) => end + 2,
            _ => end,
        };
        let end = if self.class(end) == Class::Word(Role::Period) && self.is(first, Role::A) {
            end + 1
        } else {
            end
        };
        Some((end, Expression::Duration(length)))
    }

    /// True where a clause ends.
    fn stops(&self, at: usize) -> bool {
        matches!(self.class(at), Class::Break | Class::Mark(b'.' | b',' | b';' | b')' | b'?'))
    }

    /// "a year": a length, a point ("a year ago") or a rate ("$5 a year").
    fn one_unit(&self, at: usize, end: usize, length: Length) -> Read<Expression> {
        let Length { amount, unit } = length;
        let (counted_end, expression) = self.counted(at, end, length)?;
        if !matches!(expression, Expression::Duration(_))
            || counted_end != end
            || amount != Amount::Exactly(1)
        {
            return Some((counted_end, expression));
        }
        let half = end > at + 2;
        let led = self.after_preposition(at)
            || matches!(self.before(at), Class::Word(Role::Than | Role::Until | Role::Whole | Role::Once))
            || matches!(self.role(end), Some(Role::After | Role::Before));
        if self.past_hyphen(end) > end {
            // "a year-earlier loss", "a day-long visit"
            return None;
        }
        if unit == Unit::Quarter {
            // "a quarter of the voters"
            return None;
        }
        if half || led {
            return Some((end, expression));
        }
        // "$5 million a year", "20% a year", "700 seats a week"
        let before = self.before(at);
        let rate = matches!(before, Class::Scale(_) | Class::Grouped(_) | Class::Decimal | Class::Mark(b'%'));
        let plural = matches!(before, Class::Number(_) | Class::Units(_))
            || (before == Class::Other && self.slice(at - 1).ends_with('s'));
        let free = matches!(
            self.class(end),
            Class::Break | Class::Mark(_) | Class::Word(_) | Class::Verb(_) | Class::Participle
        );
        if rate || plural && free {
            return Some((end, Expression::Set(Length::one(unit).value())));
        }
        (free
            && unit >= Unit::Hour
            && matches!(self.before(at), Class::Verb(_) | Class::Participle | Class::Other))
        .then_some((end, expression))
    }

    /// "the last five years", "next two weeks", "the first nine months", "the nine months"
    fn turned_length(&self, at: usize) -> Read<Expression> {
        if let Some(read) = self.whole_period(at).or_else(|| self.vague_direction(at)) {
            return Some(read);
        }
        let definite = self.is(at, Role::The);
        let mut next = at + usize::from(definite || self.is(at, Role::This));
        // "the year-earlier nine months"
        let earlier = self.past_hyphen(next + 1);
        if self.class(next) == Class::Unit(Unit::Year)
            && earlier > next + 1
            && matches!(self.role(earlier), Some(Role::Earlier | Role::Ago))
        {
            next = earlier + 1;
        }
        let turned = matches!(self.class(next), Class::Ordinal(_))
            || matches!(
                self.role(next),
                Some(
                    Role::Last
                        | Role::Past
                        | Role::Next
                        | Role::Coming
                        | Role::Previous
                        | Role::Following
                        | Role::Latest
                        | Role::Same
                )
            );
        next += usize::from(turned);
        let counts = matches!(
            self.class(next),
            Class::Vague(_)
                | Class::Number(_)
                | Class::Grouped(_)
                | Class::Count(_)
                | Class::Scale(_)
                | Class::Decimal
        );
        if next == at || !counts {
            return None;
        }
        let (end, length) = self.length(next)?;
        // "the two-year plan" and "the two days of talks" are read from their number; "the nine months" is a
        // period that the reader knows.
        // "a second five-year term" counts terms, not years.
        if turned && self.mark(next + 1, b'-') && matches!(self.class(next - 1), Class::Ordinal(_)) {
            return None;
        }
        let known = turned || next > at + 1 || length.unit >= Unit::Month && !self.mark(next + 1, b'-');
        if !known || self.is(end, Role::Old) || self.is(end, Role::Ago) {
            return None;
        }
        let end = if self.is(end, Role::Or) && self.is(end + 1, Role::So) { end + 2 } else { end };
        Some((end, Expression::Duration(length)))
    }

    /// "the year (ended Sept. 30)", "the fiscal year", "the past decade", "over the years"
    fn whole_period(&self, at: usize) -> Read<Expression> {
        if !self.is(at, Role::The) {
            return None;
        }
        let fiscal = self.is(at + 1, Role::Fiscal);
        match (self.class(at + 1), self.class(at + 2)) {
            (Class::Unit(Unit::Year), Class::Word(Role::Ended)) => {
                Some((at + 2, duration(Amount::Exactly(1), Unit::Year)))
            }
            (_, Class::Unit(Unit::Year)) if fiscal => {
                Some((at + 3, duration(Amount::Exactly(1), Unit::Year)))
            }
            (Class::Word(Role::Past), Class::Unit(unit @ Unit::Decade)) => {
                Some((at + 3, duration(Amount::Exactly(1), unit)))
            }
            (Class::Units(unit), _) if unit >= Unit::Year && self.before(at) == Class::Word(Role::Over) => {
                Some((at + 2, duration(Amount::Vague, unit)))
            }
            _ => None,
        }
    }

    /// "these days", "the coming months", "past years": a direction rather than a length
    fn vague_direction(&self, at: usize) -> Read<Expression> {
        let next = at + usize::from(self.is(at, Role::The));
        let Class::Units(unit) = self.class(next + 1) else { return None };
        let reference = match self.role(next)? {
            Role::Coming => Reference::Future,
            Role::Past => Reference::Past,
            Role::This if unit == Unit::Day && self.slice(next).eq_ignore_ascii_case("these") => {
                Reference::Present
            }
            _ => return None,
        };
        Some((next + 2, Expression::Reference(reference)))
    }

    /// "years", "weeks or months", "months ago", "decades-long"
    fn bare_units(&self, at: usize, unit: Unit) -> Read<Expression> {
        let next = self.past_hyphen(at + 1);
        if next > at + 1 && self.is(next, Role::Long) {
            return Some((next + 1, duration(Amount::Vague, unit)));
        }
        match self.role(at + 1) {
            Some(Role::Ago) => return Some((at + 2, Expression::Reference(Reference::Past))),
            Some(Role::Earlier | Role::Later) => {
                let ahead = self.is(at + 1, Role::Later);
                return Some((
                    at + 2,
                    Expression::Point(Point::After { amount: Amount::Vague, unit, ahead }),
                ));
            }
            _ => {}
        }
        let led = matches!(
            at.checked_sub(1).and_then(|p| self.role(p)),
            Some(Role::For | Role::Within | Role::In | Role::After | Role::Preposition)
        );
        if !led || unit < Unit::Day || self.is(at + 1, Role::Of) {
            return None;
        }
        if self.is(at + 1, Role::Or) && matches!(self.class(at + 2), Class::Units(_)) {
            return Some((at + 3, duration(Amount::Vague, unit)));
        }
        Some((at + 1, duration(Amount::Vague, unit)))
    }

    /// "day-long", "year-long"
    fn long(&self, at: usize, unit: Unit) -> Read<Expression> {
        let next = self.past_hyphen(at + 1);
        (next > at + 1 && self.is(next, Role::Long)).then(|| (next + 1, duration(Amount::Exactly(1), unit)))
    }
}

fn duration(amount: Amount, unit: Unit) -> Expression {
    Expression::Duration(Length { amount, unit })
}
