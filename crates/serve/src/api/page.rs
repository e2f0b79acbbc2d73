//! Lists a page at a time.

use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Rows of a page that asks for no number.
const ROWS: usize = 50;
/// Rows of a page at most.
const MOST: usize = 500;

/// Which page of a list, and in which unit its offsets are.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageParams {
    /// At most so many rows, 1 to 500; 50 if not given.
    limit: Option<usize>,
    /// Where to go on: `next` of the page before.
    cursor: Option<String>,
    /// `codepoints` (Unicode code points, the default) or `utf16` (UTF-16 code units, as JavaScript counts).
    #[serde(default)]
    #[param(inline)]
    pub offsets: Offsets,
}

/// What the offsets in an answer count.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Offsets {
    /// Unicode code points.
    #[default]
    Codepoints,
    /// UTF-16 code units.
    Utf16,
}

/// In which unit the offsets of an answer are.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OffsetParams {
    /// `codepoints` (Unicode code points, the default) or `utf16` (UTF-16 code units, as JavaScript counts).
    #[serde(default)]
    #[param(inline)]
    pub offsets: Offsets,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Page<T> {
    /// Rows of the whole list: so many come if all pages are read.
    pub total: usize,
    /// The rows of this page.
    pub rows: Vec<T>,
    /// What to give as `cursor` for the next page; null on the last one.
    pub next: Option<String>,
}

/// A place between two rows of a list: how many rows are before it, and the id of the last of those, by which it
/// is found again if the list has changed.
pub(crate) struct Cursor {
    pub rows: usize,
    pub last: String,
}

impl Cursor {
    fn parse(text: &str) -> Option<Cursor> {
        let (rows, last) = text.split_once('.')?;
        Some(Cursor { rows: rows.parse().ok()?, last: last.to_owned() })
    }
}

/// Rows wanted, if not more than may be.
pub(crate) fn limited(limit: Option<usize>) -> Result<usize, Problem> {
    match limit.unwrap_or(ROWS) {
        n @ 1..=MOST => Ok(n),
        n => Err(Problem::bad_request(format!("limit is {n}; give 1 to {MOST}"))),
    }
}

impl PageParams {
    /// Rows wanted.
    pub fn limit(&self) -> Result<usize, Problem> {
        limited(self.limit)
    }

    /// Where to go on.
    pub fn cursor(&self) -> Result<Option<Cursor>, Problem> {
        let Some(text) = &self.cursor else { return Ok(None) };
        Cursor::parse(text).map(Some).ok_or_else(|| {
            Problem::bad_request(format!("“{text}” is no cursor; give `next` of the page before"))
        })
    }

    /// The page of a whole list that this asks for.
    pub fn of<T: Clone>(&self, list: &[T], id: impl Fn(&T) -> String) -> Result<Page<T>, Problem> {
        let (total, limit) = (list.len(), self.limit()?);
        let from = match self.cursor()? {
            None => 0,
            Some(at) => match list.get(at.rows.wrapping_sub(1)) {
                Some(row) if id(row) == at.last => at.rows,
                _ => list.iter().position(|row| id(row) == at.last).map_or(at.rows, |i| i + 1),
            },
        };
        let rows = list.iter().skip(from).take(limit).cloned().collect();
        Ok(Page::part(total, from, rows, id))
    }
}

impl<T> Page<T> {
    /// These rows of a list, which begin behind so many others.
    pub fn part(total: usize, before: usize, rows: Vec<T>, id: impl Fn(&T) -> String) -> Page<T> {
        let end = before.saturating_add(rows.len());
        let next = rows.last().filter(|_| end < total).map(|row| format!("{end}.{}", id(row)));
        Page { total, rows, next }
    }

    /// The same page of other rows.
    pub fn with<U>(self, rows: Vec<U>) -> Page<U> {
        Page { total: self.total, rows, next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(list: &[u32], limit: usize, cursor: Option<String>) -> Page<u32> {
        let params = PageParams { limit: Some(limit), cursor, offsets: Offsets::Codepoints };
        params.of(list, u32::to_string).unwrap()
    }

    #[test]
    fn the_pages_together_are_the_list() {
        let list: Vec<u32> = (0..25).collect();
        let (mut all, mut cursor) = (Vec::new(), None);
        loop {
            let page = read(&list, 4, cursor);
            assert_eq!(page.total, 25);
            all.extend(page.rows);
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(all, list);
    }

    #[test]
    fn a_list_that_grew_in_front_goes_on_behind_the_last_row_seen() {
        let first = read(&[10, 20, 30, 40], 2, None);
        assert_eq!(read(&[5, 10, 20, 30, 40], 2, first.next).rows, [30, 40]);
    }

    #[test]
    fn limits_and_cursors_that_make_no_sense_are_refused() {
        for (limit, cursor) in [(Some(0), None), (Some(501), None), (None, Some("x")), (None, Some("1"))] {
            let params = PageParams { limit, cursor: cursor.map(str::to_owned), ..PageParams::default() };
            assert!(params.of(&[1], i32::to_string).is_err(), "{limit:?} {cursor:?}");
        }
        assert!(read(&[1, 2], 1, Some("18446744073709551615.9".into())).rows.is_empty());
    }
}
