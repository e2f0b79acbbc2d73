//! The file of weights.

use super::hints;
use super::network::{Dense, Layer, Network, Norm, Table};
use super::numbers::{Products, sum_of};
use super::pieces::Vocabulary;
use super::{Encoder, Settings, windows};
use crate::tagging::bytes::{Reader, Writer};
use crate::tagging::confidence;
use crate::tagging::labels::{BOUNDARIES, COUNT, WIDTH};

/// First bytes of the file; the last two count the format's versions.
const MAGIC: &[u8; 8] = b"onrecE01";
/// No size in the file is larger than this.
const LARGEST: usize = 1 << 16;

/// The sizes of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Numbers a piece has between layers; a multiple of `heads`.
    pub hidden: usize,
    /// Layers.
    pub layers: usize,
    /// Heads of attention.
    pub heads: usize,
    /// Numbers a piece has inside a layer.
    pub wide: usize,
    /// Pieces of a window, with those at its ends.
    pub window: usize,
}

/// The file's bytes. `list` is the vocabulary, a piece a line; `weights` gives a matrix by its name in
/// `crates/train/accurate/network.py`, row after row. Matrices are rounded to 8 bits a number, each row with
/// its own scale.
///
/// # Errors
/// If a matrix has another size than the shape wants, or `weights` fails.
pub fn write(
    list: &str,
    shape: Shape,
    settings: &Settings,
    mut weights: impl FnMut(&str) -> Result<Vec<f32>, String>,
) -> Result<Vec<u8>, String> {
    let mut out = Writer::default();
    out.bytes(MAGIC);
    for size in [shape.hidden, shape.layers, shape.heads, shape.wide, shape.window, list.len()] {
        out.u32(size as u32);
    }
    out.bytes(list.as_bytes());
    let mut take = |name: &str, rows: usize, width: usize| {
        let mut found = weights(name)?;
        // Neither positions beyond the window are needed nor the row that stands for no hint.
        if matches!(name, "positions.weight" | "hints.weight") {
            found.truncate(rows * width);
        }
        match found.len() == rows * width {
            true => Ok(found),
            false => Err(format!("{name} has {} numbers, not {rows} times {width}", found.len())),
        }
    };
    let hidden = shape.hidden;
    table(&mut out, &take("words.weight", list.lines().count(), hidden)?, hidden);
    let positions = take("positions.weight", shape.window, hidden)?;
    let hints = take("hints.weight", hints::ROWS, hidden)?;
    positions.iter().chain(&hints).for_each(|x| out.f32(*x));
    let floats = |out: &mut Writer, found: Vec<f32>| found.iter().for_each(|x| out.f32(*x));
    let parts = |name: &str| [format!("{name}.weight"), format!("{name}.bias")];
    let norm = parts("norm");
    for name in &norm {
        floats(&mut out, take(name, 1, hidden)?);
    }
    for layer in 0..shape.layers {
        for (name, rows, width) in dense(shape) {
            let [weights, shift] = parts(&format!("layers.{layer}.{name}"));
            if width == 0 {
                floats(&mut out, take(&weights, 1, rows)?);
            } else {
                table(&mut out, &take(&weights, rows, width)?, width);
            }
            floats(&mut out, take(&shift, 1, rows)?);
        }
    }
    floats(&mut out, take("head.weight", COUNT, hidden)?);
    floats(&mut out, take("head.bias", 1, COUNT)?);
    floats(&mut out, take("transitions", BOUNDARIES * COUNT, COUNT)?);
    let Settings { shares, outside, thresholds, confidence } = settings;
    shares.iter().chain([outside]).chain(thresholds).chain(confidence).for_each(|x| out.f32(*x));
    Ok(out.finish())
}

/// A layer's parts in the file's order: name, outputs and inputs; norms have no inputs.
fn dense(shape: Shape) -> [(&'static str, usize, usize); 6] {
    let (hidden, wide) = (shape.hidden, shape.wide);
    [
        ("into", 3 * hidden, hidden),
        ("out", hidden, hidden),
        ("norm1", hidden, 0),
        ("wide", wide, hidden),
        ("narrow", hidden, wide),
        ("norm2", hidden, 0),
    ]
}

fn table(out: &mut Writer, values: &[f32], width: usize) {
    let rows = values.chunks_exact(width);
    let scale = |row: &[f32]| (row.iter().fold(0f32, |m, x| m.max(x.abs())) / 127.0).max(1e-20);
    rows.clone().for_each(|row| out.f32(scale(row)));
    for row in rows {
        let scale = scale(row);
        row.iter().for_each(|x| out.u8((x / scale).round() as i8 as u8));
    }
}

impl Encoder {
    /// Reads what [`write()`] wrote.
    ///
    /// # Errors
    /// If the bytes are not such a file, or one of another version, or end early.
    pub fn read(bytes: &[u8]) -> Result<Encoder, &'static str> {
        let mut from = Reader::new(bytes);
        if from.take(MAGIC.len())? != MAGIC {
            return Err("not a file of the accurate tier’s weights of this version");
        }
        let mut size = || from.u32().map(|s| s as usize);
        let shape =
            Shape { hidden: size()?, layers: size()?, heads: size()?, wide: size()?, window: size()? };
        let list = size()?;
        let sizes = [shape.hidden, shape.layers, shape.heads, shape.wide, shape.window];
        if sizes.iter().any(|s| !(1..=LARGEST).contains(s)) || !shape.hidden.is_multiple_of(shape.heads) {
            return Err("a size in the weights is wrong");
        }
        if shape.window < windows::SMALLEST {
            return Err("the window is too small");
        }
        let list = str::from_utf8(from.take(list)?).map_err(|_| "the vocabulary is not text")?;
        let vocabulary = Vocabulary::read(list)?;
        let products = Products::default();
        let network = network(&mut from, shape, list.lines().count(), &products)?;
        let mut transitions = Box::new([[[0.0; WIDTH]; WIDTH]; BOUNDARIES]);
        for row in transitions.iter_mut().flat_map(|table| &mut table[..COUNT]) {
            for score in &mut row[..COUNT] {
                *score = from.f32()?;
            }
        }
        let shares = [from.f32()?, from.f32()?];
        let outside = from.f32()?;
        let thresholds = [from.f32()?, from.f32()?];
        let mut confidence = confidence::Weights::default();
        for weight in &mut confidence {
            *weight = from.f32()?;
        }
        let settings = Settings { shares, outside, thresholds, confidence };
        Ok(Encoder { vocabulary, network, transitions, settings })
    }
}

fn floats(from: &mut Reader, count: usize) -> Result<Vec<f32>, &'static str> {
    let bytes = from.take(count * 4)?;
    Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
}

fn rows(from: &mut Reader, count: usize, width: usize) -> Result<Table, &'static str> {
    let scales = floats(from, count)?;
    let values = from.take(count * width)?.iter().map(|b| *b as i8).collect();
    Ok(Table { values, scales })
}

fn network(
    from: &mut Reader,
    shape: Shape,
    words: usize,
    products: &Products,
) -> Result<Network, &'static str> {
    let hidden = shape.hidden;
    let words = rows(from, words, hidden)?;
    let positions = floats(from, shape.window * hidden)?;
    let hints = floats(from, hints::ROWS * hidden)?;
    let norm = |from: &mut Reader| -> Result<Norm, &'static str> {
        Ok(Norm { scale: floats(from, hidden)?, shift: floats(from, hidden)? })
    };
    let first = norm(from)?;
    let mut layers = Vec::with_capacity(shape.layers.min(64));
    for _ in 0..shape.layers {
        let dense = |from: &mut Reader, outputs: usize, inputs: usize| -> Result<Dense, &'static str> {
            let table = rows(from, outputs, inputs)?;
            let weights = products.pack(&table.values, inputs);
            let rows = table.values.chunks_exact(inputs).zip(&table.scales);
            let sums = rows.map(|(row, scale)| sum_of(row) * scale).collect();
            Ok(Dense { weights, scales: table.scales, sums, shift: floats(from, outputs)? })
        };
        layers.push(Layer {
            into: dense(from, 3 * hidden, hidden)?,
            out: dense(from, hidden, hidden)?,
            norm1: norm(from)?,
            wide: dense(from, shape.wide, hidden)?,
            narrow: dense(from, hidden, shape.wide)?,
            norm2: norm(from)?,
        });
    }
    let by_label = floats(from, COUNT * hidden)?;
    let mut head = vec![[0.0; WIDTH]; hidden];
    for (label, row) in by_label.chunks_exact(hidden).enumerate() {
        head.iter_mut().zip(row).for_each(|(to, x)| to[label] = *x);
    }
    let mut head_shift = [0.0; WIDTH];
    head_shift[..COUNT].copy_from_slice(&floats(from, COUNT)?);
    let Shape { heads, window, .. } = shape;
    Ok(Network { hidden, heads, window, words, positions, hints, norm: first, layers, head, head_shift })
}
