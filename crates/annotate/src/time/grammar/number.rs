//! How many: "three", "twenty-four", "2 1/2", "a couple of", "several", "12 to 18".

use super::super::expression::Amount;
use super::super::lexicon::{Class, Role, Vague};
use super::{Grammar, Read};

impl Grammar<'_> {
    /// A quantity, ranges included.
    pub(super) fn amount(&self, at: usize) -> Read<Amount> {
        let (end, amount) = self.single_amount(at)?;
        let joint = matches!(self.role(end), Some(Role::To | Role::Or))
            || (self.mark(end, b'-') && matches!(self.class(end + 1), Class::Number(_) | Class::Count(_)));
        if joint
            && !matches!(amount, Amount::Vague)
            && let Some((end, second)) = self.single_amount(end + 1)
            && !matches!(second, Amount::Vague)
        {
            return Some((end, Amount::Vague));
        }
        Some((end, amount))
    }

    fn single_amount(&self, at: usize) -> Read<Amount> {
        match self.class(at) {
            Class::Number(n) => Some(self.fraction(at + 1, n)),
            Class::Grouped(n) => Some((at + 1, Amount::Exactly(n))),
            Class::Decimal => Some((at + 1, Amount::Hundredths(hundredths(self.slice(at))?))),
            Class::Count(_) | Class::Scale(_) => {
                let (end, n) = self.cardinal(at)?;
                Some(self.and_a_half(end, n))
            }
            Class::Vague(Vague::Couple) => Some((self.past_of(at + 1), Amount::Exactly(2))),
            Class::Vague(_) => Some((at + 1, Amount::Vague)),
            Class::Word(Role::A) => match self.class(at + 1) {
                Class::Vague(Vague::Couple) => Some((self.past_of(at + 2), Amount::Exactly(2))),
                Class::Vague(Vague::Few) => Some((at + 2, Amount::Vague)),
                Class::Count(12) => Some((at + 2, Amount::Exactly(12))),
                Class::Scale(_) => self.cardinal(at + 1).map(|(end, n)| (end, Amount::Exactly(n))),
                _ => None,
            },
            _ => None,
        }
    }

    fn past_of(&self, at: usize) -> usize {
        if self.is(at, Role::Of) { at + 1 } else { at }
    }

    /// A number in words, below a thousand million.
    pub(super) fn cardinal(&self, mut at: usize) -> Read<u32> {
        let mut total = 0u32;
        let mut part = None;
        // The longest is "nine hundred ninety nine thousand nine hundred ninety nine" with its hyphens.
        for _ in 0..12 {
            match self.class(at) {
                Class::Count(n) => match part {
                    None => part = Some(n),
                    Some(p)
                        if (p % 100 >= 20 && p % 10 == 0 && n < 10)
                            || (p >= 100 && p % 100 == 0 && n < 100) =>
                    {
                        part = Some(p + n);
                    }
                    Some(_) => break,
                },
                Class::Scale(100) => part = Some(part.unwrap_or(1).checked_mul(100).filter(|&p| p < 10_000)?),
                Class::Scale(n) => {
                    total = total.checked_add(part.unwrap_or(1).checked_mul(n)?)?;
                    part = Some(0);
                }
                _ => break,
            }
            at += 1;
            let next = self.past_hyphen(at);
            if next > at && matches!(self.class(next), Class::Count(_)) {
                at = next;
            }
        }
        Some((at, total.checked_add(part?)?))
    }

    /// "2 1/2", "2½"
    fn fraction(&self, at: usize, n: u32) -> (usize, Amount) {
        if self.mark(at, b'h') {
            return (at + 1, Amount::AndAHalf(n));
        }
        let past = self.past_hyphen(at);
        if self.class(past) == Class::Number(1)
            && self.mark(past + 1, b'/')
            && self.class(past + 2) == Class::Number(2)
        {
            return (past + 3, Amount::AndAHalf(n));
        }
        self.and_a_half(at, n)
    }

    /// "two and a half"
    pub(super) fn and_a_half(&self, at: usize, n: u32) -> (usize, Amount) {
        let mut next = at;
        for role in [Role::And, Role::A, Role::Half] {
            next = self.past_hyphen(next);
            if !self.is(next, role) {
                return (at, Amount::Exactly(n));
            }
            next += 1;
        }
        (next, Amount::AndAHalf(n))
    }
}

/// `2.5` as 250.
fn hundredths(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.')?;
    let whole: u32 = whole.replace(',', "").parse().ok()?;
    let mut digits = part.bytes().filter(u8::is_ascii_digit).map(|d| u32::from(d - b'0'));
    let part = digits.next().unwrap_or(0) * 10 + digits.next().unwrap_or(0);
    whole.checked_mul(100)?.checked_add(part)
}
