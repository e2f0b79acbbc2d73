//! Arithmetic of the encoder: products of matrices in 8 bits, and functions that a compiler makes vectors of.
//!
//! Sums of integers are the same in any order, and the rest is additions and multiplications in an order of
//! its own, so that every machine and any number of threads give the same numbers.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::{Matrix, MatrixLayout, NdTensorView};
use std::fmt;

/// The largest value of a number in [`Rows`]. With 7 bits no processor's sum of two products runs over.
const TOP: f32 = 127.0;
/// Added to a number between 0 and 2^22 it leaves the nearest integer in the lowest bits (ties to even).
const ROUND: f32 = 8_388_608.0;
/// Numbers that are worked on side by side.
const LANES: usize = 16;

/// Rows of numbers in 7 bits: each is `scale * (value - zero)` of its row.
#[derive(Debug, Default)]
pub struct Rows {
    values: Vec<u8>,
    /// What a step of each row's values is worth.
    pub scales: Vec<f32>,
    /// What stands for 0 in each row.
    pub zeros: Vec<f32>,
}

impl Rows {
    /// Takes the place of what was here: rows of `width` numbers.
    pub fn set(&mut self, numbers: &[f32], width: usize) {
        self.clear();
        numbers.chunks_exact(width).for_each(|row| self.push(row));
    }

    /// Takes the place of what was here: rows of shares that sum to 1 and go by the exponentials of `numbers`
    /// (softmax). Changes `numbers`.
    pub fn set_shares(&mut self, numbers: &mut [f32], width: usize) {
        self.clear();
        for row in numbers.chunks_exact_mut(width) {
            let (_, high) = range(row);
            row.iter_mut().for_each(|x| *x = exp(*x - high) * TOP + ROUND);
            let from = self.values.len();
            self.values.extend(row.iter().map(|x| x.to_bits() as u8));
            let all: u32 = self.values[from..].iter().map(|v| u32::from(*v)).sum();
            self.scales.push(1.0 / all.max(1) as f32);
            self.zeros.push(0.0);
        }
    }

    fn clear(&mut self) {
        self.values.clear();
        self.scales.clear();
        self.zeros.clear();
    }

    fn push(&mut self, row: &[f32]) {
        let (low, high) = range(row);
        let (low, high) = (low.min(0.0), high.max(0.0));
        let scale = ((high - low) / TOP).max(1e-20);
        let inverse = 1.0 / scale;
        let zero = (-low * inverse).round().clamp(0.0, TOP);
        self.scales.push(scale);
        self.zeros.push(zero);
        let value = |x: &f32| ((x * inverse + zero).clamp(0.0, TOP) + ROUND).to_bits() as u8;
        self.values.extend(row.iter().map(value));
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.scales.len()
    }
}

/// Numbers in 8 bits with a sign.
#[derive(Debug, Default)]
pub struct Signed {
    /// The numbers in steps of a scale.
    pub values: Vec<i8>,
    /// What the steps of each row, or of each column, are worth.
    pub scales: Vec<f32>,
    /// Each row's numbers together.
    pub sums: Vec<f32>,
}

impl Signed {
    /// Takes the place of what was here: rows of `width` numbers, each with its scale.
    pub fn set_rows(&mut self, numbers: &[f32], width: usize) {
        self.values.clear();
        self.scales.clear();
        self.sums.clear();
        for row in numbers.chunks_exact(width) {
            let (low, high) = range(row);
            let scale = (high.max(-low) / TOP).max(1e-20);
            let inverse = 1.0 / scale;
            self.scales.push(scale);
            let from = self.values.len();
            self.values.extend(row.iter().map(|x| nearest(x * inverse)));
            self.sums.push(sum_of(&self.values[from..]) * scale);
        }
    }

    /// Takes the place of what was here: rows of `width` numbers, each column with its scale.
    pub fn set_columns(&mut self, numbers: &[f32], width: usize) {
        self.values.clear();
        self.scales.clear();
        self.sums.clear();
        self.scales.resize(width, 1e-20);
        for row in numbers.chunks_exact(width) {
            for (scale, x) in self.scales.iter_mut().zip(row) {
                let size = x.abs() / TOP;
                *scale = if size > *scale { size } else { *scale };
            }
        }
        let inverse: Vec<f32> = self.scales.iter().map(|s| 1.0 / s).collect();
        for row in numbers.chunks_exact(width) {
            self.values.extend(row.iter().zip(&inverse).map(|(x, i)| nearest(x * i)));
        }
    }
}

/// The sum of 8-bit numbers.
pub fn sum_of(values: &[i8]) -> f32 {
    values.iter().map(|v| i32::from(*v)).sum::<i32>() as f32
}

/// The nearest integer (ties to even) of a number between -128 and 127.
#[inline(always)]
fn nearest(x: f32) -> i8 {
    (x + 1.5 * ROUND).to_bits() as i8
}

/// The smallest and the largest.
fn range(row: &[f32]) -> (f32, f32) {
    let (mut low, mut high) = ([f32::INFINITY; LANES], [f32::NEG_INFINITY; LANES]);
    let chunks = row.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for lane in 0..LANES {
            low[lane] = if chunk[lane] < low[lane] { chunk[lane] } else { low[lane] };
            high[lane] = if chunk[lane] > high[lane] { chunk[lane] } else { high[lane] };
        }
    }
    let low = low.iter().chain(rest).copied().fold(f32::INFINITY, f32::min);
    (low, high.iter().chain(rest).copied().fold(f32::NEG_INFINITY, f32::max))
}

/// The sum.
pub fn sum(row: &[f32]) -> f32 {
    let mut sums = [0.0; LANES];
    let chunks = row.chunks_exact(LANES);
    let rest: f32 = chunks.remainder().iter().sum();
    for chunk in chunks {
        for lane in 0..LANES {
            sums[lane] += chunk[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// Makes every row of `width` numbers have mean 0 and variance 1, then scales and shifts it (Ba and others
/// 2016).
pub fn norm(numbers: &mut [f32], scale: &[f32], shift: &[f32]) {
    for row in numbers.chunks_exact_mut(scale.len()) {
        let mean = sum(row) / scale.len() as f32;
        row.iter_mut().for_each(|x| *x -= mean);
        let mut squares = [0.0; LANES];
        for chunk in row.chunks(LANES) {
            for (square, x) in squares.iter_mut().zip(chunk) {
                *square += x * x;
            }
        }
        let inverse = 1.0 / (squares.iter().sum::<f32>() / scale.len() as f32 + 1e-12).sqrt();
        for ((x, scale), shift) in row.iter_mut().zip(scale).zip(shift) {
            *x = *x * inverse * scale + shift;
        }
    }
}

/// The exponential of a number that is at most 88, to seven digits: a power of two, and a polynomial for
/// what is left (coefficients of the Taylor series).
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let x = if x < -87.0 { -87.0 } else { x };
    let scaled = x * std::f32::consts::LOG2_E;
    // A number that is 1.5 * 2^23 or so has no digits behind the point.
    let shifted = scaled + 12_582_912.0;
    let whole = shifted - 12_582_912.0;
    let rest = (scaled - whole) * std::f32::consts::LN_2;
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3f80_0000));
    let poly = 1.0 / 720.0;
    let poly = poly * rest + 1.0 / 120.0;
    let poly = poly * rest + 1.0 / 24.0;
    let poly = poly * rest + 1.0 / 6.0;
    let poly = poly * rest + 0.5;
    let poly = poly * rest + 1.0;
    (poly * rest + 1.0) * power
}

/// The Gaussian error linear unit (Hendrycks and Gimpel 2016), with the error function of Abramowitz and
/// Stegun 7.1.26.
#[inline(always)]
pub fn gelu(x: f32) -> f32 {
    let z = (x * std::f32::consts::FRAC_1_SQRT_2).abs();
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let poly = 1.061_405_4;
    let poly = poly * t - 1.453_152;
    let poly = poly * t + 1.421_413_7;
    let poly = poly * t - 0.284_496_72;
    let poly = poly * t + 0.254_829_6;
    // What the error function lacks to 1, of the positive half.
    let tail = poly * t * exp(-z * z);
    let upper = 1.0 - 0.5 * tail;
    x * if x < 0.0 { 0.5 * tail } else { upper }
}

/// Products of 7-bit numbers and weights of 8 bits.
#[derive(Default)]
pub struct Products(GemmExecutor<u8, i8, i32>);

impl fmt::Debug for Products {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.0.kernel_name())
    }
}

impl Products {
    /// The weights, ready to be multiplied with: `values` has a row of `inputs` numbers for each output.
    pub fn pack(&self, values: &[i8], inputs: usize) -> Packed {
        Packed(self.0.prepack_b(turned(values, inputs)))
    }

    /// Every row's values by every output: `out` gets as many numbers as there are rows times outputs. What
    /// they are for rows whose zero is not 0 is to be taken off: the zero times the output's sum.
    pub fn multiply(&self, rows: &Rows, by: &Packed, out: &mut Vec<i32>) {
        self.run(rows, by.0.rows(), by.0.cols(), GemmInputB::Packed(&by.0), out);
    }

    /// The same with rows of as many numbers as those of `rows` in place of packed weights.
    pub fn multiply_each(&self, rows: &Rows, others: &[i8], width: usize, out: &mut Vec<i32>) {
        let others = turned(others, width);
        self.run(rows, width, others.cols(), GemmInputB::Unpacked(others), out);
    }

    /// For each row the sum of the rows of `others`, each as often as the row's numbers say.
    pub fn mix(&self, rows: &Rows, others: &[i8], width: usize, out: &mut Vec<i32>) {
        let count = others.len() / width;
        let others = NdTensorView::from_data([count, width], others);
        self.run(rows, count, width, GemmInputB::Unpacked(others), out);
    }

    fn run(&self, rows: &Rows, depth: usize, columns: usize, by: GemmInputB<i8>, out: &mut Vec<i32>) {
        out.clear();
        out.resize(rows.len() * columns, 0);
        let left = NdTensorView::from_data([rows.len(), depth], &rows.values[..]);
        let done = self.0.gemm(out, GemmInputA::Unpacked(left), by, GemmOptions::default());
        debug_assert!(done.is_ok(), "{done:?}");
    }
}

fn turned(values: &[i8], width: usize) -> Matrix<'_, i8> {
    NdTensorView::from_data([values.len() / width, width], values).permuted([1, 0])
}

/// Weights as [`Products`] wants them.
pub struct Packed(PackedBMatrix<i8>);

impl fmt::Debug for Packed {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} x {}", self.0.rows(), self.0.cols())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random and are the same in every run.
    fn noise(count: usize, seed: u32) -> Vec<f32> {
        let one = |i: usize| (i as u32 ^ seed).wrapping_mul(0x9e37_79b9);
        (0..count)
            .map(|i| ((one(i) ^ one(i) >> 13).wrapping_mul(0xc2b2_ae35) >> 8) as f32 / (1 << 23) as f32 - 1.0)
            .collect()
    }

    #[test]
    fn functions_are_those_of_the_books() {
        for i in -800..800 {
            let x = i as f32 / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}");
        }
        for (x, wanted) in [(0.0, 0.0), (1.0, 0.841_345), (-1.0, -0.158_655), (3.0, 2.995_95), (-9.0, 0.0)] {
            assert!((gelu(x) - wanted).abs() < 1e-5, "{x}");
        }
    }

    #[test]
    fn rows_get_mean_0_and_variance_1() {
        let mut numbers = noise(80, 3);
        norm(&mut numbers, &[1.0; 40], &[0.5; 40]);
        for row in numbers.chunks(40) {
            assert!((sum(row) / 40.0 - 0.5).abs() < 1e-5);
            assert!((row.iter().map(|x| (x - 0.5).powi(2)).sum::<f32>() / 40.0 - 1.0).abs() < 1e-4);
        }
    }

    #[test]
    fn products_in_8_bits_are_nearly_those_of_floats() {
        let (count, inputs, outputs) = (70, 100, 37);
        let (numbers, weights) = (noise(count * inputs, 1), noise(outputs * inputs, 2));
        let (mut rows, mut signed, mut sums) = (Rows::default(), Signed::default(), Vec::new());
        rows.set(&numbers, inputs);
        signed.set_rows(&weights, inputs);
        let products = Products::default();
        let packed = products.pack(&signed.values, inputs);
        let wanted = |r: usize, o: usize| -> f32 {
            let row = &numbers[r * inputs..][..inputs];
            row.iter().zip(&weights[o * inputs..]).map(|(x, w)| x * w).sum()
        };
        let check = |sums: &[i32]| {
            for r in 0..count {
                for o in 0..outputs {
                    let found =
                        sums[r * outputs + o] as f32 * signed.scales[o] - rows.zeros[r] * signed.sums[o];
                    let found = found * rows.scales[r];
                    assert!((found - wanted(r, o)).abs() < 0.2, "{r} {o}: {found} {}", wanted(r, o));
                }
            }
        };
        products.multiply(&rows, &packed, &mut sums);
        check(&sums);
        products.multiply_each(&rows, &signed.values, inputs, &mut sums);
        check(&sums);
    }

    #[test]
    fn shares_go_by_the_exponentials() {
        let mut rows = Rows::default();
        rows.set_shares(&mut [0.0, 2f32.ln(), f32::NEG_INFINITY], 3);
        assert_eq!(rows.values, [64, 127, 0]);
        assert!((rows.scales[0] - 1.0 / 191.0).abs() < 1e-6);
    }
}
