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
    let site_aside = &|names: Vec<String>| good(&names, site);
    declared(page, ld, site)
        .or_else(|| marked(page, title_end, Mark::Author).and_then(site_aside))
        .or_else(|| marked(page, title_end, Mark::Byline).and_then(site_aside))
        .or_else(|| marked(page, title_end, Mark::AuthorLink).and_then(site_aside))
        .or_else(|| by_line(page, title_end).and_then(|l| site_aside(vec![l])))
        // The outlet itself, if the page says so.
        .or_else(|| declared(page, ld, None))
}

/// The names that are names, each once.
fn good(names: &[String], site: Option<&str>) -> Option<String> {
    let mut names: Vec<String> = names.iter().filter_map(|n| name(n, site)).collect();
    let mut seen = std::collections::HashSet::new();
    names.retain(|n| seen.insert(n.to_lowercase()));
    (!names.is_empty()).then(|| names.join(", "))
}

/// From JSON-LD or a `meta` tag.
fn declared(page: &Page, ld: &JsonLd, site: Option<&str>) -> Option<String> {
    good(&ld.authors, site).or_else(|| {
        METAS.iter().find_map(|meta| {
            let written = || page.head.metas("twitter:label1").any(|l| l.to_lowercase().contains("written"));
            if *meta == "twitter:data1" && !written() {
                return None;
            }
            good(&page.head.metas(meta).map(unescape).collect::<Vec<_>>(), site)
        })
    })
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

/// Words that are never a name by themselves.
const NO_NAMES: &[&str] = &[
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
    "authors",
    "redaktion",
    "unknown",
    "updated",
    "published",
    "posted",
    "home",
    "news",
    "blog",
    "share",
    "written",
    "team",
    "none",
    "anonymous",
    "default",
    "user",
    "about",
    "article",
    "sponsored",
    "contributor",
];

/// Words that stand between a line's start and its name: "Written by", "Story by".
const STARTS: &[&str] = &["by", "von", "par", "por", "door", "author", "authors", "autor", "auteur", "from"];

/// A name without what lines around it add; `None` if it is no name: an address, the site, "admin".
pub(crate) fn name(text: &str, site: Option<&str>) -> Option<String> {
    let text = text.trim();
    if text.contains("://") || text.starts_with("www.") {
        return None;
    }
    let mut text = after_by(text);
    if let Some((_, range)) = find_date(text) {
        text = &text[..range.start];
    }
    // "Ada Novak21/12/2021", "Ada Novak Dec 21", "Ada Novak | Editor"
    let text = text.split(['|', '\n', '•', '·', '⋅', '(', '{']).next().unwrap_or(text);
    let text = &text[..text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len())];
    let text = [" - ", " – ", " — ", ". "].iter().fold(text, |t, s| match t.split_once(s) {
        // An initial is no sentence's end.
        Some((first, _)) if *s != ". " || first.len() > 12 => first,
        _ => t,
    });
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let trailing = |w: &&str| {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        matches!(
            w.as_str(),
            "on" | "at" | "in" | "updated" | "published" | "posted" | "and" | "for" | "last" | ""
        ) || onrecord_read::parse_date(&format!("{w} 2000")).is_some()
            || ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
                .iter()
                .any(|d| w == *d || w == format!("{d}day"))
            || matches!(w.as_str(), "tuesday" | "wednesday" | "thursday" | "saturday")
    };
    while words.len() > 1 && words.last().is_some_and(trailing) {
        words.pop();
    }
    while words.len() > 1 && words.first().is_some_and(|w| matches!(*w, "&" | "and")) {
        words.remove(0);
    }
    let joined = words.join(" ");
    let text = joined.trim_end_matches([',', ';', ':', '-', '–', '—', '.']).trim().trim_start_matches('@');
    let lower = text.to_lowercase();
    let is_site = site.is_some_and(|s| super::folded(s).concat() == super::folded(text).concat());
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let ok = (1..=14).contains(&words.len())
        && letters >= 2
        && letters * 2 > text.chars().count()
        && !is_site
        && !NO_NAMES.contains(&lower.as_str())
        && !(words.len() == 1 && trailing(&lower.as_str()))
        && !["by", "from", "and", "the"].iter().any(|w| lower.ends_with(&format!(" {w}")))
        && !text.contains('@')
        && !(text.contains('.') && !text.contains(". ") && words.len() == 1);
    ok.then(|| text.to_owned())
}

/// What stands behind "By", "Written by:", "Recipe by", also where it runs into the name.
fn after_by(text: &str) -> &str {
    let mut rest = text;
    // At most two words may stand before "by".
    for _ in 0..3 {
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let lower = word.to_lowercase();
        if STARTS.contains(&lower.as_str()) && !after.is_empty() {
            return after.trim_start_matches(|c: char| c == ':' || c.is_whitespace());
        }
        // "byAda Novak": the name's capital shows where it starts.
        if let Some(glued) = word.strip_prefix("by").or_else(|| word.strip_prefix("By"))
            && glued.starts_with(char::is_uppercase)
        {
            return &rest[2..];
        }
        if after.is_empty() || !after.starts_with(' ') {
            break;
        }
        rest = after.trim_start();
    }
    text
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
        assert_eq!(clean("Recipe by Ada Novak").as_deref(), Some("Ada Novak"));
        assert_eq!(clean("byAda Novak Dec 21").as_deref(), Some("Ada Novak"));
        assert_eq!(clean("Ada Novak21/12/2021").as_deref(), Some("Ada Novak"));
        assert_eq!(clean("A. B. Novak").as_deref(), Some("A. B. Novak"));
        assert_eq!(clean("Mar 6"), None);
        assert_eq!(clean("Updated"), None);
        assert_eq!(clean("https://dunmore.example/ada"), None);
        assert_eq!(clean("dunmore post"), None);
        assert_eq!(clean("admin"), None);
    }
}
