//! What a web server answered: its head, and the page behind whatever it was packed in.

use crate::open::{Found, failed, too_large, within};
use crate::{Declared, Media, RawDocument, Reason, SetAside};
use std::io;

/// Fields of an answer that are kept as they stand.
const FACTS: &[&str] = &["ETag", "Last-Modified"];

/// A web server's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Such as 200.
    pub status: u16,
    /// Names and values, in order.
    pub fields: Vec<(String, String)>,
    /// What follows the head, as it came.
    pub body: Vec<u8>,
}

/// What a media type stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A page or a text; `None`: to be told from the bytes.
    Document(Option<Media>),
    Other,
}

/// What a `Content-Type` stands for.
pub(crate) fn holds(content_type: &str) -> Holds {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "text/html" | "application/xhtml+xml" => Holds::Document(Some(Media::Html)),
        "text/plain" => Holds::Document(Some(Media::Text)),
        "" | "application/octet-stream" | "unknown/unknown" => Holds::Document(None),
        _ => Holds::Other,
    }
}

impl Answer {
    /// From the bytes that a server sent: a status line, fields, a blank line, a body. `None` where they are no
    /// answer.
    pub fn parse(bytes: &[u8]) -> Option<Answer> {
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").map(|at| (at, at + 4));
        let end = match (end, bytes.windows(2).position(|w| w == b"\n\n").map(|at| (at, at + 2))) {
            (Some(a), Some(b)) => a.min(b),
            (a, b) => a.or(b).unwrap_or((bytes.len(), bytes.len())),
        };
        let head = String::from_utf8_lossy(&bytes[..end.0]);
        let mut lines = head.lines();
        let mut status = lines.next()?.split_whitespace();
        if !status.next()?.to_ascii_uppercase().starts_with("HTTP") {
            return None;
        }
        let status = status.next()?.parse().ok()?;
        let fields = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
            .collect();
        Some(Answer { status, fields, body: bytes[end.1..].to_vec() })
    }

    /// The first value of a field; names are compared without case.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// The document that was answered, or why there is none. `max`: the most bytes of one.
    pub fn document(
        self,
        locator: String,
        mut declared: Declared,
        max: u64,
    ) -> Result<RawDocument, SetAside> {
        for name in FACTS {
            if let Some(value) = self.field(name) {
                declared.facts.insert((*name).to_owned(), value.to_owned());
            }
        }
        match self.read(&locator, max) {
            Ok(raw) => Ok(RawDocument { declared, ..raw }),
            Err(aside) => Err(aside.saying(declared)),
        }
    }

    fn read(self, locator: &str, max: u64) -> Found {
        let aside = |reason, detail: String| Err(SetAside::new(locator, reason, detail));
        let status = self.status;
        match (status, self.field("Location")) {
            (200 | 203, _) => {}
            (404 | 410, _) => {
                return aside(Reason::Gone, format!("the server answered {status}: there is no such page"));
            }
            (300..400, Some(to)) => {
                return aside(Reason::NoPage, format!("the server answered {status}: it has moved to {to}"));
            }
            (206, _) => {
                return aside(Reason::Truncated, "the server answered 206: a part of the page".to_owned());
            }
            _ => return aside(Reason::NoPage, format!("the server answered {status}, not with the page")),
        }
        let content_type = self.field("Content-Type").unwrap_or_default().to_owned();
        let Holds::Document(media) = holds(&content_type) else {
            return aside(Reason::OtherType, format!("it is {content_type}, neither a page nor a text"));
        };
        let charset = content_type.split(';').skip(1).find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.trim()
                .eq_ignore_ascii_case("charset")
                .then(|| value.trim().trim_matches(['"', '\'']).to_owned())
        });
        match self.unpacked(max) {
            Ok(Some(bytes)) => {
                Ok(RawDocument { charset, ..RawDocument::new(locator.to_owned(), media, bytes) })
            }
            Ok(None) => Err(too_large(locator, max)),
            Err(error) => Err(failed(locator, &error)),
        }
    }

    /// The body as it was before it was sent; `None` if that is more than `max`. Archives often hold the body
    /// without the packing that the head declares.
    fn unpacked(self, max: u64) -> io::Result<Option<Vec<u8>>> {
        let list = |name| self.field(name).unwrap_or_default().to_ascii_lowercase();
        let (transfer, content) = (list("Transfer-Encoding"), list("Content-Encoding"));
        let mut body = match transfer.contains("chunked").then(|| unchunked(&self.body)).flatten() {
            Some(body) => body,
            None => self.body,
        };
        for coding in content.split(',').rev().map(str::trim).take(3) {
            let unpacked = match coding {
                "gzip" | "x-gzip" if body.starts_with(b"\x1F\x8B") => {
                    within(&mut flate2::read::MultiGzDecoder::new(&body[..]), max)
                }
                "deflate" => inflated(&body, max),
                "br" => within(&mut brotli_decompressor::Decompressor::new(&body[..], 4096), max),
                "zstd" if body.starts_with(b"\x28\xB5\x2F\xFD") => {
                    within(&mut zstd::Decoder::with_buffer(&body[..])?, max)
                }
                _ => continue,
            };
            body = match unpacked {
                Ok(Some(bytes)) => bytes,
                Ok(None) => return Ok(None),
                // It was not packed after all.
                Err(_) if std::str::from_utf8(&body).is_ok() => body,
                Err(error) => return Err(error),
            };
        }
        Ok((body.len() as u64 <= max).then_some(body))
    }
}

/// With the zlib head that the standard asks for, or without it, as some servers send it.
fn inflated(body: &[u8], max: u64) -> io::Result<Option<Vec<u8>>> {
    within(&mut flate2::read::ZlibDecoder::new(body), max)
        .or_else(|_| within(&mut flate2::read::DeflateDecoder::new(body), max))
}

/// The body without the lengths between its chunks; `None` if it holds none (or no more).
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(rest.len());
    loop {
        let end = rest.iter().take(100).position(|&b| b == b'\n')?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(out);
        }
        let chunk = rest.get(..size)?;
        out.extend_from_slice(chunk);
        rest = &rest[size..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;

    fn read(head: &str, body: &[u8]) -> Found {
        let bytes = [head.replace('\n', "\r\n").as_bytes(), b"\r\n\r\n", body].concat();
        Answer::parse(&bytes).unwrap().document("a".into(), Declared::default(), 1000)
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    #[test]
    fn a_page_is_unpacked_and_its_charset_kept() {
        let head = "HTTP/1.1 200 OK\ncontent-type: text/html; Charset=\"ISO-8859-2\"\nETag: \"7\"";
        let raw = read(head, b"<p>Rain.").unwrap();
        assert_eq!((raw.media, raw.charset.as_deref()), (Some(Media::Html), Some("ISO-8859-2")));
        assert_eq!(raw.declared.facts["ETag"], "\"7\"");

        let mut chunked = Vec::new();
        for part in gzip(b"<p>Rain.").chunks(9) {
            chunked.extend(format!("{:x};x=y\r\n", part.len()).into_bytes());
            chunked.extend([part, b"\r\n"].concat());
        }
        chunked.extend(b"0\r\n\r\n");
        let head =
            "HTTP/1.1 200 OK\nContent-Type: text/html\nTransfer-Encoding: chunked\nContent-Encoding: gzip";
        assert_eq!(read(head, &chunked).unwrap().bytes, b"<p>Rain.");
        // What the head declares was undone before it was archived.
        assert_eq!(read(head, b"<p>Rain.").unwrap().bytes, b"<p>Rain.");
        let brotli = b"\x8b\x03\x80<p>Rain.\x03";
        assert_eq!(read("HTTP/1.1 200 OK\nContent-Encoding: br", brotli).unwrap().bytes, b"<p>Rain.");
    }

    #[test]
    fn other_answers_are_set_aside() {
        let reason = |head: &str, body: &[u8]| read(head, body).unwrap_err().reason;
        assert_eq!(reason("HTTP/1.1 404 Not Found", b"<p>No."), Reason::Gone);
        assert_eq!(reason("HTTP/1.1 301 Moved\nLocation: /b", b""), Reason::NoPage);
        assert_eq!(reason("HTTP/1.1 500 Oh", b""), Reason::NoPage);
        assert_eq!(reason("HTTP/1.1 200 OK\nContent-Type: image/png", b"x"), Reason::OtherType);
        assert_eq!(reason("HTTP/1.1 200 OK", &[b'x'; 1001]), Reason::TooLarge);
        let bomb = gzip(&[b' '; 100_000]);
        assert_eq!(reason("HTTP/1.1 200 OK\nContent-Encoding: gzip", &bomb), Reason::TooLarge);
        let half = gzip(&[b'a'; 500])[..12].to_vec();
        assert_eq!(reason("HTTP/1.1 200 OK\nContent-Encoding: gzip", &half), Reason::Damaged);
        assert!(Answer::parse(b"GET / HTTP/1.1\r\n\r\n").is_none());
    }

    proptest! {
        #[test]
        fn never_panics(head in "(HTTP/1.1 200|[a-zA-Z0-9:; ,=\r\n]){0,20}", body in prop::collection::vec(any::<u8>(), 0..99)) {
            for coding in ["gzip", "deflate", "br", "zstd", "gzip, br"] {
                let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nTransfer-Encoding: chunked\r\n{head}\r\n\r\n");
                if let Some(answer) = Answer::parse(&[head.as_bytes(), &body].concat()) {
                    let _ = answer.document("a".into(), Declared::default(), 99);
                }
            }
        }
    }
}
