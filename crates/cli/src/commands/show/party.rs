//! A speaker with everything that they say.

use crate::failure::Failure;
use crate::output::rich::Rich;
use crate::output::statement::{origin, party_name};
use crate::output::style::{DIM, PLAIN, WARN};
use crate::output::{Page, summary::count};
use onrecord_record::query::{JoinRow, RoleRow, SpeakerRow, UtteranceRow};
use onrecord_record::{Error, Record};
use serde::Serialize;

/// A party and its utterances.
#[derive(Serialize)]
pub struct PartyView {
    #[serde(flatten)]
    speaker: SpeakerRow,
    /// What articles say that it is, and when.
    roles: Vec<RoleRow>,
    /// Mentions that go by another name, with the rule that joined them.
    joined: Vec<JoinRow>,
    said: Vec<UtteranceRow>,
}

/// The parties of these ids that say something.
pub fn load(record: &Record, ids: &[String]) -> Result<Vec<PartyView>, Failure> {
    let mut out = Vec::new();
    for speaker in record.speakers()?.into_iter().filter(|s| ids.contains(&s.party.id)) {
        let said = record.utterances(1, Some(std::slice::from_ref(&speaker.party.id)), None)?;
        let (roles, joined) = (record.roles(&speaker.party.id)?, record.joins(&speaker.party.id)?);
        out.push(PartyView { speaker, roles, joined, said });
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
        page.rich(&Rich::new(DIM, format!("names: {}", s.names.join(", "))), 2, 4)?;
        if let Some(row) = &s.known {
            let ids = if s.ids.is_empty() { String::new() } else { format!("{}, ", s.ids.join(", ")) };
            page.rich(&Rich::new(DIM, format!("known as: {ids}by {row}")), 2, 4)?;
        }
        for role in view.roles.iter().take(ROLES) {
            page.rich(&Rich::new(DIM, format!("is called: {}", told(role))), 2, 4)?;
        }
        for join in view.joined.iter().take(JOINS) {
            let JoinRow { name, article, evidence, through, through_article } = join;
            let line = format!("also: “{name}” in {article}, {evidence} of “{through}” in {through_article}");
            page.rich(&Rich::new(DIM, line), 2, 4)?;
        }
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

/// How many roles and other names of a speaker are shown; JSON Lines have all.
const ROLES: usize = 6;
const JOINS: usize = 6;

/// "foreign minister (Tarvonia), 2031-03-11 to 2031-03-26, 9 articles".
fn told(role: &RoleRow) -> String {
    let seen = match (&role.first_seen, &role.last_seen) {
        (Some(first), Some(last)) if first == last => format!(", {first}"),
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    };
    format!("{}{seen}, {}", role.name(), count(role.articles, "article"))
}
