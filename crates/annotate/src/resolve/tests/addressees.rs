//! Who is spoken to.

use super::*;

#[test]
fn addressees_are_told() {
    let told = |text: &str, source: &str, cue: &str| {
        let at = |s: &str| {
            let at = text.find(s).expect("the words stand in the text");
            Span::new(at, at + s.len())
        };
        let attributions = [attribution(vec![at(source)], vec![at(cue)], at("it rained"))];
        let doc = Document::new(text, &[Span::new(0, text.len())]);
        let resolution = resolve(&doc, &attributions, None);
        resolution.addressees[0].map(|p| resolution.parties[p].name.of(text).to_owned()).unwrap_or_default()
    };
    assert_eq!(told("Then Jane Roe told Mr. Moor it rained.", "Jane Roe", "told"), "Moor");
    assert_eq!(told("Roe said in a letter to John Moor it rained.", "Roe", "said"), "John Moor");
    assert_eq!(told("Asked by John Moor, Jane Roe said it rained.", "Jane Roe", "said"), "");
    assert_eq!(told("Jane Roe told Tarn News’s John Moor it rained.", "Jane Roe", "told"), "John Moor");
    assert_eq!(told("Jane Roe told Moor’s lawyer it rained.", "Jane Roe", "told"), "");
    assert_eq!(told("Jane Roe told reporters it rained.", "Jane Roe", "told"), "");
    // The host, not her station; its audience is nobody named.
    assert_eq!(told("Roe told Tarn News host John Moor it rained.", "Roe", "told"), "John Moor");
    assert_eq!(told("Roe told the Tarn News audience it rained.", "Roe", "told"), "");
    assert_eq!(told("Roe told USA Today it rained.", "Roe", "told"), "USA Today");
    assert_eq!(told("Jane Roe came. Jim Moor told her it rained.", "Jim Moor", "told"), "Jane Roe");
    assert_eq!(told("Jane Roe came. Zyx Moor told her peers it rained.", "Zyx Moor", "told"), "");
    assert_eq!(told("Jane Roe came. She told her husband it rained.", "She", "told"), "");
    // Nobody speaks to himself, or to whom he has left.
    assert_eq!(told("“Has it stopped? it rained,” asked Mr. Moor.", "Mr. Moor", "asked"), "");
    assert_eq!(
        told("Roe said after meeting with John Moor it rained.", "Roe", "said after meeting with"),
        ""
    );
}
