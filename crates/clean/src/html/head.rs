//! What a page declares of itself: title, `meta` tags, canonical link, JSON-LD.

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

    /// The first content under the first of these names that has one, and that name.
    pub(crate) fn first<'a>(&'a self, names: &[&'a str]) -> Option<(&'a str, &'a str)> {
        names.iter().find_map(|&name| self.metas(name).next().map(|content| (name, content)))
    }
}
