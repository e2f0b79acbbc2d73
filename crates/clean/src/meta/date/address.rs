//! Dates in addresses.

use onrecord_text::When;

/// A date in an address: `/2021/12/21/`, `/2021-12-21-`, `/20211221`; `/2021/12/` is a month.
pub(super) fn in_url(url: &str) -> Option<When> {
    let path = url.split(['?', '#']).next()?;
    let bytes = path.as_bytes();
    let digits = |from: usize, n: usize| {
        let part = bytes.get(from..from + n)?;
        part.iter()
            .all(u8::is_ascii_digit)
            .then(|| std::str::from_utf8(part).ok()?.parse::<i32>().ok())
            .flatten()
    };
    let ends = |at: usize| !bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut month = None;
    for (at, _) in path.match_indices(['/', '-', '_']) {
        let Some(year) = digits(at + 1, 4).filter(|y| (1990..2100).contains(y)) else { continue };
        let rest = at + 5;
        let day = match bytes.get(rest) {
            Some(&s @ (b'/' | b'-' | b'_')) => {
                let two = if ends(rest + 3) { digits(rest + 1, 2) } else { None };
                let Some(m) = two.or_else(|| digits(rest + 1, 1)) else { continue };
                let after = rest + if two.is_some() { 3 } else { 2 };
                if bytes.get(after) == Some(&s) {
                    let two = if ends(after + 3) { digits(after + 1, 2) } else { None };
                    if let Some(d) = two {
                        make(year, m, d)
                    } else {
                        month = month.or(make_month(year, m, s));
                        None
                    }
                } else {
                    month = month.or(make_month(year, m, s));
                    None
                }
            }
            Some(b) if b.is_ascii_digit() && ends(rest + 4) => {
                digits(rest, 4).and_then(|md| make(year, md / 100, md % 100))
            }
            _ => None,
        };
        if day.is_some() {
            return day;
        }
    }
    month
}

fn make(year: i32, month: i32, day: i32) -> Option<When> {
    let date = jiff::civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?);
    date.ok().map(When::Day)
}

/// `/2021/12/`, but not `-2021-12`, which is as often a number of something.
fn make_month(year: i32, month: i32, separator: u8) -> Option<When> {
    (separator == b'/' && (1..=12).contains(&month)).then_some(When::Month(year as i16, month as i8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_its_date_as_exactly_as_it_does() {
        let date = |url| in_url(url).map(|w| w.to_string());
        assert_eq!(date("https://dunmore.example/2021/12/21/rain").as_deref(), Some("2021-12-21"));
        assert_eq!(date("https://dunmore.example/news/2021-12-21-rain").as_deref(), Some("2021-12-21"));
        assert_eq!(date("https://dunmore.example/rain-20211221.html").as_deref(), Some("2021-12-21"));
        assert_eq!(date("https://dunmore.example/2021/12/rain").as_deref(), Some("2021-12"));
        assert_eq!(date("https://dunmore.example/best-of-2021-10-storms"), None);
        assert_eq!(date("https://dunmore.example/a/20219999"), None);
    }
}
