#!/usr/bin/env python3
"""Scores how well rewrites are found, in a record built of what the example `rewrites` of onrecord-link printed.

usage: cargo run --release -p onrecord-link --example rewrites -- 500 > articles.jsonl
       onrecord build articles.jsonl --output rewrites.record
       rewrites.py articles.jsonl rewrites.record
"""
import json
import sqlite3
import sys
from collections import Counter


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf8") as lines:
        rows = [json.loads(line) for line in lines]
    record = sqlite3.connect(f"file:{sys.argv[2]}?mode=ro", uri=True)
    # A record names articles anew; outlet and day tell which is which.
    gold = {(row["outlet"], row["published"][:10]): row["gold"] for row in rows}
    articles = record.execute("SELECT id, outlet, published FROM articles")
    gold = {name: gold[outlet, published[:10]] for name, outlet, published in articles}
    events = len({row["gold"]["event"] for row in rows})

    found = Counter()
    for copy, source, degree in record.execute("SELECT copy, source, degree FROM derivations"):
        copy, source = gold[copy], gold[source]
        kinds = (copy["kind"], source["kind"])
        right = copy["event"] == source["event"] and set(kinds) == {"original", "rewrite"}
        found["rewrite" if degree == "rewrite" else "wording", right] += 1
        found["direction"] += right and kinds == ("rewrite", "original")
    right = found["rewrite", True]
    linked = right + found["wording", True]
    print(f"{events} events: {right} rewrites found in other words, {found['wording', True]} by shared wording")
    print(f"recall {linked / events:.3f}; direction right in {found['direction'] / max(1, linked):.3f}")
    print(f"precision of the degree rewrite {right / max(1, right + found['rewrite', False]):.3f}")
    print(f"other pairs by shared wording: {found['wording', False]}")


if __name__ == "__main__":
    main()
