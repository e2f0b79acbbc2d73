//! `onrecord extract`: annotations of single articles, without a record.

use super::common::{Format, ReadArgs, date, ended, set_aside};
use super::tier::TierArgs;
use crate::output::Page;
use crate::output::rich::Rich;
use crate::output::style::{DIM, PLAIN, SPEAKER, STRONG, WARN};
use crate::{Outcome, failure::Failure};
use onrecord_annotate::tagging::Engine;
use onrecord_annotate::{Annotation, Input, Party, Speaker, Statement, annotate_with};
use onrecord_clean::{Cleaned, Dated, clean};
use onrecord_read::{Document, RawDocument, Reader, SetAside, decode};
use onrecord_text::{Digest, OffsetMap, Span, Unit, When, join};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Print the statements of single articles; no record is made.
///
/// One object a document with --format jsonl: its statements with source, cue and content as half-open ranges
/// of Unicode code points of its text, speakers, times, and which ranges are the article. Of a plain-text file
/// the text is the file’s text as it is; of a page the text that was taken from it (--with-text prints it). A
/// statement that another one tells (“X said that Y had promised …”) stands in that one’s own "statements". Ends
/// with exit code 3 if a document was set aside; why is said on standard error.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord extract article.txt
  onrecord extract --published 2031-03-12 article.txt
  onrecord extract --format jsonl pages/*.html | jq -r '.statements[].speaker.name'
  curl -s https://courier.example/dam | onrecord extract --format jsonl --with-text -")]
pub struct Args {
    /// Files, folders, or - for standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    #[command(flatten)]
    read: ReadArgs,

    /// When the articles were published, for those that don’t say so; “on Tuesday” is read against it.
    #[arg(long, value_name = "DATE", value_parser = date)]
    published: Option<When>,

    #[command(flatten)]
    tier: TierArgs,

    /// In JSON: the text, and the article alone without chrome.
    #[arg(long)]
    with_text: bool,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Documents that are worked on together. Answers keep their order.
const BATCH: usize = 64;

pub fn run(args: Args) -> Outcome {
    let mut reader = Reader::new(&args.files, args.read.options())?;
    let (mut done, mut aside) = (0usize, 0usize);
    let encoder = args.tier.encoder()?;
    let engine = Engine::new(encoder.as_deref());
    loop {
        let batch: Vec<_> = reader.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let results: Vec<_> = batch
            .into_par_iter()
            .map(|raw| raw.and_then(|raw| Extract::of(raw, args.published, engine)))
            .collect();
        let mut out = Printer::new(&args);
        for result in results {
            match result {
                Ok(extract) => {
                    out.print(&extract)?;
                    done += 1;
                }
                Err(why) => {
                    set_aside(&why);
                    aside += 1;
                }
            }
        }
        out.finish()?;
    }
    Ok(ended(done, aside))
}

/// A document with its annotation.
struct Extract {
    document: Document,
    cleaned: Cleaned,
    annotation: Annotation,
}

impl Extract {
    fn of(raw: RawDocument, published: Option<When>, engine: Engine) -> Result<Extract, SetAside> {
        let document = decode(raw)?;
        let mut cleaned = clean(&document)?;
        if let (None, Some(when)) = (&cleaned.meta.published, published) {
            cleaned.meta.published = Some(Dated { when, found_in: "command-line".into() });
        }
        let input = Input {
            text: &cleaned.text,
            body: &cleaned.body(),
            published: cleaned.meta.published.as_ref().map(|d| d.when),
            byline: cleaned.meta.byline.as_deref(),
        };
        let annotation = annotate_with(&input, engine);
        Ok(Extract { document, cleaned, annotation })
    }

    fn id(&self) -> &str {
        self.document.declared.id.as_deref().unwrap_or(&self.document.locator)
    }

    fn json(&self, with_text: bool) -> Value {
        let (text, meta) = (&self.cleaned.text, &self.cleaned.meta);
        let map = OffsetMap::new(text, Unit::CodePoint);
        let body = self.cleaned.body();
        let spans = |spans: &[Span]| -> Vec<(u32, u32)> { spans.iter().map(|s| map.out(*s)).collect() };
        let mut inner = vec![Vec::new(); self.annotation.statements.len()];
        let mut outer = Vec::new();
        for (index, statement) in self.annotation.statements.iter().enumerate() {
            statement.inside.map_or(&mut outer, |i| &mut inner[i]).push(index);
        }
        let statements = self.statements(&outer, &inner, 0, &map);
        let timexes: Vec<Value> = self
            .annotation
            .timexes
            .iter()
            .map(|t| {
                let (start, end) = map.out(t.span);
                json!([start, end, t.kind.as_str(), t.value])
            })
            .collect();
        let chrome: Vec<Value> = self
            .cleaned
            .chrome
            .iter()
            .map(|m| {
                let (start, end) = map.out(m.span);
                json!([start, end, m.kind.as_str()])
            })
            .collect();
        let mut object = json!({
            "id": self.id(),
            "text_sha256": Digest::of(text.as_bytes()).to_string(),
            "url": meta.url,
            "title": meta.title,
            "author": meta.byline,
            "published": meta.published.as_ref().map(|d| d.when),
            "outlet": meta.outlet,
            "language": meta.language,
            "body": spans(&body),
            "chrome": chrome,
            "statements": statements,
            "timexes": timexes,
        });
        if with_text {
            object["text"] = text.as_str().into();
            object["body_text"] = join(text, &body, "\n").into();
        }
        object
    }

    /// These statements, each with those that it tells in turn: `inner` has their indices.
    fn statements(&self, which: &[usize], inner: &[Vec<usize>], depth: usize, map: &OffsetMap) -> Vec<Value> {
        let one = |&index: &usize| {
            let mut value = self.statement(&self.annotation.statements[index], map);
            // Real texts nest two or three deep; a bound keeps a made-up one from filling the stack.
            if depth < 16 && !inner[index].is_empty() {
                value["statements"] = self.statements(&inner[index], inner, depth + 1, map).into();
            }
            value
        };
        which.iter().map(one).collect()
    }

    fn statement(&self, s: &Statement, map: &OffsetMap) -> Value {
        let spans = |spans: &[Span]| -> Vec<(u32, u32)> { spans.iter().map(|s| map.out(*s)).collect() };
        let addressee = s.addressee.map(|p| self.party(&self.annotation.parties[p], map));
        let said = s.said.as_ref().map(|said| {
            let (start, end) = map.out(said.span);
            json!({"start": start, "end": end, "date": said.when})
        });
        json!({
            "source": spans(&s.source),
            "cue": spans(&s.cue),
            "content": spans(&s.content),
            "kind": s.kind,
            "speaker": self.speaker(s, map),
            "addressee": addressee,
            "said": said,
            "rule": s.rule,
            "confidence": (f64::from(s.confidence) * 100.0).round() / 100.0,
        })
    }

    /// The speaker of a statement. A party without a name of its own has a null name and a description.
    fn speaker(&self, statement: &Statement, map: &OffsetMap) -> Value {
        match &statement.speaker {
            Speaker::Known { party, via, rule } => {
                let mut value = self.party(&self.annotation.parties[*party], map);
                value["via"] = via.iter().map(|s| json!(map.out(*s))).collect();
                value["rule"] = (*rule).into();
                value
            }
            Speaker::Unknown { reason } => json!({"name": null, "type": null, "unknown": reason}),
        }
    }

    fn party(&self, party: &Party, map: &OffsetMap) -> Value {
        let printed = party.name.of(&self.cleaned.text);
        let key = if party.kind.is_named() { "name" } else { "description" };
        let mut value = json!({"name": null, "type": party.kind, "span": map.out(party.name)});
        value[key] = printed.into();
        value
    }
}

/// Where answers go.
enum Printer {
    Json { out: BufWriter<std::io::StdoutLock<'static>>, with_text: bool },
    Text(Page),
}

impl Printer {
    fn new(args: &Args) -> Printer {
        match args.format {
            Format::Jsonl => {
                Printer::Json { out: BufWriter::new(std::io::stdout().lock()), with_text: args.with_text }
            }
            Format::Text => Printer::Text(Page::stdout()),
        }
    }

    fn print(&mut self, extract: &Extract) -> Result<(), Failure> {
        match self {
            Printer::Json { out, with_text } => {
                serde_json::to_writer(&mut *out, &extract.json(*with_text)).map_err(std::io::Error::from)?;
                out.write_all(b"\n")?;
            }
            Printer::Text(page) => text(page, extract)?,
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Failure> {
        match self {
            Printer::Json { mut out, .. } => out.flush()?,
            Printer::Text(page) => page.finish()?,
        }
        Ok(())
    }
}

fn text(page: &mut Page, extract: &Extract) -> Result<(), Failure> {
    let (body, meta) = (&extract.cleaned.text, &extract.cleaned.meta);
    let mut head = Rich::new(STRONG, extract.id());
    if let Some(title) = &meta.title {
        head.push(PLAIN, format!("  {title}"));
    }
    page.rich(&head, 0, 2)?;
    let date = meta.published.as_ref().map_or("undated".to_owned(), |d| d.when.to_string());
    let outlet = meta.outlet.as_deref().unwrap_or("outlet unknown");
    let found = extract.annotation.statements.len();
    page.rich(
        &Rich::new(
            DIM,
            format!("{outlet}, {date}; {}", crate::output::summary::count(found as u64, "statement")),
        ),
        2,
        2,
    )?;
    for statement in &extract.annotation.statements {
        page.blank()?;
        let source = join(body, &statement.source, " … ");
        let mut line = match &statement.speaker {
            Speaker::Known { party, .. } => {
                let party = &extract.annotation.parties[*party];
                let name = party.name.of(body);
                let style = if party.kind.is_named() { SPEAKER } else { STRONG };
                let line = Rich::new(style, name);
                if source.is_empty() || source == name {
                    line
                } else {
                    line.with(DIM, format!("  “{source}”"))
                }
            }
            Speaker::Unknown { reason } => {
                Rich::new(WARN, "unknown speaker").with(DIM, format!(" ({reason})  “{source}”"))
            }
        };
        line.push(DIM, format!("  {}", statement.kind.as_str()));
        if let Some(when) = statement.said.as_ref().and_then(|s| s.when) {
            line.push(PLAIN, format!("  said {when}"));
        }
        page.rich(&line, 2, 4)?;
        page.rich(&Rich::new(PLAIN, join(body, &statement.content, " … ")), 4, 4)?;
    }
    page.blank()?;
    Ok(())
}
