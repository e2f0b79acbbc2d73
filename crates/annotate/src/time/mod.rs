//! Expressions of time: found, normalised to TIMEX3 values, resolved against the published date.
//!
//! The way of a text: `scanner` makes light tokens, looking each word up in the lists under `lexicon/`;
//! `grammar` reads expressions off the tokens where one can begin; `resolve` finds the day that is meant,
//! `normalise` writes the value. [`said()`] picks the time of saying for a statement. English only.
//!
//! # Values
//!
//! They follow TIMEX3 as TimeML 1.2.1 has it (Pustejovsky et al.; <https://timeml.github.io>). Where the two
//! public corpora of news, TimeBank 1.2 and AQUAINT, disagree with the guidelines, with each other or with
//! themselves, this is the choice:
//!
//! | expression | here | elsewhere |
//! |---|---|---|
//! | modifiers and articles | inside the span: "about two years", "early Tuesday", "the third quarter" | AQUAINT leaves most out |
//! | a week | `2021-W51`, ISO 8601 | TimeBank has `2021-WXX` too |
//! | a decade, a century | `198`, `19` | AQUAINT has `198X`; TimeBank has `19XX` once |
//! | lengths in decades and centuries | counted in years: `P20Y` | `P2DE`, `P2L` |
//! | an unknown number | `PXM`; also of a range: "two or three days" is `PXD` | the range's first number |
//! | "Friday night" | a TIME, `2021-12-24TNI` | AQUAINT has a DATE, or `TEV` |
//! | a time with its zone | the value leaves the zone out, [`Timex::when`] has it | |
//! | midnight | `T24:00` of the day that is named; no [`Timex::when`], for it could be either night | |
//! | "daily", "annually" | `P1D`, `P1Y` | TimeBank has `XXXX-XX-XX`, `XXXX` |
//! | "several years ago" | `PAST_REF` | `199X` once |
//! | "recent months", "the last few months" | a DURATION, `PXM` | `PAST_REF` as often |
//! | "coming months" | `FUTURE_REF` | `PXM` once |
//! | "two weeks ago" | the week | the day, once |
//! | "the past year", "the last year" | the year before this one | |
//! | "a year ago" and "a year earlier" after a quarter | that quarter of the year before | the year, as often |
//! | "the weekend" | `2021-W51-WE` | |
//! | ages ("52 years old", "6-year-old") | left out | |
//! | "03/04/2021" | `2021-XX-XX`: day and month could be either way round | |
//!
//! # Which day
//!
//! A year, month and day that are all written are taken as they are. A month and day is the nearest one to
//! the published date; if two are about as near, and for weekdays and months, the tense of the nearest verb
//! decides. "Two days later" and "the next day" count from the last date mentioned, never from one that is
//! vaguer than the unit. A text that dates by years of old and hardly ever says "yesterday" is a history:
//! there "12 July" belongs to the year mentioned last. Without a published date, or where its first and its
//! last possible day give different answers, the value keeps its `X`, and [`Timex::anchor`] is one of
//! `unresolved:no-published-date`, `unresolved:published-too-vague`, `unresolved:nothing-mentioned`,
//! `unresolved:ambiguous`, `unresolved:no-such-day`, `unresolved:hours`. Otherwise it is `absolute` (all in
//! the words), `published`, `published:past`, `published:future` (the tense decided), `published:nearest`,
//! `mentioned` (from the last date in the text), or `none` for lengths, sets and vague directions.

mod expression;
mod fixed;
mod grammar;
mod holiday;
mod lexicon;
mod normalise;
mod own;
mod resolve;
mod said;
mod scanner;
mod tense;

#[cfg(test)]
mod tests;

use crate::Timex;
use jiff::civil::Date;
use normalise::Normal;
use onrecord_text::{Span, When};

pub use own::{OwnDays, own_days};
pub use said::said;

/// Every expression of time in the body, in order, without overlaps.
///
/// `body` holds the ranges of `text` that are read, sorted and without overlaps; ranges that do not fit the
/// text are left out. `published` is what relative expressions are resolved against: without it, or where
/// it is too vague, they keep an `X` for what is not known, and [`Timex::anchor`] says why.
pub fn timexes(text: &str, body: &[Span], published: Option<When>) -> Vec<Timex> {
    timexes_between(text, body, published.map(|p| p.days()))
}

/// The same for a text that was published on a day from the first of `days` to the last.
pub fn timexes_between(text: &str, body: &[Span], days: Option<(Date, Date)>) -> Vec<Timex> {
    let reading = Reading::of(text, body);
    let normals: Vec<Normal> = match days {
        None => reading.normalise(None),
        Some((first, last)) if first == last => reading.normalise(Some(first)),
        // What comes out the same for each day is sure.
        Some((first, last)) => {
            let sure = each_day(first, last)
                .map(|day| reading.normalise(Some(day)).into_iter().map(Some).collect())
                .reduce(|a: Vec<Option<Normal>>, b| {
                    a.into_iter()
                        .zip(b)
                        .map(|(a, b)| a.filter(|a| b.is_some_and(|b| a.is_same(&b))))
                        .collect()
                })
                .unwrap_or_default();
            let unknown = reading.normalise(None);
            sure.into_iter().zip(unknown).map(|(s, u)| s.unwrap_or_else(|| too_vague(u))).collect()
        }
    };
    let found = reading.found.iter().zip(normals);
    found
        .map(|(found, normal)| Timex {
            span: reading.span(found),
            kind: normal.kind,
            value: normal.value,
            when: normal.when,
            anchor: normal.anchor,
        })
        .collect()
}

/// All days of a week or two; of a longer time, which is a month or a year, its ends stand for all.
fn each_day(first: Date, last: Date) -> impl Iterator<Item = Date> {
    let short = first.checked_add(jiff::Span::new().days(14)).is_ok_and(|end| last < end);
    let all = short.then(|| first.series(jiff::Span::new().days(1)).take_while(move |day| *day <= last));
    let ends = (!short).then_some([first, last]);
    all.into_iter().flatten().chain(ends.into_iter().flatten())
}

/// A text with the expressions that were found in it, before it is known which days they mean.
struct Reading<'a> {
    text: &'a str,
    lexicon: &'static lexicon::Lexicon,
    tokens: Vec<scanner::Token>,
    found: Vec<grammar::Found>,
}

impl Reading<'_> {
    fn of<'a>(text: &'a str, body: &[Span]) -> Reading<'a> {
        let lexicon = lexicon::lexicon();
        let tokens = scanner::scan(text, body, lexicon);
        let found = grammar::find(text, &tokens, lexicon);
        Reading { text, lexicon, tokens, found }
    }

    fn normalise(&self, today: Option<Date>) -> Vec<Normal> {
        normalise::normalise(self.text, &self.tokens, self.lexicon, &self.found, today)
    }

    fn span(&self, found: &grammar::Found) -> Span {
        Span::new(self.tokens[found.first].start as usize, self.tokens[found.end - 1].end as usize)
    }
}

fn too_vague(unknown: Normal) -> Normal {
    Normal { anchor: "unresolved:published-too-vague", ..unknown }
}
