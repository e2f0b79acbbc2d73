//! A speaker with everything that they say.

use crate::failure::Failure;
use crate::output::rich::Rich;
use crate::output::statement::{origin, party_name};
use crate::output::style::{DIM, PLAIN, WARN};
use crate::output::{Page, summary::count};
use onrecord_record::query::{SpeakerRow, UtteranceRow};
use onrecord_record::{Error, Record};
use serde::Serialize;

/// A party and its utterances.
#[derive(Serialize)]
pub struct PartyView {
    #[serde(flatten)]
    speaker: SpeakerRow,
    said: Vec<UtteranceRow>,
}

/// The parties of these ids that say something.
pub fn load(record: &Record, ids: &[String]) -> Result<Vec<PartyView>, Failure> {
    let mut out = Vec::new();
    for speaker in record.speakers()?.into_iter().filter(|s| ids.contains(&s.party.id)) {
        let said = record.utterances(1, Some(std::slice::from_ref(&speaker.party.id)), None)?;
        out.push(PartyView { speaker, said });
    }
    if out.is_empty() {
        return Err(
            Error::NotFound("that party is named in this record, but says nothing in it".into()).into()
        );
    }
    Ok(out)
}

pub fn show(rows: &[PartyView]) -> Result<(), Failure> {
    let mut page = Page::stdout();
    if rows.len() > 1 {
        let text = format!("{} parties are called so; each is shown.", rows.len());
        page.rich(&Rich::new(WARN, text), 0, 0)?;
        page.blank()?;
    }
    for view in rows {
        let s = &view.speaker;
        let mut head = party_name(&s.party);
        let counts = [
            count(s.utterances, "utterance"),
            count(s.statements, "statement"),
            count(s.articles, "article"),
            count(s.outlets, "outlet"),
        ];
        head.push(DIM, format!("  {}  {}", counts.join(", "), s.party.id));
        page.rich(&head, 0, 2)?;
        page.rich(&Rich::new(DIM, format!("printed as: {}", s.names.join(", "))), 2, 4)?;
        for row in &view.said {
            page.blank()?;
            page.rich(&Rich::new(PLAIN, row.leader.content_text()), 4, 4)?;
            let mut foot = origin(&row.leader.article);
            let more = if row.tellings > 1 {
                let told = count(row.tellings, "telling");
                format!(
                    "; {told} in {}, {}",
                    count(row.outlets, "outlet"),
                    count(row.origins, "independent origin")
                )
            } else {
                String::new()
            };
            foot.push(DIM, format!("{more}  {}", row.id));
            page.rich(&foot, 6, 6)?;
        }
        page.blank()?;
    }
    page.finish()?;
    Ok(())
}
