"""A plain PyTorch SASRec with length buckets and shared negatives: what an engineer writes in an afternoon to train fast.

python plain_sasrec.py Beauty.txt.gz [--target .045]: trains on all but everybody's last two items and says after each epoch how long it took in all, and the
validation NDCG@10 (full ranking, seen items masked, mean rank on ties); stops when the target is reached.
"""
import argparse
import gzip
import math
import resource
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

parser = argparse.ArgumentParser()
parser.add_argument("file")
parser.add_argument("--target", type=float, default=1.0)
parser.add_argument("--epochs", type=int, default=60)
parser.add_argument("--dimension", type=int, default=64)
parser.add_argument("--heads", type=int, default=2)
parser.add_argument("--dropout", type=float, default=0.3)
parser.add_argument("--rate", type=float, default=2e-3)
parser.add_argument("--negatives", type=int, default=512)
parser.add_argument("--tokens", type=int, default=1024)
parser.add_argument("--window", type=int, default=50)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--threads", type=int, default=2)
args = parser.parse_args()
torch.set_num_threads(args.threads)
torch.manual_seed(args.seed)
rng = np.random.default_rng(args.seed)

opened = gzip.open(args.file, "rt") if args.file.endswith(".gz") else open(args.file)
people = [[int(i) for i in line.split()[1:]] for line in opened]
items = max(max(p) for p in people)
train = [np.array(p[:-2][-args.window - 1 :]) for p in people]
START = items + 1


class Block(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv, self.out = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.wide, self.narrow = nn.Linear(d, d), nn.Linear(d, d)
        for layer, gain in ((self.qkv, 1), (self.out, 0.2), (self.wide, 1), (self.narrow, 0.2)):
            nn.init.normal_(layer.weight, 0, gain / math.sqrt(d))
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        b, n, d = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, n, 3, args.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(b, n, d)
        x = x + F.dropout(self.out(mixed), args.dropout, self.training)
        inner = F.dropout(F.gelu(self.wide(self.norm2(x))), args.dropout, self.training)
        return x + F.dropout(self.narrow(inner), args.dropout, self.training)


class Model(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.items = nn.Embedding(items + 2, d)
        nn.init.normal_(self.items.weight, 0, 1 / math.sqrt(d))
        self.positions = nn.Embedding(args.window + 1, d)
        nn.init.normal_(self.positions.weight, 0, 0.05)
        self.bias = nn.Parameter(torch.zeros(items + 2))
        self.block, self.last = Block(d), nn.LayerNorm(d)

    def forward(self, x, position):
        h = F.dropout(self.items(x) + self.positions(position), args.dropout, self.training)
        return self.last(self.block(h))


def batch(sequences):
    longest = max(len(s) for s in sequences)
    x, y, position = (np.zeros((len(sequences), longest), np.int64) for _ in range(3))
    for row, s in enumerate(sequences):
        n = len(s)
        x[row, 0], x[row, 1:n], y[row, :n], position[row, :n] = START, s[:-1], s, np.arange(n)[::-1]
    return torch.from_numpy(x), torch.from_numpy(y), torch.from_numpy(position)


def batches():
    order = rng.permutation(len(train))
    order = order[np.argsort([len(train[i]) for i in order], kind="stable")]
    cuts, now, tokens = [], [], 0
    for i in order:
        if tokens and tokens + len(train[i]) > args.tokens:
            cuts.append(now)
            now, tokens = [], 0
        now.append(train[i])
        tokens += len(train[i])
    cuts.append(now)
    rng.shuffle(cuts)
    return cuts


def validate():
    model.eval()
    values = np.zeros(len(people))
    order = sorted(range(len(people)), key=lambda i: len(people[i]))
    with torch.no_grad():
        for at in range(0, len(order), 256):
            ids = order[at : at + 256]
            known = [people[i][:-2] for i in ids]
            x, _, position = batch([np.array(k[-args.window :] + [0]) for k in known])
            last = torch.tensor([min(len(k), args.window) for k in known])
            state = model(x, position)[torch.arange(len(ids)), last]
            scores = state @ model.items.weight.t() + model.bias
            scores[:, 0] = scores[:, START] = -1e9
            target = torch.tensor([people[i][-2] for i in ids])[:, None]
            wanted = scores.gather(1, target)
            rows = torch.tensor([r for r, k in enumerate(known) for _ in k])
            scores[rows, torch.tensor([i for k in known for i in k])] = -1e9
            scores.scatter_(1, target, -1e9)
            rank = (scores > wanted).sum(1) + 0.5 * (scores == wanted).sum(1)
            values[ids] = torch.where(rank < 10, 1 / torch.log2(rank + 2.0), torch.zeros(())).numpy()
    model.train()
    return values.mean()


model = Model(args.dimension)
optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate, fused=True)
correction = math.log((items - 1) / args.negatives)
begun = time.time()
trained = 0.0
for epoch in range(1, args.epochs + 1):
    start, total, count = time.time(), 0.0, 0
    for sequences in batches():
        x, y, position = batch(sequences)
        h = model(x, position)
        there = y > 0
        h, told = h[there], y[there]
        drawn = torch.from_numpy(rng.integers(1, items + 1, args.negatives))
        positive = (h * model.items(told)).sum(1, keepdim=True) + model.bias[told, None]
        negative = h @ model.items(drawn).t() + model.bias[drawn] + correction
        negative = negative.masked_fill(told[:, None] == drawn, -1e9)
        loss = (torch.logsumexp(torch.cat([positive, negative], 1), 1) - positive[:, 0]).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(told)
        count += len(told)
    trained += time.time() - start
    ndcg = validate()
    print(
        f"epoch {epoch} loss {total / count:.4f} validation ndcg@10 {ndcg:.4f} "
        f"training seconds {trained:.1f} seconds in all {time.time() - begun:.1f}",
        flush=True,
    )
    if ndcg >= args.target:
        break
print(f"peak resident megabytes {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10}")
