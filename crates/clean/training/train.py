#!/usr/bin/env python3
"""Trains the trees that tell a page's main content (src/html/content.trees).

usage: train.py FEATURES… --out FILE [--folds N] [--weight SET=NUMBER]…

FEATURES: what `cargo run --release -p onrecord-clean --example features` prints for a set of pages with gold
bodies. With --folds, first says how well trees do that never saw the page's site: word F1, F1 of 4-gram
shingles and the share of exact bodies, as score/pages.py counts them, before the line rules.
Needs numpy and lightgbm.
"""
import argparse, collections, hashlib, json, re
from urllib.parse import urlparse

import lightgbm
import numpy

PARAMETERS = dict(
    objective="binary", learning_rate=0.1, num_leaves=16, min_data_in_leaf=40, feature_fraction=0.5,
    bagging_fraction=0.8, bagging_freq=1, lambda_l2=5, max_bin=63, verbose=-1, deterministic=True, seed=7,
    num_threads=2)
ROUNDS = 120
# Added to every sum: a little more is asked for than even odds, as stray lines harm more than they help.
BIAS = -0.3


def words(text):
    return re.findall(r"\w+", (text or "").lower())


def shingles(w):
    return [tuple(w[i:i + 4]) for i in range(max(1, len(w) - 3))] if w else []


def f1(a, b):
    a, b = collections.Counter(a), collections.Counter(b)
    if not a or not b:
        return float(not a and not b)
    o = sum((a & b).values())
    p, r = o / sum(a.values()), o / sum(b.values())
    return 2 * p * r / (p + r) if p + r else 0.0


def labels(blocks, gold):
    """For each block (a list of words) the share of it that stands in the gold body. A block of fewer than
    four words counts only if it stands there next to one of its neighbours."""
    known, text = set(shingles(gold)), " " + " ".join(gold) + " "
    stands = lambda w: " " + " ".join(w) + " " in text
    out = []
    for i, w in enumerate(blocks):
        if len(w) >= 4:
            s = shingles(w)
            out.append(sum(x in known for x in s) / len(s))
            continue
        after = [blocks[k][:3] for k in (i + 1, i + 2) if k < len(blocks) and blocks[k]]
        before = [blocks[k][-3:] for k in (i - 1, i - 2) if k >= 0 and blocks[k]]
        near = any(stands(w + a) for a in after) or any(stands(b + w) for b in before)
        out.append(float(bool(w) and stands(w) and near))
    return numpy.array(out)


def load(path):
    names, pages = None, []
    for line in open(path, encoding="utf8"):
        row = json.loads(line)
        if "names" in row:
            names = row["names"]
        elif row["texts"]:
            blocks, gold = [words(t) for t in row["texts"]], words(row["gold"])
            pages.append(dict(
                file=row["file"], site=urlparse(row["url"] or row["file"]).netloc, blocks=blocks, gold=gold,
                x=numpy.array(row["features"], dtype=numpy.float32), y=labels(blocks, gold) >= 0.5))
    return names, pages


def fit(pages, weights):
    x = numpy.concatenate([p["x"] for p in pages])
    y = numpy.concatenate([p["y"] for p in pages])
    # Long blocks count more, and a page with many words not more than others.
    weight = numpy.concatenate([
        numpy.array([(len(b) + 3) ** 0.75 for b in p["blocks"]]) / (sum(map(len, p["blocks"])) + 300) ** 0.5
        * weights.get(p["file"].split("/")[0], 1)
        for p in pages])
    return lightgbm.train(PARAMETERS, lightgbm.Dataset(x, y.astype(int), weight=weight), ROUNDS)


def held_out(pages, weights, folds):
    fold = lambda p: int(hashlib.md5(p["site"].encode()).hexdigest(), 16) % folds
    sums = collections.defaultdict(lambda: numpy.zeros(4))
    for k in range(folds):
        model = fit([p for p in pages if fold(p) != k], weights)
        for p in (p for p in pages if fold(p) == k):
            inside = model.predict(p["x"], raw_score=True) + BIAS > 0
            w = [x for b, i in zip(p["blocks"], inside) if i for x in b]
            sums[p["file"].split("/")[0]] += [
                f1(w, p["gold"]), f1(shingles(w), shingles(p["gold"])), w == p["gold"], 1]
    for name, (word, shingle, exact, n) in sorted(sums.items()):
        print(f"{name}: word F1 {word / n:.4f}  shingle F1 {shingle / n:.4f}  exact {exact / n:.3f}  ({n:.0f} pages)")


def prefix(node, names):
    if "leaf_value" in node:
        return [f"={node['leaf_value']:.4f}"]
    split = f"{names[node['split_feature']]}<{node['threshold']:.6g}"
    return [split] + prefix(node["left_child"], names) + prefix(node["right_child"], names)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("features", nargs="+")
    parser.add_argument("--out", required=True)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--weight", action="append", default=[], help="pages of SET count NUMBER times")
    arguments = parser.parse_args()
    pages, names = [], None
    for path in arguments.features:
        names, more = load(path)
        pages += more
    weights = {name: float(n) for name, n in (w.split("=") for w in arguments.weight)}
    if arguments.folds:
        held_out(pages, weights, arguments.folds)
    trees = fit(pages, weights).dump_model()["tree_info"]
    with open(arguments.out, "w", encoding="utf8") as out:
        print("# Made by training/train.py; not to be edited. See training/README.md.", file=out)
        print(f"={BIAS}", file=out)
        for tree in trees:
            print(*prefix(tree["tree_structure"], names), file=out)


if __name__ == "__main__":
    main()
