//! Labels of what was said once: which passages of which files tell one utterance.

use crate::people::SingleSpaced;
use onrecord_text::Span;

/// A passage that a label gives to an utterance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The utterance, by the label's own key.
    pub utterance: String,
    /// The file that the passage stands in, as the label names it.
    pub file: String,
    /// The passage in its pieces, in the order of the text, white space made single.
    pub pieces: Vec<String>,
    /// What a misquotation changed, if this is one.
    pub altered: Option<String>,
}

impl Label {
    /// Reads a line of JSON: an utterance with all passages that tell it.
    ///
    /// # Errors
    /// What is missing or of the wrong type.
    pub fn read(line: &str) -> Result<Vec<Label>, String> {
        let value: serde_json::Value = serde_json::from_str(line).map_err(|e| e.to_string())?;
        let text = |value: &serde_json::Value, key: &str| {
            let text = value[key].as_str().map(str::to_owned);
            text.ok_or_else(|| format!("“{key}” is missing or is no text"))
        };
        let utterance = text(&value, "utterance")?;
        let tellings = value["tellings"].as_array().ok_or("“tellings” is missing or is no list")?;
        let label = |telling: &serde_json::Value| {
            let more = telling["more"].as_array().into_iter().flatten();
            let more = more.map(|m| m.as_str().ok_or("“more” holds what is no text").map(str::to_owned));
            Ok(Label {
                utterance: utterance.clone(),
                file: text(telling, "file")?,
                pieces: std::iter::once(text(telling, "content"))
                    .chain(more.map(|m| Ok(m?)))
                    .collect::<Result<_, String>>()?,
                altered: telling["altered"].as_str().map(str::to_owned),
            })
        };
        tellings.iter().map(label).collect()
    }

    /// Where its pieces stand in a text, in code points; none if one of them does not.
    pub fn find(&self, text: &SingleSpaced) -> Option<Vec<Span>> {
        self.pieces.iter().map(|piece| text.locate(piece)).collect()
    }
}

/// How much of two passages is the same: twice the common code points by those of both (Dice), 0 to 1. The spans of
/// each are apart from one another.
pub fn overlap(a: &[Span], b: &[Span]) -> f64 {
    part(2 * common(a, b), a.iter().chain(b))
}

/// How much of a passage stands in another, 0 to 1.
pub fn held(by: &[Span], passage: &[Span]) -> f64 {
    part(common(by, passage), passage.iter())
}

fn common(a: &[Span], b: &[Span]) -> usize {
    let common = |x: &Span, y: &Span| x.end.min(y.end).saturating_sub(x.start.max(y.start));
    a.iter().flat_map(|x| b.iter().map(move |y| common(x, y) as usize)).sum()
}

fn part<'a>(of: usize, all: impl Iterator<Item = &'a Span>) -> f64 {
    let all: usize = all.map(|span| span.len()).sum();
    if all == 0 { 0. } else { of as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telling_is_found_in_its_pieces() {
        let line = r#"{"utterance": "rice", "tellings": [
            {"file": "a", "content": "Paper", "more": ["waters no rice"]},
            {"file": "b", "content": "Paper waters rice", "altered": "a \"no\" is gone"}]}"#;
        let labels = Label::read(&line.replace('\n', " ")).unwrap();
        assert_eq!(labels.len(), 2);
        let text = SingleSpaced::of("«Paper», she said, «waters\n no rice».");
        assert_eq!(labels[0].find(&text), Some(vec![Span::new(1, 6), Span::new(20, 35)]));
        assert_eq!(labels[1].find(&text), None);
        assert!(labels[0].altered.is_none() && labels[1].altered.is_some());
        assert_eq!(Label::read("{}").unwrap_err(), "“utterance” is missing or is no text");
        let unfit = r#"{"utterance": "rice", "tellings": [{"file": "a", "content": "Paper", "more": [1]}]}"#;
        assert_eq!(Label::read(unfit).unwrap_err(), "“more” holds what is no text");
    }

    #[test]
    fn passages_overlap_by_what_they_share() {
        let span = |start, end| vec![Span::new(start, end)];
        assert_eq!(overlap(&span(0, 10), &span(0, 10)), 1.);
        assert_eq!(overlap(&span(0, 10), &span(5, 15)), 0.5);
        assert_eq!(overlap(&span(0, 10), &span(10, 15)), 0.);
        assert_eq!(overlap(&[Span::new(0, 5), Span::new(8, 13)], &span(0, 10)), 0.7);
        assert_eq!(overlap(&[], &[]), 0.);
        assert_eq!(held(&span(0, 10), &span(5, 15)), 0.5);
        assert_eq!(held(&span(0, 10), &span(5, 10)), 1.);
    }
}
