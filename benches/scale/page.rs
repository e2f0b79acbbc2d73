//! An article as a page of its outlet, and the page as a record of a web archive.

use crate::article::Article;
use crate::world::World;
use std::fmt::Write as _;

/// The first day.
const FIRST: jiff::civil::Date = jiff::civil::date(2031, 1, 1);

/// The page: menu, article, teasers of other articles, footer, with its metadata as JSON-LD.
pub fn page(world: &World, article: &Article, published: &str) -> String {
    let outlet = &world.outlets[article.outlet];
    let (title, name) = (&article.title, &outlet.name);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>{title} | {name}</title>\n\
         <meta property=\"og:site_name\" content=\"{name}\">\n\
         <script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\
         \"headline\":\"{title}\",\"datePublished\":\"{published}\"}}</script></head>\n\
         <body><nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/world\">World</a></li>\
         <li><a href=\"/sport\">Sport</a></li><li><a href=\"/shop\">Subscribe</a></li></ul></nav>\n\
         <main><article><h1>{title}</h1>\n"
    );
    for paragraph in &article.paragraphs {
        // Writing into a String does not fail.
        let _ = writeln!(out, "<p>{paragraph}</p>");
    }
    let _ = write!(
        out,
        "</article></main>\n<aside><h2>Read next</h2><ul><li><a href=\"/1\">What the week will bring</a></li>\
         <li><a href=\"/2\">Ten pictures of the harbour</a></li></ul></aside>\n\
         <footer><p>{}</p></footer></body></html>\n",
        outlet.footer
    );
    out
}

/// The page as a WARC 1.1 response record.
pub fn response(world: &World, article: &Article, n: usize) -> String {
    let day = FIRST.saturating_add(jiff::Span::new().days((article.minute / 1440) as i64));
    let published = format!("{day}T{:02}:{:02}:00Z", article.minute % 1440 / 60, article.minute % 60);
    let html = page(world, article, &published);
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        html.len()
    );
    format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://{}/news/{n}\r\nWARC-Date: {published}\r\n\
         WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012x}>\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}{html}\r\n\r\n",
        world.outlets[article.outlet].host,
        http.len() + html.len(),
    )
}
