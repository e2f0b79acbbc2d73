//! Training from end to end.

use crate::corpus::{Article, Error, Gold, files, read};
use crate::gold::{Parts, document, labels, parts};
use crate::{clusters, crf, lexicon, linker, pos, score, unlabelled};
use onrecord_annotate::attribution::{Attribution, attribute_with, by_rules};
use onrecord_annotate::structure::Document;
use onrecord_annotate::tagging::context::{Attributes, attributes};
use onrecord_annotate::tagging::labels::{BOUNDARIES, WIDTH};
use onrecord_annotate::tagging::lexicon::Lexicon;
use onrecord_annotate::tagging::statements::statements;
use onrecord_annotate::tagging::templates::{TEMPLATES, pad, slots};
use onrecord_annotate::tagging::weights::Weights;
use onrecord_annotate::tagging::{Chain, Engine, Labelled, Model, Tokens, confidence, label_rows};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

/// How the whole engine is trained.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The chain's settings.
    pub chain: crf::Settings,
    /// In how many parts the articles are cut, each labelled by a chain that learned from the others. Links
    /// and confidence are learned from these labels.
    pub folds: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { chain: crf::Settings::default(), folds: 2 }
    }
}

/// Where the inputs of training lie.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// Folder of annotated articles.
    pub articles: PathBuf,
    /// CoNLL-U files and folders of them.
    pub syntax: Vec<PathBuf>,
    /// Only files whose names start with one of these; all if there is none.
    pub syntax_prefixes: Vec<String>,
    /// Text without annotations.
    pub texts: Vec<PathBuf>,
    /// Use only every so manieth article.
    pub every: usize,
}

/// Trains a model from files; `progress` is told what is being done.
///
/// # Errors
/// If an input cannot be read.
pub fn everything(
    inputs: &Inputs,
    settings: &Settings,
    mut progress: impl FnMut(String),
) -> Result<Model, Error> {
    let articles: Vec<Article> = read(&inputs.articles)?.into_iter().step_by(inputs.every).collect();
    let texts = unlabelled::read(&inputs.texts)?;
    let classes = clusters::classes(texts.iter().map(String::as_str), 240, 5, 8);
    progress(format!("{} texts, {} words with a class", texts.len(), classes.len()));
    let mut paths = Vec::new();
    for path in &inputs.syntax {
        if path.is_dir() {
            paths.extend(files(path, "conllu")?);
        } else {
            paths.push(path.clone());
        }
    }
    let name = |p: &PathBuf| p.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let wanted = |p: &PathBuf| inputs.syntax_prefixes.iter().any(|start| name(p).starts_with(start));
    paths.retain(|p| inputs.syntax_prefixes.is_empty() || wanted(p));
    let tagged = pos::read(&paths)?;
    // An eighth is kept apart once, to tell how well tags are learned.
    let eighth = |keep: bool| {
        let parts = tagged.iter().enumerate().filter(move |(i, _)| (i % 8 == 0) == keep);
        parts.map(|(_, t)| t.clone()).collect::<Vec<_>>()
    };
    let trial = words(&eighth(false), &classes);
    let (right, all) = pos::score(&eighth(true), &trial.lexicon, &trial.pos);
    progress(format!("parts of speech: {right} of {all} right on documents kept apart"));
    let mut model = words(&tagged, &classes);
    train(&articles, &mut model, settings, progress);
    Ok(model)
}

/// A model that knows words and parts of speech, and nothing else yet.
pub fn words(tagged: &[pos::Tagged], classes: &BTreeMap<u32, u8>) -> Model {
    let lexicon = lexicon::lexicon(&lexicon::Counts::new(), classes);
    let pos = pos::train(tagged, &lexicon, 6);
    let none = |bits| {
        Chain::new(Weights::quantise(bits, 0, 0.0, &[]), Box::new([[[0.0; WIDTH]; WIDTH]; BOUNDARIES]))
    };
    Model {
        lexicon,
        pos,
        chain: none(crf::BITS),
        outside: 0.0,
        linker: Weights::quantise(linker::BITS, 0, 0.0, &[]),
        confidence: confidence::Weights::default(),
        thresholds: [0.35, 0.3],
    }
}

/// An article with all that training needs of it.
struct Prepared<'a> {
    doc: Document<'a>,
    tokens: Tokens,
    parts: Vec<Parts>,
    labels: Vec<u8>,
    counts: lexicon::Counts,
}

fn prepare<'a>(article: &'a Article, model: &Model) -> Prepared<'a> {
    let doc = document(&article.text);
    let tokens = Tokens::new(&doc, model, &by_rules(&doc));
    let parts = parts(&doc, article);
    let labels = labels(&doc, &parts);
    let mut counts = lexicon::Counts::new();
    lexicon::count(&tokens.looks, &labels, &mut counts);
    Prepared { doc, tokens, parts, labels, counts }
}

/// Trains the chain, the links and the confidence on `articles`, with the words and parts of speech that
/// `model` knows.
pub fn train(articles: &[Article], model: &mut Model, settings: &Settings, mut progress: impl FnMut(String)) {
    let prepared: Vec<Prepared> = articles.iter().map(|a| prepare(a, model)).collect();
    let mut all = lexicon::Counts::new();
    for p in &prepared {
        lexicon::count(&p.tokens.looks, &p.labels, &mut all);
    }
    let mut links = linker::Examples::default();
    for p in &prepared {
        links.add(&p.doc, &p.tokens.looks, &p.labels, &p.parts);
    }
    // What chains say of articles that they have not learned from.
    let folds = settings.folds.max(2);
    let mut unseen: Vec<Labelled> = prepared.iter().map(|_| Labelled::default()).collect();
    for fold in 0..folds {
        let learned = prepared.iter().enumerate().filter(|(i, _)| i % folds != fold).map(|(_, p)| p);
        let one = crf::Settings { models: 1, ..settings.chain };
        model.chain = chain(learned, &all, &model.lexicon, one, |_| {});
        for i in (0..prepared.len()).filter(|i| i % folds == fold) {
            let p = &prepared[i];
            unseen[i] = label_rows(&rows(p, &all, &model.lexicon), &p.tokens, model);
            links.add(&p.doc, &p.tokens.looks, &unseen[i].labels, &p.parts);
        }
        progress(format!("part {} of {folds}", fold + 1));
    }
    model.chain = chain(prepared.iter(), &all, &model.lexicon, settings.chain, &mut progress);
    model.linker = linker::train(&links, 4);
    model.confidence = confidence(articles, &prepared, &unseen, model);
    progress(format!("confidence {:?}", model.confidence));
    let classes = prepared.iter().flat_map(|p| p.tokens.looks.iter());
    let classes = classes.map(|l| (l.word, model.lexicon.class(l.word))).filter(|c| c.1 > 0).collect();
    model.lexicon = lexicon::lexicon(&all, &classes);
    progress(format!("{} rows of weights, {} of links", model.chain.weights.len(), model.linker.len()));
}

/// Trains a chain.
fn chain<'p, 'd: 'p>(
    prepared: impl Iterator<Item = &'p Prepared<'d>>,
    all: &lexicon::Counts,
    lexicon: &Lexicon,
    settings: crf::Settings,
    mut progress: impl FnMut(String),
) -> Chain {
    let mut examples = crf::Examples { width: TEMPLATES.len(), ..crf::Examples::default() };
    for p in prepared {
        let rows = pad(&rows(p, all, lexicon));
        let mut row = [0; TEMPLATES.len()];
        for i in 0..p.doc.tokens.len() {
            slots(&rows, i, settings.bits, &mut row);
            examples.slots.extend(row);
        }
        add(p, &mut examples);
    }
    progress(format!("{} tokens, {} stretches", examples.labels.len(), examples.stretches.len()));
    crf::train(examples, settings, |epoch, loss| {
        progress(format!("epoch {epoch}: loss {loss:.4} a token"));
    })
}

/// Fits the confidence to what was said of unseen articles.
fn confidence(
    articles: &[Article],
    prepared: &[Prepared],
    labelled: &[Labelled],
    model: &Model,
) -> confidence::Weights {
    let mut examples = crate::confidence::Examples::new();
    let engine = Engine { model, encoder: None };
    for ((article, p), labelled) in articles.iter().zip(prepared).zip(labelled) {
        let found = statements(&p.doc, &p.tokens, &labelled.labels, engine);
        examples.extend(crate::confidence::examples(article, &p.doc, &found, labelled));
    }
    crate::confidence::fit(&examples)
}

/// The attributes of an article, with the lexicon as it would be without it.
fn rows(p: &Prepared, all: &lexicon::Counts, lexicon: &Lexicon) -> Vec<Attributes> {
    let entries = lexicon::left_out(&p.tokens.looks, &p.counts, all, lexicon);
    attributes(&p.doc, &p.tokens.looks, &entries, &p.tokens.pos, &p.tokens.rules)
}

/// Adds what all chains learn from.
fn add(p: &Prepared, into: &mut crf::Examples) {
    let base = into.labels.len();
    into.labels.extend(&p.labels);
    into.boundaries.extend(&p.tokens.boundaries);
    into.stretches.extend(stretches(&p.doc).into_iter().map(|s| s.start + base..s.end + base));
}

/// Whole paragraphs, at least 60 tokens at a time.
fn stretches(doc: &Document) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for i in 0..doc.paragraphs.len() {
        let end = doc.paragraph_tokens(i).end;
        if end - from >= 60 {
            out.push(from..end);
            from = end;
        }
    }
    if from < doc.tokens.len() {
        out.push(from..doc.tokens.len());
    }
    out
}

/// What the engine finds in a text, as spans; statements inside others are left out.
pub fn predict(text: &str, engine: Engine) -> Vec<Gold> {
    outer(attribute_with(&document(text), engine))
}

/// What the rules find in a text, as spans; statements inside others are left out.
pub fn predict_by_rules(text: &str) -> Vec<Gold> {
    outer(by_rules(&document(text)))
}

pub(crate) fn outer(found: Vec<Attribution>) -> Vec<Gold> {
    let outer = found.into_iter().filter(|a| a.inside.is_none());
    outer.map(|a| Gold { source: a.source, cue: a.cue, content: a.content }).collect()
}

/// Scores the engine on articles.
pub fn evaluate(articles: &[Article], engine: Engine) -> score::Tally {
    let mut out = score::Tally::default();
    for article in articles {
        out.add(&score::tally(&article.text, &article.gold, &predict(&article.text, engine)));
    }
    out
}
