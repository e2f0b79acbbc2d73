//! What the accurate tier's training reads: articles cut into pieces, with hints, labels and boundaries.
//!
//! `cargo run --release -p onrecord-train --example pieces -- POLNEAR_DIR VOCABULARY > articles.jsonl`

use onrecord_annotate::attribution::by_rules;
use onrecord_annotate::tagging::context::attributes;
use onrecord_annotate::tagging::encoder::{hints::hints, pieces::Vocabulary};
use onrecord_annotate::tagging::{Model, Tokens};
use onrecord_train::{corpus, gold};
use serde_json::json;
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(folder), Some(vocabulary)) = (args.next(), args.next()) else {
        return Err("give a folder of annotated articles and a vocabulary".into());
    };
    let vocabulary = Vocabulary::read(&std::fs::read_to_string(vocabulary)?)?;
    let model = Model::built_in();
    for article in corpus::read(Path::new(&folder))? {
        let doc = gold::document(&article.text);
        let tokens = Tokens::new(&doc, model, &by_rules(&doc));
        let rows = attributes(&doc, &tokens.looks, &tokens.entries, &tokens.pos, &tokens.rules);
        let hints: Vec<_> = rows.iter().zip(&tokens.boundaries).map(|(r, b)| hints(r, *b)).collect();
        let pieces = vocabulary.cut(&doc);
        let row = json!({
            "name": article.name,
            "pieces": pieces.numbers,
            "starts": pieces.starts,
            "hints": hints,
            "boundaries": tokens.boundaries,
            "sentences": doc.sentences.iter().map(|s| s.start).collect::<Vec<_>>(),
            "labels": gold::labels(&doc, &gold::parts(&doc, &article)),
        });
        println!("{row}");
    }
    Ok(())
}
