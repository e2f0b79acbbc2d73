//! Requests that another site makes a browser send.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use std::net::IpAddr;

/// Why a request is refused, if it is.
///
/// A site can point its own name at this address (DNS rebinding): then its name stands in `Host`. It can make a
/// browser send a POST here: then `Origin` or `Sec-Fetch-Site` tells. A POST that brings neither comes from no
/// browser; it has to be JSON, which no form can send.
pub(super) fn check(request: &Request, names: &[String]) -> Option<&'static str> {
    let headers = request.headers();
    let Some(host) = text(headers, header::HOST.as_str()) else { return Some("the request names no host") };
    if headers.get_all(header::HOST).iter().count() > 1 || !known(host, names) {
        return Some("this server is not called by that name; start it with --host NAME if it is");
    }
    let site = text(headers, "sec-fetch-site");
    let same = match text(headers, header::ORIGIN.as_str()) {
        Some("null") => site == Some("same-origin"),
        Some(origin) => origin.split_once("://").is_some_and(|(_, o)| o.eq_ignore_ascii_case(host)),
        None if headers.contains_key(header::ORIGIN) => false,
        None => match site {
            Some(site) => matches!(site, "same-origin" | "none"),
            None => json(headers),
        },
    };
    match *request.method() {
        Method::GET | Method::HEAD => None,
        _ if same => None,
        _ => Some("a change is taken from this server’s own pages, or as application/json from a program"),
    }
}

/// True of `localhost`, addresses in digits (which nobody can rebind) and the given names, with any port.
fn known(host: &str, names: &[String]) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or("", |(name, _)| name),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok()
        || names.iter().any(|n| n.eq_ignore_ascii_case(name))
}

fn json(headers: &HeaderMap) -> bool {
    let kind = text(headers, header::CONTENT_TYPE.as_str()).unwrap_or_default();
    kind.split(';').next().is_some_and(|k| k.trim().eq_ignore_ascii_case("application/json"))
}

fn text<'r>(headers: &'r HeaderMap, name: &str) -> Option<&'r str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn asked(method: &str, headers: &[(&str, &str)]) -> bool {
        let mut request = Request::builder().method(method).uri("/api/v1/verify");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        check(&request.body(Body::empty()).unwrap(), &["desk.example".to_owned()]).is_none()
    }

    #[test]
    fn only_names_of_this_server_are_answered() {
        for host in ["localhost", "localhost:80", "127.0.0.1:7", "[::1]:7", "192.0.2.7", "Desk.example:1"] {
            assert!(asked("GET", &[("host", host)]), "{host}");
        }
        for host in ["", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[::1", "::1"] {
            assert!(!asked("GET", &[("host", host)]), "{host}");
        }
        assert!(!asked("GET", &[]));
        assert!(!asked("GET", &[("host", "localhost"), ("host", "evil.example")]));
    }

    #[test]
    fn a_change_comes_from_our_own_pages_or_from_a_program() {
        let host = ("host", "localhost:7");
        let json = ("content-type", "application/json; charset=utf-8");
        let form = ("content-type", "application/x-www-form-urlencoded");
        assert!(asked("POST", &[host, json]));
        assert!(asked("POST", &[host, form, ("origin", "http://localhost:7")]));
        assert!(asked("POST", &[host, form, ("origin", "null"), ("sec-fetch-site", "same-origin")]));
        assert!(!asked("POST", &[host, form]));
        assert!(!asked("POST", &[host, form, ("origin", "null")]));
        for origin in
            ["http://evil.example", "http://localhost:8", "null", "http://localhost:7.evil.example", ""]
        {
            assert!(!asked("POST", &[host, json, ("origin", origin)]), "{origin}");
        }
        assert!(!asked("POST", &[host, json, ("sec-fetch-site", "cross-site")]));
        assert!(!asked("POST", &[host, json, ("sec-fetch-site", "same-site")]));
    }
}
