//! When the article was published first, from what a page says, surest place first. Where a page says only when it was
//! changed, that day is given as what it is (`updated`); none is made up where there is none.

mod address;
mod printed;

use super::json_ld::JsonLd;
use crate::article::Dated;
use crate::html::{Page, in_scripts};
use address::in_url;
use onrecord_read::parse_date;
use onrecord_text::When;
use printed::Printed;

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

/// The date of publication and where it was found. `headline`: the headline's block, if it is known; `html`: the page's
/// source.
pub(crate) fn published(
    page: &Page,
    ld: &JsonLd,
    url: Option<&str>,
    headline: Option<usize>,
    html: &str,
) -> Option<Dated> {
    let in_url = url.and_then(in_url);
    let printed = Printed::new(page, headline);
    let found = match declared(page, ld, &printed) {
        // A page that was moved to another system often declares the day of that, and prints its own.
        Some((declared, place)) => Some(match printed.beside_headline() {
            Some((own, shown)) if own.days().1 < declared.days().0 => (own, shown.to_owned()),
            _ => (declared, place),
        }),
        None => match (printed.published(), in_url) {
            // The address gives the month, the page the day of it.
            (Some((when, place)), Some(month @ When::Month(..))) if covers(&month, &when) => {
                Some((when, place.to_owned()))
            }
            (_, Some(when)) => Some((when, "url".to_owned())),
            (seen, None) => seen.map(|(when, place)| (when, place.to_owned())),
        },
    };
    // What the page was said to be set up on stands in its scripts.
    let in_scripts = || match ld.published_page {
        true => None,
        false => in_scripts(html).filter(plausible).map(|when| (when, "script".to_owned())),
    };
    let updated = || printed.updated().map(|when| (when, "updated".to_owned()));
    let (when, found_in) = found.or_else(in_scripts).or_else(updated)?;
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

fn declared(page: &Page, ld: &JsonLd, printed: &Printed) -> Option<(When, String)> {
    // What is said of no article but of the page, such as a shop's or a ministry's, is the day on which somebody set it
    // up; an article's page shows its day.
    let certain = |when: &When| !ld.published_page || printed.shows(*when);
    if let Some(when) = ld.published.as_deref().and_then(parse_date).filter(plausible).filter(certain) {
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
