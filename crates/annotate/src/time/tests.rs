use super::*;
use proptest::prelude::*;

/// The expressions of a text as "span type value".
fn read(text: &str, published: &str) -> Vec<String> {
    let published = (!published.is_empty()).then(|| published.parse().unwrap());
    timexes(text, &[Span::new(0, text.len())], published)
        .iter()
        .map(|t| format!("{} {} {}", t.span.of(text), t.kind.as_str(), t.value))
        .collect()
}

#[track_caller]
fn check(text: &str, published: &str, expected: &[&str]) {
    assert_eq!(read(text, published), expected, "{text:?} published {published:?}");
}

/// 23 December 2021 was a Thursday.
const DAY: &str = "2021-12-23";

#[test]
fn dates_in_full() {
    check("The talks of Dec. 21, 2021, failed.", DAY, &["Dec. 21, 2021 DATE 2021-12-21"]);
    check("On 3 March 1998 it rained.", DAY, &["3 March 1998 DATE 1998-03-03"]);
    check("Signed on the 21st of December 2004.", DAY, &["the 21st of December 2004 DATE 2004-12-21"]);
    check("Filed 2021-12-21 in Orvane.", DAY, &["2021-12-21 DATE 2021-12-21"]);
    check("It opened in June 2019.", DAY, &["June 2019 DATE 2019-06"]);
    check("In 1996 the mill closed.", DAY, &["1996 DATE 1996"]);
    check("Thursday, April 6, 2000, was dry.", DAY, &["Thursday, April 6, 2000 DATE 2000-04-06"]);
    check("in nineteen ninety-six", DAY, &["nineteen ninety-six DATE 1996"]);
}

#[test]
fn a_date_without_its_year_is_the_nearest() {
    check("The vote on Dec. 15 was close.", DAY, &["Dec. 15 DATE 2021-12-15"]);
    check("The levy is payable Jan. 2.", DAY, &["Jan. 2 DATE 2022-01-02"]);
    check("They met on April 24 and 25.", DAY, &["April 24 DATE 2021-04-24", "25 DATE 2021-04-25"]);
}

#[test]
fn the_tense_tells_which_weekday() {
    check("She spoke on Tuesday.", DAY, &["Tuesday DATE 2021-12-21"]);
    check("She will speak on Tuesday.", DAY, &["Tuesday DATE 2021-12-28"]);
    check("The council met Thursday.", DAY, &["Thursday DATE 2021-12-23"]);
    check("He left last Thursday.", DAY, &["last Thursday DATE 2021-12-16"]);
}

#[test]
fn days_told_from_today() {
    check(
        "It fell yesterday and will rise tomorrow.",
        DAY,
        &["yesterday DATE 2021-12-22", "tomorrow DATE 2021-12-24"],
    );
    check("Ten days ago it was open.", DAY, &["Ten days ago DATE 2021-12-13"]);
    check("Last week the mayor resigned.", DAY, &["Last week DATE 2021-W50"]);
    check("earlier this year", DAY, &["earlier this year DATE 2021"]);
}

#[test]
fn unknown_stays_unknown() {
    check(
        "She spoke on Tuesday, Dec. 21, after last week.",
        "",
        &["Tuesday, Dec. 21 DATE XXXX-12-21", "last week DATE XXXX-WXX"],
    );
    check("She spoke on Tuesday.", "2021-12", &["Tuesday DATE XXXX-WXX-2"]);
    check(
        "Last month it rained, and last year.",
        "2021-12",
        &["Last month DATE 2021-11", "last year DATE 2020"],
    );
    check(
        "Last month it rained, and last year.",
        "2021",
        &["Last month DATE XXXX-XX", "last year DATE 2020"],
    );
}

proptest! {
    #[test]
    fn spans_are_slices_in_order(text in "(\\PC|[a-z\n\r\t ]|the |last |two |May |5 |:|-|days |a |of |’s |year|Monday |199|in ){0,60}") {
        let mut from = 0;
        for timex in timexes(&text, &[Span::new(0, text.len())], Some("2021-12-23".parse().unwrap())) {
            prop_assert!(timex.span.get(&text).is_some_and(|s| !s.is_empty()));
            prop_assert!(timex.span.start >= from);
            from = timex.span.end;
        }
    }
}
