//! `onrecord verify`: a draft's quotations against the record.

use super::common::{Format, ReadArgs, jsonl};
use crate::output::rich::Rich;
use crate::output::statement::statement;
use crate::output::style::{ADDED, CUE, CUT, DIM, ERROR, PLAIN, STRONG, WARN};
use crate::output::{Page, summary::count};
use crate::{Outcome, failure::Failure, found};
use anstyle::Style;
use onrecord_clean::clean;
use onrecord_read::{Reader, decode};
use onrecord_record::Record;
use onrecord_record::query::{Checked, Difference, Op, Outcome as Found};
use std::path::PathBuf;

/// Check the quotations of a draft against the record.
///
/// Each quotation of three words or more is exact, altered (with what differs), said by another, in a text but
/// given to nobody, or not found. This tells what the texts that the record holds say, not what was really said.
/// Ends with exit code 1 if any quotation is not exact.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord verify story.record draft.txt
  onrecord verify story.record draft.html --format jsonl | jq -r 'select(.outcome != \"exact\").text'")]
pub struct Args {
    /// The record.
    record: PathBuf,

    /// The draft: plain text or HTML, or - for standard input.
    draft: PathBuf,

    #[command(flatten)]
    read: ReadArgs,

    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(args: Args) -> Outcome {
    let record = Record::open(&args.record)?;
    let mut checked = Vec::new();
    for raw in Reader::new(std::slice::from_ref(&args.draft), args.read.options())? {
        let document = raw.and_then(decode).and_then(|d| clean(&d));
        let draft = document.map_err(|why| Failure::Usage(format!("{}: {}", why.locator, why.detail)))?;
        checked.extend(record.verify_draft(&draft.text, &draft.body())?);
    }
    let all_exact = checked.iter().all(|c| c.verdict.outcome == Found::Exact);
    if args.format == Format::Jsonl {
        jsonl(&checked)?;
    } else {
        print(&checked)?;
    }
    Ok(found(all_exact))
}

fn print(checked: &[Checked]) -> Result<(), Failure> {
    let mut page = Page::stdout();
    let mut exact = 0;
    for c in checked {
        let (style, word) = wording(c.verdict.outcome);
        exact += usize::from(c.verdict.outcome == Found::Exact);
        let mut head = Rich::new(style, word).with(PLAIN, "  ").with(PLAIN, &c.text);
        if let Some(speaker) = &c.speaker {
            head.push(DIM, format!("  — {speaker}"));
        }
        page.rich(&head, 0, 4)?;
        if c.verdict.outcome == Found::Altered {
            page.rich(&difference(&c.verdict.diff), 4, 4)?;
        }
        match (c.verdict.outcome, c.verdict.statements.first()) {
            // Whose words they are must not seem confirmed where the record doesn't know it.
            (Found::Exact, Some(first)) if first.speaker.is_some() || c.speaker.is_none() => {
                let others = c.verdict.statements.len() - 1;
                let mut line = crate::output::statement::origin(&first.article);
                line.push(DIM, format!("  {}", first.id));
                if others > 0 {
                    line.push(DIM, format!("  and {}", count(others as u64, "other statement")));
                }
                page.rich(&line, 4, 4)?;
            }
            (_, Some(first)) => statement(&mut page, first, &[])?,
            (_, None) => {}
        }
        page.blank()?;
    }
    let total = count(checked.len() as u64, "quotation");
    page.rich(&Rich::new(STRONG, format!("{total}, {exact} exact")), 0, 0)?;
    page.finish()?;
    Ok(())
}

fn wording(outcome: Found) -> (Style, &'static str) {
    match outcome {
        Found::Exact => (CUE, "exact"),
        Found::SaidByAnother => (ERROR, "said by another"),
        Found::Altered => (WARN, "altered"),
        Found::NotAttributed => (WARN, "in a text, given to nobody"),
        Found::NotFound => (ERROR, "not found"),
    }
}

/// The record's words, with what the draft left out and put in.
fn difference(diff: &[Difference]) -> Rich {
    let mut rich = Rich::default();
    for d in diff {
        if !rich.0.is_empty() {
            rich.push(PLAIN, " ");
        }
        let text = |slices: &[onrecord_record::query::Slice]| {
            slices.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        match d.op {
            Op::Equal => rich.push(PLAIN, text(&d.base)),
            Op::Cut => rich.push(CUT, format!("[-{}-]", text(&d.base))),
            Op::Added => rich.push(ADDED, format!("{{+{}+}}", text(&d.this))),
            Op::Changed => {
                rich.push(CUT, format!("[-{}-]", text(&d.base)));
                rich.push(PLAIN, " ");
                rich.push(ADDED, format!("{{+{}+}}", text(&d.this)));
            }
        }
    }
    rich
}
