//! Pages that hold no article: errors, walls of consent, the first lines of an article that has to be paid for.
//! Told by what they say of themselves (`phrases.txt`), and only where there is little other text.

use crate::Cleaned;
use onrecord_read::{Document, Reason, SetAside};
use std::sync::OnceLock;

/// An error page or wall of consent has fewer words of text.
const FEW: usize = 120;
/// The first lines in front of a paywall have fewer words. What has more is kept: it is part of an article.
const VERY_FEW: usize = 80;
/// With fewer there is no article at all.
const HARDLY_ANY: usize = 20;
/// An error page says so in its first characters.
const START: usize = 200;
/// So much of a page is looked at, in bytes.
const LOOKED_AT: usize = 20_000;

/// Sets a document aside that holds no article; gives back all others.
pub(crate) fn set_aside(document: &Document, cleaned: Cleaned) -> Result<Cleaned, SetAside> {
    match found(&cleaned) {
        None => Ok(cleaned),
        Some((reason, what, phrase)) => {
            let detail = format!("{what}: it says “{phrase}”, and little else");
            Err(SetAside::new(&document.locator, reason, detail)
                .of_bytes(document.sha256)
                .saying(document.declared.clone()))
        }
    }
}

fn found(cleaned: &Cleaned) -> Option<(Reason, &'static str, &'static str)> {
    let body = cleaned.body();
    let words: usize =
        body.iter().map(|s| s.of(&cleaned.text).split_whitespace().take(FEW + 1).count()).take(FEW + 1).sum();
    if words > FEW {
        return None;
    }
    let text = tidy(&cleaned.text);
    let own = tidy(&body.iter().map(|s| s.of(&cleaned.text)).collect::<Vec<_>>().join(" "));
    let title = cleaned.meta.title.as_deref().map(tidy).unwrap_or_default();
    let start = |text: &str| text[..text.floor_char_boundary(START.min(text.len()))].to_owned();
    let (text_start, own_start) = (start(&text), start(&own));
    let says = |kind: &str, places: &[&str]| {
        phrases()
            .iter()
            .filter(|(k, _)| *k == kind)
            .map(|(_, p)| *p)
            .filter(|p| places.iter().any(|t| t.contains(p)))
            .collect::<Vec<_>>()
    };
    if let [phrase, ..] = says("error", &[&title, &text_start, &own_start])[..] {
        return Some((Reason::ErrorPage, "an error page", phrase));
    }
    // The notice may have been told from the text already; then there is no text.
    let asks = if words < HARDLY_ANY { &text } else { &own };
    if let [phrase, _, ..] = says("consent", &[asks])[..] {
        return Some((Reason::Consent, "a page that asks for consent first", phrase));
    }
    if words <= VERY_FEW
        && let [phrase, ..] = says("paywall", &[&text])[..]
    {
        return Some((Reason::Paywall, "the first lines of an article that has to be paid for", phrase));
    }
    None
}

/// Lower case, one space between words, straight apostrophes.
fn tidy(text: &str) -> String {
    let text = &text[..text.floor_char_boundary(LOOKED_AT.min(text.len()))];
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace('’', "'")
}

fn phrases() -> &'static [(&'static str, &'static str)] {
    static PHRASES: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let lines = include_str!("phrases.txt").lines().filter(|l| !l.starts_with('#'));
        lines.filter_map(|l| l.split_once('\t')).collect()
    })
}

#[cfg(test)]
mod tests {
    use crate::clean;
    use onrecord_read::{Declared, Media, RawDocument, Reason, decode};

    fn reason(media: Media, text: &str) -> Option<Reason> {
        let raw = RawDocument {
            locator: "a".into(),
            media: Some(media),
            charset: None,
            bytes: text.as_bytes().to_vec(),
            declared: Declared::default(),
        };
        clean(&decode(raw).unwrap()).err().map(|aside| aside.reason)
    }

    #[test]
    fn pages_without_an_article_are_told() {
        let page = |title: &str, text: &str| {
            format!("<html><title>{title}</title><body><h1>{title}</h1><p>{text}</p></body></html>")
        };
        let page = |title: &str, text: &str| reason(Media::Html, &page(title, text));
        assert_eq!(
            page("404 Not Found", "The page you requested was washed away with the lower landing."),
            Some(Reason::ErrorPage)
        );
        assert_eq!(
            reason(Media::Text, "Please enable JS and disable any ad blocker"),
            Some(Reason::ErrorPage)
        );
        assert_eq!(
            page(
                "Dunmore Post",
                "We use cookies and ask for your personal data. You can withdraw your consent at any time in our privacy policy."
            ),
            Some(Reason::Consent)
        );
        assert_eq!(
            page(
                "Rain closes bridge",
                "Rain closed the old bridge on Monday, the council said. Subscribe to continue reading this story."
            ),
            Some(Reason::Paywall)
        );
    }

    #[test]
    fn articles_about_such_things_are_articles() {
        let long =
            "Ada Novak, who sells newspapers in Dunmore, said that a wall on a page was still a wall. "
                .repeat(12);
        let text = format!(
            "Error 404 was all that readers of the Dunmore Post saw.\n\n{long}\n\nSubscribe to continue reading."
        );
        assert_eq!(reason(Media::Text, &text), None);
        let short = "The council of Dunmore said on Monday that it would close the bridge for two days.";
        assert_eq!(reason(Media::Text, short), None);
        let note = format!("{short} Ada Novak said that the council uses cookies to keep its members awake.");
        assert_eq!(reason(Media::Text, &note), None);
    }
}
