//! Who wrote the article, as the page says.

use super::json_ld::JsonLd;
use super::unescape;
use crate::html::{Hint, Mark, Page};
use onrecord_read::find_date;

/// Names of `meta` tags that hold the author, surest first.
const METAS: &[&str] = &[
    "parsely-author",
    "sailthru.author",
    "author",
    "article:author_name",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "byl",
    "authors",
    "citation_author",
    "creator",
    "cxenseparse:author",
    "bt:author",
    "twitter:data1",
];

/// The author line without "By", names parted as the page parts them. `title_end` as for dates.
pub(crate) fn byline(
    page: &Page,
    ld: &JsonLd,
    site: Option<&str>,
    title_end: Option<usize>,
) -> Option<String> {
    let good = &|names: Vec<String>| {
        let mut names: Vec<String> = names.iter().filter_map(|n| name(n, site)).collect();
        let mut seen = std::collections::HashSet::new();
        names.retain(|n| seen.insert(n.to_lowercase()));
        (!names.is_empty()).then(|| names.join(", "))
    };
    if let Some(found) = good(ld.authors.clone()) {
        return Some(found);
    }
    for meta in METAS {
        if *meta == "twitter:data1"
            && !page.head.metas("twitter:label1").any(|l| l.to_lowercase().contains("written"))
        {
            continue;
        }
        let values: Vec<String> = page.head.metas(meta).map(unescape).collect();
        if let Some(found) = good(values) {
            return Some(found);
        }
    }
    marked(page, title_end, Mark::Author)
        .and_then(good)
        .or_else(|| marked(page, title_end, Mark::Byline).and_then(good))
        .or_else(|| by_line(page, title_end).and_then(|l| good(vec![l])))
}

/// The texts of elements with a mark, from the first that is near the headline on.
fn marked(page: &Page, title_end: Option<usize>, mark: Mark) -> Option<Vec<String>> {
    let near = title_end.map(|end| end.saturating_sub(500)..end + 2000);
    let texts: Vec<String> = page
        .marked
        .iter()
        .filter(|m| m.mark == mark && !m.hints.has(Hint::Comments) && !m.hints.has(Hint::Teaser))
        .filter(|m| near.as_ref().is_none_or(|n| n.contains(&(m.span.start as usize))))
        .filter_map(|m| m.span.get(&page.text))
        .map(|t| t.trim().to_owned())
        .filter(|t| !t.is_empty() && t.len() <= 200)
        .collect();
    // Several of one kind: only authors come in numbers.
    let take = if mark == Mark::Author { 4 } else { 1 };
    (!texts.is_empty()).then(|| texts.into_iter().take(take).collect())
}

/// A line near the headline that begins with "By".
fn by_line(page: &Page, title_end: Option<usize>) -> Option<String> {
    let end = title_end?;
    let near = end.saturating_sub(300)..end + 800;
    page.blocks
        .iter()
        .filter(|b| near.contains(&(b.span.start as usize)) && b.span.len() <= 120)
        .map(|b| page.of(b))
        .find(|t| t.get(..3).is_some_and(|b| b.eq_ignore_ascii_case("by ")))
        .map(str::to_owned)
}

/// A name without what lines around it add; `None` if it is no name: an address, the site, "admin".
pub(crate) fn name(text: &str, site: Option<&str>) -> Option<String> {
    let mut text = text.trim();
    if text.contains("://") || text.starts_with("www.") {
        return None;
    }
    // "By Ada Novak | 21 December 2021", "Written by: Ada Novak"
    for start in [
        "written by",
        "posted by",
        "published by",
        "story by",
        "by",
        "von",
        "par",
        "author:",
        "author",
        "autor:",
    ] {
        if let Some(rest) =
            text.get(..start.len()).filter(|s| s.eq_ignore_ascii_case(start)).map(|_| &text[start.len()..])
            && rest.starts_with([' ', ':', '\n', '\u{a0}'])
        {
            text = rest.trim_start_matches([':', ' ', '\n', '\u{a0}']);
            break;
        }
    }
    if let Some((_, range)) = find_date(text) {
        text = &text[..range.start];
    }
    let text = text.split(['|', '\n', '•', '·', '(']).next().unwrap_or(text);
    let text = text.split(" - ").next().unwrap_or(text);
    let text = text.trim().trim_end_matches([',', ';', ':', '-', '–', '—', '.']).trim();
    let text = text.trim_start_matches('@');
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_site = site.is_some_and(|s| super::folded(s).concat() == super::folded(text).concat());
    let generic = [
        "admin",
        "administrator",
        "staff",
        "editor",
        "guest",
        "webmaster",
        "root",
        "null",
        "undefined",
        "author",
        "redaktion",
        "unknown",
    ];
    let is_generic = generic.contains(&text.to_lowercase().as_str());
    let ok = !words.is_empty()
        && words.len() <= 14
        && !is_site
        && !is_generic
        && !text.contains('@')
        && text.chars().filter(|c| c.is_alphabetic()).count() * 2 > text.len() / 2;
    ok.then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_is_around_them() {
        let clean = |t: &str| name(t, Some("Dunmore Post"));
        assert_eq!(clean("By Ada Novak | 21 December 2021").as_deref(), Some("Ada Novak"));
        assert_eq!(clean("Written by: Ada Novak").as_deref(), Some("Ada Novak"));
        assert_eq!(clean("Ada Novak, Ben Oyelaran").as_deref(), Some("Ada Novak, Ben Oyelaran"));
        assert_eq!(clean("Byron Ade").as_deref(), Some("Byron Ade"));
        assert_eq!(clean("https://dunmore.example/ada"), None);
        assert_eq!(clean("dunmore post"), None);
        assert_eq!(clean("admin"), None);
    }
}
