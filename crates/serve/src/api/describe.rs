//! What the API offers: its OpenAPI description, and the same as a page.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;
use maud::{DOCTYPE, Markup, html};
use serde_json::Value;
use utoipa::openapi::OpenApi;

/// The routes that describe the others.
pub(super) fn routes<S: Clone + Send + Sync + 'static>(description: &OpenApi) -> Router<S> {
    let json = description.to_json().unwrap_or_default();
    let page = reference(&serde_json::from_str(&json).unwrap_or_default());
    Router::new()
        .route(
            "/api/v1/openapi.json",
            get(async move || ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], json)),
        )
        .route("/api", get(async move || page))
        .route(
            "/api/reference.css",
            get(async || {
                let kind = HeaderValue::from_static("text/css; charset=utf-8");
                ([(header::CONTENT_TYPE, kind)], include_str!("reference.css")).into_response()
            }),
        )
}

/// The description as a page: each path with its parameters and what it answers, then the schemas.
fn reference(api: &Value) -> Markup {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let operations = || {
        members(&api["paths"]).flat_map(|(path, item)| {
            members(item).filter(|(_, o)| o.is_object()).map(move |(method, o)| (path, method, o))
        })
    };
    let mut groups: Vec<String> = Vec::new();
    for (_, _, operation) in operations() {
        let group = text(&operation["tags"][0]);
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "API of onrecord" }
                link rel="stylesheet" href="/api/reference.css";
            }
            body {
                header {
                    p { a href="/" { "To the record" } }
                    h1 { "API" }
                    p { (text(&api["info"]["description"])) }
                    p { a href="/api/v1/openapi.json" { "OpenAPI " (text(&api["openapi"])) } }
                }
                main {
                    @for group in &groups {
                        section {
                            h2 { (group) }
                            @for (path, method, operation) in operations().filter(|o| text(&o.2["tags"][0]) == *group) {
                                (self::operation(path, method, operation))
                            }
                        }
                    }
                    section {
                        h2 { "What answers hold" }
                        @for (name, schema) in members(&api["components"]["schemas"]) { (self::schema(name, schema)) }
                    }
                }
            }
        }
    }
}

fn operation(path: &str, method: &str, operation: &Value) -> Markup {
    let about = [&operation["summary"], &operation["description"]].map(|v| v.as_str().unwrap_or_default());
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    html! {
        article id=(operation["operationId"].as_str().unwrap_or_default()) {
            h3 { code { b { (method.to_uppercase()) } " " (path) } }
            p { (about.join(" ").trim()) }
            @if !parameters.is_empty() {
                dl {
                    @for p in parameters {
                        dt { code { (p["name"].as_str().unwrap_or_default()) } " " span { (kind(&p["schema"])) } }
                        dd { (p["description"].as_str().unwrap_or_default()) }
                    }
                }
            }
            @if !body.is_null() { p { "Takes " (kind(body)) } }
            @for (status, response) in members(&operation["responses"]) {
                @for (media, content) in members(&response["content"]) {
                    p { (status) " " code { (media) } " " (kind(&content["schema"])) }
                }
            }
        }
    }
}

fn schema(name: &str, schema: &Value) -> Markup {
    let parts = schema["allOf"].as_array().map(Vec::as_slice).unwrap_or(std::slice::from_ref(schema));
    html! {
        article id={ "schema-" (name) } {
            h3 { code { (name) } }
            p { (schema["description"].as_str().unwrap_or_default()) }
            @for part in parts {
                @if part["$ref"].is_string() { p { "All of " (kind(part)) ", and" } }
                @if !part["enum"].is_null() || !part["oneOf"].is_null() { p { (kind(part)) } }
                dl {
                    @for (field, about) in members(&part["properties"]) {
                        dt { code { (field) } " " span { (kind(about)) } }
                        dd { (about["description"].as_str().unwrap_or_default()) }
                    }
                }
            }
        }
    }
}

/// A schema in a few words, with links to those that it names.
fn kind(schema: &Value) -> Markup {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or_default();
        return html! { a href={ "#schema-" (name) } { (name) } };
    }
    let choices = ["oneOf", "anyOf"].iter().find_map(|k| schema[k].as_array());
    if let Some(choices) = choices {
        return html! { @for (i, c) in choices.iter().enumerate() { @if i > 0 { " or " } (kind(c)) } };
    }
    if let Some(values) = schema["enum"].as_array() {
        let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        return html! { (values.join(" | ")) };
    }
    match &schema["type"] {
        Value::String(t) if t == "array" => html! { "list of " (kind(&schema["items"])) },
        Value::String(t) => html! { (t) },
        Value::Array(types) => {
            let types: Vec<&str> = types.iter().filter_map(Value::as_str).collect();
            let items = &schema["items"];
            html! { (types.join(" or ")) @if !items.is_null() { " of " (kind(items)) } }
        }
        _ => html! { "object" },
    }
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}
