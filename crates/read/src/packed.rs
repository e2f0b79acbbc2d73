//! gzip, Zstandard, bzip2 and xz: members (gzip), frames (Zstandard) or streams one after the other, each whole by
//! itself. Web archives put each record into one, so that the records after a damaged one can still be read.
//!
//! A web archive in Zstandard may begin with a dictionary that all its frames need ("Zstandard compression for
//! WARC files 1.0", IIPC): a skippable frame of its own kind, which holds it plain or packed.

use crate::ahead::Ahead;
use crate::budget::{Budget, Unpacked};
use bzip2::bufread::BzDecoder;
use flate2::bufread::GzDecoder;
use lzma_rust2::XzReader;
use std::io::{self, BufRead, Read};

/// What the skippable frame with the dictionary begins with, and the dictionary in it.
const DICTIONARY_FRAME: &[u8] = b"\x5D\x2A\x4D\x18";
const DICTIONARY: &[u8] = b"\x37\xA4\x30\xEC";
/// Largest dictionary that is read, in bytes. They usually have 100 KB.
const MAX_DICTIONARY: u64 = 16 << 20;
/// Most memory that a stream of xz may ask for, in KiB; `xz -9` needs 65 MiB.
const MAX_XZ_MEMORY: u32 = 160 << 10;

/// How bytes were packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

impl Method {
    /// What a member begins with.
    fn magic(self) -> &'static [u8] {
        match self {
            Method::Gzip => b"\x1F\x8B\x08",
            Method::Zstd => b"\x28\xB5\x2F\xFD",
            Method::Bzip2 => b"BZh",
            Method::Xz => b"\xFD7zXZ\x00",
        }
    }

    /// The method whose packed bytes begin like this.
    pub(crate) fn of(start: &[u8]) -> Option<Method> {
        let skippable = start.len() >= 4 && start[0] & 0xF0 == 0x50 && &start[1..4] == b"\x2A\x4D\x18";
        match () {
            () if start.starts_with(Method::Gzip.magic()) => Some(Method::Gzip),
            () if start.starts_with(Method::Zstd.magic()) || skippable => Some(Method::Zstd),
            // Three letters may begin a text too; behind them stand the block size and the first block's mark.
            () if start.starts_with(Method::Bzip2.magic()) && start.get(4..10) == Some(b"1AY&SY") => {
                Some(Method::Bzip2)
            }
            () if start.starts_with(Method::Xz.magic()) => Some(Method::Xz),
            () => None,
        }
    }
}

/// The members of a packed stream. As a [`Read`] it gives what they hold, one after the other.
pub(crate) struct Members<R: BufRead> {
    method: Method,
    budget: Budget,
    state: State<R>,
    /// What all frames of this stream need to be unpacked, where it begins with that.
    dictionary: Option<Vec<u8>>,
}

enum State<R: BufRead> {
    /// Between members.
    Between(Ahead<R>),
    Gzip(Unpacked<GzDecoder<Ahead<R>>>),
    Zstd(Unpacked<zstd::Decoder<'static, Ahead<R>>>),
    Bzip2(Unpacked<BzDecoder<Ahead<R>>>),
    Xz(Unpacked<Box<XzReader<Ahead<R>>>>),
    /// Only while a state is replaced, and after a failure to set up a decoder.
    Over,
}

impl<R: BufRead> Members<R> {
    pub(crate) fn new(method: Method, input: R, budget: Budget) -> Members<R> {
        Members { method, budget, state: State::Between(Ahead::new(input)), dictionary: None }
    }

    /// Goes on to the next member, leaving what is unread of this one. False at the end of the stream.
    pub(crate) fn next_member(&mut self) -> io::Result<bool> {
        io::copy(&mut Member(self), &mut io::sink())?;
        let State::Between(input) = &mut self.state else { return Ok(false) };
        // Some programs fill the last block with zeros.
        loop {
            let buffer = input.fill_buf()?;
            let zeros = buffer.iter().take_while(|&&b| b == 0).count();
            if buffer.is_empty() {
                return Ok(false);
            }
            if zeros == 0 {
                break;
            }
            input.consume(zeros);
        }
        let State::Between(mut input) = std::mem::replace(&mut self.state, State::Over) else {
            return Ok(false);
        };
        input.begin();
        let budget = self.budget.clone();
        self.state = match self.method {
            Method::Gzip => State::Gzip(Unpacked { input: GzDecoder::new(input), budget }),
            Method::Zstd => {
                if self.dictionary.is_none() && begins_with(&mut input, DICTIONARY_FRAME)? {
                    self.dictionary = Some(dictionary(&mut input)?);
                }
                let dictionary = self.dictionary.as_deref().unwrap_or_default();
                let decoder = zstd::Decoder::with_dictionary(input, dictionary)?.single_frame();
                State::Zstd(Unpacked { input: decoder, budget })
            }
            Method::Bzip2 => State::Bzip2(Unpacked { input: BzDecoder::new(input), budget }),
            Method::Xz => {
                let decoder = Box::new(XzReader::new_mem_limit(input, false, MAX_XZ_MEMORY));
                State::Xz(Unpacked { input: decoder, budget })
            }
        };
        Ok(true)
    }

    /// After an error: goes forward to the next place that looks like a member's beginning. False if there is
    /// none.
    pub(crate) fn recover(&mut self) -> io::Result<bool> {
        self.end_member();
        let State::Between(input) = &mut self.state else { return Ok(false) };
        input.seek_to(self.method.magic())
    }

    fn end_member(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Over) {
            State::Gzip(decoder) => State::Between(decoder.input.into_inner()),
            State::Zstd(decoder) => State::Between(decoder.input.finish()),
            State::Bzip2(decoder) => State::Between(decoder.input.into_inner()),
            State::Xz(decoder) => State::Between(decoder.input.into_inner()),
            other => other,
        };
    }
}

/// The rest of the present member.
pub(crate) struct Member<'m, R: BufRead>(pub &'m mut Members<R>);

impl<R: BufRead> Read for Member<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        let n = match &mut self.0.state {
            State::Gzip(decoder) => decoder.read(out)?,
            State::Zstd(decoder) => decoder.read(out)?,
            State::Bzip2(decoder) => decoder.read(out)?,
            State::Xz(decoder) => decoder.read(out)?,
            State::Between(_) | State::Over => return Ok(0),
        };
        if n == 0 {
            self.0.end_member();
        }
        Ok(n)
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let n = Member(self).read(out)?;
            if n > 0 || out.is_empty() || !self.next_member()? {
                return Ok(n);
            }
        }
    }
}

/// Whether the stream goes on with these bytes, as far as its buffer shows them.
fn begins_with(input: &mut impl BufRead, bytes: &[u8]) -> io::Result<bool> {
    Ok(input.fill_buf()?.starts_with(bytes))
}

/// Takes the skippable frame that the stream stands at, and gives the dictionary that it holds; nothing if it holds
/// something else.
fn dictionary(input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut head = [0; 8];
    input.read_exact(&mut head)?;
    let length = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
    let mut held = Vec::new();
    let mut frame = input.take(length);
    frame.by_ref().take(MAX_DICTIONARY).read_to_end(&mut held)?;
    io::copy(&mut frame, &mut io::sink())?;
    if held.starts_with(Method::Zstd.magic()) {
        let packed = std::mem::take(&mut held);
        zstd::Decoder::with_buffer(&packed[..])?.take(MAX_DICTIONARY).read_to_end(&mut held)?;
    }
    Ok(if held.starts_with(DICTIONARY) { held } else { Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const METHODS: [Method; 4] = [Method::Gzip, Method::Zstd, Method::Bzip2, Method::Xz];

    fn pack(method: Method, bytes: &[u8]) -> Vec<u8> {
        match method {
            Method::Gzip => {
                let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                out.write_all(bytes).unwrap();
                out.finish().unwrap()
            }
            Method::Zstd => zstd::encode_all(bytes, 1).unwrap(),
            Method::Bzip2 => {
                let mut out = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
                out.write_all(bytes).unwrap();
                out.finish().unwrap()
            }
            Method::Xz => {
                let mut out =
                    lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
                out.write_all(bytes).unwrap();
                out.finish().unwrap()
            }
        }
    }

    #[test]
    fn members_are_read_one_after_the_other() {
        for method in METHODS {
            let stream =
                [pack(method, b"Rain. "), pack(method, b""), pack(method, b"Snow."), vec![0; 9]].concat();
            let mut all = String::new();
            Members::new(method, &stream[..], Budget::default()).read_to_string(&mut all).unwrap();
            assert_eq!(all, "Rain. Snow.");
        }
    }

    #[test]
    fn a_member_after_a_damaged_one_is_found() {
        for method in METHODS {
            let mut first = pack(method, &b"The river rose, and it rose again. ".repeat(50));
            let middle = first.len() / 2;
            first[middle..].fill(0xA5);
            let stream = [first, pack(method, b"Snow.")].concat();
            // Three bytes at a time: what marks a member lies over the ends of buffers.
            let mut members =
                Members::new(method, io::BufReader::with_capacity(3, &stream[..]), Budget::default());
            let mut all = Vec::new();
            let mut errors = 0;
            while members.read_to_end(&mut all).is_err() {
                errors += 1;
                if !members.recover().unwrap() {
                    break;
                }
            }
            assert!(errors >= 1 && all.ends_with(b"Snow."), "{method:?}: {errors}");
        }
    }

    /// A dictionary of 512 bytes in a frame of its own and two records, packed with it by the program zstd.
    const WITH_DICTIONARY: &[u8] = include_bytes!("../tests/data/dictionary.warc.zst");

    #[test]
    fn a_dictionary_at_the_start_is_used_for_all_frames() {
        let read = |stream: &[u8]| {
            let mut all = String::new();
            Members::new(Method::Zstd, stream, Budget::default()).read_to_string(&mut all).map(|_| all)
        };
        assert_eq!(Method::of(WITH_DICTIONARY), Some(Method::Zstd));
        let want = read(WITH_DICTIONARY).unwrap();
        assert!(want.contains("On day 3 the warden") && want.contains("On day 4 the warden"), "{want}");
        let length = u32::from_le_bytes(WITH_DICTIONARY[4..8].try_into().unwrap()) as usize;
        let (dictionary, frames) = WITH_DICTIONARY[8..].split_at(length);
        assert!(read(frames).is_err(), "without its dictionary it can't be read");
        let held_in = |held: &[u8], length: u32, frames: &[u8]| {
            read(&[DICTIONARY_FRAME, &length.to_le_bytes(), held, frames].concat())
        };
        // The dictionary may be packed itself.
        let packed = zstd::encode_all(dictionary, 1).unwrap();
        assert_eq!(held_in(&packed, packed.len() as u32, frames).unwrap(), want);
        // A forged length, and a frame that holds something else.
        assert!(held_in(dictionary, u32::MAX, frames).is_err());
        assert_eq!(held_in(b"abc", 3, &zstd::encode_all(&b"Rain"[..], 1).unwrap()).unwrap(), "Rain");
    }

    #[test]
    fn a_stream_that_asks_for_too_much_memory_is_refused() {
        let mut options = lzma_rust2::XzOptions::with_preset(1);
        options.lzma_options.dict_size = 512 << 20;
        let mut out = lzma_rust2::XzWriter::new(Vec::new(), options).unwrap();
        out.write_all(b"Rain").unwrap();
        let stream = out.finish().unwrap();
        let error = io::copy(&mut Members::new(Method::Xz, &stream[..], Budget::default()), &mut io::sink());
        assert_eq!(error.unwrap_err().kind(), io::ErrorKind::OutOfMemory);
    }

    #[test]
    fn what_unpacks_to_too_much_ends_in_an_error() {
        let mut bomb = zstd::Encoder::new(Vec::new(), 1).unwrap();
        for _ in 0..300 {
            bomb.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
        let bomb = bomb.finish().unwrap();
        let budget = Budget::default();
        let input = crate::budget::Packed { input: &bomb[..], budget: budget.clone() };
        let error = io::copy(&mut Members::new(Method::Zstd, input, budget), &mut io::sink()).unwrap_err();
        assert!(error.to_string().contains("unpacks to more than"));
    }
}
