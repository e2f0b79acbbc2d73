#!/usr/bin/env python3
"""Finds articles that are alike with rensa or datasketch, for comparison.

usage: others.py rensa|datasketch ARTICLES.jsonl PAIRS.jsonl

Whole-document MinHash of runs of five words (128 permutations), locality-sensitive hashing at a Jaccard
likeness of one half: the usual way to find near-duplicates. Writes ["id", "id"] a line.
"""
import json
import re
import sys

WORD = re.compile(r"\w+")
PERMUTATIONS, LIKENESS, RUN = 128, 0.5, 5


def articles(path):
    with open(path, encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            words = WORD.findall(row["text"].lower())
            yield row["id"], {" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))}


def with_rensa(path):
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=LIKENESS, num_perm=PERMUTATIONS, num_bands=32)
    ids, hashes = [], []
    for number, (name, runs) in enumerate(articles(path)):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=42)
        sketch.update(list(runs))
        for other in lsh.query(sketch):
            if sketch.jaccard(hashes[other]) >= LIKENESS:
                yield ids[other], name
        lsh.insert(number, sketch)
        ids.append(name)
        hashes.append(sketch)


def with_datasketch(path):
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=LIKENESS, num_perm=PERMUTATIONS)
    sketches = {}
    for name, runs in articles(path):
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([run.encode() for run in runs])
        for other in lsh.query(sketch):
            if sketch.jaccard(sketches[other]) >= LIKENESS:
                yield other, name
        lsh.insert(name, sketch)
        sketches[name] = sketch


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in ("rensa", "datasketch"):
        sys.exit(__doc__)
    find = {"rensa": with_rensa, "datasketch": with_datasketch}[sys.argv[1]]
    with open(sys.argv[3], "w", encoding="utf8") as out:
        for pair in find(sys.argv[2]):
            out.write(json.dumps(pair) + "\n")


if __name__ == "__main__":
    main()
