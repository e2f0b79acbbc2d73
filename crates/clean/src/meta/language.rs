//! The language of a text.

/// A tag that was declared, in the usual spelling: `en_GB` is `en-GB`. `None` if it is not a tag.
pub(crate) fn tag(text: &str) -> Option<String> {
    let mut out = String::new();
    for (i, part) in text.trim().split(['-', '_']).enumerate() {
        let ok = !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if !ok || (i == 0 && !(2..=3).contains(&part.len())) {
            return (i > 0).then_some(out);
        }
        if i > 0 {
            out.push('-');
        }
        match (i, part.len()) {
            (0, _) => out.push_str(&part.to_ascii_lowercase()),
            (_, 2) => out.push_str(&part.to_ascii_uppercase()),
            (_, 4) => {
                out.push_str(&part[..1].to_ascii_uppercase());
                out.push_str(&part[1..].to_ascii_lowercase());
            }
            _ => out.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(out)
}

/// The language that a text is in: the declared one unless the text is plainly in another; detected where
/// nothing is declared and the text is long enough to tell.
pub(crate) fn language(declared: Option<String>, body: &str) -> Option<String> {
    let sample = &body[..body.floor_char_boundary(4000)];
    let detected = whatlang::detect(sample).filter(|i| i.is_reliable() && sample.chars().count() >= 60);
    let code = detected.and_then(|i| two_letters(i.lang().code()));
    match (declared, code) {
        (Some(tag), Some(code)) => {
            let same =
                tag.split('-').next() == Some(code) || (matches!(&tag[..2], "no" | "nn") && code == "nb");
            // A translated copy of a site often keeps the first one's tag; a short text can mislead.
            if same || sample.len() < 600 { Some(tag) } else { Some(code.to_owned()) }
        }
        (declared, code) => declared.or_else(|| code.map(str::to_owned)),
    }
}

/// ISO 639-3, as the detector gives it, to the two letters of BCP 47.
fn two_letters(code: &str) -> Option<&'static str> {
    const CODES: &[(&str, &str)] = &[
        ("afr", "af"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "nb"),
        ("ori", "or"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("sna", "sn"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tuk", "tk"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
        ("yid", "yi"),
        ("zul", "zu"),
        ("aka", "ak"),
        ("amh", "am"),
        ("jav", "jv"),
        ("cym", "cy"),
    ];
    CODES.iter().find(|(three, _)| *three == code).map(|(_, two)| *two)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_spelled_alike() {
        assert_eq!(tag("en_gb").as_deref(), Some("en-GB"));
        assert_eq!(tag("ZH-hant-tw").as_deref(), Some("zh-Hant-TW"));
        assert_eq!(tag("English"), None);
        assert_eq!(tag(""), None);
    }

    #[test]
    fn a_long_text_outweighs_a_wrong_tag_and_a_short_one_does_not() {
        let german =
            "Der Bürgermeister sagte am Dienstag, die alte Brücke bleibe bis zum Frühjahr geschlossen. "
                .repeat(9);
        assert_eq!(language(Some("en-US".into()), &german).as_deref(), Some("de"));
        assert_eq!(language(Some("de-AT".into()), &german).as_deref(), Some("de-AT"));
        assert_eq!(language(None, &german).as_deref(), Some("de"));
        assert_eq!(language(Some("en".into()), "Ja.").as_deref(), Some("en"));
        assert_eq!(language(None, "Ja."), None);
    }
}
