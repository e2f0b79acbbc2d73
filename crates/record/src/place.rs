//! Where a statement stands among all others: its row number.
//!
//! Lists go by publication date, then by article, then by place in the article. Row numbers say just that, so
//! that both the table and the full-text index give their rows in the order in which they are shown, and a page
//! of any list is found without sorting what is before and behind it.

/// Bits for the place in the article.
const POSITION: u32 = 11;
/// Bits for the article, from its id.
const ARTICLE: u32 = 22;
/// Bits for the date.
const DATE: u32 = 63 - ARTICLE - POSITION;
/// The years that can be told apart.
const YEARS: std::ops::Range<i64> = 1800..2300;

/// The row number of a statement: 30 bits for the date (unknown last; of dates that begin at the same minute the
/// vaguer first), 22 for the article, 11 for the place in it. Where two statements have the same one, the next
/// free number is taken.
pub fn place(published: Option<&str>, article: &str, position: usize) -> i64 {
    let date = published.map_or((1 << DATE) - 1, date);
    let id = article.split('-').next_back().and_then(|hex| hex.get(..8));
    let id = id.and_then(|hex| i64::from_str_radix(hex, 16).ok()).unwrap_or(0) >> (32 - ARTICLE);
    let position = i64::try_from(position).unwrap_or(0).min((1 << POSITION) - 1);
    (date << (ARTICLE + POSITION)) | (id << POSITION) | position
}

/// Minutes in a calendar of months of 31 days, which keeps dates in order, and how exactly the date is known.
fn date(text: &str) -> i64 {
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|t| t.parse::<i64>().ok());
    let parts = [number(5..7), number(8..10), number(11..13), number(14..16)];
    let known = parts.iter().take_while(|p| p.is_some()).count() as i64;
    let [month, day, hour, minute] = parts.map(|p| p.unwrap_or(0));
    let year = number(0..4).unwrap_or(YEARS.start).clamp(YEARS.start, YEARS.end - 1) - YEARS.start;
    let days = (year * 12 + (month - 1).clamp(0, 11)) * 31 + (day - 1).clamp(0, 30);
    let minutes = (days * 24 + hour.clamp(0, 23)) * 60 + minute.clamp(0, 59);
    minutes * 4 + known.min(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn row_numbers_are_in_the_order_of_dates_articles_and_places() {
        let mut last = -1;
        for published in [
            Some("1700"),
            Some("2031"),
            Some("2031-01"),
            Some("2031-01-01"),
            Some("2031-01-01T00:00Z"),
            Some("2031-01-01T00:01:30+02:00"),
            Some("2031-01-31"),
            Some("2031-02"),
            Some("2031-12-31T23:59Z"),
            Some("2299-12-31T23:59Z"),
            None,
        ] {
            for article in ["a-00000000000000000000", "a-000004000000", "a-7fffffff0000", "a-ffffffff"] {
                for position in [0, 1, 2047] {
                    let n = place(published, article, position);
                    assert!(n > last, "{published:?} {article} {position}");
                    last = n;
                }
            }
        }
        assert_eq!(last, i64::MAX);
        for odd in ["", "soon", "é", "2031-é3", "9999-99-99T99:99", "-001-00-00"] {
            assert!(place(Some(odd), odd, usize::MAX) >= 0);
        }
    }
}
