//! What a file is: from the ending of its name, or from its first bytes.

use crate::Media;
use crate::feed;
use crate::packed::Method;

/// So many of the first bytes tell what a file is.
pub(crate) const START: u64 = 1 << 16;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One document; its media where the name tells.
    One(Option<Media>),
    /// A JSON object a line.
    JsonLines,
    /// An object, an array of objects, or objects one after the other.
    Json,
    /// Rows with a header, their cells parted by this byte as the name has it.
    Table(u8),
    /// Any of the others, packed.
    Packed(Method),
    /// A zip archive.
    Zip,
    /// A tar archive.
    Tar,
    /// A web archive: records of what a crawler saw.
    Warc,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A Parquet table.
    Parquet,
    /// Rich Text Format.
    Rtf,
}

/// What bytes that cannot be mistaken say goes before what the name says; what the name says before what the
/// text looks like.
pub(crate) fn of(name: &str, start: &[u8]) -> Kind {
    of_magic(start).or_else(|| of_name(name)).unwrap_or_else(|| of_bytes(start))
}

/// By first bytes that no text begins with.
fn of_magic(start: &[u8]) -> Option<Kind> {
    if let Some(method) = Method::of(start) {
        return Some(Kind::Packed(method));
    }
    match start {
        _ if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") => Some(Kind::Zip),
        _ if start.starts_with(b"WARC/1.") || start.starts_with(b"WARC/0.") => Some(Kind::Warc),
        _ if start.get(257..262) == Some(b"ustar") => Some(Kind::Tar),
        _ if start.starts_with(b"PAR1") => Some(Kind::Parquet),
        _ if start.starts_with(b"{\\rtf") => Some(Kind::Rtf),
        _ if feed::is_feed(&crate::decode::text_of(&start[..start.len().min(1000)])) => Some(Kind::Feed),
        _ => None,
    }
}

/// By the name's ending; `None` if that tells nothing.
pub(crate) fn of_name(name: &str) -> Option<Kind> {
    let ending = name.rsplit(['/', '\\']).next()?.rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match ending.as_str() {
        "html" | "htm" | "xhtml" | "xht" | "shtml" => Kind::One(Some(Media::Html)),
        "txt" | "text" | "md" | "markdown" => Kind::One(Some(Media::Text)),
        "jsonl" | "ndjson" | "jl" => Kind::JsonLines,
        "json" => Kind::Json,
        "csv" => Kind::Table(b','),
        "tsv" | "tab" => Kind::Table(b'\t'),
        "gz" | "gzip" | "tgz" => Kind::Packed(Method::Gzip),
        "zst" | "zstd" | "tzst" => Kind::Packed(Method::Zstd),
        "bz2" | "bzip2" | "tbz2" | "tbz" => Kind::Packed(Method::Bzip2),
        "xz" | "txz" => Kind::Packed(Method::Xz),
        "zip" => Kind::Zip,
        "tar" => Kind::Tar,
        "warc" | "wet" => Kind::Warc,
        _ => return None,
    })
}

/// By the first bytes of the file (a few thousand are enough). Tables are told by their names only.
fn of_bytes(start: &[u8]) -> Kind {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    let objects = match start.first() {
        Some(b'{') => Some(start),
        Some(b'[') => Some(start[1..].trim_ascii_start()).filter(|s| s.first() == Some(&b'{')),
        _ => None,
    };
    // A text may begin with a bracket too; a key in quotes is a surer sign.
    match objects {
        Some(o) if o[1..].trim_ascii_start().first() == Some(&b'"') => {
            let one_line = start.first() == Some(&b'{')
                && start.split(|&b| b == b'\n').next().is_some_and(|l| l.trim_ascii_end().ends_with(b"}"));
            if one_line { Kind::JsonLines } else { Kind::Json }
        }
        _ => Kind::One(None),
    }
}

/// HTML or plain text, by how the text starts: a page begins with a tag that pages begin with.
pub(crate) fn media_of(text: &str) -> Media {
    const OPENINGS: &[&str] = &[
        "!doctype html",
        "html",
        "head",
        "body",
        "meta",
        "title",
        "article",
        "main",
        "section",
        "header",
        "div",
        "table",
        "p",
        "h1",
        "script",
        "link",
        "base",
        "center",
    ];
    let mut rest = text.trim_start();
    while let Some(after) = rest.strip_prefix("<!--").or_else(|| rest.strip_prefix("<?")) {
        let Some(end) = after.find('>') else { return Media::Text };
        rest = after[end + 1..].trim_start();
    }
    let Some(tag) = rest.strip_prefix('<') else { return Media::Text };
    let opens = OPENINGS.iter().any(|o| {
        tag.get(..o.len()).is_some_and(|t| t.eq_ignore_ascii_case(o))
            && tag[o.len()..].starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace())
    });
    // A plain text may start with one stray tag; a page has more.
    if opens && rest.matches("</").take(2).count() + rest.matches("<meta").take(1).count() >= 2
        || tag.get(..8).is_some_and(|t| t.eq_ignore_ascii_case("!doctype"))
    {
        Media::Html
    } else {
        Media::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_from_bytes() {
        assert_eq!(of_bytes(b"\xEF\xBB\xBF{\"a\": 1}\n{\"a\": 2}\n"), Kind::JsonLines);
        assert_eq!(of_bytes(b"{\n  \"a\": 1\n}"), Kind::Json);
        assert_eq!(of_bytes(b"[ {\"a\": 1} ]"), Kind::Json);
        assert_eq!(of_bytes(b"{sic} he wrote"), Kind::One(None));
        assert_eq!(of_bytes(b"[Photo] The mayor"), Kind::One(None));
    }

    #[test]
    fn media_is_told_from_the_text() {
        assert_eq!(media_of("\n<!-- saved --><!DOCTYPE html>\n<p>a"), Media::Html);
        assert_eq!(media_of("<div class=x><p>Rain fell.</p></div>"), Media::Html);
        assert_eq!(media_of("Rain fell <b>hard</b> on Dunmore.</p></p>"), Media::Text);
        assert_eq!(media_of("<3 of the mayor"), Media::Text);
    }
}
