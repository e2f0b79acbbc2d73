//! Any bytes as a site's `robots.txt`, and any text as a path that it is asked about.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_fetch::Robots;

fuzz_target!(|data: &[u8]| {
    let text: &str = &String::from_utf8_lossy(data);
    let (path, rules) = text.split_once('\n').unwrap_or(("/", text));
    let robots = Robots::parse(rules);
    let _ = robots.allows(path);
    assert!(robots.delay.is_none_or(|seconds| seconds <= 60));
    assert!(!Robots::closed().allows(path));
});
