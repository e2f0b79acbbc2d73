//! Shared text, who took it, and origins, through the public interface.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod common;

use common::{Draft, articles, prose};
use onrecord_link::origin::{derivations, origins};
use onrecord_link::reuse::{Options, shared};
use onrecord_link::{Article, Degree, PassageKind, Shared};
use onrecord_text::{Span, words};
use proptest::prelude::*;

fn find(drafts: &[Draft]) -> Vec<Shared> {
    find_in(&articles(drafts))
}

fn find_in(all: &[Article]) -> Vec<Shared> {
    shared(all, &Options::default()).unwrap()
}

#[test]
fn a_sentence_that_two_outlets_share_is_found_to_the_letter() {
    let drafts = [
        Draft::new(
            "a",
            "A storm came. The proposals deal with the movement of ferries and barges, and include \
            a demand that Ostrel’s long-held plans be dropped. Nobody answered.",
        ),
        Draft::new(
            "b",
            "It was late! The proposals deal with the movement of “ferries” and barges and include \
            the demand that Ostrels long held plans be dropped, he thought.",
        ),
    ];
    let found = find(&drafts);
    assert_eq!(found.len(), 1);
    let slices: Vec<_> =
        found[0].passages.iter().map(|p| (p.a.of(&drafts[0].text), p.b.of(&drafts[1].text))).collect();
    assert_eq!(
        slices,
        [
            (
                "The proposals deal with the movement of ferries and barges, and include",
                "The proposals deal with the movement of “ferries” and barges and include"
            ),
            (
                "demand that Ostrel’s long-held plans be dropped",
                "demand that Ostrels long held plans be dropped"
            )
        ]
    );
}

#[test]
fn two_paragraphs_lifted_into_another_article_are_found() {
    let source: Vec<String> = (0..6).map(|i| prose(i, 60)).collect();
    let lifted = format!("{}\n{}\n{}\n{}", prose(10, 200), source[2], source[4], prose(11, 300));
    let found =
        find(&[Draft::new("a", source.join("\n")), Draft::new("b", lifted), Draft::new("c", prose(12, 400))]);
    assert_eq!(found.iter().map(|s| (s.a, s.b)).collect::<Vec<_>>(), [(0, 1)]);
    assert!((found[0].contained_a - 120.0 / 360.0).abs() < 0.02, "{}", found[0].contained_a);
    assert!((found[0].contained_b - 120.0 / 620.0).abs() < 0.02, "{}", found[0].contained_b);
}

#[test]
fn a_shared_speech_is_quotation_and_no_derivation() {
    let speech = prose(1, 40);
    let drafts = [
        Draft::new("a", format!("{} “{speech},” she said. {}", prose(2, 60), prose(3, 30))).at("2031-05-02"),
        Draft::new("b", format!("{} “{speech},” the mayor told us. {}", prose(4, 30), prose(5, 50)))
            .at("2031-05-03"),
    ];
    let found = find(&drafts);
    assert_eq!(found.len(), 1);
    assert!(found[0].passages.iter().all(|p| p.kind == PassageKind::Quotation));
    assert_eq!(derivations(&articles(&drafts), &found).unwrap(), []);
}

#[test]
fn text_outside_the_body_is_not_shared() {
    let chrome = prose(1, 60);
    let drafts = [
        Draft::new("a", format!("{}\n{chrome}", prose(2, 80))),
        Draft::new("b", format!("{}\n{chrome}", prose(3, 80))),
    ];
    let mut all = articles(&drafts);
    for article in &mut all {
        article.body = vec![Span::new(0, article.text.find('\n').unwrap())];
    }
    assert_eq!(find_in(&all), []);
}

#[test]
fn a_passage_does_not_run_across_what_is_not_body() {
    let (one, two) = (prose(1, 20), prose(2, 20));
    let drafts = [Draft::new("a", format!("{one} ADVERT {two}")), Draft::new("b", format!("{one} {two}"))];
    let mut all = articles(&drafts);
    let cut = one.len();
    all[0].body = vec![Span::new(0, cut), Span::new(cut + " ADVERT ".len(), all[0].text.len())];
    let found = find_in(&all);
    let slices: Vec<_> = found[0].passages.iter().map(|p| p.a.of(all[0].text)).collect();
    assert_eq!(slices, [one.trim_end_matches('.'), two.trim_end_matches('.')]);
}

#[test]
fn an_agencys_footer_under_unrelated_articles_is_nobodys() {
    let footer = prose(999, 30);
    let mut drafts: Vec<Draft> =
        (0..80).map(|i| Draft::new(format!("n{i}"), format!("{}\n{footer}", prose(i, 120)))).collect();
    assert_eq!(find(&drafts), []);
    // An article that is really copied is still found, without the footer.
    drafts.push(Draft::new("copy", drafts[7].text.clone()));
    let found = find(&drafts);
    assert_eq!(found.iter().map(|s| (s.a, s.b)).collect::<Vec<_>>(), [(7, 80)]);
}

#[test]
fn boilerplate_is_told_from_reporting_in_a_small_pile_too() {
    let kinds = |a: Draft, b: Draft| -> Vec<PassageKind> {
        find(&[a, b]).iter().flat_map(|s| s.passages.iter().map(|p| p.kind)).collect()
    };
    let box_ = prose(99, 20);
    let with = |seed: u64, tail: &str| format!("{} {tail}", prose(seed, 120));
    // An author's box under two articles of one outlet; between two outlets it may have been copied.
    let of = |outlets: [&'static str; 2]| {
        kinds(Draft::new("a", with(1, &box_)).by(outlets[0]), Draft::new("b", with(2, &box_)).by(outlets[1]))
    };
    assert_eq!(of(["Tide", "Tide"]), [PassageKind::Boilerplate]);
    assert_eq!(of(["Tide", "Gull"]), [PassageKind::Reporting]);
    // A footer of two outlets that says what it is.
    let footer = "The ferry lines of Ostrel and the harbour office: all rights reserved by the Gull Press.";
    let found = kinds(Draft::new("a", with(3, footer)), Draft::new("b", with(4, footer)));
    assert_eq!(found, [PassageKind::Boilerplate]);
    // The same footer under a reprint is part of the reprint.
    let text = with(5, footer);
    assert!(kinds(Draft::new("a", text.clone()), Draft::new("b", text)).contains(&PassageKind::Reporting));
}

#[test]
fn a_few_words_here_and_a_few_there_are_not_copied() {
    // Running reports on two votes, with formulas of so many words.
    let derived = |words: usize, between: [usize; 2]| {
        let parts: Vec<String> = (0..4).map(|i| prose(70 + i, words)).collect();
        let with = |seed: u64, words: usize| -> String {
            (seed..).zip(&parts).map(|(i, part)| format!("{}\n{part} ", prose(i, words))).collect()
        };
        let drafts = [Draft::new("a", with(10, between[0])), Draft::new("b", with(20, between[1]))];
        let found = find(&drafts);
        assert_eq!(found.len(), 1);
        derivations(&articles(&drafts), &found).unwrap().len()
    };
    assert_eq!(derived(9, [30, 30]), 0);
    assert_eq!(derived(13, [80, 60]), 1, "four short paragraphs");
    assert_eq!(derived(9, [4, 5]), 1, "one passage with changes");
}

#[test]
fn a_list_of_other_stories_is_boilerplate_under_a_short_one_too() {
    let list = prose(99, 60);
    let with = |seed: u64, words: usize, list: &str| format!("{}\n{list}", prose(seed, words));
    let kinds = |a: String, b: String| -> Vec<PassageKind> {
        let drafts = [Draft::new("a", a).by("Tide"), Draft::new("b", b).by("Tide")];
        find(&drafts).iter().flat_map(|s| s.passages.iter().map(|p| p.kind)).collect()
    };
    assert_eq!(kinds(with(1, 300, &list), with(2, 40, &list)), [PassageKind::Boilerplate]);
    let copy = with(3, 50, &list);
    assert_eq!(kinds(copy.clone(), copy), [PassageKind::Reporting], "the same text twice");
}

#[test]
fn samples_that_go_to_disk_give_the_same_pairs() {
    let text = prose(5, 150);
    let drafts: Vec<Draft> = (0..60)
        .map(|i| {
            Draft::new(format!("c{i:02}"), format!("{} {}", &text[..200 + i as usize * 7], prose(i, 90)))
        })
        .collect();
    let all = articles(&drafts);
    let on_disk = Options { most_held: 100, ..Options::default() };
    assert_eq!(shared(&all, &on_disk).unwrap(), find(&drafts));
}

#[test]
fn a_text_that_went_round_is_reported_against_its_first_article() {
    // 2,000 copies make 1,999 pairs, not two million.
    let text = prose(5, 150);
    let mut drafts: Vec<Draft> =
        (0..2000).map(|i| Draft::new(format!("c{i:04}"), format!("{text} {}", prose(100 + i, 12)))).collect();
    drafts[1234] = drafts[1234].clone().at("2031-05-01");
    // One more took two paragraphs of it.
    drafts
        .push(Draft::new("lift", format!("{} {} {}", prose(1, 200), &text[..text.len() / 2], prose(2, 90))));
    let found = find(&drafts);
    assert_eq!(found.len(), 2000);
    assert!(found.iter().all(|s| s.a == 1234 || s.b == 1234));
    let all = articles(&drafts);
    let origin = origins(&all, &derivations(&all, &found).unwrap());
    assert!(origin[..2000].iter().all(|&o| o == 1234));
    assert_eq!(origin[2000], 2000, "partly derived: an origin of its own");
}

#[test]
fn the_copy_is_told_by_credit_then_date_then_containment() {
    let text = prose(1, 120);
    let direction = |a: Draft, b: Draft| {
        let drafts = [a, b];
        let all = articles(&drafts);
        let found = derivations(&all, &find_in(&all)).unwrap();
        assert_eq!(found.len(), 1);
        (found[0].directed.then_some(found[0].copy), found[0].degree, found[0].evidence.clone())
    };
    let a = || Draft::new("a", text.clone()).by("Ostrel Tide").at("2031-05-02");
    let b = |extra: &str| Draft::new("b", format!("{text} {extra}")).by("Gull Press");
    assert_eq!(direction(a(), b("").at("2031-05-03")), (Some(1), Degree::Whole, vec!["published-earlier"]));
    assert_eq!(direction(a(), b("").at("2031-05-02")), (None, Degree::Whole, vec![]));
    assert_eq!(
        direction(a(), b("First published in Ostrel Tide.").at("2031-05-01")),
        (Some(1), Degree::Whole, vec!["credit"])
    );
    assert_eq!(direction(a(), b(&prose(2, 200))), (Some(0), Degree::Whole, vec!["containment"]));
}

#[test]
fn copies_go_back_to_their_source_and_mixed_articles_stand_alone() {
    let (one, two) = (prose(1, 200), prose(2, 200));
    let drafts = [
        Draft::new("source", one.clone()).at("2031-05-01"),
        Draft::new("reprint", format!("By our desk. {one}")).at("2031-05-02"),
        Draft::new("cut", one[..one.len() / 2].to_owned()).at("2031-05-03"),
        Draft::new("other", two.clone()).at("2031-05-01"),
        Draft::new("mixed", format!("{} {} {}", &one[..300], prose(3, 150), &two[..300])).at("2031-05-04"),
    ];
    let all = articles(&drafts);
    let found = derivations(&all, &find_in(&all)).unwrap();
    assert_eq!(origins(&all, &found), [0, 0, 0, 3, 4]);
    assert!(found.iter().any(|d| d.copy == 4 && d.source == 3 && d.degree == Degree::Partly));
}

#[test]
fn of_undated_copies_the_smallest_id_is_the_origin_wherever_it_stands() {
    let drafts = ["c", "a", "b"].map(|id| Draft::new(id, prose(1, 100)));
    let all = articles(&drafts);
    let found = derivations(&all, &find_in(&all)).unwrap();
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|d| !d.directed && all[d.source].id < all[d.copy].id));
    assert_eq!(origins(&all, &found), [1, 1, 1]);
}

#[test]
fn a_circle_of_credits_has_an_origin() {
    let text = prose(1, 100);
    let outlets = ["Tide", "Gull", "Mast"];
    let drafts = [0, 1, 2].map(|i| {
        Draft::new(["x", "y", "z"][i], format!("{text} Source: {}.", outlets[(i + 1) % 3])).by(outlets[i])
    });
    let all = articles(&drafts);
    let found = derivations(&all, &find_in(&all)).unwrap();
    assert_eq!(origins(&all, &found), [0, 0, 0]);
}

#[test]
fn nothing_is_shared_where_there_is_nothing() {
    assert_eq!(find(&[]), []);
    assert_eq!(find(&[Draft::new("a", ""), Draft::new("b", ""), Draft::new("c", "…")]), []);
    let mut all = articles(&[]);
    assert_eq!(origins(&all, &[]), Vec::<usize>::new());
    let text = prose(1, 50);
    let drafts = [Draft::new("a", text.clone()), Draft::new("b", text)];
    all = articles(&drafts);
    all[0].body = vec![];
    all[1].body = vec![Span::new(0, 10_000)];
    assert_eq!(find_in(&all), []);
}

/// A few words of one of six texts, quoted or not; and a day.
type Recipe = (Vec<(u64, usize, usize, bool)>, usize);

/// Articles put together from few paragraphs, so that they share a lot in many ways.
fn patchworks() -> impl Strategy<Value = Vec<Draft>> {
    let text = prop::collection::vec((0u64..6, 0usize..40, 0usize..60, prop::bool::ANY), 0..5);
    prop::collection::vec((text, 0usize..4), 0..7).prop_map(|all| {
        let draft = |(i, (parts, day)): (usize, Recipe)| {
            let part = |(seed, from, len, quote): (u64, usize, usize, bool)| {
                let text = prose(seed, 60);
                let words: Vec<&str> = text.split(' ').skip(from).take(len).collect();
                match quote {
                    true => format!("“{}” — Žé’s", words.join(" ").to_uppercase()),
                    false => words.join("\n"),
                }
            };
            let text = parts.into_iter().map(part).collect::<Vec<_>>().join(". ");
            let draft = Draft::new(format!("{:x}", i * 7919 % 31), text).by(["Tide", "Gull"][i % 2]);
            draft.at(["", "2031-05-01", "2031-05-02", "2031-05-02T10:00"][day])
        };
        all.into_iter().enumerate().map(draft).collect()
    })
}

/// The pairs by id, with all that is said of them, the smaller id first.
fn by_id(drafts: &[Draft], found: &[Shared]) -> Vec<String> {
    let mut all: Vec<String> = found
        .iter()
        .map(|s| {
            let side = |i: usize, c: f64, spans: Vec<Span>| (drafts[i].id.clone(), format!("{c:.6}"), spans);
            let mut sides = [
                side(s.a, s.contained_a, s.passages.iter().map(|p| p.a).collect()),
                side(s.b, s.contained_b, s.passages.iter().map(|p| p.b).collect()),
            ];
            sides.iter_mut().for_each(|(_, _, spans)| spans.sort());
            sides.sort();
            format!("{sides:?}")
        })
        .collect();
    all.sort();
    all
}

fn root_ids(drafts: &[Draft], found: &[Shared]) -> Vec<(String, String)> {
    let all = articles(drafts);
    let roots = origins(&all, &derivations(&all, found).unwrap());
    let mut ids: Vec<_> =
        roots.iter().enumerate().map(|(i, &r)| (drafts[i].id.clone(), drafts[r].id.clone())).collect();
    ids.sort();
    ids
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn passages_are_slices_with_the_same_words(drafts in patchworks()) {
        let folded = |text: &str, span: Span| words(text, span).map(|w| w.folded).collect::<Vec<_>>();
        for pair in find(&drafts) {
            prop_assert!(pair.a < pair.b);
            prop_assert!((0.0..=1.0).contains(&pair.contained_a) && (0.0..=1.0).contains(&pair.contained_b));
            prop_assert!(!pair.passages.is_empty());
            for p in &pair.passages {
                let (x, y) = (&drafts[pair.a].text, &drafts[pair.b].text);
                prop_assert!(p.a.get(x).is_some() && p.b.get(y).is_some());
                prop_assert_eq!(folded(x, p.a), folded(y, p.b));
                // No word is cut: the words of the slice are words of the text.
                for (text, span) in [(x, p.a), (y, p.b)] {
                    let whole: Vec<_> = words(text, Span::new(0, text.len())).map(|w| w.span).collect();
                    prop_assert!(whole.iter().any(|w| w.start == span.start));
                    prop_assert!(whole.iter().any(|w| w.end == span.end));
                }
            }
        }
    }

    #[test]
    fn the_order_of_the_list_and_the_threads_change_nothing(
        (drafts, shuffled) in patchworks().prop_flat_map(|d| (Just(d.clone()), Just(d).prop_shuffle()))
    ) {
        let found = find(&drafts);
        let again = find(&shuffled);
        prop_assert_eq!(by_id(&drafts, &found), by_id(&shuffled, &again));
        prop_assert_eq!(root_ids(&drafts, &found), root_ids(&shuffled, &again));
        let single = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        prop_assert_eq!(single.install(|| find(&drafts)), found);
    }

    #[test]
    fn a_whole_copy_is_always_found(seed in 0u64..1000, len in 20usize..200, head in 0usize..20) {
        let text = prose(seed, len);
        let copy = format!("{} {text}", prose(seed + 5000, head));
        let found = find(&[Draft::new("a", text), Draft::new("b", copy)]);
        prop_assert_eq!(found.len(), 1);
        prop_assert!(found[0].contained_a > 0.99);
    }
}

#[test]
fn a_paragraph_that_many_took_from_a_text_that_went_round_is_still_that_texts() {
    let (lead, rest) = (prose(1, 60), prose(2, 200));
    let mut drafts = vec![Draft::new("a", format!("{lead} {rest}")).at("2031-05-01")];
    drafts.extend((0..160).map(|i| Draft::new(format!("b{i}"), format!("{lead} {rest}")).at("2031-05-02")));
    drafts
        .extend((0..70).map(|i| {
            Draft::new(format!("c{i}"), format!("{lead} {}", prose(100 + i, 300))).at("2031-05-03")
        }));
    let found = shared(&articles(&drafts), &Options::default()).unwrap();
    let with_the_first: Vec<usize> = found.iter().filter(|pair| pair.a == 0).map(|pair| pair.b).collect();
    assert_eq!(with_the_first, (1..=230).collect::<Vec<_>>());
}
