//! When the article was published first, from what a page says, surest place first. The date of a change is
//! not taken, and none is made up where there is none.

use super::json_ld::JsonLd;
use crate::article::Dated;
use crate::html::{Hint, Mark, Marked, Page, in_scripts};
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
/// if it is in it; `html`: the page's source.
pub(crate) fn published(
    page: &Page,
    ld: &JsonLd,
    url: Option<&str>,
    title_end: Option<usize>,
    html: &str,
) -> Option<Dated> {
    let in_url = url.and_then(in_url);
    let found = declared(page, ld).or_else(|| {
        let seen = time_element(page, title_end)
            .map(|w| (w, "time-element".to_owned()))
            .or_else(|| visible(page, title_end).map(|w| (w, "visible-text".to_owned())));
        match (seen, in_url) {
            // The address gives the month, the page the day of it.
            (Some((when, place)), Some(month @ When::Month(..))) if covers(&month, &when) => {
                Some((when, place))
            }
            (_, Some(when)) => Some((when, "url".to_owned())),
            (seen, None) => seen,
        }
    });
    let in_scripts = || in_scripts(html).filter(plausible).map(|when| (when, "script".to_owned()));
    let (when, found_in) = found.or_else(in_scripts)?;
    // A time in UTC near midnight can be another day than the outlet's own, which its address tells.
    if let (When::Minute(day, time), Some(When::Day(own))) = (when, in_url)
        && time.offset == Some(0)
        && day != own
        && (day.tomorrow().ok() == Some(own) || day.yesterday().ok() == Some(own))
    {
        return Some(Dated { when: When::Day(own), found_in: "url".to_owned() });
    }
    Some(Dated { when, found_in })
}

fn declared(page: &Page, ld: &JsonLd) -> Option<(When, String)> {
    if let Some(when) = ld.published.as_deref().and_then(parse_date).filter(plausible) {
        return Some((when, "json-ld".to_owned()));
    }
    let known = METAS.iter().find_map(|name| {
        page.head
            .metas(name)
            .find_map(parse_date)
            .filter(plausible)
            .map(|when| (when, format!("meta:{name}")))
    });
    // Names that are not known but speak for themselves.
    known.or_else(|| {
        page.head
            .all_metas()
            .filter(|(name, _)| {
                (name.contains("publish") || name.contains("pubdate") || name.contains("posted"))
                    && !["modif", "updat", "expir", "publisher"].iter().any(|w| name.contains(w))
            })
            .find_map(|(name, content)| {
                Some((parse_date(content).filter(plausible)?, format!("meta:{name}")))
            })
    })
}

/// True if the vaguer date can be the exacter one.
fn covers(vague: &When, exact: &When) -> bool {
    let ((a, b), (c, d)) = (vague.days(), exact.days());
    a <= c && d <= b
}

/// A year that a web page can be from.
fn plausible(when: &When) -> bool {
    let year = when.days().0.year();
    (1990..2100).contains(&year)
}

/// A `time` element: one that says it is the date of publication, else the first near the headline, else
/// one that is the page's only day.
fn time_element(page: &Page, title_end: Option<usize>) -> Option<When> {
    let read = |m: &Marked| {
        let text = m.span.get(&page.text).unwrap_or_default();
        m.value.as_deref().and_then(parse_date).or_else(|| find_date(text).map(|(w, _)| w)).filter(plausible)
    };
    let of = |mark| {
        page.marked.iter().filter(move |m| {
            m.mark == mark
                && !m.hints.has(Hint::Comments)
                && !m.hints.has(Hint::Teaser)
                && !m.hints.has(Hint::Navigation)
        })
    };
    if let Some(when) = of(Mark::Published).find_map(read) {
        return Some(when);
    }
    let near = title_end.map(|end| end.saturating_sub(400)..end + 1500);
    let times = || of(Mark::Time).filter(|m| !updated(page, m.span.start as usize));
    let close = times()
        .filter(|m| near.as_ref().is_some_and(|n| n.contains(&(m.span.start as usize))))
        .find_map(read);
    close.or_else(|| {
        let mut days = times().filter_map(read);
        let first = days.next()?;
        days.all(|d| d.to_day() == first.to_day()).then_some(first)
    })
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

/// A date in a short line near the headline, or in one that begins with "Published" or stands under that.
fn visible(page: &Page, title_end: Option<usize>) -> Option<When> {
    let near = title_end.map(|end| end.saturating_sub(300)..end + 900);
    let says = |text: &str| {
        let lower = text.get(..text.floor_char_boundary(24)).unwrap_or_default().to_lowercase();
        [
            "published",
            "posted",
            "publish date",
            "date:",
            "veröffentlicht",
            "publié",
            "publicado",
            "опубликован",
        ]
        .iter()
        .any(|w| lower.starts_with(w))
    };
    let dated = |i: usize| {
        let block = &page.blocks[i];
        let text = page.of(block);
        if block.span.len() > 160 || text.split_whitespace().count() > 18 {
            return None;
        }
        let (when, range) = find_date(text)?;
        let at = block.span.start as usize + range.start;
        (plausible(&when) && !updated(page, at)).then_some(when)
    };
    let hints = |i: usize| page.regions[page.blocks[i].parent].hints;
    let others = |i: usize| hints(i).has(Hint::Comments) || hints(i).has(Hint::Teaser);
    let all = 0..page.blocks.len();
    let close = |&i: &usize| near.as_ref().is_some_and(|n| n.contains(&(page.blocks[i].span.start as usize)));
    let labelled = |&i: &usize| {
        !others(i)
            && (says(page.of(&page.blocks[i]))
                || (i > 0 && says(page.of(&page.blocks[i - 1])) && page.blocks[i - 1].span.len() < 30))
    };
    all.clone()
        .filter(labelled)
        .find_map(dated)
        .or_else(|| all.filter(close).filter(|&i| !others(i)).find_map(dated))
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
