//! The grammar: hand-written readers of the light tokens, each of which looks at a few tokens and answers
//! with where the expression ends and what it says. Nothing is read across a paragraph, and no reader looks
//! further than a dozen tokens, so that the cost stays linear.

mod calendar;
mod clock;
mod duration;
mod number;
mod period;
mod relative;
mod set;

use super::expression::{Clock, Expression, Point, Turn, Unit};
use super::lexicon::{Class, Lexicon, Role};
use super::scanner::Token;

/// An expression that the grammar found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// Its first token.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
    pub expression: Expression,
}

/// A reader's answer: one past its last token, and the meaning.
type Read<T> = Option<(usize, T)>;

/// All expressions, in order, without overlaps.
pub(super) fn find(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<Found> {
    let grammar = Grammar { text, tokens, lexicon };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !starts(tokens[at].class) {
            at += 1;
            continue;
        }
        match grammar.expression(at) {
            Some((end, expression)) if end > at && grammar.in_name(at, end, &expression) => at = end,
            Some((end, expression)) if end > at => {
                let more = grammar.further_day(end, &expression);
                found.push(Found { first: at, end, expression });
                at = end;
                if let Some((end, expression)) = more {
                    found.push(Found { first: end - 1, end, expression });
                    at = end;
                }
            }
            _ => at += 1,
        }
    }
    found
}

/// The prefilter: false for the tokens that no expression begins with.
fn starts(class: Class) -> bool {
    !matches!(
        class,
        Class::Other
            | Class::Break
            | Class::Verb(_)
            | Class::Participle
            | Class::Zone(_)
            | Class::HalfDay(_)
            | Class::Word(
                Role::In
                    | Role::On
                    | Role::By
                    | Role::Until
                    | Role::From
                    | Role::To
                    | Role::Of
                    | Role::For
                    | Role::And
                    | Role::Or
                    | Role::Preposition
                    | Role::After
                    | Role::Before
                    | Role::Within
            )
    )
}

/// The tokens with the questions that the readers ask of them.
struct Grammar<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
}

impl Grammar<'_> {
    /// The class of a token; a break beyond both ends.
    fn class(&self, at: usize) -> Class {
        self.tokens.get(at).map_or(Class::Break, |t| t.class)
    }

    fn before(&self, at: usize) -> Class {
        at.checked_sub(1).map_or(Class::Break, |at| self.class(at))
    }

    fn role(&self, at: usize) -> Option<Role> {
        match self.class(at) {
            Class::Word(role) => Some(role),
            _ => None,
        }
    }

    fn is(&self, at: usize, role: Role) -> bool {
        self.class(at) == Class::Word(role)
    }

    fn mark(&self, at: usize, mark: u8) -> bool {
        self.class(at) == Class::Mark(mark)
    }

    fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.capital)
    }

    /// True if no white space stands before the token.
    fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| !t.spaced)
    }

    fn slice(&self, at: usize) -> &str {
        self.tokens.get(at).and_then(|t| self.text.get(t.start as usize..t.end as usize)).unwrap_or("")
    }

    /// Past a hyphen that joins two words, if one stands there.
    fn past_hyphen(&self, at: usize) -> usize {
        if self.mark(at, b'-') && self.glued(at) && self.glued(at + 1) { at + 1 } else { at }
    }

    /// Past "'s", if it stands there.
    fn past_possessive(&self, at: usize) -> usize {
        if self.mark(at, b'\'') && self.glued(at) && self.glued(at + 1) && self.slice(at + 1) == "s" {
            at + 2
        } else {
            at
        }
    }

    /// True if the token before is a preposition that times like to follow.
    fn after_preposition(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.role(at));
        matches!(
            before,
            Some(
                Role::In
                    | Role::On
                    | Role::By
                    | Role::Until
                    | Role::From
                    | Role::To
                    | Role::Of
                    | Role::For
                    | Role::Preposition
                    | Role::After
                    | Role::Before
                    | Role::Within
                    | Role::Over
                    | Role::At
                    | Role::Approximate
            )
        )
    }

    /// True if "today" is the end of a name: "Orvane Today", "OBC This Morning", "OBC’s This Week".
    fn in_name(&self, at: usize, end: usize, expression: &Expression) -> bool {
        let today = matches!(
            expression,
            Expression::Point(Point::Day(0) | Point::Unit { unit: Unit::Week, turn: Turn::This })
                | Expression::Time(_, Some(Point::Day(0)))
        );
        let owned = at > 2 && self.slice(at - 1) == "s" && self.mark(at - 2, b'\'');
        let at_name = if owned { at - 2 } else { at };
        let named = at_name.checked_sub(1).is_some_and(|p| self.class(p) == Class::Other && self.capital(p));
        today && named && self.tokens[at].spaced && (at..end).all(|at| self.capital(at))
    }

    /// Any expression that begins here.
    fn expression(&self, at: usize) -> Read<Expression> {
        self.set(at)
            .or_else(|| self.time(at))
            .or_else(|| self.modified(at))
            .or_else(|| self.dated(at))
            .or_else(|| self.duration(at))
            .or_else(|| self.reference(at))
    }

    /// "late on", "early", "the end of" and their kin before a point.
    fn modified(&self, at: usize) -> Read<Expression> {
        match self.role(at)? {
            Role::Early | Role::Late | Role::Earlier | Role::Later => {
                let next = self.past_hyphen(at + 1);
                // "earlier in the year", "late in the day"
                if self.is(next, Role::In)
                    && self.is(next + 1, Role::The)
                    && matches!(self.class(next + 2), Class::Unit(_))
                {
                    let (end, point) = self.this_unit(next + 2)?;
                    return Some((end, Expression::Point(point)));
                }
                self.time(next).or_else(|| self.dated(next))
            }
            Role::Mid => {
                let next = self.past_hyphen(at + 1);
                self.time(next).or_else(|| self.dated(next))
            }
            // "around Nov. 1", "around year end"; but one also speaks about today.
            Role::Approximate => self.time(at + 1).or_else(|| {
                let (end, point) = self.point(at + 1)?;
                matches!(point, Point::Month { day: Some(_), .. } | Point::Unit { unit: Unit::Year, .. })
                    .then_some((end, Expression::Point(point)))
            }),
            Role::The => self.edge(at + 1),
            Role::Edge => self.edge(at),
            _ => None,
        }
    }

    /// "end of 1994", "first half of the '80s"
    fn edge(&self, at: usize) -> Read<Expression> {
        let of = if self.is(at, Role::Edge) {
            at + 1
        } else if matches!(self.class(at), Class::Ordinal(1 | 2) | Class::Word(Role::Last))
            && self.is(at + 1, Role::Half)
        {
            at + 2
        } else {
            return None;
        };
        if !self.is(of, Role::Of) {
            return None;
        }
        let point = match self.is(of + 1, Role::The) {
            true => self.this_unit(of + 2).or_else(|| self.point(of + 1)),
            false => self.point(of + 1),
        };
        let (end, point) = point?;
        let year = match point {
            Point::Stated { year, month: None, .. } => Some(Turn::Of(year)),
            Point::Unit { unit: Unit::Year, turn: Turn::This } => Some(Turn::Year(0)),
            Point::Unit { unit: Unit::Year, turn: Turn::Last } => Some(Turn::Year(-1)),
            _ => None,
        };
        let point = match year {
            Some(turn) if !self.is(at, Role::Edge) => {
                let half = if self.class(at) == Class::Ordinal(1) { 1 } else { 2 };
                Point::Half { half, turn }
            }
            _ => point,
        };
        Some((end, Expression::Point(point)))
    }

    /// A point, with the part of the day or the hour that belongs to it.
    fn dated(&self, at: usize) -> Read<Expression> {
        let (end, point) = self.point(at)?;
        if has_day(point)
            && let Class::Part(part) = self.class(end)
            && !self.capital(end)
        {
            return Some((end + 1, Expression::Time(Clock::Part(part), Some(point))));
        }
        Some((end, Expression::Point(point)))
    }

    /// A point of the calendar.
    fn point(&self, at: usize) -> Read<Point> {
        self.calendar(at).or_else(|| self.period(at)).or_else(|| self.relative(at))
    }
}

/// True if the point is a day.
fn has_day(point: Point) -> bool {
    match point {
        Point::Stated { day, .. } | Point::Month { day, .. } => day.is_some(),
        Point::Weekday { .. }
        | Point::Day(_)
        | Point::Holiday { .. }
        | Point::NearWeekday { .. }
        | Point::DayOfMonth(_) => true,
        Point::Unit { unit, .. } => unit == Unit::Day,
        _ => false,
    }
}
