//! Resolves the sources of hand-made attributions, so that resolving is measured without finding them.
//!
//! `cargo run --release -p onrecord-annotate --example people -- FOLDER > predictions.jsonl` reads
//! `FOLDER/text/*.txt` and for each the first `FOLDER/attributions/NAME*.ann` (brat standoff), and prints an
//! object an article: `{"id", "statements": [{"source", "cue", "content", "speaker": {"name", …}}, …]}`,
//! offsets in code points. With `--time` it prints nothing but how long resolving took.

use onrecord_annotate::attribution::Attribution;
use onrecord_annotate::resolve::{Resolution, resolve};
use onrecord_annotate::structure::Document;
use onrecord_annotate::{Kind, Speaker};
use onrecord_text::{OffsetMap, Span, Unit};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let timed = arguments.iter().any(|a| a == "--time");
    let folder = arguments.iter().find(|a| !a.starts_with("--")).ok_or("usage: people FOLDER [--time]")?;
    let folder = Path::new(folder);
    let mut texts: Vec<PathBuf> =
        std::fs::read_dir(folder.join("text"))?.map(|e| Ok(e?.path())).collect::<std::io::Result<_>>()?;
    texts.sort();
    let mut annotations: Vec<PathBuf> = std::fs::read_dir(folder.join("attributions"))?
        .map(|e| Ok(e?.path()))
        .collect::<std::io::Result<_>>()?;
    annotations.sort();
    let (mut spent, mut articles) = (Duration::ZERO, 0);
    for path in texts {
        let name = path.file_stem().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        let belongs =
            |p: &&PathBuf| p.file_name().and_then(|f| f.to_str()).is_some_and(|f| f.starts_with(&name));
        let Some(annotation) = annotations.iter().find(belongs) else { continue };
        let text = std::fs::read_to_string(&path)?;
        let map = OffsetMap::new(&text, Unit::CodePoint);
        let attributions = read(&std::fs::read_to_string(annotation)?, &map);
        let doc = Document::new(&text, &[Span::new(0, text.len())]);
        let rounds: u32 = if timed { 20 } else { 1 };
        let mut resolution = resolve(&doc, &attributions, None);
        let begun = Instant::now();
        for _ in 1..rounds {
            resolution = resolve(&doc, &attributions, None);
        }
        spent += begun.elapsed() / rounds.max(2).saturating_sub(1);
        articles += 1;
        if !timed {
            print(&name, &text, &map, &attributions, &resolution);
        }
    }
    if timed {
        println!("{articles} articles, {:?} an article", spent / articles.max(1));
    }
    Ok(())
}

/// The attributions of a brat file: a T line is a span, an E line an attribution.
fn read(ann: &str, map: &OffsetMap) -> Vec<Attribution> {
    let mut spans: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for line in ann.lines().filter(|l| l.starts_with('T')) {
        let mut fields = line.split('\t');
        let (Some(id), Some(place)) = (fields.next(), fields.next()) else { continue };
        let Some((_, ranges)) = place.split_once(' ') else { continue };
        let range = |r: &str| {
            let (start, end) = r.split_once(' ')?;
            map.back(start.parse().ok()?, end.parse().ok()?)
        };
        spans.insert(id, ranges.split(';').filter_map(range).collect());
    }
    let mut attributions = Vec::new();
    for line in ann.lines().filter(|l| l.starts_with('E')) {
        let mut roles: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
        for argument in line.split('\t').nth(1).unwrap_or_default().split(' ').skip(1) {
            let Some((role, id)) = argument.split_once(':') else { continue };
            let role = role.trim_end_matches(|c: char| c.is_ascii_digit());
            roles.entry(role).or_default().extend(spans.get(id).into_iter().flatten());
        }
        let mut take = |role: &str| {
            let mut found = roles.remove(role).unwrap_or_default();
            found.sort();
            found
        };
        attributions.push(Attribution {
            kind: Kind::Indirect,
            source: take("Source"),
            cue: take("Cue"),
            content: take("Content"),
            inside: None,
            continues: None,
            rule: "gold",
            confidence: 1.0,
        });
    }
    attributions
}

fn print(name: &str, text: &str, map: &OffsetMap, attributions: &[Attribution], resolution: &Resolution) {
    let ranges = |spans: &[Span]| {
        let out: Vec<String> = spans.iter().map(|s| map.out(*s)).map(|(a, b)| format!("[{a},{b}]")).collect();
        format!("[{}]", out.join(","))
    };
    let quote = |s: &str| {
        let escaped: String = s
            .chars()
            .flat_map(|c| match c {
                '"' | '\\' => vec!['\\', c],
                c if (c as u32) < 0x20 => vec![' '],
                c => vec![c],
            })
            .collect();
        format!("\"{escaped}\"")
    };
    let mut statements = Vec::new();
    for ((attribution, speaker), told) in
        attributions.iter().zip(&resolution.speakers).zip(&resolution.addressees)
    {
        let speaker = match speaker {
            Speaker::Known { party, via, rule } => {
                let party = &resolution.parties[*party];
                let name = if party.kind.is_named() { quote(party.name.of(text)) } else { "null".to_owned() };
                let via: Vec<String> = via.iter().map(|s| quote(s.of(text))).collect();
                let (kind, via) = (party.kind.as_str(), via.join(","));
                format!(r#"{{"name":{name},"type":"{kind}","rule":"{rule}","via":[{via}]}}"#)
            }
            Speaker::Unknown { reason } => format!(r#"{{"name":null,"type":"unknown","rule":"{reason}"}}"#),
        };
        let told = told.map_or("null".to_owned(), |p| quote(resolution.parties[p].name.of(text)));
        statements.push(format!(
            r#"{{"source":{},"cue":{},"content":{},"speaker":{speaker},"addressee":{told}}}"#,
            ranges(&attribution.source),
            ranges(&attribution.cue),
            ranges(&attribution.content)
        ));
    }
    println!(r#"{{"id":{},"statements":[{}]}}"#, quote(name), statements.join(","));
}
