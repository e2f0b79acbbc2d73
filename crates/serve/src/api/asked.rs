//! What a request asks for: the query string, the path, the body. What can't be understood is an error, also a
//! parameter that there isn't: a misspelt filter must not quietly list everything.

use crate::problem::Problem;
use axum::extract::{FromRequest, FromRequestParts};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

/// The query string as one or two sets of parameters. A parameter without a value counts as not given, which is
/// how forms send fields that were left empty.
pub(crate) struct Asked<A, B = Nothing>(pub A, pub B);

/// No parameters.
#[derive(serde::Deserialize)]
pub(crate) struct Nothing {}

impl IntoParams for Nothing {
    fn into_params(
        _: impl Fn() -> Option<utoipa::openapi::path::ParameterIn>,
    ) -> Vec<utoipa::openapi::path::Parameter> {
        Vec::new()
    }
}

impl<S, A, B> FromRequestParts<S> for Asked<A, B>
where
    S: Send + Sync,
    A: DeserializeOwned + IntoParams,
    B: DeserializeOwned + IntoParams,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query)
            .map_err(|e| Problem::bad_request(format!("the query string can't be read: {e}")))?;
        let known: Vec<String> = [A::into_params(|| None), B::into_params(|| None)]
            .into_iter()
            .flatten()
            .map(|p| p.name)
            .collect();
        let mut given: Vec<&(String, String)> = Vec::new();
        for pair in &pairs {
            if !known.contains(&pair.0) {
                let list = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                return Err(Problem::bad_request(format!(
                    "there is no parameter “{}” here; there are: {list}",
                    pair.0
                )));
            }
            if pair.1.is_empty() {
                continue;
            }
            if given.iter().any(|g| g.0 == pair.0) {
                return Err(Problem::bad_request(format!("the parameter “{}” is given twice", pair.0)));
            }
            given.push(pair);
        }
        let clean = serde_urlencoded::to_string(&given).unwrap_or_default();
        let read =
            |e: serde_urlencoded::de::Error| Problem::bad_request(format!("a parameter is wrong: {e}"));
        Ok(Asked(
            serde_urlencoded::from_str(&clean).map_err(read)?,
            serde_urlencoded::from_str(&clean).map_err(read)?,
        ))
    }
}

/// The id in the path.
#[derive(serde::Deserialize, FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Problem))]
pub(crate) struct Id(pub String);

/// A JSON body.
#[derive(FromRequest)]
#[from_request(via(axum::Json), rejection(Problem))]
pub(crate) struct Body<T>(pub T);
