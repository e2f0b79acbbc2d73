//! The articles that onrecord was begun for, if they are at hand: in `$ONRECORD_SHARED/seeds` or
//! `../shared/seeds` beside the checkout.

#![allow(clippy::unwrap_used)]

use onrecord_read::{Options, Reader, decode};
use std::path::PathBuf;

fn seeds() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).map(|p| p.join("shared"));
    let folder = std::env::var_os("ONRECORD_SHARED").map(PathBuf::from).or_else(beside)?.join("seeds");
    folder.is_dir().then_some(folder)
}

/// What is marked in each, as kinds; by counting, so that no text of theirs stands here.
#[test]
fn all_chrome_of_the_seeds_is_marked_and_nothing_of_their_articles() {
    let Some(folder) = seeds() else {
        println!("skipped: no seeds; set ONRECORD_SHARED to the folder that holds them");
        return;
    };
    let want = [
        vec!["comments"; 2],
        vec!["teaser"; 6],
        vec!["caption", "navigation", "tags"],
        vec!["notice", "teaser", "teaser", "teaser", "teaser"],
        vec!["title", "comments", "comments"],
    ];
    let mut seen = 0;
    for (document, want) in Reader::new(&[folder], Options::default()).unwrap().zip(want) {
        let document = decode(document.unwrap()).unwrap();
        let cleaned = onrecord_clean::clean(&document).unwrap();
        let kinds: Vec<&str> = cleaned.chrome.iter().map(|m| m.kind.as_str()).collect();
        assert_eq!(kinds, want, "{}", document.locator);
        assert_eq!(cleaned.body().len(), 1, "{}", document.locator);
        seen += 1;
    }
    assert_eq!(seen, 5);
}
