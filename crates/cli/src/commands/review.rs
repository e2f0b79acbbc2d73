//! `onrecord review`: a person's word about statements, and the log of it.

use super::common::{Format, jsonl};
use super::decide::{By, Pieces, decide, decision, existing, party, pieces, statement};
use crate::output::{Page, rich::Rich, statement as output, style, summary::count};
use crate::{Outcome, failure::Failure, found};
use onrecord_record::Record;
use onrecord_record::review::{Decision, DecisionFilter, QueueFilter, QueueReason, SpeakerChoice};
use std::path::{Path, PathBuf};

/// Look at what was computed, and say what is right.
///
/// Decisions stay apart from what was computed, stand in every answer and export, survive builds and new
/// releases, and can be undone. The log is never changed. --reviewer, or ONRECORD_REVIEWER, says who decides.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord review queue story.record
  onrecord review accept story.record s-77ab01 s-8c02d1 --reviewer \"Ana Lind\"
  onrecord review reject story.record s-77ab01 --reason \"a caption\" --reviewer \"Ana Lind\"
  onrecord review speaker story.record s-77ab01 --party Orlova
  onrecord review span story.record s-77ab01 --content 120-164,170-181
  onrecord review different story.record s-77ab01 s-8c02d1
  onrecord review log story.record --about s-77ab01
  onrecord review undo story.record d-51e0aa")]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Statements that are right as they are.
    Accept {
        /// The record.
        record: PathBuf,
        /// Statements, by id.
        #[arg(required = true)]
        statements: Vec<String>,
        #[command(flatten)]
        by: By,
    },
    /// Statements that are none: they leave every list and count. Needs --reason.
    Reject {
        /// The record.
        record: PathBuf,
        /// Statements, by id.
        #[arg(required = true)]
        statements: Vec<String>,
        #[command(flatten)]
        by: By,
    },
    /// Somebody else says it.
    #[command(group = clap::ArgGroup::new("who").required(true))]
    Speaker {
        /// The record.
        record: PathBuf,
        /// The statement, by id.
        statement: String,
        /// This party of the record: a name or an id.
        #[arg(long, value_name = "PARTY", group = "who")]
        party: Option<String>,
        /// Somebody whose name the article prints here, START-END in code points.
        #[arg(long, value_name = "RANGE", value_parser = pieces, group = "who")]
        printed: Option<Pieces>,
        /// Somebody whom the article doesn't name: the name is yours.
        #[arg(long, value_name = "NAME", group = "who")]
        name: Option<String>,
        /// Nobody knows who.
        #[arg(long, group = "who")]
        unknown: bool,
        /// With --printed or --name: person, organisation, place, group, unnamed or author.
        #[arg(long = "type", value_name = "TYPE", default_value = "person")]
        kind: String,
        #[command(flatten)]
        by: By,
    },
    /// Its words are others: ranges of the text in code points; a role that is not given stays.
    Span {
        /// The record.
        record: PathBuf,
        /// The statement, by id.
        statement: String,
        /// Who, as printed: START-END, several with commas, or none.
        #[arg(long, value_name = "RANGES", value_parser = pieces)]
        source: Option<Pieces>,
        /// What marks it as said.
        #[arg(long, value_name = "RANGES", value_parser = pieces)]
        cue: Option<Pieces>,
        /// What is said.
        #[arg(long, value_name = "RANGES", value_parser = pieces)]
        content: Option<Pieces>,
        #[command(flatten)]
        by: By,
    },
    /// Two statements tell the same utterance.
    Same {
        /// The record.
        record: PathBuf,
        /// A statement, by id.
        statement: String,
        /// Another; all tellings of its utterance join the first one's.
        other: String,
        #[command(flatten)]
        by: By,
    },
    /// Two statements do not tell the same utterance: the first leaves it.
    Different {
        /// The record.
        record: PathBuf,
        /// The statement that leaves, by id.
        statement: String,
        /// One that stays.
        other: String,
        #[command(flatten)]
        by: By,
    },
    /// A remark about anything, with its text as --reason.
    Note {
        /// The record.
        record: PathBuf,
        /// An id.
        about: String,
        #[command(flatten)]
        by: By,
    },
    /// An earlier decision no longer counts.
    Undo {
        /// The record.
        record: PathBuf,
        /// The decision, by id.
        decision: String,
        #[command(flatten)]
        by: By,
    },
    /// List decisions, in the order in which they were made.
    Log {
        /// The record.
        record: PathBuf,
        /// Only those about this id.
        #[arg(long, value_name = "ID")]
        about: Option<String>,
        /// Only those of this reviewer.
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
        /// Instead: statements that several reviewers decided on, and whether they agree.
        #[arg(long)]
        agreement: bool,
        /// How to print.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// List what nobody has looked at, the least sure first.
    Queue {
        /// The record.
        record: PathBuf,
        /// Only for this reason.
        #[arg(long, value_enum)]
        why: Option<Why>,
        /// At most so many.
        #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
        limit: usize,
        /// How to print.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Why {
    /// Decisions that lost what they are about.
    LookAgain,
    /// Statements of low confidence.
    LowConfidence,
    /// Statements without a known speaker.
    UnknownSpeaker,
    /// Quotations that differ between tellings.
    DifferingQuotation,
}

pub fn run(args: Args) -> Outcome {
    let each = |path: &Path, ids: &[String], make: fn(String) -> Decision| {
        let record = existing(path)?;
        ids.iter().map(|id| statement(&record, id).map(make)).collect::<Result<Vec<_>, Failure>>()
    };
    let one = |path: &Path, id: &str| statement(&existing(path)?, id);
    match args.action {
        Action::Accept { record, statements, by } => {
            let decisions = each(&record, &statements, |statement| Decision::Accept { statement })?;
            decide(&record, &by, &decisions)
        }
        Action::Reject { record, statements, by } => {
            let decisions = each(&record, &statements, |statement| Decision::Reject { statement })?;
            decide(&record, &by, &decisions)
        }
        Action::Speaker { record, statement, party: who, printed, name, kind, by, .. } => {
            let speaker = match (who, printed, name) {
                (Some(who), ..) => SpeakerChoice::Party(party(&existing(&record)?, &who)?),
                (_, Some(Pieces(pieces)), _) => match pieces[..] {
                    [(start, end)] => SpeakerChoice::Printed { start, end, kind },
                    _ => return Err(Failure::Usage("--printed takes one range, such as 120-131".into())),
                },
                (_, _, Some(name)) => SpeakerChoice::Label { name, kind },
                _ => SpeakerChoice::Unknown,
            };
            let statement = one(&record, &statement)?;
            decide(&record, &by, &[Decision::Speaker { statement, speaker }])
        }
        Action::Span { record, statement, source, cue, content, by } => {
            let [source, cue, content] = [source, cue, content].map(|p| p.map(|p| p.0));
            let statement = one(&record, &statement)?;
            decide(&record, &by, &[Decision::Spans { statement, source, cue, content }])
        }
        Action::Same { record, statement, other, by } => {
            let (statement, other) = (one(&record, &statement)?, one(&record, &other)?);
            decide(&record, &by, &[Decision::Same { statement, other }])
        }
        Action::Different { record, statement, other, by } => {
            let (statement, other) = (one(&record, &statement)?, one(&record, &other)?);
            decide(&record, &by, &[Decision::Different { statement, other }])
        }
        Action::Note { record, about, by } => {
            existing(&record)?;
            decide(&record, &by, &[Decision::Note { about }])
        }
        Action::Undo { record, decision, by } => {
            let decision = existing(&record)?.decision(&decision)?.id;
            decide(&record, &by, &[Decision::Undo { decision }])
        }
        Action::Log { record, agreement: true, format, .. } => agreement(&Record::open(&record)?, format),
        Action::Log { record, about, by, format, .. } => {
            let filter = DecisionFilter { about, reviewer: by, ..DecisionFilter::default() };
            log(&Record::open(&record)?, &filter, format)
        }
        Action::Queue { record, why, limit, format } => {
            let reason = why.map(|why| match why {
                Why::LookAgain => QueueReason::LookAgain,
                Why::LowConfidence => QueueReason::LowConfidence,
                Why::UnknownSpeaker => QueueReason::UnknownSpeaker,
                Why::DifferingQuotation => QueueReason::DifferingQuotation,
            });
            let filter = QueueFilter { reason, limit: Some(limit), ..QueueFilter::default() };
            queue(&Record::open(&record)?, &filter, format)
        }
    }
}

fn log(record: &Record, filter: &DecisionFilter, format: Format) -> Outcome {
    let rows = record.decisions(filter)?;
    if format == Format::Jsonl {
        jsonl(&rows)?;
        return Ok(found(!rows.is_empty()));
    }
    let mut page = Page::stdout();
    if rows.is_empty() {
        page.line("Nobody has decided anything.")?;
    }
    for row in &rows {
        decision(&mut page, row)?;
    }
    page.finish()?;
    Ok(found(!rows.is_empty()))
}

fn agreement(record: &Record, format: Format) -> Outcome {
    let rows = record.agreement()?;
    if format == Format::Jsonl {
        jsonl(&rows)?;
        return Ok(found(!rows.is_empty()));
    }
    let mut page = Page::stdout();
    for row in &rows {
        let verdicts: Vec<String> =
            row.verdicts.iter().map(|v| format!("{}: {}", v.reviewer, v.verdict)).collect();
        let word = if row.agree { "agree" } else { "differ" };
        let line = Rich::new(style::STRONG, format!("{word:<9}")).with(style::PLAIN, &row.statement);
        page.rich(&line.with(style::DIM, format!("  {}", verdicts.join("; "))), 0, 4)?;
    }
    let agree = rows.iter().filter(|r| r.agree).count();
    let several = count(rows.len() as u64, "statement");
    page.line(&format!("{several} with the word of several reviewers; they agree on {agree}"))?;
    page.finish()?;
    Ok(found(!rows.is_empty()))
}

fn queue(record: &Record, filter: &QueueFilter, format: Format) -> Outcome {
    let items = record.review_queue(filter)?;
    if format == Format::Jsonl {
        jsonl(&items)?;
        return Ok(found(!items.is_empty()));
    }
    let mut page = Page::stdout();
    if items.is_empty() {
        page.line("Nothing waits for a look.")?;
    }
    for item in &items {
        let why = match item.reason {
            QueueReason::LookAgain => "a decision lost what it is about".to_owned(),
            QueueReason::LowConfidence => {
                format!("confidence {:.2}", item.statement.as_ref().map_or(0., |s| s.confidence))
            }
            QueueReason::UnknownSpeaker => "unknown speaker".into(),
            QueueReason::DifferingQuotation => "quoted in other words elsewhere".into(),
        };
        page.rich(&Rich::new(style::WARN, why), 0, 0)?;
        if let (Some(decision), Some(why)) = (&item.decision, &item.why) {
            page.rich(&Rich::new(style::PLAIN, why).with(style::DIM, format!("  {decision}")), 4, 4)?;
        }
        if let Some(row) = &item.statement {
            output::statement(&mut page, row, &[])?;
        }
        page.blank()?;
    }
    page.finish()?;
    Ok(found(!items.is_empty()))
}
