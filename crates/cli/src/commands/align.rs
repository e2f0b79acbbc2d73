//! `onrecord align`: statements into utterances, without a record.

use super::common::{Format, date, ended};
use crate::failure::Failure;
use crate::output::rich::Rich;
use crate::output::style::{DIM, PLAIN, SPEAKER, WARN};
use crate::output::{Page, summary::count};
use crate::{Outcome, failure};
use onrecord_link::utterance::{Options, utterances};
use onrecord_link::{Claim, Utterance};
use onrecord_text::{Id, Span, When};
use serde::Deserialize;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
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

/// A statement with the number of its line, from 0.
struct Statement {
    line: usize,
    text: String,
    speaker: Option<String>,
    time: Option<When>,
}

/// The longest line that is read, in bytes.
const MOST: u64 = 16 << 20;

pub fn run(args: Args) -> Outcome {
    let mut aside = 0;
    let statements = read(&args.file, &mut aside).map_err(Failure::read(&args.file))?;
    let claims: Vec<Claim> = statements.iter().map(Statement::claim).collect();
    let groups = utterances(&claims, &Options::default());
    match args.format {
        Format::Jsonl => {
            let mut of_line: Vec<(usize, usize)> = Vec::with_capacity(statements.len());
            for (number, group) in groups.iter().enumerate() {
                of_line.extend(group.tellings.iter().map(|t| (statements[t.claim].line, number)));
            }
            of_line.sort_unstable();
            let mut out = BufWriter::new(io::stdout().lock());
            for (line, number) in of_line {
                writeln!(out, "{{\"id\": {line}, \"utterance\": {number}}}")?;
            }
            out.flush()?;
        }
        Format::Text => print(&statements, &groups)?,
    }
    Ok(ended(statements.len(), aside))
}

fn read(path: &Path, aside: &mut usize) -> io::Result<Vec<Statement>> {
    let input: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::with_capacity(1 << 16, File::open(path)?))
    };
    let mut input = input;
    let (mut statements, mut bytes, mut line) = (Vec::new(), Vec::new(), 0);
    loop {
        bytes.clear();
        if input.by_ref().take(MOST).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(statements);
        }
        let read = if bytes.len() as u64 == MOST && bytes.last() != Some(&b'\n') {
            skip_line(&mut input)?;
            Err(format!("longer than {MOST} bytes; a statement is a sentence or two"))
        } else {
            Statement::read(line, bytes.trim_ascii())
        };
        match read {
            Ok(Some(statement)) => statements.push(statement),
            Ok(None) => {}
            Err(why) => {
                let warn = crate::output::style::WARN;
                anstream::eprintln!("{warn}set aside:{warn:#} {} line {}: {why}", path.display(), line + 1);
                *aside += 1;
            }
        }
        line += 1;
    }
}

/// Reads on to the end of the line.
fn skip_line(input: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let (used, done) = match end {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(used);
        if done {
            return Ok(());
        }
    }
}

impl Statement {
    /// A line's statement; `None` of a blank line.
    fn read(line: usize, bytes: &[u8]) -> Result<Option<Statement>, String> {
        let bytes = if line == 0 { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes) } else { bytes };
        if bytes.is_empty() {
            return Ok(None);
        }
        let row: Row = serde_json::from_slice(bytes).map_err(|e| {
            let what = e.to_string();
            let what = what.split(" at line ").next().unwrap_or(&what);
            format!("byte {}: {what}; write a statement as an object: {{\"text\": …}}", e.column())
        })?;
        let time = row.time.filter(|time| !time.trim().is_empty());
        Ok(Some(Statement {
            line,
            text: row.text.into_owned(),
            speaker: row.speaker.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()),
            time: time.map(|time| date(&time)).transpose()?,
        }))
    }

    fn claim(&self) -> Claim<'_> {
        let folded = |name: &String| {
            let words = onrecord_text::words(name, Span::new(0, name.len()));
            words.map(|word| word.folded).collect::<Vec<_>>().join(" ")
        };
        Claim {
            id: Id::new('s', &[self.text.as_bytes(), &self.line.to_le_bytes()]),
            article: self.line,
            text: &self.text,
            content: vec![Span::new(0, self.text.len())],
            quoted: false,
            speaker: self.speaker.as_ref().map(|name| Id::new('p', &[folded(name)])),
            time: self.time,
        }
    }
}

fn print(statements: &[Statement], groups: &[Utterance]) -> Result<(), failure::Failure> {
    let mut page = Page::stdout();
    let mut together: Vec<&Utterance> = groups.iter().filter(|group| group.tellings.len() > 1).collect();
    together.sort_by_key(|group| statements[group.leader].line);
    for group in &together {
        for telling in &group.tellings {
            let statement = &statements[telling.claim];
            let mut line = Rich::new(DIM, format!("{:>6}  ", statement.line));
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
        count(statements.len() as u64, "statement"),
        count(groups.len() as u64, "utterance"),
        together.len()
    );
    page.rich(&Rich::new(DIM, all), 0, 0)?;
    page.finish()?;
    Ok(())
}
