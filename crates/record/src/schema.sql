-- The record: one SQLite file. Everything in it can be read with any SQLite tool.
--
-- Offsets (start_, end_) count Unicode code points of the version's text, half-open, so that
--     substr(versions.text, start_ + 1, end_ - start_)
-- is exactly the words that a row is about. Dates are as exact as they are known: '2021', '2021-12',
-- '2021-12-21', '2021-12-21T14:05Z'. Ids follow from content and survive a re-run; those of statements and mentions
-- begin with the digits of their article's, so that its rows lie together. Columns named n are row numbers of this
-- file alone and are never exported.

-- What this file is: schema (a number), release (of onrecord, when it was last written).
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every input that was ever read: what it gave, or why it gave nothing.
CREATE TABLE inputs (
    locator   TEXT NOT NULL,          -- path as given, with #LINE behind it for a row of a file
    sha256    TEXT NOT NULL,          -- of the bytes; '' where they could not be read
    declared  TEXT NOT NULL,          -- what the input says of itself, and what was assumed, as JSON
    cleaner   TEXT NOT NULL,          -- the rules that cleaned it
    encoding  TEXT,
    replaced  INTEGER NOT NULL,       -- places that could not be decoded
    article   TEXT,                   -- null: set aside
    version   TEXT,
    meta      TEXT,                   -- what this capture says about the article, as JSON
    reason    TEXT,                   -- why it was set aside, or has no statements; null: neither
    detail    TEXT,
    PRIMARY KEY (locator, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX inputs_article ON inputs (article);

-- Texts as captured. Never changed, never deleted. id is the SHA-256 of the text in UTF-8.
CREATE TABLE versions (
    n      INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    text   TEXT NOT NULL,
    length INTEGER NOT NULL           -- in code points
) STRICT;

-- One text that an outlet published. All columns but id follow from its inputs.
CREATE TABLE articles (
    n                  INTEGER PRIMARY KEY,
    id                 TEXT NOT NULL UNIQUE,
    url                TEXT,
    title              TEXT,
    byline             TEXT,
    outlet             TEXT,
    published          TEXT,
    published_found_in TEXT,          -- where the date stood: declared, json-ld, url …
    captured           TEXT,
    language           TEXT,
    version            TEXT NOT NULL, -- the newest one
    marked_by          TEXT NOT NULL, -- locator of the input whose cleaning marked the chrome
    annotated          TEXT           -- what the annotation was made from; null: not yet annotated
) STRICT;
CREATE INDEX articles_outlet ON articles (outlet);
CREATE INDEX articles_published ON articles (published, id);
CREATE INDEX articles_to_annotate ON articles (id) WHERE annotated IS NULL;

-- Articles whose chrome is still to be marked, with the outlets (or none: '') whose lines they add to or take from.
CREATE TABLE unmarked (
    outlet  TEXT NOT NULL,
    article TEXT NOT NULL,
    PRIMARY KEY (outlet, article)
) STRICT, WITHOUT ROWID;

-- Ranges of an article's newest version that are not the article.
CREATE TABLE chrome (
    article TEXT NOT NULL,
    start_  INTEGER NOT NULL,
    end_    INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    rule    TEXT NOT NULL,
    PRIMARY KEY (article, start_)
) STRICT, WITHOUT ROWID;

-- Who said what. Belongs to an article's newest version.
CREATE TABLE statements (
    n               INTEGER PRIMARY KEY, -- in the order of lists: by date, article and position
    id              TEXT NOT NULL UNIQUE,
    article         TEXT NOT NULL,
    version         TEXT NOT NULL,
    position        INTEGER NOT NULL, -- in the article, from 0
    kind            TEXT NOT NULL,    -- direct, mixed, indirect
    rule            TEXT NOT NULL,    -- what found it
    confidence      REAL NOT NULL,    -- how sure that is, 0 to 1
    speaker         TEXT,             -- mentions.id; null: unknown
    speaker_rule    TEXT,             -- how the speaker was found
    speaker_unknown TEXT,             -- why it was not
    addressee       TEXT,             -- mentions.id
    said            TEXT,             -- when, where the text tells
    said_start      INTEGER,          -- the expression that tells
    said_end        INTEGER,
    inside          TEXT              -- the statement that tells this one
) STRICT;
CREATE INDEX statements_article ON statements (article, position);
CREATE INDEX statements_speaker ON statements (speaker);
CREATE INDEX statements_addressee ON statements (addressee);
CREATE INDEX statements_kind ON statements (kind);

-- The pieces of each statement. role: source, cue, content, or via (the mentions that lead from the source to
-- the speaker's name).
CREATE TABLE spans (
    statement TEXT NOT NULL,
    role      TEXT NOT NULL,
    piece     INTEGER NOT NULL,       -- from 0, in text order (via: in order of the inference)
    start_    INTEGER NOT NULL,
    end_      INTEGER NOT NULL,
    PRIMARY KEY (statement, role, piece)
) STRICT, WITHOUT ROWID;

-- Parties as one article knows them.
CREATE TABLE mentions (
    id       TEXT PRIMARY KEY,
    article  TEXT NOT NULL,
    kind     TEXT NOT NULL,           -- person, organisation, place, group, unnamed, author
    start_   INTEGER,                 -- the fullest name that the article prints; null: it prints none, a
    end_     INTEGER,                 -- reviewer says so
    name     TEXT NOT NULL,           -- that slice
    party    TEXT,                    -- who it is across articles
    evidence TEXT                     -- the rule that says so
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_article ON mentions (article);
CREATE INDEX mentions_party ON mentions (party);

-- Other printed forms of a mention: also (a form of the name), role (what the article says it is).
CREATE TABLE forms (
    mention TEXT NOT NULL,
    form    TEXT NOT NULL,
    piece   INTEGER NOT NULL,
    start_  INTEGER NOT NULL,
    end_    INTEGER NOT NULL,
    PRIMARY KEY (mention, form, piece)
) STRICT, WITHOUT ROWID;

-- Expressions of time in an article's newest version.
CREATE TABLE timexes (
    article TEXT NOT NULL,
    start_  INTEGER NOT NULL,
    end_    INTEGER NOT NULL,
    kind    TEXT NOT NULL,            -- DATE, TIME, DURATION, SET
    value   TEXT NOT NULL,            -- TIMEX3
    at      TEXT,                     -- the same as a date, where it is one
    anchor  TEXT NOT NULL,            -- what it was resolved against
    PRIMARY KEY (article, start_)
) STRICT, WITHOUT ROWID;

-- Everything below is worked out over all articles, in one transaction.

-- Who can speak, across articles.
CREATE TABLE parties (
    id     TEXT PRIMARY KEY,
    kind   TEXT NOT NULL,
    name   TEXT NOT NULL,             -- the fullest name that any article prints, or that of the known party
    folded TEXT NOT NULL,             -- all its printed forms and known names, folded, for look-up
    ids    TEXT NOT NULL,             -- what it is elsewhere: scheme:id, blank-separated; '': nobody says
    known  INTEGER                    -- the line of the known parties' file that says who it is
) STRICT, WITHOUT ROWID;

-- The file of known parties that the record is built with; one row at most.
CREATE TABLE known_file (
    sha256  TEXT NOT NULL,            -- of the content
    name    TEXT NOT NULL,
    content TEXT NOT NULL
) STRICT;

-- The mention by which the rule in mentions.evidence found that another mention is the same party: the full name
-- that a surname was joined to, the article that tells who holds the office. Rules that begin with known- went by
-- the row of the known party (parties.known) instead.
CREATE TABLE joined (
    mention TEXT PRIMARY KEY,
    through TEXT NOT NULL             -- mentions.id
) STRICT, WITHOUT ROWID;

-- What articles say that people are, with the days at which they say so.
CREATE TABLE roles (
    party      TEXT NOT NULL,
    title      TEXT NOT NULL,         -- the office, occupation or relation, folded: foreign minister
    of_        TEXT NOT NULL,         -- country or body, as printed; '': no article tells it
    held       TEXT NOT NULL,         -- now, past, coming: when its articles were published
    first_seen TEXT,                  -- publication of the first dated article that says so
    last_seen  TEXT,                  -- and of the last
    articles   INTEGER NOT NULL,      -- how many say so
    PRIMARY KEY (party, title, of_, held)
) STRICT, WITHOUT ROWID;

-- Text that two articles share; a is the smaller id.
CREATE TABLE shared (
    a           TEXT NOT NULL,
    b           TEXT NOT NULL,
    contained_a REAL NOT NULL,        -- words of a that stand in b, 0 to 1
    contained_b REAL NOT NULL,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE TABLE passages (
    a       TEXT NOT NULL,
    b       TEXT NOT NULL,
    piece   INTEGER NOT NULL,
    a_start INTEGER NOT NULL,
    a_end   INTEGER NOT NULL,
    b_start INTEGER NOT NULL,
    b_end   INTEGER NOT NULL,
    kind    TEXT NOT NULL,            -- reporting, quotation, boilerplate
    PRIMARY KEY (a, b, piece)
) STRICT, WITHOUT ROWID;

-- Which article took from which.
CREATE TABLE derivations (
    copy      TEXT NOT NULL,
    source    TEXT NOT NULL,
    degree    TEXT NOT NULL,          -- rewrite (other words, the same told in the same order), partly, mostly, whole
    directed  INTEGER NOT NULL,       -- 0: nothing tells who took from whom
    evidence  TEXT NOT NULL,          -- what tells, comma-separated; of a rewrite also what is in common: utterances=5
    contained REAL NOT NULL,
    PRIMARY KEY (copy, source)
) STRICT, WITHOUT ROWID;

-- The article whose text an article goes back to; itself, if it is an origin.
CREATE TABLE origins (
    article TEXT PRIMARY KEY,
    origin  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX origins_origin ON origins (origin);

-- A statement whose words its article took from another article: an article may take from several.
CREATE TABLE taken (
    statement TEXT PRIMARY KEY,
    source    TEXT NOT NULL,          -- the article that has them
    origin    TEXT NOT NULL           -- the article that they go back to in the end
) STRICT, WITHOUT ROWID;

-- One thing that one party said once, and the statements that tell it.
CREATE TABLE utterances (
    id      TEXT PRIMARY KEY,
    speaker TEXT,                     -- parties.id; null: unknown
    leader  TEXT NOT NULL             -- the fullest telling
) STRICT, WITHOUT ROWID;
CREATE TABLE tellings (
    statement TEXT PRIMARY KEY,
    utterance TEXT NOT NULL,
    likeness  REAL NOT NULL,          -- to the leader, 0 to 1
    reason    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tellings_utterance ON tellings (utterance);

-- Days that an article does not tell by itself, or tells less surely than another, each with its evidence: the
-- words from_start to from_end of from_article. A day that a telling gives names that telling, and the statement
-- that it was given to (through): it holds while both tell one utterance.
--
-- When an undated article was written. rule: dateline, caption, dated-weekday, telling
CREATE TABLE inferred_days (
    article        TEXT PRIMARY KEY,
    first          TEXT NOT NULL,     -- on this day or later
    last           TEXT NOT NULL,     -- on this day or earlier
    rule           TEXT NOT NULL,
    from_article   TEXT NOT NULL,
    from_start     INTEGER NOT NULL,
    from_end       INTEGER NOT NULL,
    from_statement TEXT,
    through        TEXT
) STRICT, WITHOUT ROWID;
-- Expressions of time that another day resolves than their article's own date. rule: as above, or reprint: the
-- article that the words were taken from has that day
CREATE TABLE inferred_timexes (
    article        TEXT NOT NULL,
    start_         INTEGER NOT NULL,
    value          TEXT NOT NULL,
    at             TEXT,
    rule           TEXT NOT NULL,
    from_article   TEXT NOT NULL,
    from_start     INTEGER NOT NULL,
    from_end       INTEGER NOT NULL,
    from_statement TEXT,
    through        TEXT,
    PRIMARY KEY (article, start_)
) STRICT, WITHOUT ROWID;
-- When statements were said.
CREATE TABLE inferred_said (
    statement      TEXT PRIMARY KEY,
    said           TEXT NOT NULL,
    rule           TEXT NOT NULL,
    from_article   TEXT NOT NULL,
    from_start     INTEGER NOT NULL,
    from_end       INTEGER NOT NULL,
    from_statement TEXT,
    through        TEXT
) STRICT, WITHOUT ROWID;

-- Articles about one event, and the running matter that the event belongs to.
CREATE TABLE stories (
    article TEXT PRIMARY KEY,
    story   TEXT NOT NULL,
    thread  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX stories_story ON stories (story);

-- Full text of statements; rowid is statements.n.
CREATE VIRTUAL TABLE statement_text USING fts5 (
    content, source,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- Full text of articles' bodies; rowid is articles.n.
CREATE VIRTUAL TABLE article_text USING fts5 (
    body,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- What persons decided, in order. Rows are added, never changed and never deleted: undoing is a row too.
CREATE TABLE decisions (
    n        INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    at       TEXT NOT NULL,           -- when, by the clock of whoever decided
    reviewer TEXT NOT NULL,
    kind     TEXT NOT NULL,           -- accept, reject, spans, speaker, same, different, merge, split, rename, note, undo
    target   TEXT NOT NULL,           -- the statement, party or decision that it is about first of all
    payload  TEXT NOT NULL,           -- the decision, as JSON
    anchors  TEXT NOT NULL,           -- where in the texts the things that it names stood, as JSON
    reason   TEXT
) STRICT;
CREATE INDEX decisions_target ON decisions (target);
CREATE TRIGGER decisions_are_not_changed BEFORE UPDATE ON decisions
    BEGIN SELECT raise(ABORT, 'decisions are never changed; add one that undoes this one'); END;
CREATE TRIGGER decisions_are_not_deleted BEFORE DELETE ON decisions
    BEGIN SELECT raise(ABORT, 'decisions are never deleted; add one that undoes this one'); END;

-- Decisions change the rows of statements, spans, mentions, parties, utterances and tellings in place, so that
-- every question is answered with what persons decided. What was computed is kept here, and can be put back at
-- any time. All that follows from the log and from what was computed, and is made again with them.
CREATE TABLE changed (
    what TEXT NOT NULL,               -- the table
    id   TEXT NOT NULL,               -- of its row; of spans and tellings: the statement
    PRIMARY KEY (what, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE kept_statements AS SELECT * FROM statements WHERE 0;
CREATE TABLE kept_spans AS SELECT * FROM spans WHERE 0;
CREATE TABLE kept_mentions AS SELECT * FROM mentions WHERE 0;
CREATE TABLE kept_parties AS SELECT * FROM parties WHERE 0;
CREATE TABLE kept_utterances AS SELECT * FROM utterances WHERE 0;
CREATE TABLE kept_tellings AS SELECT * FROM tellings WHERE 0;
CREATE INDEX kept_statements_id ON kept_statements (id);
CREATE INDEX kept_statements_article ON kept_statements (article);
CREATE INDEX kept_spans_statement ON kept_spans (statement);
CREATE INDEX kept_mentions_article ON kept_mentions (article);

-- As the build made them, whatever was decided since.
CREATE VIEW computed_statements AS
    SELECT * FROM statements WHERE id NOT IN (SELECT id FROM changed WHERE what = 'statements')
    UNION ALL SELECT * FROM kept_statements;
CREATE VIEW computed_spans AS
    SELECT * FROM spans WHERE statement NOT IN (SELECT id FROM changed WHERE what = 'spans')
    UNION ALL SELECT * FROM kept_spans;
CREATE VIEW computed_mentions AS
    SELECT * FROM mentions WHERE id NOT IN (SELECT id FROM changed WHERE what = 'mentions')
    UNION ALL SELECT * FROM kept_mentions;

-- How each decision stands.
CREATE TABLE decision_states (
    decision INTEGER PRIMARY KEY,     -- decisions.n
    state    TEXT NOT NULL,           -- stands, undone, look-again (what it is about is not found any more)
    why      TEXT                     -- what has to be looked at
) STRICT;
-- What standing decisions are about: ids of statements, utterances and parties as they are now.
CREATE TABLE decided (
    target   TEXT NOT NULL,
    decision INTEGER NOT NULL,
    PRIMARY KEY (target, decision)
) STRICT, WITHOUT ROWID;
-- Statements that somebody accepted, rejected or corrected; the last decision counts.
CREATE TABLE reviews (
    statement TEXT PRIMARY KEY,
    state     TEXT NOT NULL,          -- accepted, rejected, corrected
    decision  INTEGER NOT NULL,
    utterance TEXT                    -- of a rejected one: what it told
) STRICT, WITHOUT ROWID;
CREATE INDEX reviews_state ON reviews (state);
-- The statements that nobody rejected: what is counted and listed.
CREATE VIEW standing AS
    SELECT * FROM statements WHERE id NOT IN (SELECT statement FROM reviews WHERE state = 'rejected');

-- The inferred days that hold, whatever persons decided about tellings.
CREATE VIEW one_utterance AS
    SELECT a.statement AS through, b.statement AS from_statement
    FROM tellings a JOIN tellings b ON b.utterance = a.utterance;
CREATE VIEW dated_articles AS SELECT * FROM inferred_days d WHERE from_statement IS NULL OR EXISTS
    (SELECT 1 FROM one_utterance o WHERE o.through = d.through AND o.from_statement = d.from_statement);
CREATE VIEW dated_timexes AS SELECT * FROM inferred_timexes d WHERE from_statement IS NULL OR EXISTS
    (SELECT 1 FROM one_utterance o WHERE o.through = d.through AND o.from_statement = d.from_statement);
CREATE VIEW dated_statements AS SELECT * FROM inferred_said d WHERE from_statement IS NULL OR EXISTS
    (SELECT 1 FROM one_utterance o WHERE o.through = d.through AND o.from_statement = d.from_statement);

-- When onrecord wrote this file. The only table that knows the clock; never exported.
CREATE TABLE runs (
    n        INTEGER PRIMARY KEY,
    release  TEXT NOT NULL,
    started  TEXT NOT NULL,
    finished TEXT,                    -- null: broken off
    summary  TEXT
) STRICT;
