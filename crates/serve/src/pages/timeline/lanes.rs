//! Where things lie in time, in days, and which row of the picture each one gets.

use onrecord_record::query::{ArticleRow, Event, EventKind, StatementRow};
use onrecord_text::When;

/// So many rows of a lane are drawn.
const SAID_ROWS: usize = 12;
const OUTLETS: usize = 14;
/// What lies further from the articles than this is left to the table. In days.
const FAR: f64 = 45.0;
/// More marks make a picture heavy, and no clearer.
const MARKS: usize = 240;

/// The picture's content.
pub(super) struct Lanes<'e> {
    /// The first day and one past the last, in days since 1970.
    pub from: f64,
    pub to: f64,
    pub said: Vec<Said<'e>>,
    /// Rows that the said things take.
    pub said_rows: usize,
    /// Outlets, a row each.
    pub outlets: Vec<Option<&'e str>>,
    pub published: Vec<Published<'e>>,
    /// Days of capture.
    pub captured: Vec<f64>,
    /// Events that are in the table alone.
    pub left_out: usize,
}

/// Something said, between two days as exactly as that is known.
pub(super) struct Said<'e> {
    pub from: f64,
    pub to: f64,
    pub row: usize,
    pub utterance: &'e str,
    pub statement: &'e StatementRow,
}

/// An article in its outlet's row.
pub(super) struct Published<'e> {
    pub from: f64,
    pub to: f64,
    pub row: usize,
    pub article: &'e ArticleRow,
    pub statements: usize,
}

impl<'e> Lanes<'e> {
    /// Nothing if no event has a date.
    pub fn of(events: &'e [Event], captures: &[(String, String)]) -> Option<Lanes<'e>> {
        let mut left_out = 0;
        let mut published = Vec::new();
        let mut said = Vec::new();
        for event in events {
            match &event.what {
                EventKind::Published { article, statements } => {
                    let exact = article.published.as_deref().and_then(extent);
                    match exact.filter(|_| published.len() < MARKS) {
                        Some((from, to)) => {
                            published.push(Published { from, to, row: 0, article, statements: *statements })
                        }
                        None => left_out += 1,
                    }
                }
                EventKind::Said { utterance, statement, .. } => match extent(&event.date) {
                    Some((from, to)) => said.push(Said { from, to, row: 0, utterance, statement }),
                    None => left_out += 1,
                },
            }
        }
        let (mut from, mut to) = bounds(published.iter().map(|p| (p.from, p.to)))
            .or_else(|| bounds(said.iter().map(|s| (s.from, s.to))))?;
        let near = |s: &Said| s.to > from - FAR && s.from < to + FAR;
        left_out += said.iter().filter(|s| !near(s)).count();
        said.retain(near);
        // A day at least; a vaguer date reaches over the edge of the picture and is cut there.
        for s in said.iter().filter(|s| s.to - s.from <= 1.0) {
            from = from.min(s.from);
            to = to.max(s.to);
        }
        let from = from.floor();
        let to = to.ceil().max(from + 1.0);
        let mut lanes = Lanes {
            from,
            to,
            said,
            said_rows: 0,
            outlets: outlets(&published),
            published,
            captured: captures.iter().filter_map(|c| extent(&c.1)).map(|e| e.0).collect(),
            left_out,
        };
        lanes.captured.retain(|day| (from..=to).contains(day));
        lanes.arrange();
        Some(lanes)
    }

    /// Gives each thing its row.
    fn arrange(&mut self) {
        let outlets = &self.outlets;
        let before = self.published.len();
        self.published.retain_mut(|p| match outlets.iter().position(|o| *o == p.article.outlet.as_deref()) {
            Some(row) => {
                p.row = row;
                true
            }
            None => false,
        });
        self.left_out += before - self.published.len();
        // A label needs room: a thing takes at least a twentieth of the picture.
        let least = (self.to - self.from) / 20.0;
        let mut ends: Vec<f64> = Vec::new();
        let before = self.said.len();
        self.said.retain_mut(|s| {
            let end = s.to.max(s.from + least);
            let row = ends.iter().position(|e| *e <= s.from + 1e-9).unwrap_or(ends.len());
            if row >= SAID_ROWS {
                return false;
            }
            match ends.get_mut(row) {
                Some(e) => *e = end,
                None => ends.push(end),
            }
            s.row = row;
            true
        });
        self.left_out += before - self.said.len();
        self.said_rows = ends.len();
    }
}

/// Outlets of these articles, those of the most articles first; the unknown ones last.
fn outlets<'e>(published: &[Published<'e>]) -> Vec<Option<&'e str>> {
    let mut counts: Vec<(Option<&str>, usize)> = Vec::new();
    for article in published {
        let outlet = article.article.outlet.as_deref();
        match counts.iter_mut().find(|(o, _)| *o == outlet) {
            Some((_, n)) => *n += 1,
            None => counts.push((outlet, 1)),
        }
    }
    counts.sort_by(|a, b| a.0.is_none().cmp(&b.0.is_none()).then(b.1.cmp(&a.1)).then(a.0.cmp(&b.0)));
    counts.into_iter().take(OUTLETS).map(|(outlet, _)| outlet).collect()
}

fn bounds(extents: impl Iterator<Item = (f64, f64)>) -> Option<(f64, f64)> {
    extents.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// From when to when a date lies, in days since 1970, as exactly as it is known; a minute is a point.
pub(super) fn extent(date: &str) -> Option<(f64, f64)> {
    let day = |year: i16, month: i8| jiff::civil::Date::new(year, month, 1).ok().and_then(days);
    match date.parse::<When>().ok()? {
        When::Year(year) => Some((day(year, 1)?, day(year.checked_add(1)?, 1)?)),
        When::Month(year, 12) => Some((day(year, 12)?, day(year.checked_add(1)?, 1)?)),
        When::Month(year, month) => Some((day(year, month)?, day(year, month + 1)?)),
        When::Day(date) => days(date).map(|d| (d, d + 1.0)),
        When::Minute(date, time) => {
            let at = days(date)? + f64::from(i16::from(time.hour) * 60 + i16::from(time.minute)) / 1440.0;
            Some((at, at))
        }
    }
}

fn days(date: jiff::civil::Date) -> Option<f64> {
    let epoch = jiff::civil::date(1970, 1, 1);
    Some(f64::from(epoch.until((jiff::Unit::Day, date)).ok()?.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_reaches_as_far_as_it_may_be() {
        assert_eq!(extent("1970-01-02"), Some((1.0, 2.0)));
        assert_eq!(extent("1970-01"), Some((0.0, 31.0)));
        assert_eq!(extent("1970-12"), Some((334.0, 365.0)));
        assert_eq!(extent("1970"), Some((0.0, 365.0)));
        assert_eq!(extent("1970-01-01T12:00Z"), Some((0.5, 0.5)));
        assert_eq!(extent("soon"), None);
    }
}
