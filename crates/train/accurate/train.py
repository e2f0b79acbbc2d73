"""Fine-tunes the encoder of the accurate tier. `README.md` beside this file tells how to run it."""

import argparse
import math
import random
import time

import torch
from articles import batch, labelling_windows, read, training_windows
from network import Encoder, best, chain_loss
from safetensors.torch import load_file, save_file

HINT_ROWS = 121


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--train", required=True, help="articles to learn from, as examples/pieces.rs writes them")
    options.add_argument("--dev", help="articles to look at after every epoch")
    options.add_argument("--base", required=True, help="model.safetensors of all-MiniLM-L6-v2")
    options.add_argument("--output", required=True)
    options.add_argument("--epochs", type=int, default=3)
    options.add_argument("--batch", type=int, default=4, help="windows a step")
    options.add_argument("--rate", type=float, default=1.3e-4, help="of the encoder")
    options.add_argument("--head-rate", type=float, default=1e-3, help="of hints, labels and transitions")
    options.add_argument("--average", type=float, default=0.998, help="how slowly the averaged weights follow")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--steps", type=int, help="stop after so many, to estimate the time")
    run(options.parse_args())


def run(args):
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    torch.use_deterministic_algorithms(True)
    chance = random.Random(args.seed)
    articles = read(args.train)
    base = load_file(args.base)
    model = Encoder(base["embeddings.word_embeddings.weight"].shape[0], HINT_ROWS)
    model.start_from(base)
    # The words stay as they are: most are too rare here to learn from.
    model.words.weight.requires_grad_(False)
    fresh = [p for n, p in model.named_parameters() if n.startswith(("head", "hints"))]
    steps_between = [model.transitions]
    decayed = [p for n, p in model.named_parameters() if n.startswith("layers") and p.dim() > 1]
    known = {id(p) for p in fresh + steps_between + decayed}
    rest = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    optimizer = torch.optim.AdamW(
        [
            {"params": decayed, "lr": args.rate, "weight_decay": 0.01},
            {"params": rest, "lr": args.rate, "weight_decay": 0.0},
            {"params": fresh, "lr": args.head_rate, "weight_decay": 0.0},
            {"params": steps_between, "lr": 5 * args.head_rate, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.99),
        fused=True,
    )
    plans = [plan(articles, args.batch, chance) for _ in range(args.epochs)]
    total = sum(map(len, plans))
    warm = total // 12
    rate = lambda step: min((step + 1) / warm, max(0.0, (total - step) / (total - warm)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    average = {n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad}
    started, step, sums = time.time(), 0, [0.0, 0]
    for epoch, batches in enumerate(plans):
        model.train()
        for number, windows in enumerate(batches):
            pieces, hints, first, mask, labels, boundaries, lengths = batch(windows, HINT_ROWS)
            with torch.autocast("cpu", torch.bfloat16):
                scores = model(pieces, hints, first, mask)
            loss = chain_loss(scores, labels, boundaries, lengths, model.transitions)
            tokens = int(lengths.sum())
            optimizer.zero_grad(set_to_none=True)
            (loss / tokens).backward()
            torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            with torch.no_grad():
                keep = min(args.average, (step + 1) / (step + 10))
                for name, parameter in model.named_parameters():
                    if name in average:
                        average[name].lerp_(parameter, 1 - keep)
            sums[0] += loss.item()
            sums[1] += tokens
            if step % 50 == 0:
                each = (time.time() - started) / step
                print(f"step {step} of {total}: loss {sums[0] / sums[1]:.4f} a token, {each:.2f} s a step", flush=True)
                sums = [0.0, 0]
            if step == args.steps:
                return
            if number == len(batches) // 2:
                save(model, average, args.output)
        save(model, average, args.output)
        if args.dev:
            for name, weights in (("last", None), ("average", average)):
                told = evaluate(model, weights, read(args.dev))
                print(f"epoch {epoch + 1}, {name}: {told}", flush=True)


def plan(articles, size, chance):
    """Batches of windows of like length, in random order."""
    windows = [(a, s, e) for a in articles for s, e in training_windows(a, chance)]
    length = lambda w: w[0]["starts"][w[2]] - w[0]["starts"][w[1]]
    windows.sort(key=lambda w: length(w) + 24 * chance.random())
    out = []
    while windows:
        # Short windows fill a batch with more of them.
        count = max(1, size * 254 // max(64, length(windows[-1])))
        out.append(windows[-count:])
        del windows[-count:]
    chance.shuffle(out)
    return out


def save(model, average, path):
    weights = {n: p.detach().clone() for n, p in model.named_parameters()}
    save_file(weights, path + ".last")
    save_file({**weights, **average}, path)


def label(model, articles):
    """Scores of every token of the articles."""
    model.eval()
    out = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for article in articles:
            windows = labelling_windows(article)
            parts = batch([(article, w[0], w[1]) for w in windows], HINT_ROWS)
            scores = model(*parts[:4])
            out.append(torch.cat([s[f - b : t - b] for s, (b, _, f, t) in zip(scores, windows)]))
    return out


def evaluate(model, weights, articles):
    """Exact spans by role: source, cue and content."""
    kept = {n: p.detach().clone() for n, p in model.named_parameters()}
    if weights:
        model.load_state_dict(weights, strict=False)
    counts = [[0, 0, 0] for _ in range(3)]
    transitions = model.transitions.detach()
    for article, scores in zip(articles, label(model, articles)):
        found, gold = (spans(l) for l in (best(scores, article["boundaries"], transitions), article["labels"]))
        for role in range(3):
            f, g = ({s for s in x if s[0] == role} for x in (found, gold))
            for i, n in enumerate((len(f & g), len(f), len(g))):
                counts[role][i] += n
    model.load_state_dict(kept)
    return "  ".join(
        f"{name} {200 * hits / max(1, found + gold):.1f}"
        for name, (hits, found, gold) in zip(("source", "cue", "content"), counts)
    )


def spans(labels):
    """(role, from, to) of the runs of labels of a role."""
    role = lambda l: (l - 1) // 4 if 1 <= l <= 12 else None
    out, start = [], None
    for i, l in enumerate(list(labels) + [0]):
        goes_on = start is not None and role(l) == role(labels[start]) and (l - 1) % 2 == 1
        if start is not None and not goes_on:
            out.append((role(labels[start]), start, i))
            start = None
        if start is None and role(l) is not None:
            start = i
    return set(out)


if __name__ == "__main__":
    main()
