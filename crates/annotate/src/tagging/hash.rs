//! Hashing of features. Only speed and an even spread matter; the numbers are part of the weights' format.

/// A number for a short text (FNV-1a, folded to 32 bits).
pub fn text_hash(text: &str) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    (hash ^ (hash >> 32)) as u32
}

/// Goes on hashing with one more value.
#[inline(always)]
pub fn mix(hash: u64, value: u32) -> u64 {
    (hash ^ u64::from(value)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
}

/// A hash to start from; another for every `seed`.
#[inline(always)]
pub const fn start(seed: u32) -> u64 {
    (seed as u64 + 1).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// The slot of a hash in a table of `1 << bits`.
#[inline(always)]
pub fn slot(hash: u64, bits: u32) -> u32 {
    (hash.wrapping_mul(0x94d0_49bb_1331_11eb) >> (64 - bits)) as u32
}
