//! Words without their endings, so that "signs", "signed" and "signing" compare equal. The rules are few and
//! blunt: a stem is a key to compare by, never shown.

use super::lexicon::{PLAIN, VARIANT};

/// The stem of a folded English word. Words of other scripts, and words with digits, are their own stems.
pub(crate) fn stem(folded: &str) -> String {
    let word = PLAIN.get(folded).copied().unwrap_or(folded);
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut s = word.to_owned();
    plural(&mut s);
    // A plural of an irregular form or a spelling variant: "programmes".
    if let Some(plain) = PLAIN.get(s.as_str()) {
        s = (*plain).to_owned();
    }
    past_and_progressive(&mut s);
    adverb(&mut s);
    british(&mut s);
    ending(&mut s);
    s
}

/// What remains when word-building endings go too: "participation" and "participate" share it.
pub(crate) fn root(stem: &str) -> &str {
    const ENDINGS: [&str; 33] = [
        "ization",
        "ification",
        "ational",
        "ation",
        "ition",
        "ution",
        "ution",
        "ement",
        "ment",
        "iti",
        "nes",
        "able",
        "ibl",
        "abl",
        "ance",
        "ence",
        "anc",
        "enc",
        "ant",
        "ent",
        "ion",
        "ist",
        "ism",
        "ful",
        "iv",
        "al",
        "ous",
        "ic",
        "er",
        "or",
        "at",
        "iz",
        "i",
    ];
    if !stem.is_ascii() {
        return stem;
    }
    let mut root = stem;
    for _ in 0..2 {
        match ENDINGS.iter().find(|e| root.len() >= e.len() + 4 && root.ends_with(**e)) {
            Some(e) => root = &root[..root.len() - e.len()],
            None => break,
        }
    }
    root
}

fn plural(s: &mut String) {
    if s.ends_with("ies") && s.len() > 4 {
        s.truncate(s.len() - 3);
        s.push('y');
    } else if ["sses", "xes", "ches", "shes", "zes", "oes"].iter().any(|e| s.ends_with(e)) {
        s.truncate(s.len() - 2);
    } else if s.ends_with('s') && !["ss", "us", "is"].iter().any(|e| s.ends_with(e)) {
        s.pop();
    }
}

fn past_and_progressive(s: &mut String) {
    let cut = if s.ends_with("ied") && s.len() > 4 {
        s.truncate(s.len() - 3);
        s.push('y');
        return;
    } else if s.ends_with("ed") && !s.ends_with("eed") {
        2
    } else if s.ends_with("ing") {
        3
    } else {
        return;
    };
    let rest = &s[..s.len() - cut];
    if rest.len() >= 3 && rest.bytes().any(|b| b"aeiouy".contains(&b)) {
        s.truncate(s.len() - cut);
    }
}

fn adverb(s: &mut String) {
    if s.len() > 5 && s.ends_with("ily") {
        s.truncate(s.len() - 3);
        s.push('y');
    } else if s.len() > 5 && s.ends_with("ally") {
        s.truncate(s.len() - 4);
    } else if s.len() > 5 && s.ends_with("ly") {
        s.truncate(s.len() - 2);
    }
    // "economic", "economical", "economically".
    if s.len() > 6 && s.ends_with("ical") {
        s.truncate(s.len() - 2);
    }
}

/// British and American spelling to one.
fn british(s: &mut String) {
    if s.len() > 5 && s.ends_with("our") {
        s.truncate(s.len() - 3);
        s.push_str("or");
    } else if s.len() > 4 && (s.ends_with("tre") || s.ends_with("bre")) {
        s.truncate(s.len() - 2);
        s.push_str("er");
    } else if let Some(at) = s.find("isation").filter(|&at| at > 2) {
        s.replace_range(at..at + 2, "iz");
    } else if s.len() > 5 && (s.ends_with("ise") || s.ends_with("yse")) {
        s.truncate(s.len() - 2);
        s.push('z');
    } else if s.len() > 5 && s.ends_with("is") && !s.ends_with("sis") {
        s.pop();
        s.push('z');
    }
}

fn ending(s: &mut String) {
    if s.len() > 3 && s.ends_with('e') {
        s.pop();
    }
    let bytes = s.as_bytes();
    if let [.., a, b] = bytes
        && a == b
        && bytes.len() > 3
        && !b"aeiou".contains(b)
    {
        s.pop();
    }
    if s.len() > 3 && s.ends_with('y') {
        s.pop();
        s.push('i');
    }
}

/// True if the two folded words are one word in two spellings: colour and color, Sergey and Sergei,
/// Kiev and Kyiv. Inflections are different words here.
pub(crate) fn same_spelling(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let plain = |w: &str| VARIANT.get(w).copied().unwrap_or(w).to_owned();
    let (a, b) = (plain(a), plain(b));
    a == b || (a.len() > 3 && b.len() > 3 && spelling_key(&a) == spelling_key(&b))
}

/// A key that spellings of one word share.
fn spelling_key(word: &str) -> String {
    let mut s = word.replace("our", "or").replace("yse", "yze").replace("ae", "e").replace("oe", "e");
    for (from, to) in [("ise", "ize"), ("isi", "izi"), ("isa", "iza"), ("llin", "lin"), ("lled", "led")] {
        if let Some(at) = s.rfind(from).filter(|&at| at >= 3) {
            s.replace_range(at..at + from.len(), to);
        }
    }
    for (from, to) in [("tre", "ter"), ("tres", "ters"), ("bre", "ber")] {
        if s.ends_with(from) {
            s.truncate(s.len() - from.len());
            s.push_str(to);
        }
    }
    s
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_share_a_stem() {
        for group in [
            &["sign", "signs", "signed", "signing"][..],
            &["city", "cities"],
            &["realise", "realized", "realising", "realizes"],
            &["colour", "colors", "colored"],
            &["travel", "travelled", "traveling"],
            &["child", "children"],
            &["go", "went", "goes"],
            &["centre", "center", "centers"],
            &["organisation", "organizations"],
            &["take", "took", "taking"],
            &["programme", "programs", "programmes"],
            &["easy", "easily"],
        ] {
            let stems: std::collections::BTreeSet<String> = group.iter().map(|w| stem(w)).collect();
            assert_eq!(stems.len(), 1, "{stems:?}");
        }
    }

    #[test]
    fn different_words_keep_different_stems() {
        for (a, b) in [("bus", "bun"), ("part", "party"), ("thing", "thin"), ("red", "r"), ("need", "ne")] {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
    }

    #[test]
    fn spellings_are_not_inflections() {
        assert!(same_spelling("organise", "organize"));
        assert!(same_spelling("colours", "colors"));
        assert!(same_spelling("kiev", "kyiv"));
        assert!(!same_spelling("sign", "signs"));
        assert!(!same_spelling("hour", "hors"));
    }
}
