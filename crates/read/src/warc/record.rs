//! The head of a record, and where the next one begins.

use std::io::{self, BufRead};

/// Longest line of a head, and most lines, that are kept.
const MAX_LINE: usize = 1 << 15;
const MAX_LINES: usize = 200;

/// A record's head.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Names as they stand and values, in order.
    fields: Vec<(String, String)>,
}

/// What comes next in a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    Record(Head),
    /// So many bytes that begin no record; behind them stands one, or the end.
    Junk(u64),
    End,
}

impl Head {
    /// The first value of a field; names are compared without case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// The record's type in lower case, such as `response`.
    pub(super) fn kind(&self) -> String {
        self.get("WARC-Type").unwrap_or_default().to_ascii_lowercase()
    }

    /// False of records that are never about a page or a text.
    pub(super) fn is_wanted(&self) -> bool {
        !matches!(self.kind().as_str(), "warcinfo" | "request" | "metadata")
            && !self.get("WARC-Target-URI").is_some_and(|uri| {
                let uri = uri.trim_start_matches('<');
                uri.starts_with("dns:") || uri.ends_with("/robots.txt") || uri.starts_with("metadata:")
            })
    }
}

/// Goes to the next record and reads its head; the stream then stands at the record's block.
pub(super) fn next(input: &mut dyn BufRead) -> io::Result<Next> {
    // Blank lines end the record before.
    loop {
        match input.fill_buf()? {
            [] => return Ok(Next::End),
            [b'\r' | b'\n', ..] => input.consume(1),
            _ => break,
        }
    }
    let mut line = Vec::new();
    let mut skipped = 0;
    loop {
        // The line that begins a record is left in the stream where anything stands before it.
        if skipped > 0 && at_version(input)? {
            return Ok(Next::Junk(skipped));
        }
        let read = read_line(input, &mut line)?;
        match () {
            () if read == 0 => return Ok(Next::Junk(skipped)),
            () if line.starts_with(b"WARC/") && skipped == 0 => break,
            () => skipped += read,
        }
    }
    let mut fields: Vec<(String, String)> = Vec::new();
    loop {
        if read_line(input, &mut line)? == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end();
        if text.is_empty() {
            break;
        }
        if fields.len() >= MAX_LINES {
            continue;
        }
        match (text.starts_with([' ', '\t']), fields.last_mut(), text.split_once(':')) {
            // A value goes on over a line that is indented.
            (true, Some((_, value)), _) if value.len() < MAX_LINE => {
                value.push(' ');
                value.push_str(text.trim());
            }
            (false, _, Some((name, value))) => fields.push((name.trim().to_owned(), value.trim().to_owned())),
            _ => {}
        }
    }
    Ok(Next::Record(Head { fields }))
}

/// Whether the stream stands at the first letters of a record, as far as its buffer shows them.
fn at_version(input: &mut dyn BufRead) -> io::Result<bool> {
    let buffer = input.fill_buf()?;
    let n = buffer.len().min(5);
    Ok(n > 0 && buffer[..n] == b"WARC/"[..n])
}

/// Reads to the end of a line; keeps its first bytes. Gives how many bytes it took.
fn read_line(input: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<u64> {
    line.clear();
    let mut read = 0;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(read);
        }
        let end = buffer.iter().position(|&b| b == b'\n').map(|at| at + 1);
        let used = end.unwrap_or(buffer.len());
        let room = MAX_LINE.saturating_sub(line.len()).min(used);
        line.extend_from_slice(&buffer[..room]);
        input.consume(used);
        read += used as u64;
        if end.is_some() {
            return Ok(read);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::BufReader;

    #[test]
    fn a_head_is_read_whatever_its_case_and_folding() {
        let stream = b"\r\n\r\nWARC/1.1\r\nwarc-type: Response\r\nWARC-Target-URI: https://dunmore.example/\r\n a\r\n\r\nxyz";
        let mut input = &stream[..];
        let Next::Record(head) = next(&mut input).unwrap() else { panic!("no record") };
        assert_eq!((head.kind().as_str(), head.get("WARC-Type")), ("response", Some("Response")));
        assert_eq!(head.get("warc-target-uri"), Some("https://dunmore.example/ a"));
        assert_eq!(input, b"xyz");
    }

    #[test]
    fn what_is_no_record_is_skipped_and_counted() {
        let mut input = &b"left over\nWARC/1.0\nContent-Length: 0\n\n"[..];
        assert_eq!(next(&mut input).unwrap(), Next::Junk(10));
        assert!(matches!(next(&mut input).unwrap(), Next::Record(_)));
        assert_eq!(next(&mut input).unwrap(), Next::End);
    }

    proptest! {
        #[test]
        fn any_stream_comes_to_an_end(text in "(WARC/1\\.0|WARC|[a-c:]{0,4}|\r\n|\n| ){0,30}", size in 1usize..9) {
            let mut input = BufReader::with_capacity(size, text.as_bytes());
            let mut steps = 0;
            while next(&mut input).unwrap() != Next::End {
                steps += 1;
                prop_assert!(steps <= text.len());
            }
        }
    }
}
