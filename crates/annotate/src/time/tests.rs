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
    let winter = "the winter of nineteen ninety-four";
    check(winter, DAY, &["the winter of nineteen ninety-four DATE 1994-WI"]);
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
fn what_looks_ahead_and_what_looks_back() {
    check("The talks are tense, and set to resume Monday.", DAY, &["Monday DATE 2021-12-27"]);
    check("Until Tuesday, they had not asked.", DAY, &["Tuesday DATE 2021-12-21"]);
    check("The mill stays closed until Tuesday.", DAY, &["Tuesday DATE 2021-12-28"]);
    check("A contract effective June 1 was signed.", "1989-10-26", &["June 1 DATE 1990-06-01"]);
    check("She will succeed Joren P. Vale Feb. 1.", "1989-10-26", &["Feb. 1 DATE 1990-02-01"]);
}

#[test]
fn a_title_ends_no_sentence() {
    check("In January, Gov. Mara Quint of Orvane lauded the mill.", "2016-10-02", &["January DATE 2016-01"]);
}

#[test]
fn a_name_that_ends_with_today_is_no_time() {
    check("Quint told Orvane Today that OBC This Morning lied.", DAY, &[]);
    check(
        "Today the mill opened, Quint said today.",
        DAY,
        &["Today DATE 2021-12-23", "today DATE 2021-12-23"],
    );
}

#[test]
fn what_is_the_same_for_all_days_is_sure() {
    let (tuesday, monday) = ("2021-12-21".parse().unwrap(), "2021-12-27".parse().unwrap());
    let text = "She spoke on Tuesday and had left on Monday, in December.";
    let found = timexes_between(text, &[Span::new(0, text.len())], Some((tuesday, monday)));
    let values: Vec<&str> = found.iter().map(|t| t.value.as_str()).collect();
    assert_eq!(values, ["2021-12-21", "XXXX-WXX-1", "2021-12"]);
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

#[test]
fn weeks_months_years_and_seasons() {
    check(
        "It reopens next month, not this summer.",
        DAY,
        &["next month DATE 2022-01", "this summer DATE 2021-SU"],
    );
    check(
        "They wed last May and moved last fall.",
        DAY,
        &["last May DATE 2021-05", "last fall DATE 2021-FA"],
    );
    check("In June last year the mill burned.", DAY, &["June last year DATE 2020-06"]);
    check("a hearing in the week of March 7", DAY, &["the week of March 7 DATE 2022-W10"]);
    check("Over the weekend it snowed.", DAY, &["the weekend DATE 2021-W50-WE"]);
    check("the summer of 1991", DAY, &["the summer of 1991 DATE 1991-SU"]);
}

#[test]
fn decades_and_centuries() {
    check("in the late 1970s and the ’80s", DAY, &["the late 1970s DATE 197", "the ’80s DATE 198"]);
    check("a bridge of the 11th century", DAY, &["the 11th century DATE 10"]);
    check("In 218 BC and AD 79", DAY, &["218 BC DATE BC0218", "AD 79 DATE 0079"]);
    check("the 3rd century BC", DAY, &["the 3rd century BC DATE BC02"]);
    check("since mid-2021", DAY, &["mid-2021 DATE 2021"]);
}

#[test]
fn quarters_and_halves() {
    check("Profit fell in the third quarter.", DAY, &["the third quarter DATE 2021-Q3"]);
    check("a third-quarter loss", DAY, &["third-quarter DATE 2021-Q3"]);
    check("the first half of 1990", DAY, &["the first half of 1990 DATE 1990-H1"]);
    check("Sales rose in Q3 2020.", DAY, &["Q3 2020 DATE 2020-Q3"]);
    check("fiscal 1998", DAY, &["fiscal 1998 DATE 1998"]);
    check(
        "In the third quarter it lost 5%, up from 3% a year earlier.",
        DAY,
        &["the third quarter DATE 2021-Q3", "a year earlier DATE 2020-Q3"],
    );
}

#[test]
fn points_told_from_what_was_mentioned() {
    check(
        "On March 3, 2001, it broke. The next day it was mended.",
        DAY,
        &["March 3, 2001 DATE 2001-03-03", "The next day DATE 2001-03-04"],
    );
    check(
        "On March 3, 2001, it broke. Two weeks later it was mended.",
        DAY,
        &["March 3, 2001 DATE 2001-03-03", "Two weeks later DATE 2001-W11"],
    );
    check(
        "In 2001 it broke. Two days later it was mended.",
        DAY,
        &["2001 DATE 2001", "Two days later DATE XXXX-XX-XX"],
    );
    check("She left that same day.", DAY, &["that same day DATE XXXX-XX-XX"]);
}

#[test]
fn times_of_day() {
    check("It closed at 10 p.m. Tuesday.", DAY, &["10 p.m. Tuesday TIME 2021-12-21T22:00"]);
    check("until 5 p.m. EST, Nov. 6", DAY, &["5 p.m. EST, Nov. 6 TIME 2021-11-06T17:00"]);
    check("Talks broke off at noon Thursday.", DAY, &["noon Thursday TIME 2021-12-23T12:00"]);
    check(
        "They met last night and Tuesday morning.",
        DAY,
        &["last night TIME 2021-12-22TNI", "Tuesday morning TIME 2021-12-21TMO"],
    );
    check("He will leave at 4 in the morning.", DAY, &["4 in the morning TIME 2021-12-23T04:00"]);
    check("The train left at 19:15.", DAY, &["19:15 TIME 2021-12-23T19:15"]);
}

#[test]
fn lengths() {
    check(
        "It lasted three days, then two decades.",
        DAY,
        &["three days DURATION P3D", "two decades DURATION P20Y"],
    );
    check(
        "a two-year plan for more than four hours",
        DAY,
        &["two-year DURATION P2Y", "more than four hours DURATION PT4H"],
    );
    check(
        "in recent months and the last five years",
        DAY,
        &["recent months DURATION PXM", "the last five years DURATION P5Y"],
    );
    check("camps for 2 1/2 years", DAY, &["2 1/2 years DURATION P2Y6M"]);
    check(
        "a minute and a half and half an hour",
        DAY,
        &["a minute and a half DURATION PT1M30S", "half an hour DURATION PT30M"],
    );
    check("within a week", DAY, &["a week DURATION P1W"]);
}

#[test]
fn what_recurs() {
    check(
        "They meet every Tuesday and daily in May.",
        DAY,
        &["every Tuesday SET XXXX-WXX-2", "daily SET P1D", "May DATE 2021-05"],
    );
    check("They march each July, twice a week.", DAY, &["each July SET XXXX-07", "twice a week SET P1W"]);
    check("It costs $33 million a year.", DAY, &["a year SET P1Y"]);
    check("Flights leave on Monday nights.", DAY, &["Monday nights SET XXXX-WXX-1TNI"]);
}

#[test]
fn vague_directions() {
    check(
        "They now see the future in the past.",
        DAY,
        &["now DATE PRESENT_REF", "the future DATE FUTURE_REF", "the past DATE PAST_REF"],
    );
    check("She wrote it several years ago.", DAY, &["several years ago DATE PAST_REF"]);
}

#[test]
fn holidays() {
    check("He was found on Thanksgiving Day.", DAY, &["Thanksgiving Day DATE 2021-11-25"]);
    check("On New Year’s Eve it will open.", DAY, &["New Year’s Eve DATE 2021-12-31"]);
    check("the attacks of 9/11", DAY, &["9/11 DATE 2001-09-11"]);
}

#[test]
fn what_only_looks_like_a_time() {
    for text in [
        "The 6-year-old boy may march in the second row.",
        "Jan Brandt and April Smith fall out, a quarter of them said.",
        "He paid $1,990 for 2000 bricks and three-quarters of a ton.",
        "She is 52 years old and soon-to-be famous as soon as she can.",
        "Room 1984b, 21:2 and 12/13 remain.",
        "His future earnings, the summers, the seconds.",
    ] {
        check(text, DAY, &[]);
    }
}

#[test]
fn a_numeric_date_that_could_be_two_days_keeps_its_year() {
    check("Signed 03/04/2021.", DAY, &["03/04/2021 DATE 2021-XX-XX"]);
    check(
        "Signed 23/04/2021 or 04/23/2021.",
        DAY,
        &["23/04/2021 DATE 2021-04-23", "04/23/2021 DATE 2021-04-23"],
    );
    check("Signed February 30, 2021.", DAY, &["February 30, 2021 DATE 2021-02-XX"]);
}

#[test]
fn a_history_dates_by_its_own_years() {
    let text = "In 1611 it began. In June 1612 it spread. By 1613 it ruled. On 2 May 1614 it fell. In 1615 it rose. \
                In 1616 it slept. In 1617 it woke. In 1618 it ended. On 3 July it was mourned.";
    assert_eq!(read(text, DAY).last().map(String::as_str), Some("3 July DATE 1618-07-03"));
}

#[test]
fn anchors_say_what_a_value_rests_on() {
    let anchor = |text: &str, published: Option<&str>| {
        let published = published.map(|p| p.parse().unwrap());
        timexes(text, &[Span::new(0, text.len())], published)[0].anchor
    };
    assert_eq!(anchor("in 1996", None), "absolute");
    assert_eq!(anchor("yesterday", Some(DAY)), "published");
    assert_eq!(anchor("it fell on Tuesday", Some(DAY)), "published:past");
    assert_eq!(anchor("it will fall on Tuesday", Some(DAY)), "published:future");
    assert_eq!(anchor("on Dec. 15", Some(DAY)), "published:nearest");
    assert_eq!(anchor("on Tuesday", None), "unresolved:no-published-date");
    assert_eq!(anchor("on Tuesday", Some("2021-12")), "unresolved:published-too-vague");
}

#[test]
fn when_is_no_finer_than_the_words() {
    let when = |text: &str| {
        timexes(text, &[Span::new(0, text.len())], Some(DAY.parse().unwrap()))[0].when.map(|w| w.to_string())
    };
    assert_eq!(when("in 1996").as_deref(), Some("1996"));
    assert_eq!(when("last month").as_deref(), Some("2021-11"));
    assert_eq!(when("at 10 p.m. EST Tuesday").as_deref(), Some("2021-12-21T22:00-05:00"));
    assert_eq!(when("on Tuesday night").as_deref(), Some("2021-12-21"));
    assert_eq!(when("last week"), None);
    assert_eq!(when("for three days"), None);
}

#[test]
fn nothing_outside_the_body_is_read() {
    let text = "Tuesday was dry.\n\nIt rained on Wednesday.\n\nSee also: Friday.";
    let start = text.find("It").unwrap();
    let body = [Span::new(start, text.find("\n\nSee").unwrap()), Span::new(9000, 9001)];
    let found = timexes(text, &body, None);
    assert_eq!(found.iter().map(|t| t.span.of(text)).collect::<Vec<_>>(), ["Wednesday"]);
}

/// Megabytes of the worst that we could think of; a quadratic reader would not come back.
#[test]
fn hostile_lines_take_linear_time() {
    for unit in [
        "1 ",
        "Monday ",
        "the last ",
        "two thousand ",
        "a ",
        "1:",
        "1-",
        "late early ",
        "of the end ",
        "May 5, ",
        "year-",
        "1,111",
        "a.m.",
        "’s",
        "\n\n",
    ] {
        let text = unit.repeat(3_000_000 / unit.len());
        let found = timexes(&text, &[Span::new(0, text.len())], Some(DAY.parse().unwrap()));
        assert!(found.len() <= text.len());
    }
}

proptest! {
    #[test]
    fn no_published_date_is_too_odd(text in "(last |next |two |900000000 |May 5|’s | ago| later|weeks|decades|year|Monday|\\.|the |previous |following |Easter |9 p\\.m\\. |218 BC|, ){0,20}", year in 1i16..9999, month in 1i8..=12, how in 0..4) {
        let published = match how {
            0 => None,
            1 => Some(When::Year(year)),
            2 => Some(When::Month(year, month)),
            _ => Some(When::Day(jiff::civil::date(year, month, 28))),
        };
        for timex in timexes(&text, &[Span::new(0, text.len())], published) {
            prop_assert!(!timex.value.is_empty());
            // What is kept is a date that prints and parses.
            if let Some(when) = timex.when {
                prop_assert_eq!(when.to_string().parse::<When>().ok(), Some(when));
            }
        }
    }

    #[test]
    fn spans_are_slices_in_order(text in "(\\PC|[a-z\n\r\t ]|the |last |two |May |5 |:|-|days |a |of |’s |year|Monday |199|in ){0,60}") {
        let mut from = 0;
        for timex in timexes(&text, &[Span::new(0, text.len())], Some(DAY.parse().unwrap())) {
            prop_assert!(timex.span.get(&text).is_some_and(|s| !s.is_empty()));
            prop_assert!(timex.span.start >= from);
            from = timex.span.end;
        }
    }
}
