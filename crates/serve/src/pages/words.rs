//! The record's codes in plain words.

use onrecord_record::query::Extent;

/// A number and its noun: `1 article`, `1,204 articles`.
pub(super) fn count(n: u64, one: &str) -> String {
    let many = match one {
        "party" => "parties".to_owned(),
        _ => format!("{one}s"),
    };
    format!("{} {}", number(n), if n == 1 { one } else { &many })
}

/// A number with a comma between thousands.
pub(super) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How a statement is told.
pub(super) fn kind(kind: &str) -> &'static str {
    match kind {
        "direct" => "quoted",
        "mixed" => "partly quoted",
        _ => "reported",
    }
}

/// How the speaker of a statement was found.
pub(super) fn speaker_rule(rule: &str) -> String {
    match rule {
        "name" => "named here",
        "pronoun" | "pronoun-it" => "the pronoun was followed back to the name",
        "office" => "the office was followed back to who holds it in this article",
        "apposition" => "named beside the description",
        "introduced-later" => "named further on in the article",
        "relative" | "relative-apposition" => "the sentence hangs on the name",
        "quote-continued" => "the quotation goes on from the one before",
        "author" => "the article’s author speaks",
        "reader" => "a reader speaks",
        "unnamed" | "unnamed-body" => "described, not named",
        other => return other.replace('-', " "),
    }
    .to_owned()
}

/// Why the speaker of a statement is not known.
pub(super) fn speaker_unknown(reason: &str) -> String {
    match reason {
        "no-source" => "the text names nobody",
        "not-a-party" => "the source is nobody who can speak",
        "document" => "a document is the source",
        "name-ambiguous" => "several people here have this name",
        "pronoun-ambiguous" => "the pronoun can mean several people",
        "pronoun-it" => "“it” can mean several things",
        "pronoun-they" => "“they” are not named",
        "relative-thing" => "the words before “which” are nobody who can speak",
        "capital-only-at-start" => "it may be a name or only the first word of a sentence",
        other => return other.replace('-', " "),
    }
    .to_owned()
}

/// Why a statement was joined to an utterance.
pub(super) fn joined(reason: &str) -> String {
    match reason {
        "leader" => "the fullest telling",
        "same-words" => "the same words",
        "part-of-leader" => "a part of the fullest telling",
        "reworded" => "the same in other words",
        other => return other.replace('-', " "),
    }
    .to_owned()
}

/// How much of an utterance's wording a telling or an outlet has.
pub(super) fn extent(extent: Extent) -> &'static str {
    match extent {
        Extent::Verbatim => "verbatim",
        Extent::Partial => "in part",
        Extent::Reported => "reported",
        Extent::Absent => "absent",
    }
}

/// Why an input was set aside.
pub(super) fn set_aside(reason: &str) -> String {
    match reason {
        "bad-row" => "a row that can’t be read",
        "missing-text" => "a row without text",
        "empty" => "empty",
        "binary" => "not a text",
        "too-large" => "too large",
        other => return other.replace('-', " "),
    }
    .to_owned()
}

/// Where a publication date stood.
pub(super) fn found_in(place: &str) -> String {
    match place {
        "declared" => "as the input declares".to_owned(),
        "visible-text" => "as printed on the page".to_owned(),
        "url" => "from the address".to_owned(),
        "time-element" => "from the page’s time element".to_owned(),
        "json-ld" => "from the page’s JSON-LD".to_owned(),
        "updated" => "of its last change, the only one that the page tells".to_owned(),
        other => format!("from {other}"),
    }
}

/// What tells who took text from whom.
pub(super) fn derivation_evidence(evidence: &[String], directed: bool) -> String {
    let unknown = (!directed).then(|| "nothing tells who took from whom".to_owned());
    let words = evidence.iter().map(|e| match (e.as_str(), e.split_once('=')) {
        ("credit", _) => "it credits the other".to_owned(),
        ("published-earlier", _) => "the other was published earlier".to_owned(),
        ("named", _) => "it names the other".to_owned(),
        (_, Some(("reported", n))) => format!("{n} of those in the reporters’ own words"),
        (_, Some(("in-order", part))) => format!("{part} of all that in the same order"),
        (_, Some((what, n))) => format!("{n} {what} in common"),
        (other, None) => other.replace('-', " "),
    });
    unknown.into_iter().chain(words).collect::<Vec<_>>().join("; ")
}

/// A date as people write it, no more exact than it is: `11 March 2031, 17:52 (+02:00)`, `March 2031`, `2031`.
pub(super) fn date(date: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (day, time) = date.split_once('T').map_or((date, None), |(d, t)| (d, Some(t)));
    let parts: Vec<&str> = day.split('-').collect();
    let month =
        parts.get(1).and_then(|m| m.parse::<usize>().ok()).and_then(|m| MONTHS.get(m.wrapping_sub(1)));
    let mut out = match (parts.as_slice(), month) {
        ([year, _], Some(month)) => format!("{month} {year}"),
        ([year, _, day], Some(month)) => format!("{} {month} {year}", day.trim_start_matches('0')),
        _ => return date.to_owned(),
    };
    if let Some(time) = time {
        let zone = time.find(['Z', '+', '-']);
        let (clock, zone) = time.split_at(zone.unwrap_or(time.len()));
        out.push_str(", ");
        out.push_str(clock.get(..5).unwrap_or(clock));
        match zone {
            "" => {}
            "Z" => out.push_str(" UTC"),
            zone => out.push_str(&format!(" ({zone})")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_never_more_exact_than_they_are() {
        assert_eq!(date("2031-03-11T17:52:00+02:00"), "11 March 2031, 17:52 (+02:00)");
        assert_eq!(date("2031-03-05T08:00:00Z"), "5 March 2031, 08:00 UTC");
        assert_eq!(date("2031-03"), "March 2031");
        assert_eq!(date("2031"), "2031");
        assert_eq!(date("soon-99-x"), "soon-99-x");
    }

    #[test]
    fn numbers_have_their_noun_and_commas() {
        assert_eq!(count(1, "article"), "1 article");
        assert_eq!(count(1_204_000, "article"), "1,204,000 articles");
        assert_eq!(count(0, "party"), "0 parties");
    }
}
