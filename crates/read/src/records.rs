//! Cuts a stream into records without holding more than one of them, and none that is too large.

use std::io::{self, BufRead};

/// What parts the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// A line is a record.
    Lines,
    /// A row ends with a line, but a field in quotation marks may hold line ends. The byte parts fields.
    Rows(u8),
    /// A JSON value is a record: at the top, or in one array at the top.
    Values,
}

/// One record, or why there is none.
#[derive(Debug)]
pub(crate) struct Record {
    /// The line on which it starts, from 1.
    pub line: u64,
    /// How many records of the stream it is, from 1.
    pub number: u64,
    /// Its bytes, or why it can't be taken.
    pub bytes: Result<Vec<u8>, Bad>,
}

/// Why a record can't be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bad {
    /// It is larger than the limit.
    TooLarge,
    /// A row's field begins with a quotation mark, and no other ends it before the limit or the stream's end. The
    /// rows behind its first line are read as if the mark were not there.
    NeverClosed,
}

/// Yields the records of `input`; blank ones are left out.
pub(crate) struct Records<R> {
    input: R,
    state: State,
    max: u64,
    line: u64,
    number: u64,
    started: bool,
    /// Bytes that are read once more, and what is left of them.
    again: Vec<u8>,
    again_at: usize,
    /// How many more bytes may be read once more: a stream full of open marks is not read over and over.
    again_left: u64,
}

impl<R: BufRead> Records<R> {
    pub(crate) fn new(input: R, cut: Cut, max: u64) -> Records<R> {
        let state = match cut {
            Cut::Lines => State::Line,
            Cut::Rows(delimiter) => State::Row { delimiter, quoted: false, field_start: true },
            Cut::Values => State::Value { depth: 0, array: false, string: false, escape: false, any: false },
        };
        let again_left = max.saturating_mul(4);
        Records {
            input,
            state,
            max,
            line: 1,
            number: 0,
            started: false,
            again: Vec::new(),
            again_at: 0,
            again_left,
        }
    }

    fn fill(&mut self) -> io::Result<&[u8]> {
        if self.again_at < self.again.len() {
            Ok(&self.again[self.again_at..])
        } else {
            self.input.fill_buf()
        }
    }

    fn consume(&mut self, used: usize) {
        if self.again_at < self.again.len() { self.again_at += used } else { self.input.consume(used) }
    }

    /// Goes back behind the first line of a row that has no end; false if that was done too often.
    fn go_back(&mut self, row: &[u8], line: u64) -> bool {
        let behind = row.iter().position(|&b| b == b'\n').map_or(&[][..], |at| &row[at + 1..]);
        let Some(left) = self.again_left.checked_sub(behind.len() as u64) else { return false };
        self.again_left = left;
        let rest = self.again.split_off(self.again_at.min(self.again.len()));
        self.again = [behind, &rest].concat();
        self.again_at = 0;
        self.line = line + 1;
        true
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = io::Result<Record>;

    fn next(&mut self) -> Option<io::Result<Record>> {
        loop {
            let mut bytes = Vec::new();
            let mut length: u64 = 0;
            let mut line = self.line;
            let mut blank = true;
            let (mut done, mut endless) = (false, false);
            while !done {
                let (max, started, may_go_back) = (self.max, self.started, self.again_left > 0);
                let (mut state, mut at) = (self.state, self.line);
                let buffer = match self.fill() {
                    Ok(buffer) => buffer,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    Err(error) => return Some(Err(error)),
                };
                if buffer.is_empty() {
                    break;
                }
                let skip = if !started && buffer.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
                let mut used = skip;
                for &byte in &buffer[skip..] {
                    used += 1;
                    if blank && !byte.is_ascii_whitespace() && state.keeps(byte) {
                        blank = false;
                        line = at;
                    }
                    at += u64::from(byte == b'\n');
                    if !blank && state.keeps(byte) {
                        length += 1;
                        if length <= max {
                            bytes.push(byte);
                        }
                    }
                    if state.ends_after(byte) {
                        done = true;
                        break;
                    }
                    if length == max + 1 && may_go_back && state.is_quoted() {
                        bytes.push(byte);
                        endless = true;
                        break;
                    }
                }
                self.consume(used);
                (self.started, self.state, self.line) = (true, state, at);
                if endless {
                    break;
                }
                if length > max {
                    bytes = Vec::new();
                }
            }
            endless |= !done && length <= self.max && self.state.is_quoted();
            let mut bad = (length > self.max).then_some(Bad::TooLarge);
            if endless && self.go_back(&bytes, line) {
                bad = Some(Bad::NeverClosed);
            }
            self.state.reset();
            if blank {
                if done {
                    continue;
                }
                return None;
            }
            self.number += 1;
            let bytes = bad.map_or(Ok(bytes), Err);
            return Some(Ok(Record { line, number: self.number, bytes }));
        }
    }
}

/// Where in a record the stream is.
#[derive(Clone, Copy)]
enum State {
    Line,
    Row { delimiter: u8, quoted: bool, field_start: bool },
    Value { depth: u32, array: bool, string: bool, escape: bool, any: bool },
}

impl State {
    /// Whether the byte belongs to a record; the brackets and commas of the array around the records do not.
    fn keeps(&self, byte: u8) -> bool {
        match *self {
            State::Value { depth: 0, array, string: false, any: false, .. } => {
                !(byte == b',' || byte == b']' || (byte == b'[' && !array))
            }
            _ => true,
        }
    }

    /// Takes the byte in; true if a record ends with it.
    fn ends_after(&mut self, byte: u8) -> bool {
        match self {
            State::Line => byte == b'\n',
            State::Row { delimiter, quoted, field_start } => {
                match byte {
                    b'"' if *quoted => *quoted = false,
                    // A mark opens a quoted field only where the field starts; the second of two marks in a
                    // quoted field comes right after the first and opens it again.
                    b'"' if *field_start => *quoted = true,
                    _ => {}
                }
                *field_start = !*quoted && (byte == *delimiter || byte == b'"');
                byte == b'\n' && !*quoted
            }
            State::Value { depth, array, string, escape, any } => {
                if *string {
                    match byte {
                        _ if *escape => *escape = false,
                        b'\\' => *escape = true,
                        b'"' => *string = false,
                        _ => {}
                    }
                    return false;
                }
                match byte {
                    b'[' if *depth == 0 && !*array && !*any => *array = true,
                    b'"' => (*string, *any) = (true, true),
                    b'{' | b'[' => (*depth, *any) = (*depth + 1, true),
                    b'}' | b']' if *depth > 0 => {
                        *depth -= 1;
                        return *depth == 0;
                    }
                    b',' | b']' | b'\n' if *depth == 0 => return *any,
                    b if !b.is_ascii_whitespace() => *any = true,
                    _ => {}
                }
                false
            }
        }
    }

    /// In a field of a row between quotation marks.
    fn is_quoted(&self) -> bool {
        matches!(self, State::Row { quoted: true, .. })
    }

    /// Ready for the next record.
    fn reset(&mut self) {
        match self {
            State::Line => {}
            State::Row { quoted, field_start, .. } => (*quoted, *field_start) = (false, true),
            State::Value { depth, string, escape, any, .. } => {
                (*depth, *string, *escape, *any) = (0, false, false, false)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str, cut: Cut, max: u64) -> Vec<(u64, Result<String, Bad>)> {
        Records::new(io::BufReader::with_capacity(3, text.as_bytes()), cut, max)
            .map(|r| r.unwrap())
            .map(|r| (r.line, r.bytes.map(|b| String::from_utf8(b).unwrap().trim().to_owned())))
            .collect()
    }

    fn ok(line: u64, text: &str) -> (u64, Result<String, Bad>) {
        (line, Ok(text.to_owned()))
    }

    #[test]
    fn lines_keep_their_numbers() {
        assert_eq!(cut("\u{feff}a\r\n\n  \nbc", Cut::Lines, 9), [ok(1, "a"), ok(4, "bc")]);
    }

    #[test]
    fn a_record_over_the_limit_is_skipped_and_the_next_is_read() {
        assert_eq!(cut("aaaaaaaaaa\nb\n", Cut::Lines, 4), [(1, Err(Bad::TooLarge)), ok(2, "b")]);
    }

    #[test]
    fn rows_may_hold_line_ends_in_quotation_marks() {
        let text = "id,text\n1,\"rain, \"\"hail\"\"\nsnow\"\n2,5\" of rain\n3,x\n";
        let want =
            [ok(1, "id,text"), ok(2, "1,\"rain, \"\"hail\"\"\nsnow\""), ok(4, "2,5\" of rain"), ok(5, "3,x")];
        assert_eq!(cut(text, Cut::Rows(b','), 99), want);
    }

    #[test]
    fn a_mark_that_is_never_closed_costs_its_row_only() {
        let open = |line| (line, Err(Bad::NeverClosed));
        let text = "id,text\n1,\"rain\n2,snow\n3,5\" of rain\n4,fog\n";
        // The one inside row 3 ends the field; without it nothing does.
        assert_eq!(cut(text, Cut::Rows(b','), 99)[1].1.as_deref().unwrap().lines().count(), 3);
        let text = text.replace("5\"", "5");
        let rest = [ok(3, "2,snow"), ok(4, "3,5 of rain"), ok(5, "4,fog")];
        assert_eq!(cut(&text, Cut::Rows(b','), 99)[1..], [&[open(2)][..], &rest].concat());
        // Nor does anything within the limit.
        assert_eq!(cut(&text, Cut::Rows(b','), 13)[1..], [&[open(2)][..], &rest].concat());
        // Not over and over.
        let many = "\"a\n".repeat(1000);
        assert!(cut(&many, Cut::Rows(b','), 40).len() <= 1001);
    }

    #[test]
    fn values_of_an_array_or_one_after_the_other() {
        let text = "[\n {\"a\": \"}]\\\"\"},\n {\"b\": [1, {}]}, 7\n]";
        assert_eq!(
            cut(text, Cut::Values, 99),
            [ok(2, "{\"a\": \"}]\\\"\"}"), ok(3, "{\"b\": [1, {}]}"), ok(3, "7")]
        );
        assert_eq!(
            cut("{\"a\":\n1}\n{\"b\":2}", Cut::Values, 99),
            [ok(1, "{\"a\":\n1}"), ok(3, "{\"b\":2}")]
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_cut_without_loss_of_order(text in "[\\[\\]{}\",\n a1]{0,60}") {
            for kind in [Cut::Lines, Cut::Rows(b','), Cut::Values] {
                let records = cut(&text, kind, 1000);
                prop_assert!(records.windows(2).all(|w| w[0].0 <= w[1].0));
                let kept: usize = records.iter().map(|r| r.1.as_ref().map_or(0, String::len)).sum();
                prop_assert!(kept <= text.len());
            }
        }
    }
}
