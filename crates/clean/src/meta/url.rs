//! The article's canonical address, and the outlet's domain.

use url::Url;

/// Parameters of an address that say where a reader came from, not what the page is. A name ending in `*`
/// stands for all that begin so.
const TRACKING: &[&str] = &[
    "utm_*",
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "yclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "ref",
    "ref_src",
    "cmpid",
    "cmp",
    "ito",
    "smid",
    "smtyp",
    "ncid",
    "ocid",
    "sr_share",
    "_ga",
    "spm",
    "wt_mc",
    "at_*",
    "hsenc",
    "_hsenc",
    "_hsmi",
    "mkt_tok",
    "guccounter",
    "guce_*",
    "partner",
    "emc",
    "xtor",
    "share",
    "via",
    "feature",
    "si",
];

/// The address without fragment, tracking parameters, user name and default port; `None` if it is not an
/// absolute `http` or `https` address. `base`: for an address relative to the page's.
pub(crate) fn canonical(address: &str, base: Option<&str>) -> Option<String> {
    let address = address.trim();
    let parsed = Url::parse(address)
        .or_else(|error| base.and_then(|b| Url::parse(b).ok()).ok_or(error)?.join(address))
        .ok()?;
    if !matches!(parsed.scheme(), "http" | "https") || parsed.host_str().is_none_or(|h| h.is_empty()) {
        return None;
    }
    let mut clean = parsed.clone();
    clean.set_fragment(None);
    let _ = clean.set_username("");
    let _ = clean.set_password(None);
    if let Some(query) = parsed.query() {
        let kept: Vec<&str> =
            query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)).collect();
        clean.set_query((!kept.is_empty()).then(|| kept.join("&")).as_deref());
    }
    Some(clean.into())
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or(pair).to_ascii_lowercase();
    TRACKING.iter().any(|t| match t.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *t,
    })
}

/// The part of an address's host that was registered: `news.dunmore.co.uk` gives `dunmore.co.uk`.
pub(crate) fn domain(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    let host = url.host_str()?.trim_end_matches('.').to_lowercase();
    let domain = psl::domain_str(&host).unwrap_or(&host);
    (!domain.is_empty()).then(|| domain.to_owned())
}

/// Whether an address is that of a site's front page.
pub(crate) fn is_front(address: &str) -> bool {
    Url::parse(address).is_ok_and(|u| u.path().len() <= 1 && u.query().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracking_goes_and_the_rest_stays() {
        let got = canonical("HTTPS://ada@News.Dunmore.example:443/a?id=7&utm_source=x&fbclid=1#top", None);
        assert_eq!(got.as_deref(), Some("https://news.dunmore.example/a?id=7"));
        assert_eq!(
            canonical("/a?utm_source=x", Some("https://dunmore.example/b")).as_deref(),
            Some("https://dunmore.example/a")
        );
        assert_eq!(canonical("/a", None), None);
        assert_eq!(canonical("javascript:alert(1)", None), None);
    }

    #[test]
    fn the_registered_domain() {
        assert_eq!(domain("https://news.dunmore.co.uk/a").as_deref(), Some("dunmore.co.uk"));
        assert_eq!(domain("https://dunmore.example").as_deref(), Some("dunmore.example"));
        assert_eq!(domain("nonsense"), None);
    }
}
