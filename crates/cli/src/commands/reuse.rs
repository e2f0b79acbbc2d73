//! `onrecord reuse`: which articles share text, without a record.

use super::common::{Format, ReadArgs, ended, set_aside};
use crate::output::rich::Rich;
use crate::output::style::{DIM, PLAIN, STRONG};
use crate::output::{Page, summary::count};
use crate::pile::Scan;
use crate::{Outcome, failure::Failure};
use onrecord_link::origin::derivation;
use onrecord_link::reuse::{Options, each_shared};
use onrecord_link::{Derivation, PassageKind, Pile, Shared};
use onrecord_text::{Id, OffsetMap, Span, Unit, join};
use serde::Serialize;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Find which articles took text from one another; no record is made.
///
/// One object a pair with --format jsonl: "a" and "b", the articles' ids; "contained_a" and "contained_b",
/// which part of each one's words stands in the other too; "spans", the shared passages as half-open ranges of
/// Unicode code points of either text, with "kind" reporting, quotation or boilerplate; "degree", how much of the copy is
/// taken (whole, mostly, partly); "copy" and "source", who took from whom, null where nothing tells; and
/// "evidence", what tells. Articles that share quotations alone, which two reporters can do without copying,
/// are left out, as are footers that an outlet or an agency puts under everything.
///
/// The text of a row of JSONL or CSV is taken as the article; pages and text files are cleaned first. Texts are
/// not held: a million articles of 430 words take about 1 GB. Ends with exit code 3 if an input was set aside;
/// why is said on standard error.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord reuse articles.jsonl --format jsonl > pairs.jsonl
  onrecord reuse pages/ feed.csv --field text=body
  onrecord reuse articles.jsonl --format jsonl | jq -r 'select(.degree == \"whole\") | [.copy, .source] | @tsv'

A row needs an id and a text; published and outlet help to tell who took from whom:
  {\"id\": \"12\", \"text\": \"…\", \"published\": \"2031-03-12\", \"outlet\": \"Corrant\"}")]
pub struct Args {
    /// Files, folders, or - for standard input.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    #[command(flatten)]
    read: ReadArgs,

    /// Also pairs that share only quotations or a few words; their degree is null.
    #[arg(long)]
    all: bool,

    /// Clean the texts of rows too, as those of pages.
    #[arg(long)]
    clean: bool,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(args: Args) -> Outcome {
    let options = Options::default();
    let mut aside = 0;
    let mut tell = |why: &onrecord_read::SetAside| {
        set_aside(why);
        aside += 1;
    };
    let scan = Scan::new(args.read.options(), &options, args.clean, &mut tell).map_err(scratch)?;
    let (pile, sketches) = scan.read(&args.inputs)?;
    let articles = pile.len();
    match args.format {
        Format::Jsonl => {
            let mut out = BufWriter::new(io::stdout().lock());
            let make = |near: &dyn Pile, shared: Shared| {
                let Some(pair) = Pair::of(near, &shared, args.all)? else { return Ok(None) };
                let mut line = serde_json::to_vec(&pair)?;
                line.push(b'\n');
                Ok(Some(line))
            };
            each_shared(&pile, sketches, &options, make, |line: Vec<u8>| out.write_all(&line))?;
            out.flush()?;
        }
        Format::Text => {
            let mut page = Page::stdout();
            let mut pairs = 0;
            let make = |near: &dyn Pile, shared: Shared| Told::of(near, &shared, args.all);
            each_shared(&pile, sketches, &options, make, |told: Told| {
                pairs += 1;
                told.print(&mut page)
            })?;
            let all = format!("{} in {}", count(pairs, "pair"), count(articles as u64, "article"));
            page.rich(&Rich::new(DIM, all), 0, 0)?;
            page.finish()?;
        }
    }
    Ok(ended(articles, aside))
}

fn scratch(source: io::Error) -> Failure {
    Failure::Write { path: std::env::temp_dir(), source }
}

/// A pair as it is printed.
#[derive(Serialize)]
struct Pair<'a> {
    a: &'a Id,
    b: &'a Id,
    contained_a: f64,
    contained_b: f64,
    degree: Option<&'static str>,
    copy: Option<&'a Id>,
    source: Option<&'a Id>,
    evidence: Vec<&'static str>,
    spans: Vec<Passage>,
}

/// A passage as it is printed.
#[derive(Serialize)]
struct Passage {
    a: (u32, u32),
    b: (u32, u32),
    kind: &'static str,
}

impl<'a> Pair<'a> {
    /// `None` of a pair that is no derivation, unless all are wanted.
    fn of(pile: &'a dyn Pile, shared: &Shared, all: bool) -> io::Result<Option<Pair<'a>>> {
        let derived = derivation(pile, shared)?;
        if derived.is_none() && !all {
            return Ok(None);
        }
        let directed = derived.as_ref().filter(|d| d.directed);
        let id = |index: usize| pile.head(index).id;
        let a = outside(pile, shared.a, shared.passages.iter().map(|p| p.a).collect())?;
        let b = outside(pile, shared.b, shared.passages.iter().map(|p| p.b).collect())?;
        let kinds = shared.passages.iter().map(|p| p.kind.as_str());
        Ok(Some(Pair {
            a: id(shared.a),
            b: id(shared.b),
            contained_a: rounded(shared.contained_a),
            contained_b: rounded(shared.contained_b),
            degree: derived.as_ref().map(|d| d.degree.as_str()),
            copy: directed.map(|d| id(d.copy)),
            source: directed.map(|d| id(d.source)),
            evidence: derived.as_ref().map(|d| d.evidence.clone()).unwrap_or_default(),
            spans: a.into_iter().zip(b).zip(kinds).map(|((a, b), kind)| Passage { a, b, kind }).collect(),
        }))
    }
}

/// These spans in code points.
fn outside(pile: &dyn Pile, index: usize, spans: Vec<Span>) -> io::Result<Vec<(u32, u32)>> {
    let mut out = Vec::new();
    pile.look(index, &mut |article| {
        let map = OffsetMap::new(article.text, Unit::CodePoint);
        out = spans.iter().map(|&span| map.out(span)).collect();
    })?;
    Ok(out)
}

/// To four places.
fn rounded(part: f64) -> f64 {
    (part * 10_000.0).round() / 10_000.0
}

/// A pair for people.
struct Told {
    head: Rich,
    passages: Vec<(PassageKind, String)>,
}

impl Told {
    fn of(pile: &dyn Pile, shared: &Shared, all: bool) -> io::Result<Option<Told>> {
        let derived = derivation(pile, shared)?;
        if derived.is_none() && !all {
            return Ok(None);
        }
        let mut passages = Vec::new();
        pile.look(shared.a, &mut |article| {
            passages = shared.passages.iter().map(|p| (p.kind, join(article.text, &[p.a], ""))).collect();
        })?;
        Ok(Some(Told { head: head(pile, shared, derived.as_ref()), passages }))
    }

    fn print(&self, page: &mut Page) -> io::Result<()> {
        page.rich(&self.head, 0, 2)?;
        for (kind, text) in &self.passages {
            let mut line = Rich::default();
            if *kind != PassageKind::Reporting {
                line.push(DIM, format!("{}: ", kind.as_str()));
            }
            line.push(PLAIN, text);
            page.rich(&line, 4, 6)?;
        }
        page.blank()
    }
}

/// Who shares how much with whom.
fn head(pile: &dyn Pile, shared: &Shared, derived: Option<&Derivation>) -> Rich {
    let per_cent = |part: f64| format!("{:.0}%", part * 100.0);
    let id = |index: usize| pile.head(index).id.as_str();
    let of = |index: usize| {
        let head = pile.head(index);
        let date = head.published.map(|when| when.to_string());
        [head.outlet.map(str::to_owned), date].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let (first, second, between) = match derived {
        Some(d) if d.directed => {
            (d.copy, d.source, format!(" is {} from ", d.degree.as_str().replace("whole", "wholly")))
        }
        _ => (shared.a, shared.b, " shares text with ".to_owned()),
    };
    let part = |index: usize| if index == shared.a { shared.contained_a } else { shared.contained_b };
    let mut rich = Rich::new(STRONG, id(first));
    rich.push(DIM, format!(" {}", of(first)));
    rich.push(PLAIN, between);
    rich.push(STRONG, id(second));
    rich.push(DIM, format!(" {}", of(second)));
    rich.push(PLAIN, format!(": {} and {} of their words", per_cent(part(first)), per_cent(part(second))));
    if let Some(derived) = derived.filter(|d| !d.evidence.is_empty()) {
        rich.push(DIM, format!(" ({})", derived.evidence.join(", ")));
    }
    rich
}
