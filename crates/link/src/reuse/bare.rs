//! Articles that come with no annotation: a row of JSON Lines is enough to look for shared text.

use crate::Article;
use onrecord_text::{Id, Span, When};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// An article as a row of JSON Lines gives it; fields that it does not name are passed over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bare<'a> {
    /// What the row calls it.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// The article, nothing else.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// Outlet, where known.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<Cow<'a, str>>,
    /// Publication date, where known; what is not a date counts as unknown.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Cow<'a, str>>,
    /// Title, where known.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Cow<'a, str>>,
}

impl Bare<'_> {
    /// For the linker: all of the text is body, and what stands between quotation marks is quoted.
    pub fn article(&self) -> Article<'_> {
        Article {
            id: Id::stored(self.id.as_ref()),
            text: &self.text,
            body: vec![Span::new(0, self.text.len())],
            outlet: self.outlet.as_deref(),
            published: self.published.as_deref().and_then(|p| p.parse::<When>().ok()),
            title: self.title.as_deref(),
            quoted: quoted_by_marks(&self.text),
            names: Vec::new(),
        }
    }
}

/// The ranges between double quotation marks, the marks themselves left out. A quotation that its line does
/// not close runs to the end of the line: newspapers open each paragraph of a long quotation anew and close
/// the last alone.
pub fn quoted_by_marks(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    // The opening mark and where the quotation begins.
    let mut open: Option<(char, usize)> = None;
    for (at, mark) in marks(text).chain([(text.len(), '\n')]) {
        let closes = match mark {
            '\n' | '”' | '»' => true,
            '“' => matches!(open, Some(('„', _))),
            '"' => open.is_some(),
            _ => false,
        };
        if closes {
            out.extend(open.take().filter(|&(_, start)| start < at).map(|(_, start)| Span::new(start, at)));
        } else {
            open = open.or(Some((mark, at + mark.len_utf8())));
        }
    }
    out
}

/// Line ends and double quotation marks, found by their first byte.
fn marks(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    const BLOCK: usize = 32;
    let first = |byte: &u8| matches!(byte, b'\n' | b'"' | 0xc2 | 0xe2);
    // A block is looked at as a whole before its bytes are: most hold no mark.
    let blocks = text.as_bytes().chunks(BLOCK).enumerate();
    let blocks = blocks.filter(move |(_, block)| block.iter().fold(false, |any, byte| any | first(byte)));
    let places = blocks.flat_map(move |(i, block)| {
        block.iter().enumerate().filter(move |(_, byte)| first(byte)).map(move |(at, _)| i * BLOCK + at)
    });
    places.filter_map(|at| {
        let c = text[at..].chars().next()?;
        matches!(c, '\n' | '"' | '“' | '”' | '„' | '«' | '»').then_some((at, c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_tell_what_is_quoted() {
        let quoted =
            |text: &'static str| -> Vec<_> { quoted_by_marks(text).iter().map(|s| s.of(text)).collect() };
        assert_eq!(quoted("He said “we go” and \"not now\" then."), ["we go", "not now"]);
        assert_eq!(quoted("“We go\n“and come back,” she said.\nShe left."), ["We go", "and come back,"]);
        assert_eq!(quoted("„Ja“ and “”, «oui»"), ["Ja", "oui"]);
    }

    #[test]
    fn a_row_need_not_have_more_than_an_id_and_a_text() {
        let row: Bare =
            serde_json::from_str(r#"{"id":"1","text":"A b.","byline":"X","published":"soon"}"#).unwrap();
        let article = row.article();
        assert_eq!((article.text, article.outlet, article.published), ("A b.", None, None));
    }
}
