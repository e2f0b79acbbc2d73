//! `onrecord train`: the attribution engine's weights, from annotated articles.

use crate::Outcome;
use crate::failure::Failure;
use onrecord_train::training::{Inputs, Settings, everything};
use std::path::PathBuf;
use std::process::ExitCode;

/// Train the attribution engine from annotated articles.
///
/// The same inputs give the same bytes. The file is what `crates/annotate/models/attribution.bin` holds; the
/// model card beside it tells what that one was trained on.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord train --articles polnear/train --syntax gum --text polnear/train/text -o attribution.bin

Layout of --articles: text/NAME.txt and attributions/NAME_ANNOTATOR.ann (brat standoff; of several annotators
the first by name counts).")]
pub struct Args {
    /// Folder of annotated articles.
    #[arg(long, value_name = "DIR")]
    articles: PathBuf,

    /// CoNLL-U file, or folder of them, with parts of speech (XPOS). May be given several times.
    #[arg(long, value_name = "PATH", required = true)]
    syntax: Vec<PathBuf>,

    /// Only files of --syntax whose names start so. May be given several times.
    #[arg(long, value_name = "PREFIX")]
    syntax_prefix: Vec<String>,

    /// Text without annotations, for classes of words: .txt, a folder of them, or .jsonl (fields text, body,
    /// paragraphs). May be given several times.
    #[arg(long, value_name = "PATH")]
    text: Vec<PathBuf>,

    /// Use only every Nth article, for a learning curve.
    #[arg(long, value_name = "N", default_value_t = 1)]
    every: usize,

    /// Where to write the weights.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

pub fn run(args: Args) -> Outcome {
    let inputs = Inputs {
        articles: args.articles,
        syntax: args.syntax,
        syntax_prefixes: args.syntax_prefix,
        texts: args.text,
        every: args.every.max(1),
    };
    let say = |line: String| anstream::eprintln!("{line}");
    let model = everything(&inputs, &Settings::default(), say).map_err(|e| Failure::Usage(e.to_string()))?;
    let bytes = model.write();
    std::fs::write(&args.output, &bytes).map_err(Failure::write(&args.output))?;
    anstream::println!("{}: {} bytes", args.output.display(), bytes.len());
    Ok(ExitCode::SUCCESS)
}
