//! The whole encoder, with a tiny network of weights that look random; and the one that this release carries.

use super::*;
use crate::tagging::Engine;
use crate::{Annotation, Input, annotate_with};
use onrecord_text::Span;
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

const SHAPE: Shape = Shape { hidden: 32, layers: 2, heads: 4, wide: 48, window: 80 };

const SETTINGS: Settings = Settings {
    shares: [0.5, 0.5],
    outside: 0.1,
    thresholds: [0.35, 0.3],
    confidence: [0.1; confidence::FEATURES],
};

fn tiny() -> Vec<u8> {
    let mut seed = 1u32;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as f32 / (1 << 24) as f32 - 0.5
    };
    let letters: String = ('a'..='z').map(|c| format!("{c}\n##{c}\n")).collect();
    let list = format!("[UNK]\n[CLS]\n[SEP]\n\"\n,\n.\n{letters}");
    let words = list.lines().count();
    let weights = |name: &str| {
        let (hidden, wide) = (SHAPE.hidden, SHAPE.wide);
        let count = match name
            .rsplit_once('.')
            .map_or((name, ""), |(n, part)| (n.rsplit('.').next().unwrap_or(n), part))
        {
            ("words", _) => words * hidden,
            ("positions", _) => 100 * hidden,
            ("hints", _) => (hints::ROWS + 1) * hidden,
            ("into", "weight") => 3 * hidden * hidden,
            ("into", _) => 3 * hidden,
            ("out", "weight") => hidden * hidden,
            ("wide" | "narrow", "weight") => wide * hidden,
            ("wide", _) => wide,
            ("head", "weight") => 14 * hidden,
            ("head", _) => 14,
            ("transitions", _) => 8 * 14 * 14,
            _ => hidden,
        };
        Ok((0..count).map(|_| next()).collect())
    };
    write(&list, SHAPE, &SETTINGS, weights).unwrap()
}

static TINY: LazyLock<Encoder> = LazyLock::new(|| Encoder::read(&tiny()).unwrap());

fn annotated(text: &str, encoder: &Encoder) -> Annotation {
    let body = [Span::new(0, text.len())];
    annotate_with(&Input { text, body: &body, published: None, byline: None }, Engine::new(Some(encoder)))
}

#[test]
fn a_file_that_is_cut_or_of_something_else_is_an_error() {
    let bytes = tiny();
    assert_eq!(Encoder::read(&bytes).unwrap().settings, SETTINGS);
    for end in (0..bytes.len()).step_by(997) {
        assert!(Encoder::read(&bytes[..end]).is_err(), "{end}");
    }
    let mut other = bytes.clone();
    other[7] ^= 1;
    assert!(Encoder::read(&other).is_err());
    // Sizes that no memory holds.
    let mut large = bytes;
    large[8..12].fill(0xff);
    assert!(Encoder::read(&large).is_err());
}

#[test]
fn every_token_has_scores_whatever_its_window() {
    let text = "Ada said that it rains. \n“No,” said Bo. ".repeat(60);
    let doc = Document::new(&text, &[Span::new(0, text.len())]);
    let rows = vec![Attributes::default(); doc.tokens.len()];
    let scores = TINY.scores(&doc, &rows, &vec![0; doc.tokens.len()]);
    assert_eq!(scores.len(), doc.tokens.len());
    assert!(scores.iter().flatten().all(|s| s.is_finite()));
    assert!(scores.windows(2).any(|w| w[0] != w[1]));
    assert!(TINY.scores(&Document::new("", &[]), &[], &[]).is_empty());
}

#[test]
fn without_a_share_of_its_own_the_encoder_changes_nothing() {
    let mut encoder = Encoder::read(&tiny()).unwrap();
    encoder.settings = Settings { shares: [1.0, 0.0], outside: 0.0, ..SETTINGS };
    let text = "“The bridge is closed,” Ada Moor said. Bo Lind told the Courier that it was not.";
    let default =
        crate::annotate(&Input { text, body: &[Span::new(0, text.len())], published: None, byline: None });
    let spans = |a: &Annotation| {
        let of = |s: &crate::Statement| (s.source.clone(), s.cue.clone(), s.content.clone());
        a.statements.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(spans(&annotated(text, &encoder)), spans(&default));
}

/// The file of weights beside the crate; packagers may leave it out.
#[test]
fn the_weights_of_this_release_find_who_said_what() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/accurate.bin");
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    assert!(bytes.len() <= 30 << 20, "{} bytes", bytes.len());
    let encoder = Encoder::read(&bytes).unwrap();
    let text = "The harbour of Orvask was closed on Tuesday. Storms had broken its wall, the port’s director, \
                Ilse Varn, told reporters.\n“We will not open it before spring,” she said.\nFishermen have \
                complained that nobody warned them.";
    let found: Vec<(String, String)> = annotated(text, &encoder)
        .statements
        .iter()
        .map(|s| (onrecord_text::join(text, &s.source, " … "), onrecord_text::join(text, &s.content, " … ")))
        .collect();
    let wanted = [
        ("the port’s director, Ilse Varn,", "Storms had broken its wall"),
        ("she", "“We will not open it before spring,”"),
        ("Fishermen", "that nobody warned them"),
    ];
    for (source, content) in wanted {
        let source = source.trim_end_matches(',');
        let like =
            |f: &&(String, String)| f.0.contains(source) && f.1.contains(content.trim_end_matches(",”"));
        assert!(found.iter().any(|f| like(&f)), "{source}: {content}: {found:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn spans_are_slices_of_any_text(text in "([a-zA-Z“”\"' ,.:é\u{301}—\n]|said |\\PC){0,300}") {
        let found = annotated(&text, &TINY);
        for statement in &found.statements {
            for span in statement.source.iter().chain(&statement.cue).chain(&statement.content) {
                prop_assert!(span.get(&text).is_some_and(|s| !s.is_empty()));
            }
        }
        prop_assert_eq!(found, annotated(&text, &TINY));
    }
}
