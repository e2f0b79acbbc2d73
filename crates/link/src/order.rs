//! The order in which articles are told apart: by time, then by id. Never by their place in a list, which
//! says only how somebody handed them over.

use crate::Head;
use jiff::civil::Date;
use onrecord_text::{Id, When};

/// Sorts articles by publication, unknown dates last, then by id.
pub(crate) fn by_time(article: Head<'_>) -> (bool, Option<(Date, Date, i32)>, &Id) {
    let time = article.published.map(|when| {
        let (first, last) = when.days();
        (first, last, minute(when))
    });
    (time.is_none(), time, article.id)
}

/// Minutes since the day began in Greenwich, where the zone is known; else as stated.
fn minute(when: When) -> i32 {
    match when {
        When::Minute(_, t) => {
            i32::from(t.hour) * 60 + i32::from(t.minute) - i32::from(t.offset.unwrap_or_default())
        }
        _ => 0,
    }
}

/// True if `a` was certainly published before `b`. Times of day count where both state their zone, or where
/// one outlet stated both.
pub(crate) fn certainly_before(a: Head<'_>, b: Head<'_>) -> bool {
    let (Some(x), Some(y)) = (a.published, b.published) else { return false };
    if let (When::Minute(d, s), When::Minute(e, t)) = (x, y) {
        let zones = s.offset.is_some() && t.offset.is_some();
        if zones || (s.offset.is_none() && t.offset.is_none() && a.outlet.is_some() && a.outlet == b.outlet) {
            let day = |date: Date| i64::from(days_since_epoch(date)) * 24 * 60;
            return day(d) + i64::from(minute(x)) < day(e) + i64::from(minute(y));
        }
    }
    x.days().1 < y.days().0
}

/// Days from 1970-01-01 to `date`.
pub(crate) fn days_since_epoch(date: Date) -> i32 {
    (date - jiff::civil::date(1970, 1, 1)).get_days()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_calendar_has_them() {
        let days = |y, m, d| days_since_epoch(jiff::civil::date(y, m, d));
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(days(2000, 3, 1), 11_017);
        assert_eq!(days(2024, 2, 29) + 1, days(2024, 3, 1));
        assert_eq!(days(1969, 12, 31), -1);
    }

    #[test]
    fn before_needs_times_that_can_be_compared() {
        let id = Id::stored("a");
        let at = |published: &str, outlet| Head {
            id: &id,
            outlet: Some(outlet),
            published: published.parse().ok(),
        };
        let before = |a, b| certainly_before(at(a, "Tide"), at(b, "Gull"));
        assert!(before("2031-05-02", "2031-05-03"));
        assert!(before("2031-04", "2031-05-03"));
        assert!(!before("2031-05", "2031-05-03"));
        assert!(!before("", "2031-05-03"));
        assert!(!before("2031-05-03T08:00", "2031-05-03T10:00"), "two outlets, zones unknown");
        assert!(before("2031-05-03T10:00+05:00", "2031-05-03T08:00Z"));
        let one = |a, b| certainly_before(at(a, "Tide"), at(b, "Tide"));
        assert!(one("2031-05-03T08:00", "2031-05-03T10:00"), "one outlet states both");
    }
}
