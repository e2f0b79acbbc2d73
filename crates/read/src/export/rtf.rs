//! Rich Text Format 1.9: its text, a paragraph a line. Groups that hold no text of the document (fonts, styles,
//! pictures) are passed over. One pass, no recursion, however deep groups lie in one another.

use encoding_rs::{Encoding, WINDOWS_1252};

/// Groups that are no text, by the word that begins them.
const HIDDEN: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "themedata",
    "colorschememapping",
    "latentstyles",
    "datastore",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "xmlnstbl",
    "fldinst",
    "bkmkstart",
    "bkmkend",
];

/// What a group inherits from the one around it.
#[derive(Clone, Copy)]
struct Group {
    hidden: bool,
    /// Characters that stand behind each `\u` for programs that don't know it.
    skip: usize,
}

/// The text of a file.
pub(super) fn text(bytes: &[u8]) -> String {
    let mut reader = Reader {
        bytes,
        at: 0,
        out: String::new(),
        // Bytes of the file's old encoding, until they are decoded together: some characters take two.
        held: Vec::new(),
        encoding: WINDOWS_1252,
        group: Group { hidden: false, skip: 1 },
        outer: Vec::new(),
        to_skip: 0,
        surrogate: None,
    };
    reader.read();
    reader.out
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    out: String,
    held: Vec<u8>,
    encoding: &'static Encoding,
    group: Group,
    outer: Vec<Group>,
    to_skip: usize,
    surrogate: Option<u16>,
}

impl Reader<'_> {
    fn read(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'{' => {
                    self.to_skip = 0;
                    self.outer.push(self.group);
                }
                b'}' => {
                    self.to_skip = 0;
                    if let Some(outer) = self.outer.pop() {
                        self.flush();
                        self.group = outer;
                    }
                }
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                _ => self.byte(byte),
            }
        }
        self.flush();
    }

    /// A byte of text.
    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if !self.group.hidden {
            self.held.push(byte);
        }
    }

    fn push(&mut self, text: &str) {
        if !self.group.hidden {
            self.flush();
            self.out.push_str(text);
        }
    }

    fn flush(&mut self) {
        if !self.held.is_empty() {
            let (text, _) = self.encoding.decode_without_bom_handling(&self.held);
            self.out.push_str(&text);
            self.held.clear();
        }
    }

    /// What stands behind a backslash.
    fn control(&mut self) {
        let Some(&byte) = self.bytes.get(self.at) else { return };
        if !byte.is_ascii_alphabetic() {
            self.at += 1;
            match byte {
                b'\'' => {
                    let digits =
                        self.bytes.get(self.at..self.at + 2).and_then(|d| std::str::from_utf8(d).ok());
                    if let Some(byte) = digits.and_then(|d| u8::from_str_radix(d, 16).ok()) {
                        self.at += 2;
                        self.byte(byte);
                    }
                }
                b'\\' | b'{' | b'}' => self.byte(byte),
                b'~' => self.push("\u{a0}"),
                b'_' => self.push("-"),
                b'\r' | b'\n' => self.push("\n"),
                b'*' => self.group.hidden = true,
                _ => {}
            }
            return;
        }
        let rest = &self.bytes[self.at..];
        let word = rest.iter().take(32).take_while(|b| b.is_ascii_alphabetic()).count();
        let name = String::from_utf8_lossy(&rest[..word]).into_owned();
        let rest = &rest[word..];
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[sign..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        let number = std::str::from_utf8(&rest[..sign + digits]).ok().and_then(|n| n.parse::<i64>().ok());
        let used = if digits > 0 { sign + digits } else { 0 };
        self.at += word + used;
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        self.word(&name, number);
    }

    fn word(&mut self, name: &str, number: Option<i64>) {
        if HIDDEN.contains(&name) {
            self.group.hidden = true;
            return;
        }
        match (name, number) {
            ("par" | "line" | "sect" | "page" | "row", _) => self.push("\n"),
            ("tab" | "cell", _) => self.push("\t"),
            ("emdash", _) => self.push("—"),
            ("endash", _) => self.push("–"),
            ("lquote", _) => self.push("‘"),
            ("rquote", _) => self.push("’"),
            ("ldblquote", _) => self.push("“"),
            ("rdblquote", _) => self.push("”"),
            ("bullet", _) => self.push("•"),
            ("ansicpg", Some(page)) => {
                let label = if page == 65001 { "utf-8".to_owned() } else { format!("windows-{page}") };
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
            }
            ("uc", Some(skip)) => self.group.skip = skip.clamp(0, 16) as usize,
            ("u", Some(code)) => {
                self.unicode((code & 0xFFFF) as u16);
                self.to_skip = self.group.skip;
            }
            // Bytes that are no text, whatever they look like.
            ("bin", Some(length)) => {
                let length = usize::try_from(length).unwrap_or(0);
                self.at = self.at.saturating_add(length).min(self.bytes.len());
            }
            _ => {}
        }
    }

    /// A UTF-16 unit; two of them may be one character.
    fn unicode(&mut self, unit: u16) {
        let units: Vec<u16> = self.surrogate.take().into_iter().chain([unit]).collect();
        if units.len() == 1 && (0xD800..0xDC00).contains(&unit) {
            self.surrogate = Some(unit);
            return;
        }
        let text = String::from_utf16_lossy(&units);
        self.push(&text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_what_a_reader_would_see() {
        let rtf = br"{\rtf1\ansi\ansicpg1250{\fonttbl{\f0 Times;}}{\*\generator x;}{\info{\title no}}
\pard\b Rain\b0\tab\'e8as \ldblquote no\rdblquote\par
{\field{\*\fldinst HYPERLINK x}{\fldrslt link}} \u8212?\u-10179?\u-8638? \{a\}\par}";
        assert_eq!(text(rtf), "Rain\tčas “no”\nlink —🙂 {a}\n");
    }

    #[test]
    fn depth_and_broken_ends_are_no_trouble() {
        assert_eq!(text("{\\b ".repeat(300_000).as_bytes()), "");
        assert_eq!(text(b"{\\rtf1 Rain \\'"), "Rain ");
        assert_eq!(text(b"{\\rtf1 Rain\\bin99999999999 x"), "Rain");
        assert_eq!(text(b"}}}Rain\\u"), "Rain");
    }

    proptest! {
        #[test]
        fn never_panics(bytes in "(\\\\(u|uc|bin|ansicpg)-?[0-9]{0,5}|\\\\'[0-9a-f]{0,2}|[{}\\\\a-z é]){0,60}") {
            text(bytes.as_bytes());
        }
    }
}
