"""Articles as `examples/pieces.rs` writes them, cut into windows and put together to batches."""

import json
from bisect import bisect_right

import torch

WINDOW = 256  # pieces, with those before and behind
OVERLAP = 48  # pieces that a window shares with the one before, when an article is labelled
START, END = 101, 102


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def window_end(article, start):
    """Behind the last token of a window that starts at token `start`."""
    starts = article["starts"]
    return max(start + 1, bisect_right(starts, starts[start] + WINDOW - 2) - 1)


def training_windows(article, random):
    """Windows that share nothing, at other places each time; they start at sentences where they can."""
    count, sentences = len(article["labels"]), article["sentences"]
    out, start = [], 0
    first = True
    while start < count:
        end = window_end(article, start)
        if first:
            # A first window of random length shifts all that follow.
            end = start + max(1, int((end - start) * (0.25 + 0.75 * random.random())))
            first = False
        if end < count:
            sentence = sentences[bisect_right(sentences, end) - 1]
            if sentence > start:
                end = sentence
        out.append((start, end))
        start = end
    return out


def labelling_windows(article):
    """Windows with overlaps: (start, end, from, to), of which the tokens `from..to` are labelled."""
    count, starts = len(article["labels"]), article["starts"]
    out, start, done = [], 0, 0
    while True:
        end = window_end(article, start)
        if end >= count:
            out.append((start, count, done, count))
            return out
        next_start = bisect_right(starts, starts[end] - OVERLAP) - 1
        next_start = max(next_start, start + 1)
        middle = max((next_start + end) // 2, done)
        out.append((start, end, done, middle))
        start, done = next_start, middle


def batch(windows, hint_rows):
    """Tensors of windows (article, start, end): pieces, hints, first pieces, mask, labels, boundaries, lengths."""
    columns = [[] for _ in range(6)]
    for article, start, end in windows:
        starts = article["starts"]
        low, high = starts[start], starts[end]
        pieces = [START] + article["pieces"][low:high] + [END]
        none = [hint_rows] * len(article["hints"][0])
        hints = [none]
        for token in range(start, end):
            hints += [article["hints"][token]] * (starts[token + 1] - starts[token])
        hints.append(none)
        first = [starts[token] - low + 1 for token in range(start, end)]
        parts = (pieces, hints, first, [True] * len(pieces), article["labels"][start:end])
        for column, part in zip(columns, parts + (article["boundaries"][start:end],)):
            column.append(torch.tensor(part))
    lengths = torch.tensor([len(first) for first in columns[2]])
    padding = (0, hint_rows, 0, False, 0, 0)
    pad = torch.nn.utils.rnn.pad_sequence
    return [pad(c, batch_first=True, padding_value=p) for c, p in zip(columns, padding)] + [lengths]
