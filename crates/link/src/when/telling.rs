//! The day of an utterance, from the tellings that know it to those that don't.

use jiff::civil::Date;
use onrecord_text::{Id, When};

/// A telling, as much of it as its day depends on.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    /// The statement.
    pub statement: Id,
    /// True if it quotes, in whole or in part.
    pub quotes: bool,
    /// When it was said, as its own article tells.
    pub said: Option<When>,
    /// TIMEX3 value of the words that tell when, such as `XXXX-WXX-2` for a Tuesday.
    pub value: Option<&'a str>,
    /// When its article was published.
    pub published: Option<When>,
}

/// A day that one telling gives to another of the same utterance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// Index of the telling that did not know its day.
    pub to: usize,
    /// Index of the one that does.
    pub from: usize,
    /// The day.
    pub day: Date,
}

/// What the tellings of one utterance give one another.
///
/// Days pass only between tellings that quote: what somebody is reported to think is said more than once. The
/// day must be the same in all tellings that know it. It goes to those that tell no time, or none that is known,
/// if their own words can mean that day ("on Tuesday" no Wednesday) and their article is not older. Of several
/// that know it the one whose article was published first is the evidence, then the one with the smaller id.
pub fn days_of_tellings(tellings: &[Told]) -> Vec<Given> {
    let mut known: Vec<(usize, Date)> = Vec::new();
    for (index, told) in tellings.iter().enumerate() {
        let Some(said) = told.said else { continue };
        let Some(day) = said.day() else { continue };
        if is_older(told, day) {
            return Vec::new();
        }
        known.push((index, day));
    }
    let first = |&&(index, _): &&(usize, Date)| {
        let told = &tellings[index];
        (told.published.is_none(), told.published.map(|p| p.days()), told.statement.clone())
    };
    let quoting = known.iter().filter(|(index, _)| tellings[*index].quotes);
    let Some(&(from, day)) = quoting.min_by_key(first) else { return Vec::new() };
    if known.iter().any(|(_, other)| *other != day) {
        return Vec::new();
    }
    // A month or a year that the day is not in: the tellings do not agree.
    let vague = |told: &Told| told.said.is_some_and(|said| !(said.days().0..=said.days().1).contains(&day));
    if tellings.iter().any(vague) {
        return Vec::new();
    }
    let lacks = |told: &Told| {
        told.quotes
            && told.said.is_none()
            && !is_older(told, day)
            && told.value.is_none_or(|value| can_mean(value, day))
    };
    let to = tellings.iter().enumerate().filter(|(_, told)| lacks(told));
    to.map(|(to, _)| Given { to, from, day }).collect()
}

/// True if the telling's article was certainly published before that day.
fn is_older(told: &Told, day: Date) -> bool {
    told.published.is_some_and(|published| published.days().1 < day)
}

/// The weekday, Monday is 1, that a value names without its week.
pub fn weekday_of(value: &str) -> Option<i8> {
    let weekday = date_of(value).strip_prefix("XXXX-WXX-")?;
    weekday.parse().ok().filter(|day| (1..=7).contains(day))
}

/// A TIMEX3 value without its time of day.
fn date_of(value: &str) -> &str {
    value.split_once('T').map_or(value, |(date, _)| date)
}

/// True if a value with an X for what is not known can be this day. What cannot be told, can't.
fn can_mean(value: &str, day: Date) -> bool {
    let date = date_of(value);
    if let Some(weekday) = weekday_of(value) {
        return weekday == day.weekday().to_monday_one_offset();
    }
    if date == "XXXX-WXX" {
        return true;
    }
    let written = day.to_string();
    matches!(date.len(), 4 | 7 | 10)
        && date.bytes().zip(written.bytes()).all(|(known, is)| known == b'X' || known == is)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<'a>(id: &str, said: &str, value: &'a str, published: &str) -> Told<'a> {
        Told {
            statement: Id::stored(id),
            quotes: true,
            said: said.parse().ok(),
            value: (!value.is_empty()).then_some(value),
            published: published.parse().ok(),
        }
    }

    fn given(tellings: &[Told]) -> Vec<(usize, usize, String)> {
        days_of_tellings(tellings).into_iter().map(|g| (g.to, g.from, g.day.to_string())).collect()
    }

    #[test]
    fn a_day_goes_to_the_tellings_that_lack_it() {
        let tellings = [
            told("s-1", "", "XXXX-WXX-2", ""),
            told("s-2", "2021-12-21", "2021-12-21", "2021-12-23"),
            told("s-3", "2021-12-21T14:00", "2021-12-21T14:00", "2021-12-22"),
            told("s-4", "", "", "2021-12-24"),
            told("s-5", "2021-12", "2021-12", ""),
        ];
        let day = || "2021-12-21".to_owned();
        assert_eq!(given(&tellings), [(0, 2, day()), (3, 2, day())]);
    }

    #[test]
    fn a_day_that_does_not_fit_is_not_given() {
        let source = told("s-1", "2021-12-21", "2021-12-21", "2021-12-23");
        for other in [
            told("s-2", "", "XXXX-WXX-3", ""),
            told("s-2", "", "XXXX-11", ""),
            told("s-2", "", "XXXX-Q4", ""),
            told("s-2", "", "", "2021-12-20"),
            told("s-2", "2021", "2021", ""),
        ] {
            assert_eq!(given(&[source.clone(), other.clone()]), [], "{other:?}");
        }
        for other in [
            told("s-2", "", "XXXX-12-21", ""),
            told("s-2", "", "XXXX-XX-XX", ""),
            told("s-2", "", "XXXX-WXX-2TMO", ""),
        ] {
            assert_eq!(given(&[source.clone(), other.clone()]).len(), 1, "{other:?}");
        }
    }

    #[test]
    fn days_pass_between_tellings_that_quote() {
        let (to, from) = (told("s-1", "", "", ""), told("s-2", "2021-12-21", "2021-12-21", ""));
        let reported = |told: &Told<'static>| Told { quotes: false, ..told.clone() };
        assert_eq!(given(&[to.clone(), from.clone()]).len(), 1);
        assert_eq!(given(&[reported(&to), from.clone()]), []);
        assert_eq!(given(&[to, reported(&from)]), []);
    }

    #[test]
    fn two_days_give_none() {
        let undated = told("s-1", "", "", "");
        let one = told("s-2", "2021-12-21", "2021-12-21", "");
        assert_eq!(given(&[undated.clone(), one.clone(), told("s-3", "2021-12-22", "", "")]), []);
        assert_eq!(given(&[undated.clone(), one.clone(), told("s-3", "2021-11", "", "")]), []);
        assert_eq!(
            given(&[undated, one, told("s-3", "2021-12-22", "", "2021-12-20")]),
            [],
            "said before it was"
        );
    }
}
