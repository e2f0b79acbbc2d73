//! The article's headline.
//!
//! Pages give it up to four times: in an `h1`, as `og:title`, in JSON-LD and in the `title` element; each of
//! them may carry the site's name, or be a shorter one for searches. The `h1` that agrees with one of the
//! others is taken; else the others, less the site's name.

use super::unescape;

/// What a page offers as titles.
#[derive(Default)]
pub(crate) struct Offers<'a> {
    /// Texts of the `h1` blocks in page order.
    pub h1: Vec<&'a str>,
    /// `og:title` or `twitter:title`.
    pub shared: Option<&'a str>,
    /// JSON-LD's headline.
    pub headline: Option<&'a str>,
    /// The `title` element.
    pub title: Option<&'a str>,
    /// The outlet's name, if known.
    pub site: Option<&'a str>,
}

/// Characters that part a headline from the name of the site, with spaces around.
const SEPARATORS: &[char] = &['|', '-', '–', '—', '·', '•', '»', '«', ':', '/', '~', '›', '‹', '⋆', '•'];

/// The best title, if there is any.
pub(crate) fn title(offers: &Offers) -> Option<String> {
    let tidy = |t: Option<&str>| t.map(unescape).filter(|t| !t.is_empty());
    let (shared, headline, title) = (tidy(offers.shared), tidy(offers.headline), tidy(offers.title));
    let declared: Vec<&String> = [&shared, &headline, &title].into_iter().flatten().collect();
    let agrees = |h1: &str| declared.iter().map(|d| agreement(h1, d)).fold(0.0, f64::max);
    let best =
        offers.h1.iter().map(|h| (agrees(h), *h)).fold(None, |best: Option<(f64, &str)>, now| match best {
            Some(b) if b.0 >= now.0 => Some(b),
            _ => Some(now),
        });
    if let Some((score, h1)) = best
        && score >= 0.5
        && !offers.site.is_some_and(|s| same(s, h1))
    {
        return Some(h1.to_owned());
    }
    // Two of the declared that agree, less the site's name.
    let best = shared.as_deref().or(headline.as_deref()).or(title.as_deref());
    if let Some(found) = best {
        return Some(without_site(found, offers.site).to_owned());
    }
    offers.h1.first().map(|h| (*h).to_owned())
}

/// The title without the site's name at its end or start.
pub(crate) fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for (at, c) in title.char_indices() {
        let spaced = title[..at].ends_with(' ') && title[at + c.len_utf8()..].starts_with(' ');
        if SEPARATORS.contains(&c) && spaced {
            parts.push((at, at + c.len_utf8()));
        }
    }
    let Some(&(last, _)) = parts.last() else { return title };
    let (_, first) = parts[0];
    if let Some(site) = site {
        for &(start, end) in parts.iter().rev() {
            if same(&title[end..], site) {
                return title[..start].trim();
            }
        }
        if same(&title[..parts[0].0], site) {
            return title[first..].trim();
        }
    }
    // A bar parts a headline from what is no headline, most surely.
    if let Some((first, rest)) = title.split_once(" | ") {
        let (words, others) = (first.split_whitespace().count(), rest.split(" | ").next().unwrap_or(rest));
        return if words <= 2 && others.split_whitespace().count() > 4 {
            others.trim()
        } else {
            first.trim()
        };
    }
    let (before, after) = (title[..last].trim(), title[last..].trim_start_matches(SEPARATORS).trim());
    // The shorter end is the site's: a name has few words.
    if after.split_whitespace().count() <= 4 && before.split_whitespace().count() >= 3 {
        before
    } else {
        title
    }
}

/// Words that both have, as a share of the longer list: 1 where they are the same.
fn agreement(a: &str, b: &str) -> f64 {
    let (a, b) = (super::folded(a), super::folded(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let common = a.iter().filter(|w| b.contains(w)).count();
    common as f64 / a.len().max(b.len()) as f64
}

fn same(a: &str, b: &str) -> bool {
    let (a, b) = (super::folded(a).concat(), super::folded(b).concat());
    !a.is_empty() && (a == b || a.trim_end_matches("com") == b.trim_end_matches("com"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_h1_that_the_page_declares_too_is_the_title() {
        let offers = Offers {
            h1: vec!["Dunmore Post", "Rain closes the old bridge at Dunmore"],
            title: Some("Rain closes the old bridge at Dunmore | Dunmore Post"),
            ..Offers::default()
        };
        assert_eq!(title(&offers).unwrap(), "Rain closes the old bridge at Dunmore");
    }

    #[test]
    fn the_site_is_cut_off() {
        assert_eq!(without_site("Rain closes bridge - Dunmore Post", None), "Rain closes bridge");
        assert_eq!(
            without_site("Dunmore Post » Rain closes bridge", Some("Dunmore Post")),
            "Rain closes bridge"
        );
        assert_eq!(
            without_site("Rain - hail and a storm that nobody saw coming", None),
            "Rain - hail and a storm that nobody saw coming"
        );
    }

    #[test]
    fn no_offer_no_title() {
        assert_eq!(title(&Offers::default()), None);
    }
}
