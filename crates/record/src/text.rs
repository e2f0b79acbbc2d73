//! A stored text with the ranges that are the article, in bytes again.

use onrecord_clean::{ChromeKind, Mark, body};
use onrecord_text::{OffsetMap, Span, Unit};
use rusqlite::Connection;

/// A version's text and what of it is the article.
pub(crate) struct StoredText {
    pub text: String,
    pub chrome: Vec<Mark>,
    pub body: Vec<Span>,
}

impl StoredText {
    /// All of it body, until [`StoredText::load_chrome`].
    pub fn new(text: String) -> StoredText {
        let body = body(&text, &[]);
        StoredText { text, chrome: Vec::new(), body }
    }

    /// Reads which ranges of the article are chrome.
    pub fn load_chrome(&mut self, db: &Connection, article: &str) -> rusqlite::Result<()> {
        let map = OffsetMap::new(&self.text, Unit::CodePoint);
        let mut select = db.prepare_cached(
            "SELECT start_, end_, kind, rule FROM chrome WHERE article = ?1 ORDER BY start_",
        )?;
        let rows = select.query_map([article], |r| {
            Ok((r.get::<_, u32>(0)?, r.get::<_, u32>(1)?, r.get::<_, String>(2)?, r.get::<_, String>(3)?))
        })?;
        for row in rows {
            let (start, end, kind, rule) = row?;
            // A range that doesn't fit can only come from a file edited by hand; it marks nothing then.
            if let (Some(span), Some(kind)) = (map.back(start, end), ChromeKind::parse(&kind)) {
                self.chrome.push(Mark { span, kind, rule });
            }
        }
        self.body = body(&self.text, &self.chrome);
        Ok(())
    }
}
