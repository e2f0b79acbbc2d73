//! What a page declares of itself: title, `meta` tags, canonical link, JSON-LD.

use onrecord_read::parse_date;
use onrecord_text::When;

/// The declarations, as they stand in the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    /// The `title` element's text.
    pub title: Option<String>,
    /// `lang` of the `html` element.
    pub language: Option<String>,
    /// `link rel="canonical"`.
    pub canonical: Option<String>,
    /// Name (`property`, `name`, `itemprop` or `http-equiv`, in lower case) and content, in page order.
    metas: Vec<(String, String)>,
    /// Contents of the scripts of type `application/ld+json`.
    pub json_ld: Vec<String>,
}

impl Head {
    pub(crate) fn add_meta(&mut self, name: &str, content: &str) {
        let content = content.trim();
        if !content.is_empty() && self.metas.len() < 1000 {
            self.metas.push((name.trim().to_lowercase(), content.to_owned()));
        }
    }

    /// The contents under a name, in page order.
    pub(crate) fn metas<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.metas.iter().filter(move |(n, _)| n == name).map(|(_, c)| c.as_str())
    }

    /// Every name and content, in page order.
    pub(crate) fn all_metas(&self) -> impl Iterator<Item = (&str, &str)> {
        self.metas.iter().map(|(n, c)| (n.as_str(), c.as_str()))
    }

    /// The first content under the first of these names that has one, and that name.
    pub(crate) fn first<'a>(&'a self, names: &[&'a str]) -> Option<(&'a str, &'a str)> {
        names.iter().find_map(|&name| self.metas(name).next().map(|content| (name, content)))
    }
}

/// Names under which page builders keep the date of publication in the data of their scripts.
const KEYS: &[&str] = &[
    "datePublished",
    "publishedAt",
    "published_at",
    "first_publication_date",
    "publishDate",
    "publish_date",
    "date_published",
    "publishedDate",
    "published_date",
    "publicationDate",
    "pubDate",
    "firstPublished",
    "published_time",
];

/// The date that the page's source holds under one of those names, if all of them agree on the day: the data
/// of other articles stands in the same scripts.
pub(crate) fn in_scripts(html: &str) -> Option<When> {
    let mut found: Option<When> = None;
    for key in KEYS {
        for (at, _) in html.match_indices(key).take(50) {
            let rest = &html[at + key.len()..];
            let rest = rest.trim_start_matches(['"', '\\', ':', ' ', '\'', '=', '[', ',']);
            let rest = rest.strip_prefix("&quot;").unwrap_or(rest).trim_start_matches([':', ' ', ',', '[']);
            let rest = rest.strip_prefix("&quot;").unwrap_or(rest);
            let end = rest.find(['"', '\\', '&', '\'', ',', '}', '<', ']']).unwrap_or(rest.len()).min(40);
            let Some(when) = rest.get(..end).and_then(parse_date).filter(|w| w.day().is_some()) else {
                continue;
            };
            match found {
                Some(other) if other.to_day() != when.to_day() => return None,
                _ => found = Some(found.unwrap_or(when)),
            }
        }
    }
    found
}
