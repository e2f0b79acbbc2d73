//! Text with styles, wrapped to a width.

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A line or paragraph in pieces, each with its style.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rich(pub Vec<(Style, String)>);

impl Rich {
    /// One piece.
    pub fn new(style: Style, text: impl AsRef<str>) -> Rich {
        Rich::default().with(style, text)
    }

    /// With one more piece behind. Control characters are made visible, line breaks are spaces: an article's
    /// text can't move the cursor, colour the screen or fake a line of ours.
    pub fn with(mut self, style: Style, text: impl AsRef<str>) -> Rich {
        self.push(style, text);
        self
    }

    /// Adds a piece.
    pub fn push(&mut self, style: Style, text: impl AsRef<str>) {
        self.0.push((style, safe(text.as_ref())));
    }

    /// Columns that it takes.
    pub fn width(&self) -> usize {
        self.0.iter().map(|(_, text)| text.width()).sum()
    }

    /// Broken at spaces into lines of at most `width` columns; a longer word is broken inside.
    pub fn wrap(&self, width: usize) -> Vec<Rich> {
        let width = width.max(8);
        let mut lines = Vec::new();
        let (mut line, mut at) = (Rich::default(), 0);
        for word in self.words() {
            let size: usize = word.pieces.iter().map(|(_, t)| t.width()).sum();
            if at > 0 && at + size > width {
                line.trim_end();
                lines.push(std::mem::take(&mut line));
                at = 0;
            }
            for (style, text) in &word.pieces {
                for c in text.chars() {
                    let columns = c.width().unwrap_or(0);
                    if at + columns > width {
                        lines.push(std::mem::take(&mut line));
                        at = 0;
                    }
                    line.push_char(*style, c);
                    at += columns;
                }
            }
            for style in word.spaces {
                line.push_char(style, ' ');
                at += 1;
            }
        }
        line.trim_end();
        if !line.0.is_empty() {
            lines.push(line);
        }
        lines
    }

    fn words(&self) -> Vec<Word> {
        let mut out: Vec<Word> = Vec::new();
        for (style, text) in &self.0 {
            for (i, part) in text.split(' ').enumerate() {
                if i > 0
                    && let Some(word) = out.last_mut()
                {
                    word.spaces.push(*style);
                }
                if part.is_empty() {
                    continue;
                }
                let piece = (*style, part.to_owned());
                match out.last_mut() {
                    Some(word) if word.spaces.is_empty() => word.pieces.push(piece),
                    _ => out.push(Word { pieces: vec![piece], spaces: Vec::new() }),
                }
            }
        }
        out
    }

    fn push_char(&mut self, style: Style, c: char) {
        match self.0.last_mut() {
            Some((last, text)) if *last == style => text.push(c),
            _ => self.0.push((style, c.to_string())),
        }
    }

    fn trim_end(&mut self) {
        while let Some((_, text)) = self.0.last_mut() {
            text.truncate(text.trim_end_matches(' ').len());
            if !text.is_empty() {
                break;
            }
            self.0.pop();
        }
    }
}

/// A word in pieces, and the styles of the spaces behind it.
struct Word {
    pieces: Vec<(Style, String)>,
    spaces: Vec<Style>,
}

impl std::fmt::Display for Rich {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|(style, text)| write!(f, "{style}{text}{style:#}"))
    }
}

/// The text with white space as single spaces and control characters, those that turn the direction of
/// writing included, as `\u{FFFD}`.
pub fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => {
                if !out.ends_with(' ') || c == ' ' {
                    out.push(' ');
                }
            }
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::style::{MATCH, PLAIN};

    fn plain(lines: &[Rich]) -> Vec<String> {
        lines.iter().map(|l| l.0.iter().map(|(_, t)| t.as_str()).collect()).collect()
    }

    #[test]
    fn wraps_at_spaces_across_styles() {
        let rich = Rich::new(PLAIN, "The gates stay ").with(MATCH, "shut").with(PLAIN, ", she said.");
        assert_eq!(plain(&rich.wrap(14)), ["The gates stay", "shut, she", "said."]);
        assert_eq!(plain(&Rich::new(PLAIN, "abcdefghijkl").wrap(8)), ["abcdefgh", "ijkl"]);
        assert_eq!(plain(&Rich::new(PLAIN, "水門は閉じたまま").wrap(8)), ["水門は閉", "じたまま"]);
        assert_eq!(plain(&Rich::new(PLAIN, "two  spaces stay").wrap(12)), ["two  spaces", "stay"]);
        assert!(Rich::default().wrap(10).is_empty());
    }

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(safe("a\x1b[31mb\u{202e}c\r\nd"), "a\u{fffd}[31mb\u{fffd}c d");
    }
}
