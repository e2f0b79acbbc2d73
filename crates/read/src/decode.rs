//! Bytes to text.
//!
//! The encoding is that of a byte order mark; else UTF-16 if every second byte is NUL; else UTF-8 if the bytes are that; else the one that the server
//! declared; else the one that the page declares in its first 1,024 bytes; else chardetng's guess. UTF-8 comes before the declaration because
//! pages are often saved as UTF-8 with their old declaration in them, and bytes of another encoding are
//! hardly ever valid UTF-8 by chance.

use crate::kind::media_of;
use crate::{Document, Media, RawDocument, Reason, SetAside};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use onrecord_text::Digest;
use std::borrow::Cow;

/// Decodes a document, or says why it has no text. See the module's head for how the encoding is found.
pub fn decode(raw: RawDocument) -> Result<Document, SetAside> {
    let RawDocument { locator, media, charset, bytes, declared } = raw;
    let sha256 = Digest::of(&bytes);
    let aside = |reason, detail: String| SetAside::new(&locator, reason, detail).of_bytes(sha256);
    if bytes.trim_ascii().is_empty() {
        return Err(aside(Reason::Empty, "it holds nothing but white space".into()));
    }
    if let Some(what) = binary(&bytes) {
        return Err(aside(Reason::Binary, format!("it is not text: {what}")));
    }
    let (encoding, mark) = encoding_of(&bytes, media, charset.as_deref());
    let body = &bytes[mark..];
    let (text, _) = encoding.decode_without_bom_handling(body);
    let shown = text.matches('\u{fffd}').count();
    // The input itself may hold the character that stands for what could not be decoded.
    let own = if shown > 0 && encoding == UTF_8 { count(body, "\u{fffd}".as_bytes()) } else { 0 };
    let replaced = shown.saturating_sub(own);
    if text.trim().is_empty() {
        return Err(aside(Reason::Empty, "it holds nothing but white space".into()));
    }
    let media = media.unwrap_or_else(|| media_of(&text));
    let text = text.into_owned();
    Ok(Document { locator, media, text, sha256, encoding: encoding.name(), replaced, declared })
}

/// The text of a file whose format has text in it, such as a feed: decoded as a document would be.
pub(crate) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    let (encoding, mark) = encoding_of(bytes, None, None);
    encoding.decode_without_bom_handling(&bytes[mark..]).0
}

/// A short piece, such as a table's cell: UTF-8, or what chardetng takes it for.
pub(crate) fn lenient(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => guess(bytes).decode_without_bom_handling(bytes).0,
    }
}

/// The encoding, and the length of the byte order mark.
fn encoding_of(bytes: &[u8], media: Option<Media>, charset: Option<&str>) -> (&'static Encoding, usize) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding, length);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return (encoding, 0);
    }
    let server = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let declared = match media {
        _ if server.is_some() => server,
        Some(Media::Text) => None,
        _ => declared(&bytes[..bytes.len().min(1024)]),
    };
    match std::str::from_utf8(bytes) {
        Ok(_) if declared == Some(ISO_2022_JP) => (ISO_2022_JP, 0),
        Ok(_) => (UTF_8, 0),
        Err(_) => (declared.filter(|e| *e != UTF_8 || mostly_utf8(bytes)).unwrap_or_else(|| guess(bytes)), 0),
    }
}

/// UTF-16 that has lost its mark, as texts in Latin letters show it: nearly every second byte is NUL and hardly any of
/// those between, and no unit is a control character.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096) / 2 * 2];
    let units = start.len() / 2;
    let nul = |at: usize| start.iter().skip(at).step_by(2).filter(|&&b| b == 0).count();
    let (encoding, low) = match (nul(0), nul(1)) {
        (few, many) if many * 10 >= units * 7 && few * 100 <= units => (UTF_16LE, 0),
        (many, few) if many * 10 >= units * 7 && few * 100 <= units => (UTF_16BE, 1),
        _ => return None,
    };
    let pairs = start.chunks_exact(2).filter(|pair| pair[1 - low] == 0);
    let text = |b: u8| b >= 0x20 && b != 0x7F || matches!(b, b'\t' | b'\n' | b'\r' | 0x0C);
    (units >= 8 && bytes.len().is_multiple_of(2) && pairs.into_iter().all(|pair| text(pair[low])))
        .then_some(encoding)
}

/// True if at most one in 500 bytes is not UTF-8: a page in UTF-8 with a broken place.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let bad: usize = bytes.utf8_chunks().map(|c| c.invalid().len()).sum();
    bad * 500 <= bytes.len()
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if mostly_utf8(bytes) && !bytes.is_ascii() && bytes.len() > 500 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// What an XML declaration or a `meta` tag in the first bytes of a page declares. A page that declares
/// UTF-16 in ASCII letters is in UTF-8 (as in the HTML standard).
fn declared(start: &[u8]) -> Option<&'static Encoding> {
    let lower = start.to_ascii_lowercase();
    let label = if lower.trim_ascii_start().starts_with(b"<?xml") {
        value_after(lower.split(|&b| b == b'>').next()?, b"encoding")
    } else {
        None
    };
    let label = label.or_else(|| {
        // `charset` inside a meta tag only: a script may hold the word too.
        let mut rest = &lower[..];
        while let Some(at) = find(rest, b"<meta") {
            rest = &rest[at + 5..];
            let tag = &rest[..find(rest, b">").unwrap_or(rest.len())];
            if let Some(value) = value_after(tag, b"charset") {
                return Some(value);
            }
        }
        None
    })?;
    let encoding = Encoding::for_label(label)?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// The value in `name = "value"`.
fn value_after<'a>(text: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let rest = text[find(text, name)? + name.len()..].trim_ascii_start();
    let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|b| b"\"' ;/?>\t\r\n".contains(b)).unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

/// First bytes of files that are not text, and what they are.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF. Convert it to text first"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a WebP image or a sound"),
    (b"PK\x03\x04", "a ZIP archive or an office document. Unpack it or save it as text first"),
    (b"\x1F\x8B", "gzip. Unpack it first"),
    (b"\x28\xB5\x2F\xFD", "zstd. Unpack it first"),
    (b"BZh", "bzip2. Unpack it first"),
    (b"\xFD7zXZ\x00", "xz. Unpack it first"),
    (b"7z\xBC\xAF", "a 7-Zip archive. Unpack it first"),
    (b"\xD0\xCF\x11\xE0", "an old office document. Save it as text first"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound"),
    (b"\x00\x00\x01\x00", "an icon"),
];

/// What the bytes are, if they are not text.
fn binary(bytes: &[u8]) -> Option<String> {
    if let Some((_, what)) = MAGIC.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Some((*what).to_owned());
    }
    if matches!(Encoding::for_bom(bytes), Some((e, _)) if e != UTF_8) || unmarked_utf16(bytes).is_some() {
        return None;
    }
    let nul = bytes.iter().filter(|&&b| b == 0).count();
    let control =
        bytes.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B)).count();
    // One stray control byte in a long page is a slip; in every fifty it is another kind of file.
    if nul * 500 > bytes.len() {
        return Some(format!("{nul} of its {} bytes are NUL", bytes.len()));
    }
    (control * 50 > bytes.len())
        .then(|| format!("{control} of its {} bytes are control characters", bytes.len()))
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|w| w == what)
}

fn count(text: &[u8], what: &[u8]) -> usize {
    text.windows(what.len()).filter(|w| *w == what).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn raw(bytes: &[u8], media: Option<Media>) -> RawDocument {
        RawDocument::new("a".into(), media, bytes.to_vec())
    }

    fn text_of(bytes: &[u8]) -> (String, &'static str, usize) {
        let d = decode(raw(bytes, None)).unwrap();
        (d.text, d.encoding, d.replaced)
    }

    #[test]
    fn a_byte_order_mark_decides_and_is_dropped() {
        assert_eq!(text_of(b"\xEF\xBB\xBFRain"), ("Rain".into(), "UTF-8", 0));
        let utf16: Vec<u8> = "\u{feff}Řeka".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text_of(&utf16), ("Řeka".into(), "UTF-16LE", 0));
        let utf16: Vec<u8> = "\u{feff}Řeka".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text_of(&utf16), ("Řeka".into(), "UTF-16BE", 0));
    }

    #[test]
    fn utf16_that_lost_its_mark_is_told_from_other_files() {
        let text = "The river at Dunmore – said Zoë – fell again.";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text_of(&le), (text.into(), "UTF-16LE", 0));
        assert_eq!(text_of(&be), (text.into(), "UTF-16BE", 0));
        // Small numbers in two bytes each.
        let numbers: Vec<u8> = (1..200u16).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(raw(&numbers, None)).unwrap_err().reason, Reason::Binary);
    }

    #[test]
    fn a_declared_encoding_is_used() {
        let page = b"<html><meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2</p></html>";
        let (text, encoding, _) = text_of(page);
        assert!(text.contains("Привет") && encoding == "windows-1251");
        let page = b"<html><meta http-equiv='Content-Type' content='text/html; charset=iso-8859-2'><p>\xe8</p></html>";
        assert!(text_of(page).0.contains('č'));
        let page = b"<?xml version='1.0' encoding='ISO-8859-15'?><html><p>\xa4</p></html>";
        assert!(text_of(page).0.contains('€'));
    }

    #[test]
    fn what_the_server_declared_goes_before_what_the_page_declares() {
        let page = b"<html><meta charset=windows-1252><p>\xcf\xf0\xe8\xe2\xe5\xf2</p></html>";
        let raw = RawDocument { charset: Some("windows-1251".into()), ..raw(page, Some(Media::Html)) };
        assert!(decode(raw).unwrap().text.contains("Привет"));
    }

    #[test]
    fn valid_utf8_wins_over_a_stale_declaration() {
        let page = "<html><meta charset=windows-1252><p>Café “Nord”</p></html>";
        assert_eq!(text_of(page.as_bytes()).1, "UTF-8");
    }

    #[test]
    fn undeclared_legacy_text_is_guessed() {
        let (text, _, replaced) =
            text_of(b"The caf\xe9 in the old quarter was closed, she said \x96 for good.");
        assert_eq!((text.contains("café"), replaced), (true, 0));
    }

    #[test]
    fn a_broken_place_is_counted_and_the_rest_kept() {
        let mut page =
            format!("<html><meta charset=utf-8><p>{}</p></html>", "žluť ".repeat(400)).into_bytes();
        page.truncate(page.len() - 1);
        page.push(0xFF);
        let (text, encoding, replaced) = text_of(&page);
        assert_eq!((text.contains("žluť"), encoding, replaced), (true, "UTF-8", 1));
        assert_eq!(text_of("one \u{fffd} two".as_bytes()).2, 0);
    }

    #[test]
    fn what_is_not_text_is_set_aside() {
        let reason = |bytes: &[u8]| decode(raw(bytes, None)).unwrap_err().reason;
        assert_eq!(reason(b""), Reason::Empty);
        assert_eq!(reason(b" \n\t"), Reason::Empty);
        assert_eq!(reason("\u{feff}\u{2003}".as_bytes()), Reason::Empty);
        assert_eq!(reason(b"%PDF-1.7 ..."), Reason::Binary);
        assert_eq!(reason(b"a\0b\0c\0"), Reason::Binary);
        assert_eq!(reason(&[1; 99]), Reason::Binary);
    }

    proptest! {
        #[test]
        fn never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), html: bool) {
            let media = html.then_some(Media::Html);
            if let Ok(d) = decode(raw(&bytes, media)) {
                prop_assert!(!d.text.trim().is_empty());
            }
        }

        #[test]
        fn utf8_comes_through_unchanged(text in "\\PC{1,80}") {
            prop_assume!(!text.trim().is_empty() && !text.starts_with('\u{feff}'));
            prop_assume!(binary(text.as_bytes()).is_none());
            prop_assert_eq!(decode(raw(text.as_bytes(), Some(Media::Text))).unwrap().text, text);
        }
    }
}
