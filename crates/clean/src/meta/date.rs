//! When the article was published first, from what a page says, surest place first. The date of a change is
//! not taken, and none is made up where there is none.

use super::json_ld::JsonLd;
use crate::article::Dated;
use crate::html::{Mark, Page};
use onrecord_read::{find_date, parse_date};
use onrecord_text::When;

/// Names of `meta` tags that hold the date of publication, surest first.
const METAS: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "published-date",
    "publish-date",
    "publish_date",
    "publishdate",
    "publication_date",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "date",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "article_date_original",
    "originalpublicationdate",
    "analyticsattributes.articledate",
    "published_time",
    "article:published",
    "og:pubdate",
    "datecreated",
    "release_date",
    "citation_publication_date",
];

/// The date of publication and where it was found. `title_end`: where the headline ends in the page's text,
/// if it is in it.
pub(crate) fn published(
    page: &Page,
    ld: &JsonLd,
    url: Option<&str>,
    title_end: Option<usize>,
) -> Option<Dated> {
    let dated = |when: When, found_in: &str| Dated { when, found_in: found_in.to_owned() };
    if let Some(when) = ld.published.as_deref().and_then(parse_date).filter(plausible) {
        return Some(dated(when, "json-ld"));
    }
    for name in METAS {
        if let Some(when) = page.head.metas(name).find_map(parse_date).filter(plausible) {
            return Some(dated(when, &format!("meta:{name}")));
        }
    }
    time_element(page, title_end)
        .map(|w| dated(w, "time-element"))
        .or_else(|| url.and_then(in_url).map(|w| dated(w, "url")))
        .or_else(|| visible(page, title_end).map(|w| dated(w, "visible-text")))
}

/// A year that a web page can be from.
fn plausible(when: &When) -> bool {
    let year = when.days().0.year();
    (1990..2100).contains(&year)
}

/// A `time` element: one that says it is the date of publication, else the first near the headline.
fn time_element(page: &Page, title_end: Option<usize>) -> Option<When> {
    let read = |m: &crate::html::Marked| {
        let text = m.span.get(&page.text).unwrap_or_default();
        m.value.as_deref().and_then(parse_date).or_else(|| find_date(text).map(|(w, _)| w)).filter(plausible)
    };
    let of = |mark| page.marked.iter().filter(move |m| m.mark == mark);
    if let Some(when) = of(Mark::Published).find_map(read) {
        return Some(when);
    }
    let near = title_end.map(|end| end.saturating_sub(400)..end + 1500);
    let times = || {
        of(Mark::Time).filter(|m| {
            let at = m.span.start as usize;
            !updated(page, at) && near.as_ref().is_none_or(|n| n.contains(&at))
        })
    };
    times().find_map(read)
}

/// True if what stands before speaks of a change, not of publication.
fn updated(page: &Page, at: usize) -> bool {
    let from = page.text.floor_char_boundary(at.saturating_sub(30));
    let before = page.text.get(from..at).unwrap_or_default().to_lowercase();
    ["updat", "modifi", "edited", "reviewed", "aktualis", "mis à jour", "actualiz"]
        .iter()
        .any(|w| before.contains(w))
        && !before.contains("publish")
}

/// A date in an address: `/2021/12/21/`, `/2021-12-21-`, `/20211221`; `/2021/12/` is a month.
fn in_url(url: &str) -> Option<When> {
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

/// A date in a short line near the headline, or in an element of a class for dates.
fn visible(page: &Page, title_end: Option<usize>) -> Option<When> {
    let end = title_end?;
    let near = end.saturating_sub(300)..end + 700;
    page.blocks
        .iter()
        .filter(|b| near.contains(&(b.span.start as usize)) && b.span.len() <= 160)
        .filter_map(|b| {
            let text = page.of(b);
            let (when, range) = find_date(text)?;
            let at = b.span.start as usize + range.start;
            let words = text.split_whitespace().count();
            (plausible(&when) && words <= 16 && !updated(page, at)).then_some(when)
        })
        .next()
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
