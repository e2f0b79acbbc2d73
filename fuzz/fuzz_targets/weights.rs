//! Any bytes as a file of weights, of both tiers: it is read or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_annotate::tagging::{Encoder, Model};
use onrecord_fuzz::choose;

fuzz_target!(|data: &[u8]| {
    let Some((accurate, bytes)) = choose(&[false, true], data) else { return };
    if accurate {
        let _ = Encoder::read(bytes);
    } else {
        let _ = Model::read(bytes);
    }
});
