//! What recurs: "every Tuesday", "each month", "daily", "twice a week", "Monday nights", "per year".

use super::super::expression::{Amount, Expression, Length, Unit};
use super::super::lexicon::{Class, Role};
use super::{Grammar, Read};

impl Grammar<'_> {
    pub(super) fn set(&self, at: usize) -> Read<Expression> {
        let (end, value) = match self.class(at) {
            Class::Every(unit) => (at + 1, Length::one(unit).value()),
            Class::Word(Role::Each) => self.each(at)?,
            Class::Word(Role::Per) => match self.class(at + 1) {
                Class::Unit(unit) if unit >= Unit::Hour => (at + 2, Length::one(unit).value()),
                _ => return None,
            },
            Class::Weekdays(weekday) if self.capital(at) => (at + 1, format!("XXXX-WXX-{weekday}")),
            Class::Weekday(weekday) if self.capital(at) => match self.class(at + 1) {
                Class::Parts(part) => (at + 2, format!("XXXX-WXX-{weekday}T{}", part.code())),
                _ => return None,
            },
            Class::Units(Unit::Weekend)
                if matches!(self.role(at.wrapping_sub(1)), Some(Role::On | Role::At)) =>
            {
                (at + 1, "XXXX-WXX-WE".to_owned())
            }
            Class::Word(Role::Once | Role::Twice) => self.times(at + 1)?,
            Class::Count(_) | Class::Number(_) | Class::Vague(_) => {
                let (next, _) = self.amount(at)?;
                if !self.is(next, Role::Times) {
                    return None;
                }
                self.times(next + 1)?
            }
            _ => return None,
        };
        Some((end, Expression::Set(value)))
    }

    /// "every day", "every two weeks", "each July", "every other year", "every Tuesday morning"
    fn each(&self, at: usize) -> Read<String> {
        match self.class(at + 1) {
            Class::Unit(unit) => Some((at + 2, Length::one(unit).value())),
            Class::Weekday(weekday) => {
                if let Class::Part(part) = self.class(at + 2) {
                    return Some((at + 3, format!("XXXX-WXX-{weekday}T{}", part.code())));
                }
                Some((at + 2, format!("XXXX-WXX-{weekday}")))
            }
            Class::Month(month) if self.capital(at + 1) => Some((at + 2, format!("XXXX-{month:02}"))),
            Class::Season(season) => Some((at + 2, format!("XXXX-{}", season.code()))),
            Class::Part(part) => Some((at + 2, format!("XXXX-XX-XXT{}", part.code()))),
            Class::Word(Role::Other) | Class::Ordinal(2) => match self.class(at + 2) {
                Class::Unit(unit) => Some((at + 3, Length { amount: Amount::Exactly(2), unit }.value())),
                _ => None,
            },
            Class::Count(_) | Class::Number(_) | Class::Vague(_) => {
                let (end, length) = self.length(at + 1)?;
                Some((end, length.value()))
            }
            _ => None,
        }
    }

    /// "a week", "per week", "each week" behind "twice"
    fn times(&self, at: usize) -> Read<String> {
        match (self.role(at)?, self.class(at + 1)) {
            (Role::A | Role::Per | Role::Each, Class::Unit(unit)) => {
                Some((at + 2, Length::one(unit).value()))
            }
            _ => None,
        }
    }
}
