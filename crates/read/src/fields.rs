//! Which field of a row holds what, and the reader's other options.

use std::sync::OnceLock;

/// Which field of a JSON object or CSV row holds what. `None`: the usual names are tried (`fields.txt`). A
/// name with dots, `source.name`, goes into nested objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldMap {
    /// The row's own id.
    pub id: Option<String>,
    /// The article's plain text.
    pub text: Option<String>,
    /// The page as HTML. If a row has both, the page is used only if its text is empty.
    pub html: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Author line, or a list of authors.
    pub byline: Option<String>,
    /// Name of the outlet.
    pub outlet: Option<String>,
    /// When it was published; any form that [`crate::parse_date`] understands.
    pub published: Option<String>,
    /// When it was captured, likewise.
    pub captured: Option<String>,
    /// BCP 47 language tag.
    pub language: Option<String>,
}

impl FieldMap {
    /// The names to try for `what` (a first word of `fields.txt`), best first.
    pub(crate) fn names(&self, what: &str) -> Vec<&str> {
        let set = match what {
            "id" => &self.id,
            "text" => &self.text,
            "html" => &self.html,
            "url" => &self.url,
            "title" => &self.title,
            "byline" => &self.byline,
            "outlet" => &self.outlet,
            "published" => &self.published,
            "captured" => &self.captured,
            "language" => &self.language,
            _ => &None,
        };
        match set {
            Some(name) => vec![name],
            None => usual_names(what).to_vec(),
        }
    }

    /// A `text` field that was named leaves the `html` field out of account, and the reverse.
    pub(crate) fn wants_html(&self) -> bool {
        self.text.is_none() || self.html.is_some()
    }

    pub(crate) fn wants_text(&self) -> bool {
        self.html.is_none() || self.text.is_some()
    }
}

fn usual_names(what: &str) -> &'static [&'static str] {
    static NAMES: OnceLock<Vec<(&str, Vec<&str>)>> = OnceLock::new();
    NAMES
        .get_or_init(|| {
            let lines = include_str!("fields.txt").lines().filter(|l| !l.starts_with('#'));
            lines
                .filter_map(|l| {
                    let mut words = l.split_whitespace();
                    words.next().map(|what| (what, words.collect()))
                })
                .collect()
        })
        .iter()
        .find(|(name, _)| *name == what)
        .map_or(&[], |(_, names)| names)
}

/// How the reader reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Which field of a row holds what.
    pub fields: FieldMap,
    /// Largest document, and largest row, in bytes; what is larger is set aside. 64 MiB unless set.
    pub max_bytes: u64,
    /// What standard input holds, as the ending of a file's name would tell it: `html`, `csv`, `warc.gz`.
    /// `None`: it is told from the first bytes.
    pub stdin: Option<String>,
}

impl Default for Options {
    fn default() -> Options {
        Options { fields: FieldMap::default(), max_bytes: 64 << 20, stdin: None }
    }
}
