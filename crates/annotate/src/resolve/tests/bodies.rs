//! Bodies, places and the makers of documents.

use super::*;

#[test]
fn bodies_go_by_a_name_and_a_noun() {
    assert_eq!(who("So the Roe campaign said it rained.", "the Roe campaign"), "Roe campaign");
    assert_eq!(
        who("So the Roe campaign left. The campaign said it rained.", "The campaign said"),
        "Roe campaign"
    );
    assert_eq!(
        who("Then the Danish government said it rained.", "the Danish government"),
        "Danish government"
    );
    assert_eq!(
        who("The Ministry of Health met. Later the ministry said it rained.", "the ministry"),
        "Ministry of Health"
    );
    assert_eq!(who("The Tarn High Court met. The appeals court said it rained.", "The appeals court"), "");
}

#[test]
fn places_speak_for_their_governments() {
    assert_eq!(who("In the end Moscow said it rained.", "Moscow"), "Moscow");
    assert_eq!(who("Norway is cold. The country said it rained.", "The country"), "Norway");
}

#[test]
fn the_maker_of_a_document_speaks() {
    assert_eq!(who("A Tarn University poll said it rained.", "A Tarn University poll"), "Tarn University");
    assert_eq!(
        who(
            "A study by Tarn University professor Jane Roe said it rained.",
            "A study by Tarn University professor Jane Roe"
        ),
        "Jane Roe"
    );
    assert_eq!(who("Jane Roe’s brief said it rained.", "Jane Roe’s brief"), "Jane Roe");
    assert_eq!(who("Jane Roe sued. Her submission said it rained.", "Her submission"), "Jane Roe");
    assert_eq!(
        who("A Tarn University study came. The study said it rained.", "The study said"),
        "Tarn University"
    );
    assert_eq!(who("Jane Roe sued. Some polls said it rained.", "Some polls"), "");
}
