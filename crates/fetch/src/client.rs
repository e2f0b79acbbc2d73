//! One request after the other.

use crate::address::{Guarded, PRIVATE};
use crate::robots::{self, Robots};
use onrecord_read::{Answer, Reason, SetAside};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

/// How to fetch.
#[derive(Clone, Debug)]
pub struct Options {
    /// Ask addresses that are not public too: for tests, and for a server in one's own network.
    pub allow_private: bool,
    /// Between two requests to one host. A site may ask for more.
    pub delay: Duration,
    /// Longest time for one request, from resolving the name to the last byte.
    pub timeout: Duration,
    /// Most bytes of an answer, packed or unpacked.
    pub max_bytes: u64,
}

impl Default for Options {
    /// Public addresses only, two seconds between requests, thirty for one, 64 MiB.
    fn default() -> Options {
        Options {
            allow_private: false,
            delay: Duration::from_secs(2),
            timeout: Duration::from_secs(30),
            max_bytes: 64 << 20,
        }
    }
}

/// Redirections that are followed, one after the other.
const MAX_STEPS: usize = 8;

/// Asks, politely.
pub(crate) struct Client {
    agent: Agent,
    options: Options,
    /// By scheme, host and port.
    sites: HashMap<String, Site>,
}

#[derive(Default)]
struct Site {
    robots: Option<Robots>,
    asked: Option<Instant>,
}

/// An answer and the address that gave it.
pub(crate) struct Fetched {
    pub url: Url,
    pub answer: Answer,
}

impl Client {
    pub(crate) fn new(options: Options) -> Client {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // Followed by hand: each step is looked at.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(options.timeout))
            // A proxy would resolve names itself.
            .proxy(None)
            .user_agent(concat!("onrecord/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls)
            .build();
        let resolver = Guarded { allow_private: options.allow_private };
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Client { agent, options, sites: HashMap::new() }
    }

    /// Fetches an address, unless the site's rules forbid it. `fields` go with each request.
    pub(crate) fn get(&mut self, address: &str, fields: &[(&str, &str)]) -> Result<Fetched, SetAside> {
        self.follow(address, fields, true)
    }

    fn follow(&mut self, address: &str, fields: &[(&str, &str)], ask: bool) -> Result<Fetched, SetAside> {
        let refused = |detail: String| SetAside::new(address, Reason::Refused, detail);
        let mut url = Url::parse(address).map_err(|e| refused(format!("it is no address: {e}")))?;
        for _ in 0..=MAX_STEPS {
            if !matches!(url.scheme(), "http" | "https") {
                return Err(refused(format!("only http and https are fetched, not {}", url.scheme())));
            }
            if ask && !self.allows(&url).map_err(|aside| SetAside { locator: address.to_owned(), ..aside })? {
                return Err(refused(format!(
                    "the site’s robots.txt asks programs not to read {url}, or can’t be had. Save the page in a \
                     browser and build from the file"
                )));
            }
            self.wait(&url);
            let answer = self.once(&url, fields).map_err(|error| self.failed(address, &url, &error))?;
            let to =
                answer.field("Location").filter(|_| matches!(answer.status, 301 | 302 | 303 | 307 | 308));
            match to.map(|to| url.join(to)) {
                None => return Ok(Fetched { url, answer }),
                Some(Ok(next)) => url = next,
                Some(Err(error)) => return Err(refused(format!("it leads to what is no address: {error}"))),
            }
        }
        Err(refused(format!("it leads on and on: more than {MAX_STEPS} redirections")))
    }

    /// One request, one answer.
    fn once(&self, url: &Url, fields: &[(&str, &str)]) -> Result<Answer, ureq::Error> {
        let mut request = self.agent.get(url.as_str()).header("Accept-Encoding", "gzip, br, zstd");
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        let mut response = request.call()?;
        let fields = response.headers().iter();
        let fields = fields
            .map(|(n, v)| (n.to_string(), String::from_utf8_lossy(v.as_bytes()).into_owned()))
            .collect();
        let status = response.status().as_u16();
        let limit = self.options.max_bytes.saturating_add(1);
        let body = response.body_mut().with_config().limit(limit).read_to_vec()?;
        // The client has put the chunks together.
        let fields: Vec<(String, String)> = fields;
        let fields =
            fields.into_iter().filter(|(n, _)| !n.eq_ignore_ascii_case("Transfer-Encoding")).collect();
        Ok(Answer { status, fields, body })
    }

    fn failed(&self, address: &str, url: &Url, error: &ureq::Error) -> SetAside {
        match error {
            ureq::Error::BodyExceedsLimit(_) => SetAside::new(
                address,
                Reason::TooLarge,
                format!("{url} answers with more than {} bytes", self.options.max_bytes),
            ),
            error if error.to_string().contains(PRIVATE) => SetAside::new(
                address,
                Reason::Refused,
                format!("{url} leads into a private network. If that is what you want, give --allow-private"),
            ),
            error => SetAside::new(
                address,
                Reason::Unreadable,
                format!(
                    "{url} could not be fetched: {error}. Check the address and the connection, and try again"
                ),
            ),
        }
    }

    /// Whether the site's rules allow it; they are fetched once.
    fn allows(&mut self, url: &Url) -> Result<bool, SetAside> {
        let site = site(url);
        let robots = match self.sites.get(&site).and_then(|s| s.robots.clone()) {
            Some(robots) => robots,
            None => self.robots(url)?,
        };
        let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
        let allows = robots.allows(path);
        self.sites.entry(site).or_default().robots = Some(robots);
        Ok(allows)
    }

    /// RFC 9309, 2.3.1: none there, everything is allowed; an error of the server, nothing is.
    fn robots(&mut self, url: &Url) -> Result<Robots, SetAside> {
        let Ok(address) = url.join("/robots.txt") else { return Ok(Robots::closed()) };
        let Fetched { answer, .. } = self.follow(address.as_str(), &[], false)?;
        Ok(match answer.status {
            400..500 => Robots::default(),
            200 => {
                let raw = answer.document(String::new(), Default::default(), robots::MAX);
                raw.map_or_else(
                    |_| Robots::default(),
                    |raw| Robots::parse(&String::from_utf8_lossy(&raw.bytes)),
                )
            }
            _ => Robots::closed(),
        })
    }

    /// Waits until the host may be asked again.
    fn wait(&mut self, url: &Url) {
        let delay = self.options.delay;
        let site = self.sites.entry(site(url)).or_default();
        let asked_for = site.robots.as_ref().and_then(|r| r.delay).map(Duration::from_secs);
        let delay = asked_for.map_or(delay, |asked| asked.max(delay));
        if let Some(asked) = site.asked {
            std::thread::sleep(delay.saturating_sub(asked.elapsed()));
        }
        site.asked = Some(Instant::now());
    }
}

fn site(url: &Url) -> String {
    url[..url::Position::BeforePath].to_ascii_lowercase()
}
