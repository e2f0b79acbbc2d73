//! Arguments that several commands take.

use crate::failure::Failure;
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use onrecord_annotate::Kind;
use onrecord_read::{FieldMap, Options, parse_date};
use onrecord_record::query::{Filter, Order, ReviewState};
use onrecord_text::When;

/// How to print an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// A JSON object a line, for programs.
    Jsonl,
}

/// How inputs are read.
#[derive(clap::Args)]
pub struct ReadArgs {
    /// Which field of a JSONL or CSV row holds what, as WHAT=NAME; WHAT is id, text, html, url, title, byline,
    /// outlet, published, captured or language; a NAME with dots goes into nested objects. May be repeated.
    /// Without it the usual names are tried.
    #[arg(long = "field", value_name = "WHAT=NAME", value_parser = field)]
    fields: Vec<(String, String)>,

    /// Set a larger document aside (in MiB).
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=1024))]
    max_size: u64,

    /// What standard input holds, as a file’s ending would say: html, txt, jsonl, csv, warc.gz …; by default it
    /// is told from the first bytes.
    #[arg(long = "type", value_name = "ENDING")]
    stdin: Option<String>,
}

impl ReadArgs {
    /// As the reader takes them.
    pub fn options(&self) -> Options {
        let mut map = FieldMap::default();
        for (what, name) in &self.fields {
            if let Some(slot) = slot(&mut map, what) {
                *slot = Some(name.clone());
            }
        }
        Options { fields: map, max_bytes: self.max_size << 20, stdin: self.stdin.clone() }
    }
}

fn field(text: &str) -> Result<(String, String), String> {
    let (what, name) = text.split_once('=').ok_or("write WHAT=NAME, such as text=body")?;
    if slot(&mut FieldMap::default(), what).is_none() {
        return Err(format!(
            "“{what}” is not one of id, text, html, url, title, byline, outlet, published, captured, language"
        ));
    }
    Ok((what.to_owned(), name.to_owned()))
}

fn slot<'m>(map: &'m mut FieldMap, what: &str) -> Option<&'m mut Option<String>> {
    Some(match what {
        "id" => &mut map.id,
        "text" => &mut map.text,
        "html" => &mut map.html,
        "url" => &mut map.url,
        "title" => &mut map.title,
        "byline" => &mut map.byline,
        "outlet" => &mut map.outlet,
        "published" => &mut map.published,
        "captured" => &mut map.captured,
        "language" => &mut map.language,
        _ => return None,
    })
}

/// Which statements.
#[derive(clap::Args, Default)]
pub struct FilterArgs {
    /// Said by this party: a name, a part of one, or an id.
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,

    /// Only statements whose speaker is not known.
    #[arg(long, conflicts_with = "speaker")]
    unknown_speaker: bool,

    /// Said to this party: a name, a part of one, or an id.
    #[arg(long, value_name = "NAME")]
    addressee: Option<String>,

    /// In this outlet: its name or a part of it.
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,

    /// Published on this day or later.
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<When>,

    /// Published on this day or earlier.
    #[arg(long, value_name = "DATE", value_parser = date)]
    to: Option<When>,

    /// Only direct, mixed or indirect ones.
    #[arg(long, value_enum)]
    kind: Option<KindArg>,

    /// Only those in this state of review; rejected ones are listed only so.
    #[arg(long, value_name = "STATE", value_parser = review_state())]
    review: Option<ReviewState>,

    /// Only one telling of each utterance from texts that go back to one: reprints are folded.
    #[arg(long)]
    one_per_origin: bool,
}

/// unreviewed, reviewed, accepted, corrected, rejected.
fn review_state() -> impl TypedValueParser<Value = ReviewState> {
    let named =
        |name: String| ReviewState::ALL.iter().find(|(n, _)| *n == name).map(|s| s.1).ok_or("no such state");
    PossibleValuesParser::new(ReviewState::ALL.map(|s| s.0)).try_map(named)
}

#[derive(Clone, Copy, ValueEnum)]
enum KindArg {
    /// The content is a quotation from end to end.
    Direct,
    /// Reported, with quoted words in it.
    Mixed,
    /// Reported only.
    Indirect,
}

impl FilterArgs {
    /// As the record takes them.
    pub fn filter(&self, words: &[String], order: Order) -> Filter {
        Filter {
            words: (!words.is_empty()).then(|| words.join(" ")),
            speaker: self.speaker.clone(),
            unknown_speaker: self.unknown_speaker,
            addressee: self.addressee.clone(),
            review: self.review,
            one_per_origin: self.one_per_origin,
            outlet: self.outlet.clone(),
            from: self.from,
            to: self.to,
            kind: self.kind.map(|k| match k {
                KindArg::Direct => Kind::Direct,
                KindArg::Mixed => Kind::Mixed,
                KindArg::Indirect => Kind::Indirect,
            }),
            order,
            ..Filter::default()
        }
    }
}

/// A date as a person types it.
pub fn date(text: &str) -> Result<When, String> {
    text.parse()
        .ok()
        .or_else(|| parse_date(text))
        .ok_or_else(|| format!("“{text}” is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"))
}

/// Prints values as JSON, one a line.
pub fn jsonl<T: serde::Serialize>(values: impl IntoIterator<Item = T>) -> Result<(), Failure> {
    use std::io::Write;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for value in values {
        serde_json::to_writer(&mut out, &value).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

/// Says on standard error that an input is set aside, and why.
pub fn set_aside(why: &onrecord_read::SetAside) {
    let warn = crate::output::style::WARN;
    anstream::eprintln!("{warn}set aside:{warn:#} {}: {} ({})", why.locator, why.detail, why.reason.as_str());
}

/// What a command ends with that worked on `done` inputs and set `aside` others aside.
pub fn ended(done: usize, aside: usize) -> std::process::ExitCode {
    use std::process::ExitCode;
    match (done, aside) {
        (0, _) => ExitCode::from(1),
        (_, 0) => ExitCode::SUCCESS,
        _ => ExitCode::from(3),
    }
}
