//! Any bytes as a feed: RSS, Atom, RDF, JSON Feed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_fuzz::read_as;

fuzz_target!(|data: &[u8]| {
    // What begins like a feed is taken for one.
    read_as("a.xml", data);
    read_as("a.xml", &[b"<rss version=\"2.0\"><channel>", data].concat());
});
