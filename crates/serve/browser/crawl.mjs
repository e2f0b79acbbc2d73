// Goes through a server's pages, link by link.

/** The addresses of up to `most` pages that the links from `/` lead to, in the order in which they are met. */
export async function crawl(base, most, visit) {
  const seen = new Set(["/"]);
  const waiting = ["/"];
  let visited = 0;
  while (waiting.length && visited < most) {
    const path = waiting.shift();
    visited += 1;
    for (const href of await visit(path)) {
      const url = new URL(href, base + path);
      if (url.origin !== base || url.pathname.startsWith("/api/") || url.pathname.startsWith("/assets/")) continue;
      const next = url.pathname + url.search;
      if (!seen.has(next)) {
        seen.add(next);
        waiting.push(next);
      }
    }
  }
  return visited;
}
