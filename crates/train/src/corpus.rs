//! Articles with attributions in brat's standoff format, in PolNeAR's layout: `text/NAME.txt` and
//! `attributions/NAME_ANNOTATOR.ann`.

use onrecord_text::{OffsetMap, Span, Unit};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Why a corpus could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder that cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file with something in it that is not as it must be.
    #[error("{}, line {line}: {what}", path.display())]
    Format {
        /// Which.
        path: PathBuf,
        /// Where, from 1; 0 for the file as a whole.
        line: usize,
        /// What, and what was expected.
        what: String,
    },
}

/// An attribution of the gold standard: spans of bytes, in text order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gold {
    /// Who says it.
    pub source: Vec<Span>,
    /// What marks it as said.
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
}

/// An article with its gold standard.
#[derive(Clone, Debug)]
pub struct Article {
    /// The file's name without `.txt`.
    pub name: String,
    /// The text as it stands in the file.
    pub text: String,
    /// Its attributions as one annotator saw them.
    pub gold: Vec<Gold>,
}

/// The file's text.
///
/// # Errors
/// If it cannot be read or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })
}

/// The files of a folder that have the extension, by name.
///
/// # Errors
/// If the folder cannot be read.
pub fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Error> {
    let failed = |source| Error::Read { path: folder.to_owned(), source };
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|e| e == extension) {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}

/// The articles of a folder, by name. Where several annotators read one, the first by file name is gold.
///
/// # Errors
/// If a file cannot be read, an article has no annotations, or an annotation does not fit its text.
pub fn read(folder: &Path) -> Result<Vec<Article>, Error> {
    let annotations = files(&folder.join("attributions"), "ann")?;
    let stem = |p: &Path| p.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let mut out = Vec::new();
    for path in files(&folder.join("text"), "txt")? {
        let name = stem(&path);
        let text = read_text(&path)?;
        let first = annotations.iter().find(|a| stem(a).starts_with(&name));
        let Some(first) = first else {
            let what = format!("no {name}*.ann in {}", folder.join("attributions").display());
            return Err(Error::Format { path, line: 0, what });
        };
        let gold = parse(&read_text(first)?, &text).map_err(|(line, what)| Error::Format {
            path: first.clone(),
            line,
            what,
        })?;
        out.push(Article { name, text, gold });
    }
    Ok(out)
}

/// The attributions that a brat annotation file gives a text.
///
/// # Errors
/// The line, from 1, and what is wrong with it.
pub fn parse(annotations: &str, text: &str) -> Result<Vec<Gold>, (usize, String)> {
    let offsets = OffsetMap::new(text, Unit::CodePoint);
    let mut spans: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    let mut events = Vec::new();
    for (number, line) in annotations.lines().enumerate() {
        let bad = |what: &str| (number + 1, what.to_owned());
        let mut fields = line.split('\t');
        let (Some(id), Some(body)) = (fields.next(), fields.next()) else { continue };
        if id.starts_with('T') {
            let (_, places) = body.split_once(' ').ok_or_else(|| bad("a span without offsets"))?;
            let mut pieces = Vec::new();
            for place in places.split(';') {
                let place = place.split_once(' ').and_then(|(s, e)| Some((s.parse().ok()?, e.parse().ok()?)));
                let (start, end): (u32, u32) = place.ok_or_else(|| bad("offsets are two numbers"))?;
                let span = offsets.back(start, end);
                pieces.push(span.ok_or_else(|| bad("the span does not lie in the text"))?);
            }
            spans.insert(id, pieces);
        } else if id.starts_with('E') {
            events.push((number + 1, body));
        }
    }
    let mut out = Vec::new();
    for (number, event) in events {
        let mut gold = Gold::default();
        for argument in event.split_whitespace().skip(1) {
            let Some((role, id)) = argument.split_once(':') else { continue };
            let found = spans.get(id).ok_or_else(|| (number, format!("no span {id}")))?;
            match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => gold.source.extend(found),
                "Cue" => gold.cue.extend(found),
                "Content" => gold.content.extend(found),
                _ => {}
            }
        }
        for role in [&mut gold.source, &mut gold.cue, &mut gold.content] {
            role.sort_unstable();
        }
        out.push(gold);
    }
    Ok(out)
}

/// What was found in an article as a line of JSON, offsets in code points: an `id` and `statements`, each with
/// lists of ranges for `source`, `cue` and `content`.
pub fn row(article: &Article, found: &[Gold]) -> String {
    let map = OffsetMap::new(&article.text, Unit::CodePoint);
    let ranges = |spans: &[Span]| spans.iter().map(|s| map.out(*s)).collect::<Vec<_>>();
    let statement = |g: &Gold| {
        serde_json::json!({
            "source": ranges(&g.source), "cue": ranges(&g.cue), "content": ranges(&g.content),
        })
    };
    let statements: Vec<_> = found.iter().map(statement).collect();
    format!("{}\n", serde_json::json!({ "id": article.name, "statements": statements }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_pieces_and_characters_of_more_than_a_byte() {
        let text = "Zoë said “no”. Later: never.";
        let annotations = "T1\tSource 0 3\tZoë\nT2\tCue 4 8\tsaid\nT3\tContent 9 13;22 27\t“no” never\n\
                           T4\tAttribution 4 8\tsaid\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n";
        let gold = parse(annotations, text).unwrap();
        let words = |spans: &[Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join("|");
        assert_eq!(gold.len(), 1);
        assert_eq!(words(&gold[0].source), "Zoë");
        assert_eq!(words(&gold[0].content), "“no”|never");
    }

    #[test]
    fn a_span_outside_the_text_is_told_with_its_line() {
        let failed = parse("T1\tSource 0 3\tabc\nT2\tCue 3 99\tx\n", "abcd").unwrap_err();
        assert_eq!(failed.0, 2);
    }
}
