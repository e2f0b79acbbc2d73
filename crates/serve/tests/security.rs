//! Who gets an answer, and what hostile texts can do in one: nothing.
#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod support;

use onrecord_serve::{Options, Shared, Token};
use serde_json::json;
use std::collections::{BTreeSet, VecDeque};
use std::path::Path;
use support::{Answer, Server, escaped};

/// Every route that the server has. A new one is added here, and thereby checked like the others.
const ROUTES: &[&str] = &[
    "/",
    "/api",
    "/api/reference.css",
    "/api/v1/articles",
    "/api/v1/articles/{id}",
    "/api/v1/decisions",
    "/api/v1/decisions/{id}",
    "/api/v1/derivations",
    "/api/v1/facets",
    "/api/v1/inputs",
    "/api/v1/matrix",
    "/api/v1/openapi.json",
    "/api/v1/parties",
    "/api/v1/parties/{id}",
    "/api/v1/parties/{id}/mentions",
    "/api/v1/review/agreement",
    "/api/v1/review/queue",
    "/api/v1/statements",
    "/api/v1/statements.csv",
    "/api/v1/statements.jsonl",
    "/api/v1/statements/{id}",
    "/api/v1/stories",
    "/api/v1/summary",
    "/api/v1/tables",
    "/api/v1/tables/{id}",
    "/api/v1/texts",
    "/api/v1/timeline",
    "/api/v1/utterances",
    "/api/v1/utterances/{id}",
    "/api/v1/verify",
    "/api/v1/versions/{id}",
    "/api/{*rest}",
    "/articles",
    "/articles/{id}",
    "/articles/{id}/versions/{hash}",
    "/assets/{name}",
    "/inputs",
    "/keys",
    "/outlets",
    "/people",
    "/people/{id}",
    "/review",
    "/review/log",
    "/review/statements/{id}",
    "/search",
    "/statements/{id}",
    "/timeline",
    "/utterances",
    "/utterances/{id}",
];

const SECRET: &str = "0123456789abcdef-secret";

fn guarded() -> Server {
    let options = Options { token: Some(Token::given(SECRET).unwrap()), ..Options::default() };
    Server::start(options, support::build_samples)
}

/// A target that the route takes.
fn target(route: &str) -> String {
    route.replace("{id}", "x-1").replace("{name}", "x").replace("{hash}", "00").replace("{*rest}", "x/y")
}

#[test]
fn every_route_is_in_the_list() {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("empty.record");
    support::build(&record, &[], &Default::default());
    let router = onrecord_serve::router(Shared::open(record).unwrap(), Options::default());
    // The router's debug form names its routes; nothing else of it does.
    let text = format!("{router:?}");
    let found: BTreeSet<&str> = text
        .split('"')
        .filter(|piece| piece.starts_with('/') && !piece.contains(' ') && !piece.contains("__private"))
        .collect();
    let known: BTreeSet<&str> = ROUTES.iter().copied().collect();
    assert_eq!(found, known);
}

#[test]
fn without_the_token_no_route_answers() {
    let server = guarded();
    let json = ("content-type", "application/json");
    let cookie = format!("onrecord={SECRET}");
    for route in ROUTES {
        let target = target(route);
        for method in ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"] {
            for wrong in [
                vec![json],
                vec![json, ("authorization", "Bearer 0123456789abcdef-secres")],
                vec![json, ("authorization", "Basic 0123456789abcdef-secret")],
                vec![json, ("cookie", cookie.as_str())],
            ] {
                let answer = server.ask(method, &target, &wrong, b"");
                assert_eq!(answer.status, 401, "{method} {target}");
                assert!(answer.header("etag").is_none() && answer.header("set-cookie").is_none());
                assert!(answer.body.len() < 400, "{method} {target}: {}", answer.text());
            }
        }
        let wrong = format!("{target}?token=0123456789abcdef-secres");
        assert_eq!(server.get(&wrong).status, 401, "{wrong}");
        let bearer = format!("Bearer {SECRET}");
        let known = server.ask("GET", &target, &[("authorization", &bearer)], b"");
        assert_ne!(known.status, 401, "{target}");
    }
}

#[test]
fn the_token_in_an_address_becomes_a_cookie() {
    let server = guarded();
    let first = server.get(&format!("/search?q=dam&token={SECRET}&kind=direct"));
    assert_eq!((first.status, first.header("location")), (303, Some("/search?q=dam&kind=direct")));
    let cookie = first.header("set-cookie").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let kept = cookie.split(';').next().unwrap();
    assert_eq!(server.ask("GET", "/", &[("cookie", kept)], b"").status, 200);
    let elsewhere = server.get(&format!("//evil.example/?token={SECRET}"));
    assert_eq!(elsewhere.header("location"), Some("/evil.example/"));
    for short in ["", "short", "0123456789abcdef secret", "0123456789abcdef\u{e9}", &"x".repeat(129)] {
        assert!(Token::given(short).is_err(), "{short}");
    }
    assert_ne!(Token::random().unwrap().secret(), Token::random().unwrap().secret());
}

#[test]
fn other_sites_get_nothing_and_every_answer_is_locked_down() {
    let server = Server::of_samples();
    let json = ("content-type", "application/json");
    for route in ROUTES {
        let target = target(route);
        let rebound = server.ask("GET", &target, &[("host", "evil.example")], b"");
        assert_eq!(rebound.status, 403, "{target}");
        for from in [("origin", "http://evil.example"), ("sec-fetch-site", "cross-site"), ("origin", "null")]
        {
            for method in ["POST", "PUT", "DELETE"] {
                let answer = server.ask(method, &target, &[json, from], b"");
                assert_eq!(answer.status, 403, "{method} {target} {from:?}");
            }
        }
        assert_eq!(server.ask("POST", &target, &[("content-type", "text/plain")], b"{}").status, 403);
        for answer in [rebound, server.get(&target)] {
            locked_down(&target, &answer);
        }
    }
}

fn locked_down(target: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{target}"));
    assert!(policy.starts_with("default-src 'none';"), "{target}: {policy}");
    for never in ["unsafe", "*", "http", "data:", "blob:"] {
        assert!(!policy.contains(never), "{target}: {policy}");
    }
    for rule in ["script-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
        assert!(policy.contains(rule), "{target}: {policy}");
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{target}");
    }
    assert!(answer.header("access-control-allow-origin").is_none(), "{target}");
}

/// What a hostile page may bring. Each has the mark `xss` where it would take effect.
const PAYLOADS: &[&str] = &[
    "<script>xss()</script>",
    "<img src=x onerror=xss()>",
    "\"><svg onload=xss()>",
    "' onmouseover=xss() x='",
    "\" onfocus=\"xss()\" autofocus=\"",
    "</title><script>xss()</script>",
    "</textarea></style><xss>",
    "<!--<xss>-->",
    "{{xss}}${xss}<%=xss%>",
    "&lt;xss&gt;<xss/>",
    "\u{202e}<xss>\u{0}",
];

/// A record of articles that have each payload in each place.
fn hostile(path: &Path) {
    let dir = path.parent().unwrap().join("in");
    std::fs::create_dir(&dir).unwrap();
    let mut rows = String::new();
    for (i, payload) in PAYLOADS.iter().enumerate() {
        for (j, url) in
            ["https://news.example/", "javascript:xss()//", "data:text/html,<xss>"].iter().enumerate()
        {
            let body = format!(
                "The river rose {i} {j}. “We shall never open the {payload} gates, article {i}, version {j},” said \
                 Mira Olten {payload}, the mayor of Dravik.\n\n“The dam holds,” said Mira Olten."
            );
            let row = json!({
                "title": format!("Flood {i} {j} {payload}"),
                "text": body,
                "outlet": format!("The Courier {payload}"),
                "byline": format!("By Ida Brandt {payload}"),
                "url": format!("{url}{i}{j}?{payload}"),
                "published": format!("2031-03-{:02}", i + 1),
                "language": "en",
            });
            rows.push_str(&format!("{row}\n"));
        }
        let name: String = payload.chars().filter(|c| !matches!(c, '/' | '\0')).collect();
        let text =
            format!("Flood at Dravik {i}\n\n“The water is high,” said Mira Olten, the mayor of Dravik.");
        std::fs::write(dir.join(format!("{name}.txt")), text).unwrap();
        std::fs::write(dir.join(format!("{name}.jpg")), b"\xff\xd8\xff\0").unwrap();
    }
    std::fs::write(dir.join("rows.jsonl"), rows).unwrap();
    support::build(path, &[dir], &Default::default());
}

#[test]
fn hostile_texts_stay_texts_on_every_page_and_route() {
    let server = Server::start(Options::default(), hostile);
    assert!(server.json("/api/v1/statements")["total"].as_u64().unwrap() > 20);
    let mut queue: VecDeque<String> =
        ROUTES.iter().filter(|r| !r.contains('{')).map(|r| r.to_string()).collect();
    for list in ["articles", "statements", "utterances", "parties"] {
        for row in server.json(&format!("/api/v1/{list}?limit=40"))["rows"].as_array().unwrap() {
            let id = row["id"].as_str().unwrap();
            queue.push_back(format!("/api/v1/{list}/{id}"));
            queue.push_back(format!("/{}/{id}", if list == "parties" { "people" } else { list }));
        }
    }
    for payload in PAYLOADS {
        let payload = escaped(payload);
        for route in ROUTES.iter().filter(|r| !r.starts_with("/assets")) {
            queue.push_back(
                route.replace("{id}", &payload).replace("{hash}", &payload).replace("{*rest}", &payload),
            );
            for name in ["q", "speaker", "outlet", "from", "kind", "cursor", "sort", "base", &payload] {
                let target = target(route);
                queue.push_back(format!("{target}?{name}={payload}"));
            }
        }
    }
    let mut seen: BTreeSet<String> = queue.iter().cloned().collect();
    let mut pages = 0;
    while let Some(target) = queue.pop_front() {
        let answer = server.get(&target);
        assert!(answer.status < 500, "{target}: {} {}", answer.status, answer.text());
        locked_down(&target, &answer);
        let media = answer.header("content-type").unwrap_or_default().to_owned();
        if answer.status == 304 || answer.body.is_empty() {
            continue;
        }
        if !media.starts_with("text/html") {
            let known =
                ["application/", "text/csv", "text/plain", "text/css", "text/javascript", "image/svg"];
            assert!(known.iter().any(|k| media.starts_with(k)), "{target}: {media}");
            continue;
        }
        pages += 1;
        for (tag, attributes) in tags(&answer.text()) {
            assert!(!tag.contains("xss"), "{target}: <{tag}>");
            for (name, value) in attributes {
                assert!(!name.contains("xss") && !name.starts_with("on"), "{target}: {name}={value}");
                assert!(name != "style", "{target}: a style in the page");
                if ["href", "src", "action", "formaction"].contains(&name.as_str()) {
                    let start = value.trim_start().to_ascii_lowercase();
                    let safe = ["/", "#", "?", "https://", "http://"].iter().any(|s| start.starts_with(s));
                    assert!(safe, "{target}: {name}={value}");
                }
                if name == "href" && value.starts_with('/') && seen.len() < 1500 && seen.insert(value.clone())
                {
                    queue.push_back(value);
                }
            }
            assert!(
                tag != "script" || answer.text().contains("<script src=\"/assets/"),
                "{target}: script in the page"
            );
        }
    }
    assert!(pages > 100, "{pages} pages");
}

/// The tags of a page with their attributes, as a browser reads them.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut out = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = &rest[end..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let Some(first) = rest.chars().next() else { break };
            if first == '>' {
                break;
            }
            let end = rest.find(|c: char| c.is_whitespace() || "=>/".contains(c)).unwrap_or(rest.len());
            let (attribute, tail) = rest.split_at(end.max(first.len_utf8()));
            rest = tail;
            let mut value = "";
            if let Some(tail) = rest.strip_prefix('=') {
                (value, rest) = match tail.chars().next() {
                    Some(q @ ('"' | '\'')) => tail[1..].split_once(q).unwrap_or((&tail[1..], "")),
                    _ => tail
                        .split_at(tail.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(tail.len())),
                };
            }
            let value =
                value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            attributes.push((attribute.to_ascii_lowercase(), value));
        }
        out.push((name, attributes));
    }
    out
}

#[test]
fn a_spreadsheet_gets_no_formulas() {
    let server = Server::start(Options::default(), |path| {
        let file = path.parent().unwrap().join("rows.jsonl");
        let rows: String = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)"]
            .iter()
            .map(|bad| {
                let text = format!("“{bad} is what it was about,” said Mira Olten, the mayor of Dravik.");
                format!("{}\n", json!({"title": bad, "text": text, "outlet": bad, "byline": bad}))
            })
            .collect();
        std::fs::write(&file, rows).unwrap();
        support::build(path, &[file], &Default::default());
    });
    for target in ["/api/v1/statements.csv", "/api/v1/tables/articles?format=csv"] {
        let answer = server.get(target);
        let mut rows = csv::Reader::from_reader(&answer.body[..]);
        let mut cells = 0;
        for row in rows.records() {
            for cell in row.unwrap().iter() {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{target}: {cell}");
                cells += usize::from(cell.starts_with('\''));
            }
        }
        assert!(cells >= 4, "{target} has what was to be made harmless");
    }
}
