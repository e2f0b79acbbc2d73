//! Any bytes as a web archive that is not packed: records, heads, and what web servers answered.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_fuzz::read_as;

fuzz_target!(|data: &[u8]| read_as("a.warc", data));
