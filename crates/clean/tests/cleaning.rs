//! What a user of cleaning can rely on, whatever the document.

#![allow(clippy::unwrap_used)]

use onrecord_clean::{ChromeKind, Cleaned, clean};
use onrecord_read::{Declared, Media, RawDocument, Reason, SetAside, decode};
use proptest::prelude::*;

fn run(text: &str, media: Media) -> Result<Cleaned, SetAside> {
    let raw = RawDocument {
        locator: "a".into(),
        media: Some(media),
        charset: None,
        bytes: text.as_bytes().to_vec(),
        declared: Declared::default(),
    };
    decode(raw).and_then(|d| clean(&d))
}

fn text(text: &str) -> Cleaned {
    run(text, Media::Text).unwrap()
}

fn html(text: &str) -> Cleaned {
    run(text, Media::Html).unwrap()
}

fn body(cleaned: &Cleaned) -> String {
    cleaned.body().iter().map(|s| s.of(&cleaned.text)).collect::<Vec<_>>().join("\n")
}

/// The marked ranges with their kinds.
fn chrome(cleaned: &Cleaned) -> Vec<(ChromeKind, &str)> {
    cleaned.chrome.iter().map(|m| (m.kind, m.span.of(&cleaned.text))).collect()
}

const ONE: &str = "The old bridge at Dunmore was closed on Tuesday after three days of rain, the council of the town said in a note.";
const TWO: &str = "“Nobody will cross it before spring,” said Ada Novak, who leads the council, “and nobody should try to do so.”";

#[test]
fn what_scrapers_leave_around_a_text_is_marked_and_the_text_is_not() {
    let page = format!(
        "Rain closes the old bridge\nBy Ben Oyelaran\nPublished 21 December 2021\nThe bridge on Tuesday. (Photo by Ada Novak)\n{ONE}\n\n{TWO}\nRead more: Storm over Dunmore\nTags: rain, bridges\nNo comments:\nPost a Comment"
    );
    let cleaned = text(&page);
    assert_eq!(cleaned.text, page);
    assert_eq!(body(&cleaned), format!("{ONE}\n\n{TWO}"));
    let kinds: Vec<ChromeKind> = cleaned.chrome.iter().map(|m| m.kind).collect();
    use ChromeKind::*;
    assert_eq!(kinds, [Title, Byline, Dateline, Caption, Teaser, Tags, Comments, Comments]);
    assert_eq!(cleaned.meta.title.as_deref(), Some("Rain closes the old bridge"));
    assert_eq!(cleaned.meta.byline.as_deref(), Some("Ben Oyelaran"));
    assert_eq!(cleaned.meta.published.unwrap().when.to_string(), "2021-12-21");
    assert_eq!(cleaned.meta.language.as_deref(), Some("en"));
}

#[test]
fn an_age_banner_is_cut_out_of_the_word_it_ran_into() {
    let cleaned = text(&format!("This article is more than\n2 year old{ONE}"));
    assert_eq!(chrome(&cleaned), [(ChromeKind::Notice, "This article is more than\n2 year old")]);
    assert_eq!(body(&cleaned), ONE);
}

#[test]
fn first_lines_of_other_stories_at_the_end_are_teasers() {
    let cleaned = text(&format!(
        "{ONE}\n{TWO}\nThe mayor of Lindfield said that the town, which has “no money”…\nA ferry with forty people on board has…"
    ));
    assert_eq!(body(&cleaned), format!("{ONE}\n{TWO}"));
    let cleaned = text(&format!(
        "{ONE}\n{TWO}\n20/11/2024\n18/11/2024\nNewer articles\n<p>Two mayors spoke of the flood</p>"
    ));
    assert_eq!(body(&cleaned), format!("{ONE}\n{TWO}"));
    assert!(cleaned.chrome.iter().all(|m| m.kind == ChromeKind::Teaser));
}

#[test]
fn speech_is_kept_where_a_rule_is_not_sure() {
    for line in ["“Share this,” she said", "Subscribe to our paper, said Ada Novak", "“Photo: no.”"] {
        let page = format!("{ONE}\n{line}\n{TWO}");
        assert_eq!(body(&text(&page)), page, "{line}");
    }
}

#[test]
fn a_last_sentence_that_trails_off_is_kept() {
    let page = format!("{ONE}\n{TWO}\nAnd so the rain went on, and on, and on…");
    assert_eq!(body(&text(&page)), page);
}

#[test]
fn tags_left_in_a_text_are_marked_as_markup() {
    let cleaned = text(&format!("<p>{ONE}</p>\n<p>{TWO}</p>\n<p>{ONE} <b>Bold</b> words end it.</p>"));
    assert!(cleaned.chrome.iter().all(|m| m.kind == ChromeKind::Markup));
    assert!(body(&cleaned).starts_with(ONE) && !body(&cleaned).contains('<'));
}

#[test]
fn a_page_gives_its_text_in_order_and_its_facts() {
    let page = format!(
        r#"<!doctype html><html lang="en-GB"><head><title>Rain closes the old bridge | Dunmore Post</title>
        <meta property="og:site_name" content="Dunmore Post"><link rel="canonical" href="https://www.dunmore.example/a?utm_source=x">
        <meta property="article:published_time" content="2021-12-21T09:30:00+00:00"><meta name="author" content="Ben Oyelaran"></head>
        <body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
        <article><h1>Rain closes the old bridge</h1><p>{ONE}</p><p>{TWO}</p><script>var x = 1;</script>
        <p>Water stood two metres high at the market,<br>and fell&nbsp;only on Thursday, when&shy; the rain had ended at last.</p></article>
        <div class="related"><h3>Related</h3><a href="/b">Storm over Lindfield</a></div><footer>© Dunmore Post</footer></body></html>"#
    );
    let cleaned = html(&page);
    assert!(
        cleaned.text.starts_with("Home News\nRain closes the old bridge\nThe old bridge"),
        "{}",
        cleaned.text
    );
    assert!(cleaned.text.contains("at the market,\nand fell\u{a0}only on Thursday, when the rain"));
    assert!(!cleaned.text.contains("var x"));
    let body = body(&cleaned);
    assert!(body.starts_with(ONE) && body.ends_with("ended at last."), "{body}");
    let meta = &cleaned.meta;
    assert_eq!(meta.title.as_deref(), Some("Rain closes the old bridge"));
    assert_eq!(meta.outlet.as_deref(), Some("Dunmore Post"));
    assert_eq!(meta.byline.as_deref(), Some("Ben Oyelaran"));
    assert_eq!(meta.url.as_deref(), Some("https://www.dunmore.example/a"));
    assert_eq!(meta.language.as_deref(), Some("en-GB"));
    let published = meta.published.as_ref().unwrap();
    assert_eq!(published.when.to_string(), "2021-12-21T09:30:00Z");
    assert_eq!(published.found_in, "meta:article:published_time");
}

#[test]
fn what_is_declared_goes_before_what_is_found() {
    let declared = Declared {
        title: Some("Declared".into()),
        published: Some("2020".parse().unwrap()),
        language: Some("fr".into()),
        ..Declared::default()
    };
    let page = "<html lang=en><title>Found</title><meta name=date content=2021-12-21><p>Rain.</p>";
    let raw = RawDocument {
        locator: "a".into(),
        media: Some(Media::Html),
        charset: None,
        bytes: page.as_bytes().to_vec(),
        declared,
    };
    let meta = clean(&decode(raw).unwrap()).unwrap().meta;
    assert_eq!(meta.title.as_deref(), Some("Declared"));
    assert_eq!(meta.published.unwrap().when.to_string(), "2020");
    assert_eq!(meta.language.as_deref(), Some("fr"));
}

#[test]
fn an_unknown_date_stays_unknown() {
    let cleaned =
        html(&format!("<h1>Rain</h1><p>{ONE}</p><p>It was the worst flood since 3 March 1954.</p>"));
    assert_eq!(cleaned.meta.published, None);
}

#[test]
fn a_page_without_text_or_of_impossible_depth_is_set_aside() {
    let reason = |page: &str| run(page, Media::Html).unwrap_err().reason;
    assert_eq!(reason("<html><body><script>app()</script><div></div></body></html>"), Reason::NoText);
    assert_eq!(reason(&"<div>".repeat(100_000)), Reason::TooDeep);
    assert_eq!(reason(&"<b>".repeat(50_000)), Reason::TooDeep);
}

#[test]
fn what_is_longer_than_any_article_is_set_aside() {
    let reason = |text: &str, media| run(text, media).map(|_| ()).map_err(|aside| aside.reason);
    let sentence =
        "The old bridge at Dunmore was closed on Tuesday after three days of rain, the council said. ";
    let paragraph = format!("<p>{sentence}</p>");
    assert_eq!(reason(&sentence.repeat(1000), Media::Text), Ok(()));
    for (text, media) in [
        // A line of 3 MB, lines without end, a page of a million tags, one with no end of text.
        (sentence.repeat(33_000), Media::Text),
        ("a\n".repeat(200_000), Media::Text),
        ("<i><span>".repeat(500_000), Media::Html),
        (paragraph.repeat(33_000), Media::Html),
        (paragraph.repeat(110_000), Media::Html),
    ] {
        let got = reason(&text, media);
        assert!(matches!(got, Err(Reason::TooLarge | Reason::TooDeep)), "{got:?}: {}", &text[..40]);
    }
}

#[test]
fn the_deepest_page_that_is_read_needs_no_more_stack_than_a_worker_has() {
    let page = format!("{}<p>{ONE}</p><p>{TWO}</p>", "<div><b>".repeat(240));
    let worker = std::thread::Builder::new().stack_size(1 << 20).spawn(move || body(&html(&page)).len());
    assert!(worker.unwrap().join().unwrap() > ONE.len());
}

/// Every promise about ranges.
fn check(cleaned: &Cleaned) -> Result<(), TestCaseError> {
    for mark in &cleaned.chrome {
        let slice = mark.span.get(&cleaned.text);
        prop_assert!(slice.is_some_and(|s| !s.trim().is_empty()), "{mark:?}");
    }
    prop_assert!(cleaned.chrome.windows(2).all(|w| w[0].span.end <= w[1].span.start));
    for span in cleaned.body() {
        let slice = span.get(&cleaned.text).unwrap();
        prop_assert!(!slice.is_empty() && slice.trim() == slice);
        prop_assert!(!cleaned.chrome.iter().any(|m| m.span.overlaps(span)));
    }
    Ok(())
}

/// Pieces that rules look for, between words.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("This article is more than\n2 year old".to_owned()),
        Just("No comments:".to_owned()),
        Just("Related stories".to_owned()),
        Just("<p>".to_owned()),
        Just("</p>".to_owned()),
        Just("20/11/2024".to_owned()),
        Just("(Photo by X)".to_owned()),
        Just("“".to_owned()),
        Just("…".to_owned()),
        Just(ONE.to_owned()),
        Just("é\u{301}\u{2028}🙂".to_owned()),
        "[ \\n\\r\\t.:]{0,3}",
        "\\PC{0,12}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|p| p.concat())
}

fn tags() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "</?(p|div|b|a|table|td|tr|li|ul|h1|span|article|nav|br|pre|template|svg|select|title|body|form)( (class|id|itemprop|datetime|style)=(nav|byline|author|\"2021-12-21\"|'display:none'))?>",
        "<(script type=application/ld\\+json|time|meta name=date content=2021)>",
        Just("{\"@type\":\"NewsArticle\",\"author\":[1,{\"name\":null}]}".to_owned()),
        Just(ONE.to_owned()),
        "\\PC{0,12}",
        Just("&nbsp;\u{ad}\n".to_owned()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|p| p.concat())
}

proptest! {
    #[test]
    fn any_text_is_cleaned_with_sound_ranges(page in pieces()) {
        if let Ok(cleaned) = run(&page, Media::Text) {
            prop_assert_eq!(&cleaned.text, page.strip_prefix('\u{feff}').unwrap_or(&page));
            check(&cleaned)?;
        }
    }

    #[test]
    fn any_page_is_cleaned_with_sound_ranges(page in tags()) {
        if let Ok(cleaned) = run(&page, Media::Html) {
            check(&cleaned)?;
            prop_assert!(!cleaned.text.contains("\n\n") && cleaned.text.trim() == cleaned.text);
        }
    }
}
