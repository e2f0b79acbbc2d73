//! `onrecord eval`: how well statements are found, people told apart and tellings brought together, against labels.

mod people;
mod utterances;

use super::tier::TierArgs;
use crate::Outcome;
use crate::failure::Failure;
use onrecord_annotate::tagging::{Engine, Model};
use onrecord_record::Record;
use onrecord_record::query::{ArticleView, Reference};
use onrecord_train::{corpus, reliability, score, training};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Score this program against annotated data.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord eval attribution polnear/dev
  onrecord eval people samples.record samples/expected/people.jsonl
  onrecord eval utterances samples.record samples/expected/utterances.jsonl")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    Attribution(Attribution),
    People(people::Args),
    Utterances(utterances::Args),
}

/// Score the statements found: sources, cues, contents and how they belong together.
///
/// The annotations are flat, so of statements inside statements only the outer ones are scored. AR is the
/// headline: contents matched one to one (Dice at least a half) whose sources share a word.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord eval attribution polnear/dev
  onrecord eval attribution polnear/dev --by-outlet --reliability
  onrecord eval attribution polnear/dev --tier accurate
  onrecord eval attribution polnear/dev --weights attribution.bin")]
struct Attribution {
    /// Folder with text/NAME.txt and attributions/NAME_ANNOTATOR.ann (brat standoff).
    gold: PathBuf,

    #[command(flatten)]
    tier: TierArgs,

    /// Weights written by `onrecord train`, in place of the built-in ones.
    #[arg(long, value_name = "FILE", conflicts_with = "rules")]
    weights: Option<PathBuf>,

    /// Score the rules alone.
    #[arg(long)]
    rules: bool,

    /// Also score each outlet (what stands before the first underscore of the file's name).
    #[arg(long)]
    by_outlet: bool,

    /// Also tell how often statements are right by how sure they are.
    #[arg(long, conflicts_with = "rules")]
    reliability: bool,

    /// Also write what was found, an article a line, as the scorers of other systems read it.
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
}

pub fn run(args: Args) -> Outcome {
    match args.what {
        What::Attribution(args) => attribution(&args),
        What::People(args) => people::run(&args),
        What::Utterances(args) => utterances::run(&args),
    }
}

fn attribution(args: &Attribution) -> Outcome {
    let told = |e: corpus::Error| Failure::Usage(e.to_string());
    let articles = corpus::read(&args.gold).map_err(told)?;
    let read = args.weights.as_deref().map(weights).transpose()?;
    let model = read.as_ref().unwrap_or_else(|| Model::built_in());
    let encoder = args.tier.encoder()?;
    let engine = Engine { model, encoder: encoder.as_deref() };
    let predict = |text: &str| match args.rules {
        true => training::predict_by_rules(text),
        false => training::predict(text, engine),
    };
    let found: Vec<Vec<corpus::Gold>> = articles.iter().map(|a| predict(&a.text)).collect();
    if let Some(path) = &args.predictions {
        let lines: Vec<String> = articles.iter().zip(&found).map(|(a, f)| corpus::row(a, f)).collect();
        std::fs::write(path, lines.concat()).map_err(Failure::write(path))?;
    }
    let tallies: Vec<score::Tally> =
        articles.iter().zip(&found).map(|(a, f)| score::tally(&a.text, &a.gold, f)).collect();
    anstream::print!("{}", score::report(&score::sum(&tallies)));
    if args.by_outlet {
        anstream::println!("\noutlet              articles      P      R     AR");
        for (outlet, tally) in score::by_outlet(&articles, &tallies) {
            let [p, r, f] =
                [tally.attribution.precision(), tally.attribution.recall(), tally.attribution.f1()]
                    .map(|x| 100.0 * x);
            anstream::println!("{outlet:<18} {:>9}  {p:5.1}  {r:5.1}  {f:5.1}", tally.articles);
        }
    }
    if args.reliability {
        anstream::print!("\n{}", reliability::report(&reliability::bins(&articles, engine)));
    }
    Ok(ExitCode::SUCCESS)
}

/// The labels of a file, a line each.
fn labels<T>(path: &Path, read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, Failure> {
    let failed = |what: String| Failure::Usage(format!("{}{what}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|e| failed(format!(": cannot read: {e}")))?;
    let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    lines.map(|(n, l)| read(l).map_err(|e| failed(format!(", line {}: {e}", n + 1)))).collect()
}

/// The article of a file that labels name, if the record has it.
fn of_file(record: &Record, file: &str) -> Result<Option<ArticleView>, Failure> {
    match record.find(file) {
        Ok(Reference::Article(id)) => Ok(Some(record.article(&id)?)),
        _ => Ok(None),
    }
}

/// What is said of labels whose file the record has not.
fn no_input(file: &str) -> String {
    format!("{file} (no input of the record ends so)")
}

fn weights(path: &Path) -> Result<Model, Failure> {
    let failed = |what: String| Failure::Usage(format!("{}: {what}", path.display()));
    let bytes = std::fs::read(path).map_err(|e| failed(format!("cannot read: {e}")))?;
    Model::read(&bytes).map_err(|e| failed(e.to_owned()))
}
