//! What a form sends, who sends it, and where it leads afterwards.

use crate::Shared;
use axum::http::{HeaderMap, header};
use url::form_urlencoded;

/// The cookie that keeps the reviewer's name.
const COOKIE: &str = "onrecord-reviewer";

/// The fields of a form, in order; a name can come several times.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    pub fn parse(body: &[u8]) -> Fields {
        Fields(form_urlencoded::parse(body).into_owned().collect())
    }

    /// A field without spaces around it; empty if it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
    }

    /// All values of a name.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone()).collect()
    }

    /// The page of this server that the form asks to go back to.
    pub fn back(&self) -> String {
        let back = self.get("back");
        let ours = back.starts_with('/')
            && !back[1..].starts_with(['/', '\\'])
            && back.chars().all(|c| c.is_ascii_graphic());
        if ours { back.to_owned() } else { "/review".to_owned() }
    }
}

/// Who decides: the name that the browser keeps, or the one that `serve` was started with.
pub(in crate::pages) fn reviewer(shared: &Shared, headers: &HeaderMap) -> Option<String> {
    kept(headers).or_else(|| shared.reviewer().map(str::to_owned))
}

/// The reviewer's name that the browser keeps.
fn kept(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    let value = cookies
        .flat_map(|v| v.split(';'))
        .filter_map(|c| c.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)?
        .1;
    let (name, _) = form_urlencoded::parse(value.as_bytes()).next()?;
    (!name.trim().is_empty()).then(|| name.trim().to_owned())
}

/// The cookie that keeps it, for a year.
pub(super) fn keep(name: &str) -> String {
    let value: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    format!("{COOKIE}={value}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_to_our_own_pages_alone() {
        let back = |to: &str| Fields::parse(format!("back={to}").as_bytes()).back();
        assert_eq!(back("/utterances/u-1%3Fwith=s-2%23s-3"), "/utterances/u-1?with=s-2#s-3");
        for elsewhere in
            ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "", "/a%0d%0ab"]
        {
            assert_eq!(back(elsewhere), "/review", "{elsewhere}");
        }
    }

    #[test]
    fn a_name_comes_back_as_it_was_given() {
        let mut headers = HeaderMap::new();
        let cookie = keep("Ana Lindström; x=1");
        let pair = cookie.split(';').next().unwrap();
        headers.insert(header::COOKIE, format!("a=b; {pair}").parse().unwrap());
        assert_eq!(kept(&headers).as_deref(), Some("Ana Lindström; x=1"));
        assert_eq!(kept(&HeaderMap::new()), None);
    }
}
