//! What cleaning yields: a version's text with every range of it accounted for, and what is known about the
//! article.

use onrecord_text::{Span, When, subtract};
use serde::{Deserialize, Serialize};

/// A cleaned document. Nothing was taken out of `text`: what is not the article is marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Cleaned {
    /// The version's text: of a plain-text document the text as it is; of a page all visible text, a block a
    /// line, in the order of the page.
    pub text: String,
    /// The ranges that are not the article, sorted, without overlaps. A mark never covers half a character
    /// and never only the white space between blocks.
    pub chrome: Vec<Mark>,
    /// What is known about the article.
    pub meta: Meta,
}

impl Cleaned {
    /// The ranges that are the article: all but the marked ones, trimmed of white space at their ends, in
    /// order. White space alone is no range.
    pub fn body(&self) -> Vec<Span> {
        body(&self.text, &self.chrome)
    }
}

/// The ranges of `text` outside the marks, each trimmed of white space.
pub fn body(text: &str, chrome: &[Mark]) -> Vec<Span> {
    let all = [Span::new(0, text.len())];
    let holes: Vec<Span> = chrome.iter().map(|m| m.span).collect();
    subtract(&all, &holes).into_iter().map(|s| s.trim(text)).filter(|s| !s.is_empty()).collect()
}

/// A range that is not the article, and why it is taken for that.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// The range.
    pub span: Span,
    /// What it is.
    pub kind: ChromeKind,
    /// The rule that marked it, such as `comment-box` or `repeated-in-outlet`.
    pub rule: String,
}

/// What a range that is not the article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChromeKind {
    /// The article's own headline (kept as metadata).
    Title,
    /// The author line.
    Byline,
    /// The line that dates the article on the page.
    Dateline,
    /// The caption or credit of a picture.
    Caption,
    /// Menus, breadcrumbs, section names.
    Navigation,
    /// Headlines or first lines of other stories.
    Teaser,
    /// Comment box and comments.
    Comments,
    /// Share and follow buttons.
    Share,
    /// Tags and topics.
    Tags,
    /// Newsletter, subscription and cookie notices, advertisements.
    Promotion,
    /// A note of the page about the page: its age, an update, a paywall.
    Notice,
    /// Copyright and the like.
    Footer,
    /// Markup that was left in the text.
    Markup,
    /// A line that the outlet repeats over several articles.
    Repeated,
    /// Text of a page outside its main content, of no kind that is told apart.
    Other,
}

impl ChromeKind {
    /// All kinds.
    pub const ALL: [ChromeKind; 15] = [
        ChromeKind::Title,
        ChromeKind::Byline,
        ChromeKind::Dateline,
        ChromeKind::Caption,
        ChromeKind::Navigation,
        ChromeKind::Teaser,
        ChromeKind::Comments,
        ChromeKind::Share,
        ChromeKind::Tags,
        ChromeKind::Promotion,
        ChromeKind::Notice,
        ChromeKind::Footer,
        ChromeKind::Markup,
        ChromeKind::Repeated,
        ChromeKind::Other,
    ];

    /// The kind that [`ChromeKind::as_str`] prints like this.
    pub fn parse(text: &str) -> Option<ChromeKind> {
        ChromeKind::ALL.into_iter().find(|k| k.as_str() == text)
    }

    /// As stored and printed, such as `caption`.
    pub fn as_str(self) -> &'static str {
        match self {
            ChromeKind::Title => "title",
            ChromeKind::Byline => "byline",
            ChromeKind::Dateline => "dateline",
            ChromeKind::Caption => "caption",
            ChromeKind::Navigation => "navigation",
            ChromeKind::Teaser => "teaser",
            ChromeKind::Comments => "comments",
            ChromeKind::Share => "share",
            ChromeKind::Tags => "tags",
            ChromeKind::Promotion => "promotion",
            ChromeKind::Notice => "notice",
            ChromeKind::Footer => "footer",
            ChromeKind::Markup => "markup",
            ChromeKind::Repeated => "repeated",
            ChromeKind::Other => "other",
        }
    }
}

/// What is known about an article. Absent means unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Canonical address: without fragment and tracking parameters.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Author line without "By".
    pub byline: Option<String>,
    /// The outlet's name as declared or as the page gives it; else the site's registrable domain.
    pub outlet: Option<String>,
    /// When it was published, as exactly as is known.
    pub published: Option<Dated>,
    /// When it was captured, if the input says so. (The clock is never asked: a re-run must give the same.)
    pub captured: Option<When>,
    /// BCP 47 tag of the body's language, declared or detected.
    pub language: Option<String>,
}

/// A date and where it was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Dated {
    /// The date, with its precision.
    pub when: When,
    /// Where it stood: `declared`, `json-ld`, `meta:article:published_time`, `time-element`, `url`,
    /// `visible-text`; `updated` where the page says only when it was changed …
    pub found_in: String,
}
