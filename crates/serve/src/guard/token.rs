//! The token that a server asks for that others can reach.

use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use onrecord_text::Digest;

/// What somebody without the token is told.
pub(super) const ASKED: &str = "this record asks for a token: open the address that `onrecord serve` printed, \
                                or send the token as Authorization: Bearer";

/// A secret that requests have to bring: as `Authorization: Bearer`, as `?token=` at first, as a cookie from then on.
pub struct Token {
    secret: String,
    digest: Digest,
    cookie: String,
}

/// What a request brings.
pub(super) enum Check {
    /// The token.
    Passed,
    /// The token, in the address: the answer puts it into a cookie and takes it out of the address.
    First(Response),
    /// No token, or a wrong one.
    Missing,
}

impl Token {
    /// A token of the person's own choice: 16 to 128 letters, digits, `-` or `_`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn given(secret: &str) -> Result<Token, String> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if !(16..=128).contains(&secret.len()) || !secret.chars().all(fits) {
            return Err("a token has 16 to 128 letters, digits, - or _".to_owned());
        }
        let digest = Digest::of(secret.as_bytes());
        // Servers on other ports of this machine share its cookies: each has its own name.
        let cookie = format!("onrecord-{}", &digest.to_string()[..8]);
        Ok(Token { secret: secret.to_owned(), digest, cookie })
    }

    /// A token of 128 random bits.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub fn random() -> Result<Token, String> {
        let mut bits = [0; 16];
        getrandom::fill(&mut bits).map_err(|e| format!("no random numbers for a token: {e}"))?;
        Token::given(&bits.map(|b| format!("{b:02x}")).concat())
    }

    /// The secret itself, to be printed where the server is started.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    pub(super) fn check(&self, request: &Request) -> Check {
        let headers = request.headers();
        let bearer = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| {
            let (scheme, rest) = v.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then_some(rest.trim())
        });
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
        let mut kept = cookies
            .flat_map(|v| v.split(';'))
            .filter_map(|c| c.trim().split_once('='))
            .filter(|(name, _)| *name == self.cookie)
            .map(|(_, value)| value);
        if bearer.is_some_and(|given| self.is(given)) || kept.any(|given| self.is(given)) {
            return Check::Passed;
        }
        if *request.method() != Method::GET {
            return Check::Missing;
        }
        let query = request.uri().query().unwrap_or_default();
        let (tokens, rest): (Vec<&str>, Vec<&str>) =
            query.split('&').filter(|p| !p.is_empty()).partition(|p| p.starts_with("token="));
        match tokens.first() {
            Some(given) if self.is(&given["token=".len()..]) => {
                self.first(request.uri().path(), &rest.join("&"))
            }
            _ => Check::Missing,
        }
    }

    /// Digests are compared, so that the time it takes tells nothing of the secret.
    fn is(&self, given: &str) -> bool {
        Digest::of(given.as_bytes()) == self.digest
    }

    fn first(&self, path: &str, query: &str) -> Check {
        // Two slashes in front would lead to another server.
        let path = format!("/{}", path.trim_start_matches(['/', '\\']));
        let to = if query.is_empty() { path } else { format!("{path}?{query}") };
        let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Lax", self.cookie, self.secret);
        match (HeaderValue::from_str(&to), HeaderValue::from_str(&cookie)) {
            (Ok(to), Ok(cookie)) => Check::First(
                (StatusCode::SEE_OTHER, [(header::LOCATION, to), (header::SET_COOKIE, cookie)])
                    .into_response(),
            ),
            _ => Check::Missing,
        }
    }
}
