//! Decisions as forms send them.

use super::edit::ranges;
use super::fields::{Fields, keep, reviewer};
use crate::Shared;
use crate::pages::error::Answer;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use onrecord_record::query::Reference;
use onrecord_record::review::{Decision, SpeakerChoice};
use onrecord_record::{Error, Record};

/// Takes a decision and leads back to where it was made.
pub(in crate::pages) async fn act(
    State(shared): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer<Response> {
    let fields = Fields::parse(&body);
    let back = fields.back();
    let name = match fields.get("reviewer") {
        "" => reviewer(&shared, &headers).unwrap_or_default(),
        given => given.to_owned(),
    };
    let cookie = keep(&name);
    if fields.get("do") != "name" {
        shared
            .change(move |record| {
                let at = record.now()?;
                for decision in decisions(record, &fields)? {
                    record.decide(&decision, &name, &at, Some(fields.get("reason")))?;
                }
                Ok(())
            })
            .await?;
    }
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, back), (header::SET_COOKIE, cookie)]).into_response())
}

/// What the form decides.
fn decisions(record: &Record, fields: &Fields) -> Result<Vec<Decision>, Error> {
    let field = |name: &str| fields.get(name).to_owned();
    let statement = field("statement");
    let one = match fields.get("do") {
        "accept" => Decision::Accept { statement },
        "reject" => Decision::Reject { statement },
        "spans" => {
            let part = |name: &str| ranges(fields.get(name));
            Decision::Spans {
                statement,
                source: Some(part("source")),
                cue: Some(part("cue")),
                content: Some(part("content")),
            }
        }
        "speaker" => Decision::Speaker { statement, speaker: speaker(record, fields)? },
        "same" => Decision::Same { statement, other: one_statement(record, fields.get("other"))? },
        "different" => Decision::Different { statement, other: field("other") },
        "merge" => Decision::Merge { into: field("party"), party: one_party(record, fields.get("other"))? },
        "split" => Decision::Split { party: field("party"), mentions: fields.all("mention") },
        "rename" => Decision::Rename { party: field("party"), name: field("name") },
        "undo" => Decision::Undo { decision: field("decision") },
        other => return Err(Error::Query(format!("“{other}” is nothing that can be decided here"))),
    };
    Ok(vec![one])
}

/// Who the form says the speaker is: a name that is typed counts before one that is chosen.
fn speaker(record: &Record, fields: &Fields) -> Result<SpeakerChoice, Error> {
    match (fields.get("name"), fields.get("party")) {
        ("", "") => Err(Error::Query("choose who says it, or type a name".into())),
        ("", "unknown") => Ok(SpeakerChoice::Unknown),
        ("", party) => Ok(SpeakerChoice::Party(party.to_owned())),
        (name, _) => match record.find(name) {
            Ok(Reference::Parties(ids)) if ids.len() == 1 => Ok(SpeakerChoice::Party(ids.concat())),
            _ => Ok(SpeakerChoice::Label { name: name.to_owned(), kind: "person".to_owned() }),
        },
    }
}

fn one_party(record: &Record, name: &str) -> Result<String, Error> {
    match record.find(name)? {
        Reference::Parties(ids) if ids.len() == 1 => Ok(ids.concat()),
        Reference::Parties(ids) => Err(Error::Query(format!(
            "{} parties are called “{name}”; give more of the name, or the id that stands in the address of one’s page",
            ids.len()
        ))),
        _ => Err(Error::Query(format!("“{name}” is nobody who speaks here"))),
    }
}

/// A statement by its id, or by the address of its page.
fn one_statement(record: &Record, text: &str) -> Result<String, Error> {
    let id = text.rsplit(['#', '/', '=']).next().unwrap_or(text);
    match record.find(id)? {
        Reference::Statement(id) => Ok(id),
        _ => Err(Error::Query(format!(
            "“{text}” is no statement; give its id, or the address behind its number"
        ))),
    }
}
