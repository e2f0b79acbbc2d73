"""The accurate tier's network: an encoder as BERT's (Devlin and others 2019) and a conditional random field."""

import torch
from torch import nn
from torch.nn import functional as F

LABELS, BOUNDARIES = 14, 8
HIDDEN, LAYERS, HEADS, WIDE, POSITIONS = 384, 6, 12, 1536, 512


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.into = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.wide = nn.Linear(HIDDEN, WIDE)
        self.narrow = nn.Linear(WIDE, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x, mask, drop):
        batch, length, _ = x.shape
        q, k, v = self.into(x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + drop(self.out(seen.transpose(1, 2).reshape(batch, length, HIDDEN))))
        return self.norm2(x + drop(self.narrow(F.gelu(self.wide(x)))))


class Encoder(nn.Module):
    """Pieces and hints to scores of the labels."""

    def __init__(self, vocabulary, hint_rows, dropout=0.1):
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.hints = nn.Embedding(hint_rows + 1, HIDDEN, padding_idx=hint_rows)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.head = nn.Linear(HIDDEN, LABELS)
        # Scores of going from a label to another, a table for each kind of boundary.
        self.transitions = nn.Parameter(torch.zeros(BOUNDARIES, LABELS, LABELS))
        self.drop = nn.Dropout(dropout)
        nn.init.zeros_(self.hints.weight)

    def forward(self, pieces, hints, first, mask):
        """Scores of shape (batch, tokens, labels). `first` has the place of each token's first piece."""
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]] + self.hints(hints).sum(2)
        x = self.drop(self.norm(x))
        wide_mask = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        if torch.is_autocast_enabled("cpu"):
            wide_mask = wide_mask.bfloat16()
        for layer in self.layers:
            x = layer(x, wide_mask, self.drop)
        x = x.gather(1, first[:, :, None].expand(-1, -1, HIDDEN))
        return self.head(self.drop(x)).float()

    def start_from(self, weights):
        """Takes over the weights of a BERT checkpoint, given by name."""
        get = lambda name: weights[name].float()
        with torch.no_grad():
            self.words.weight.copy_(get("embeddings.word_embeddings.weight"))
            kind = get("embeddings.token_type_embeddings.weight")[0]
            self.positions.weight.copy_(get("embeddings.position_embeddings.weight") + kind)
            copy(self.norm, weights, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                base = f"encoder.layer.{i}."
                for part in ("weight", "bias"):
                    names = [f"{base}attention.self.{n}.{part}" for n in ("query", "key", "value")]
                    getattr(layer.into, part).copy_(torch.cat([get(n) for n in names]))
                copy(layer.out, weights, base + "attention.output.dense")
                copy(layer.norm1, weights, base + "attention.output.LayerNorm")
                copy(layer.wide, weights, base + "intermediate.dense")
                copy(layer.narrow, weights, base + "output.dense")
                copy(layer.norm2, weights, base + "output.LayerNorm")


def copy(module, weights, name):
    module.weight.copy_(weights[name + ".weight"].float())
    module.bias.copy_(weights[name + ".bias"].float())


def chain_loss(scores, labels, boundaries, lengths, transitions):
    """The negative logarithm of the labels' probability, summed over the batch (Lafferty and others 2001)."""
    batch, longest, _ = scores.shape
    steps = transitions[boundaries]  # batch, tokens, from, to
    inside = torch.arange(longest)[None, :] < lengths[:, None]
    own = scores.gather(2, labels[:, :, None])[:, :, 0]
    pair = transitions[boundaries[:, 1:], labels[:, :-1], labels[:, 1:]]
    gold = (own * inside).sum() + (pair * inside[:, 1:]).sum()
    total = scores[:, 0]
    for i in range(1, longest):
        new = torch.logsumexp(total[:, :, None] + steps[:, i], 1) + scores[:, i]
        total = torch.where(inside[:, i, None], new, total)
    return torch.logsumexp(total, 1).sum() - gold


def best(scores, boundaries, transitions):
    """The best labels of one article (Viterbi 1967)."""
    total, back = scores[0], []
    for i in range(1, len(scores)):
        top, from_ = (total[:, None] + transitions[boundaries[i]]).max(0)
        total = top + scores[i]
        back.append(from_)
    out = [int(total.argmax())]
    for from_ in reversed(back):
        out.append(int(from_[out[-1]]))
    return out[::-1]
