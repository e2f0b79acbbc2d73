//! Which statements: the parameters that list, download and timeline share.

use crate::problem::Problem;
use onrecord_record::query::{Filter, Order, ReviewState};
use onrecord_text::When;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Which statements. All conditions hold together; without any all statements are meant.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FilterParams {
    /// Words that the content or the source holds: `grain deal`, `"to the letter"`, `-without`, `begin*`.
    q: Option<String>,
    /// Said by this party: its name, a part of it, or its id.
    speaker: Option<String>,
    /// `true`: only statements whose speaker is not known.
    #[serde(default)]
    unknown_speaker: bool,
    /// Said to this party: its name, a part of it, or its id.
    addressee: Option<String>,
    /// In this outlet: its name or a part of it.
    outlet: Option<String>,
    /// Published on this date or later: `2031`, `2031-03` or `2031-03-12`.
    from: Option<String>,
    /// Published on this date or earlier.
    to: Option<String>,
    /// Only statements of this kind.
    #[param(inline)]
    kind: Option<Kind>,
    /// In this article: its id.
    article: Option<String>,
    /// Telling this utterance: its id.
    utterance: Option<String>,
    /// What persons decided; without it everything that nobody rejected.
    #[param(inline)]
    review: Option<Review>,
    /// `true`: one telling of each utterance.
    #[serde(default)]
    one_per_utterance: bool,
    /// `true`: one telling of each utterance from the articles that go back to one text.
    #[serde(default)]
    one_per_origin: bool,
    /// Best match first, or by publication date. Without words always by date.
    #[serde(default)]
    #[param(inline)]
    order: Sort,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Direct,
    Mixed,
    Indirect,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Review {
    Unreviewed,
    Reviewed,
    Accepted,
    Corrected,
    Rejected,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Sort {
    #[default]
    Relevance,
    Date,
}

impl FilterParams {
    /// As the record takes them.
    pub fn filter(self) -> Result<Filter, Problem> {
        Ok(Filter {
            words: self.q,
            speaker: self.speaker,
            unknown_speaker: self.unknown_speaker,
            addressee: self.addressee,
            outlet: self.outlet,
            from: date("from", self.from)?,
            to: date("to", self.to)?,
            kind: self.kind.map(|k| match k {
                Kind::Direct => onrecord_annotate::Kind::Direct,
                Kind::Mixed => onrecord_annotate::Kind::Mixed,
                Kind::Indirect => onrecord_annotate::Kind::Indirect,
            }),
            article: self.article,
            utterance: self.utterance,
            review: self.review.map(|r| match r {
                Review::Unreviewed => ReviewState::Unreviewed,
                Review::Reviewed => ReviewState::Reviewed,
                Review::Accepted => ReviewState::Accepted,
                Review::Corrected => ReviewState::Corrected,
                Review::Rejected => ReviewState::Rejected,
            }),
            one_per_utterance: self.one_per_utterance,
            one_per_origin: self.one_per_origin,
            order: match self.order {
                Sort::Relevance => Order::Relevance,
                Sort::Date => Order::Date,
            },
            ..Filter::default()
        })
    }
}

/// A date as a program writes it.
pub(crate) fn date(name: &str, text: Option<String>) -> Result<Option<When>, Problem> {
    let Some(text) = text else { return Ok(None) };
    let wrong = || format!("{name} is “{text}”; write YYYY, YYYY-MM or YYYY-MM-DD");
    text.parse().map(Some).map_err(|_| Problem::bad_request(wrong()))
}
