//! What tags and class names say about the text inside.

use std::{collections::HashMap, sync::OnceLock};

/// What an element's tag, class or id says it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(missing_docs)]
pub(crate) enum Hint {
    Body,
    Navigation,
    Header,
    Footer,
    Aside,
    Teaser,
    Comments,
    Share,
    Tags,
    Promotion,
    Caption,
    Byline,
    Dateline,
    Notice,
    Title,
}

/// All hints, in the order of their numbers.
pub(crate) const HINTS: [(&str, Hint); 15] = [
    ("body", Hint::Body),
    ("navigation", Hint::Navigation),
    ("header", Hint::Header),
    ("footer", Hint::Footer),
    ("aside", Hint::Aside),
    ("teaser", Hint::Teaser),
    ("comments", Hint::Comments),
    ("share", Hint::Share),
    ("tags", Hint::Tags),
    ("promotion", Hint::Promotion),
    ("caption", Hint::Caption),
    ("byline", Hint::Byline),
    ("dateline", Hint::Dateline),
    ("notice", Hint::Notice),
    ("title", Hint::Title),
];

/// A set of hints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hints(pub u32);

impl Hints {
    pub(crate) fn has(self, hint: Hint) -> bool {
        self.0 & (1 << hint as u32) != 0
    }

    pub(crate) fn add(&mut self, hint: Hint) {
        self.0 |= 1 << hint as u32;
    }

    pub(crate) fn with(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }
}

/// The hints of one element.
pub(crate) fn hints_of(tag: &str, class: &str, id: &str) -> Hints {
    let mut hints = Hints::default();
    match tag {
        "nav" | "menu" => hints.add(Hint::Navigation),
        "header" => hints.add(Hint::Header),
        "footer" => hints.add(Hint::Footer),
        "aside" => hints.add(Hint::Aside),
        "figcaption" | "caption" => hints.add(Hint::Caption),
        "time" => hints.add(Hint::Dateline),
        "address" => hints.add(Hint::Byline),
        _ => {}
    }
    // Style classes of utility frameworks are long and say nothing: a bound keeps hostile ones cheap.
    for list in [class, id] {
        let list = &list[..list.floor_char_boundary(400)];
        for name in list.split_ascii_whitespace() {
            each_word(name, |word| {
                if let Some(&hint) = words().get(word) {
                    hints.add(hint);
                }
            });
        }
    }
    hints
}

fn words() -> &'static HashMap<&'static str, Hint> {
    static WORDS: OnceLock<HashMap<&str, Hint>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = HashMap::new();
        for line in include_str!("classes.txt").lines().filter(|l| !l.starts_with('#')) {
            let mut parts = line.split_whitespace();
            let kind = parts.next().and_then(|k| HINTS.iter().find(|(name, _)| *name == k));
            if let Some((_, hint)) = kind {
                words.extend(parts.map(|word| (word, *hint)));
            }
        }
        words
    })
}

/// The words of a class name in lower case, and two neighbours joined: `entry-content` gives `entry`,
/// `content` and `entrycontent`.
fn each_word(name: &str, mut take: impl FnMut(&str)) {
    let (mut last, mut word, mut joined) = (String::new(), String::new(), String::new());
    let mut was_lower = false;
    for c in name.chars().chain(std::iter::once('-')) {
        let cut = !c.is_alphanumeric() || (c.is_uppercase() && was_lower);
        if cut && !word.is_empty() {
            take(&word);
            if !last.is_empty() {
                joined.clear();
                joined.push_str(&last);
                joined.push_str(&word);
                take(&joined);
            }
            std::mem::swap(&mut last, &mut word);
            word.clear();
        }
        was_lower = c.is_lowercase();
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
}

/// Elements that start and end a line. Those not named here run on in their line.
pub(crate) fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "button"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "frameset"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Elements whose text is not shown on the page.
pub(crate) fn is_unseen(tag: &str) -> bool {
    matches!(
        tag,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "title"
            | "iframe"
            | "object"
            | "embed"
            | "svg"
            | "audio"
            | "video"
            | "canvas"
            | "select"
            | "datalist"
            | "textarea"
            | "input"
            | "noframes"
            | "noembed"
            | "param"
            | "map"
            | "dialog"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_are_cut_into_words() {
        let hints = hints_of("div", "c-articleBody relatedLinks", "sidebar_2");
        assert!(hints.has(Hint::Body) && hints.has(Hint::Teaser) && hints.has(Hint::Aside));
        assert!(!hints.has(Hint::Comments));
        assert_eq!(hints_of("div", "shadow breadth", ""), Hints::default());
        assert!(hints_of("NAV", "Entry-Content", "").has(Hint::Body));
        assert!(hints_of("nav", "", "").has(Hint::Navigation));
    }

    #[test]
    fn every_line_of_the_list_has_a_kind_and_no_word_two() {
        let lines = include_str!("classes.txt").lines().filter(|l| !l.starts_with('#'));
        let mut seen = std::collections::HashSet::new();
        for line in lines {
            let mut parts = line.split_whitespace();
            let kind = parts.next().unwrap();
            assert!(HINTS.iter().any(|(name, _)| *name == kind), "{kind}");
            parts.for_each(|word| assert!(seen.insert(word), "{word} stands twice"));
        }
    }

    #[test]
    fn hints_are_numbered_in_order() {
        assert!(HINTS.iter().enumerate().all(|(i, (_, h))| *h as usize == i));
    }
}
