// Every screen by name, as the samples fill it.

/** The paths of the screens; ids are taken from the pages themselves. */
export async function screens(base) {
  const first = async (path, pattern) => {
    const text = await (await fetch(base + path)).text();
    const found = text.match(pattern);
    if (!found) throw new Error(`${path} has no link like ${pattern}`);
    return found[1].replaceAll("&amp;", "&");
  };
  const statement = await first("/search?q=patience", /id="(s-[0-9a-f]+)"/);
  return {
    story: "/",
    articles: "/articles",
    "articles-undated": "/articles?undated=1",
    reader: await first("/articles", /href="(\/articles\/a-[0-9a-f]+)"/),
    search: "/search?q=dam",
    "search-articles": "/search?q=river&in=articles",
    "search-all": "/search?page=2",
    "search-none": "/search?q=zeppelin",
    "search-nobody": "/search?speaker=Zeppelin",
    "search-wrong": "/search?from=soon",
    retold: "/utterances",
    utterance: await first("/", /href="(\/utterances\/u-[^"]+)"/),
    outlets: "/outlets",
    timeline: "/timeline",
    people: "/people",
    described: "/people?which=described",
    person: await first("/people", /href="(\/people\/p-[^"]+)"/),
    review: "/review",
    correct: `/review/statements/${statement}`,
    decisions: "/review/log",
    inputs: "/inputs",
    "set-aside": "/inputs?aside=1",
    keys: "/keys",
    "missing-page": "/nowhere",
    "missing-article": "/articles/a-00000000000000000000",
  };
}
