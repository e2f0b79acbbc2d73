//! `onrecord align`: statements into utterances, without a record.

use super::common::{Format, date, ended};
use crate::failure::Failure;
use crate::output::rich::Rich;
use crate::output::style::{DIM, PLAIN, SPEAKER, WARN};
use crate::output::{Page, summary::count};
use crate::pile::{Blocks, Piece};
use crate::{Outcome, failure};
use onrecord_link::utterance::{Options, each_utterance};
use onrecord_link::{Claim, Claims, Scratch, Utterance, read_at};
use onrecord_text::{Id, Span, When};
use serde::Deserialize;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Group statements that tell the same thing in other words; no record is made.
///
/// Reads a statement a line, {"text": …}; "speaker" (a name; statements of two speakers are never put together)
/// and "time" (a date; statements more than ten days apart are put together only if their words are the same)
/// help where they are known. With --format jsonl prints {"id": LINE, "utterance": N} for every line, counted
/// from 0: lines with the same N tell the same thing. A line that is no statement is set aside, and the command
/// then ends with exit code 3; why is said on standard error.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord align statements.jsonl
  onrecord align statements.jsonl --format jsonl > grouped.jsonl
  jq -c '{text: .content, speaker, time: .published}' statements.jsonl | onrecord align -

A line:
  {\"text\": \"the dam would be filled in six years\", \"speaker\": \"Sanja Orlec\", \"time\": \"2031-03-12\"}")]
pub struct Args {
    /// A file of JSON Lines, or - for standard input.
    #[arg(value_name = "STATEMENTS")]
    file: PathBuf,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// A line's object.
#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow, default)]
    speaker: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    time: Option<Cow<'a, str>>,
}

/// A statement.
struct Statement {
    text: String,
    speaker: Option<String>,
    time: Option<When>,
}

/// The longest line that is read, in bytes.
const MOST: usize = 16 << 20;

/// The statements of a file, which stays on disk.
struct OnDisk {
    name: String,
    file: File,
    lines: Vec<Place>,
}

/// A line that is a statement.
struct Place {
    /// First byte in the file, and how many.
    start: u64,
    len: u32,
    /// Counted from 0.
    number: u32,
}

pub fn run(args: Args) -> Outcome {
    let mut aside = 0;
    let statements = OnDisk::read(&args.file, &mut aside).map_err(Failure::read(&args.file))?;
    let mut told = 0;
    match args.format {
        Format::Jsonl => {
            let mut of: Vec<usize> = vec![0; statements.lines.len()];
            each_utterance(&statements, &Options::default(), |utterance| -> io::Result<()> {
                utterance.tellings.iter().for_each(|telling| of[telling.claim] = utterance.leader);
                Ok(())
            })?;
            // Utterances are numbered as they come up in the file.
            let mut numbers = vec![None; of.len()];
            let mut out = BufWriter::new(io::stdout().lock());
            for (line, leader) in statements.lines.iter().zip(of) {
                let number = *numbers[leader].get_or_insert_with(|| {
                    told += 1;
                    told - 1
                });
                writeln!(out, "{{\"id\": {}, \"utterance\": {number}}}", line.number)?;
            }
            out.flush()?;
        }
        Format::Text => {
            let mut together = Vec::new();
            each_utterance(&statements, &Options::default(), |utterance| -> io::Result<()> {
                told += 1;
                if utterance.tellings.len() > 1 {
                    together.push(utterance);
                }
                Ok(())
            })?;
            together.sort_by_key(|utterance| utterance.leader);
            print(&statements, told, &together)?;
        }
    }
    Ok(ended(statements.lines.len(), aside))
}

impl OnDisk {
    /// Reads a file, or standard input, which is kept in an unnamed file.
    fn read(path: &Path, aside: &mut usize) -> io::Result<OnDisk> {
        let mut kept = None;
        let input: Box<dyn Read> = if path.as_os_str() == "-" {
            kept = Some(Scratch::new()?);
            Box::new(io::stdin())
        } else {
            Box::new(File::open(path)?)
        };
        let name = path.display().to_string();
        let mut lines = Vec::new();
        let mut set_aside = |line: u64, why: String| {
            anstream::eprintln!("{WARN}set aside:{WARN:#} {name} line {line}: {why}");
            *aside += 1;
        };
        let mut blocks = Blocks::new(input, MOST);
        while let Some(piece) = blocks.next()? {
            let block = match piece {
                Piece::Block(block) => block,
                Piece::TooLong(line) => {
                    set_aside(line, format!("longer than {MOST} bytes; a statement is a sentence or two"));
                    continue;
                }
            };
            for line in block.lines() {
                let number = u32::try_from(line.number - 1)
                    .map_err(|_| io::Error::other("more than 4,294,967,295 lines; split the file"))?;
                match Statement::read(line.bytes) {
                    Ok(_) => {
                        let start = match &mut kept {
                            Some(kept) => kept.add(line.bytes)?,
                            None => line.start,
                        };
                        lines.push(Place { start, len: line.bytes.len() as u32, number });
                    }
                    Err(why) => set_aside(line.number, why),
                }
            }
        }
        let file = kept.map_or_else(|| File::open(path), Scratch::file)?;
        Ok(OnDisk { name, file, lines })
    }

    fn statement(&self, index: usize, bytes: &mut Vec<u8>) -> io::Result<Statement> {
        let line = &self.lines[index];
        bytes.resize(line.len as usize, 0);
        read_at(&self.file, bytes, line.start)?;
        let changed = |_| {
            let message = format!("{} was changed while it was read; run the command again", self.name);
            io::Error::other(message)
        };
        Statement::read(bytes).map_err(changed)
    }
}

impl Claims for OnDisk {
    fn len(&self) -> usize {
        self.lines.len()
    }

    fn each(
        &self,
        range: Range<usize>,
        look: &mut dyn FnMut(usize, &Claim<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut bytes = Vec::new();
        for index in range {
            look(index, &self.statement(index, &mut bytes)?.claim(index, self.lines[index].number))?;
        }
        Ok(())
    }
}

impl Statement {
    /// A line's statement.
    fn read(bytes: &[u8]) -> Result<Statement, String> {
        let row: Row = serde_json::from_slice(bytes).map_err(|e| {
            let what = e.to_string();
            let what = what.split(" at line ").next().unwrap_or(&what);
            format!("byte {}: {what}; write a statement as an object: {{\"text\": …}}", e.column())
        })?;
        let time = row.time.filter(|time| !time.trim().is_empty());
        Ok(Statement {
            text: row.text.into_owned(),
            speaker: row.speaker.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()),
            time: time.map(|time| date(&time)).transpose()?,
        })
    }

    /// As the linker takes it: each is in an article of its own.
    fn claim(&self, index: usize, line: u32) -> Claim<'_> {
        let folded = |name: &String| {
            let words = onrecord_text::words(name, Span::new(0, name.len()));
            words.map(|word| word.folded).collect::<Vec<_>>().join(" ")
        };
        Claim {
            id: Id::new('s', &[self.text.as_bytes(), &u64::from(line).to_le_bytes()]),
            article: index,
            text: &self.text,
            content: vec![Span::new(0, self.text.len())],
            quoted: false,
            speaker: self.speaker.as_ref().map(|name| Id::new('p', &[folded(name)])),
            time: self.time,
        }
    }
}

fn print(statements: &OnDisk, all: usize, together: &[Utterance]) -> Result<(), failure::Failure> {
    let mut page = Page::stdout();
    let mut bytes = Vec::new();
    for group in together {
        for telling in &group.tellings {
            let statement = statements.statement(telling.claim, &mut bytes)?;
            let mut line = Rich::new(DIM, format!("{:>6}  ", statements.lines[telling.claim].number));
            if let Some(name) = &statement.speaker {
                line.push(SPEAKER, format!("{name}: "));
            }
            line.push(PLAIN, &statement.text);
            let style = if telling.claim == group.leader { DIM } else { WARN };
            line.push(style, format!("  {} {:.2}", telling.reason, telling.likeness));
            page.rich(&line, 0, 8)?;
        }
        page.blank()?;
    }
    let all = format!(
        "{}: {}, {} of them told more than once",
        count(statements.lines.len() as u64, "statement"),
        count(all as u64, "utterance"),
        together.len()
    );
    page.rich(&Rich::new(DIM, all), 0, 0)?;
    page.finish()?;
    Ok(())
}
