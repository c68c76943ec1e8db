"""Time until shap's and captum's values are within a relative RMSE of .10 of converged ones, on a Transformer that Because trained.

Usage: explain_speed.py MODEL FILE [METHODS]: METHODS, such as permutation,kernel,captum, are those to be run; MODEL is the model's folder (preset sasrec: pre-norm blocks, positions from the start); FILE is what
because.benchmarks.ExplainSpeedBenchmark wrote. The model is written down in PyTorch once more, reads coalitions as masks in batches, and is
checked against the values of the file: they must add up to the difference that it computes itself.
"""

import json
import sys
import time

import captum.attr
import numpy as np
import shap
import torch
from safetensors.torch import load_file

ERROR = 0.10
torch.set_num_threads(2)
folder, path = sys.argv[1], sys.argv[2]
W = load_file(folder + "/weights.safetensors")
network = json.load(open(folder + "/network.json"))
operations = network if isinstance(network, list) else network["operations"]
heads = next(o["heads"] for o in operations if o["op"] == "attention")
blocks = sum(o["op"] == "attention" for o in operations)
file = json.load(open(path))
people, removed = file["people"], file["absence"] == "removed"


def norm(x, name):
    return torch.nn.functional.layer_norm(x, x.shape[-1:], W[name + ".weight"], W[name + ".bias"], 1e-8)


def linear(x, name):
    return torch.nn.functional.linear(x, W[name + ".weight"], W[name + ".bias"])


def game(person):
    """v(S) for a batch of masks [B, events]: absent events keep their place and nobody attends to them, or are removed and later ones move up."""
    items = torch.tensor(person["items"])
    content = W["items"][items]
    candidate = W["items"][person["candidate"]]
    n = len(items)
    causal = torch.tril(torch.ones(n + 1, n + 1, dtype=torch.bool))
    eye = torch.eye(n + 1, dtype=torch.bool)

    @torch.no_grad()
    def v(masks):
        masks = torch.as_tensor(np.asarray(masks), dtype=torch.float32)
        out = []
        for part in masks.split(256):
            b = len(part)
            if removed:
                last = part.sum(1).long()
                order = torch.argsort(1 - part, dim=1, stable=True)[:, : max(1, last.max())]
                events = content[order]
                attends = causal[: events.shape[1] + 1, : events.shape[1] + 1]
            else:
                last = torch.full((b,), n)
                events = part[:, :, None] * content
                present = torch.cat([torch.ones(b, 1), part], 1).bool()
                attends = (causal & present[:, None, :] | eye)[:, None]
            tokens = events.shape[1] + 1
            x = torch.cat([W["start"].expand(b, 1, -1), events], 1) + W["positions"][:tokens]
            for block in range(blocks):
                name = f"blocks.{block}."
                normed = norm(x, name + "attention.norm")
                q, k, u = (
                    linear(normed, name + "attention." + w).view(b, tokens, heads, -1).transpose(1, 2)
                    for w in ("query", "key", "value")
                )
                mixed = torch.nn.functional.scaled_dot_product_attention(q, k, u, attn_mask=attends)
                x = x + linear(mixed.transpose(1, 2).reshape(b, tokens, -1), name + "attention.out")
                wide = torch.nn.functional.gelu(linear(norm(x, name + "forward.norm"), name + "forward.in"))
                x = x + linear(wide, name + "forward.out")
            out.append(norm(x[torch.arange(b), last], "last") @ candidate)
        return torch.cat(out).numpy().astype(np.float64)

    return v


def permutation(v, n, calls):
    explainer = shap.PermutationExplainer(v, np.zeros((1, n)), seed=5)
    return explainer(np.ones((1, n)), max_evals=calls, silent=True).values[0]


def kernel(v, n, calls):
    explainer = shap.KernelExplainer(v, np.zeros((1, n)))
    return explainer.shap_values(np.ones((1, n)), nsamples=calls, l1_reg=False, silent=True)[0]


def captum_kernel(v, n, calls):
    def forward(x):
        return torch.tensor(v(x.numpy()))

    explainer = captum.attr.KernelShap(forward)
    return explainer.attribute(torch.ones(1, n), baselines=torch.zeros(1, n), n_samples=calls, perturbations_per_eval=256)[0].numpy()


n = len(people[0]["items"])
games = [game(p) for p in people]
truths = [np.array(p["values"]) for p in people]
gap = max(
    abs(float(v(np.ones((1, n)))[0] - v(np.zeros((1, n)))[0]) - t.sum()) / (abs(t).sum() + 1e-9) for v, t in zip(games, truths)
)
print(f"{len(people)} people of {n} events, absent ones {file['absence']}; the values add up within {gap:.1e} of the sum of their sizes")
assert gap < 1e-3, "not the same model"
v = games[0]
random = (np.random.default_rng(1).random((2048, n)) < 0.5).astype(np.float32)
v(random)
begin = time.perf_counter()
v(random)
print(f"the model alone, in batches of 256: {(time.perf_counter() - begin) / 2048 * 1e6:.1f} us a call")
wanted = sys.argv[3].split(",") if len(sys.argv) > 3 else ["permutation", "kernel", "captum"]
for name, method, factors in (
    ("shap Permutation", permutation, (3, 5, 9, 13, 17, 21, 25, 29, 33, 41, 49, 57, 65, 81, 97, 113, 129, 161, 193, 257, 385, 513, 769, 1025, 1537)),
    ("shap Kernel", kernel, (4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 256, 384, 512, 768, 1024, 1536)),
    ("captum KernelShap", captum_kernel, (8, 16, 32, 64, 96, 128, 192, 256, 320, 384, 448, 512, 768, 1024, 1536)),
):
    if not any(name.lower().replace("shap ", "").startswith(word) for word in wanted):
        continue
    for factor in factors:
        calls = factor * n + 1
        np.random.seed(5)
        torch.manual_seed(5)
        errors, times = [], []
        for v, truth in zip(games, truths):
            begin = time.perf_counter()
            found = method(v, n, calls)
            times.append(time.perf_counter() - begin)
            errors.append(np.sqrt(((found - truth) ** 2).sum() / (truth**2).sum()))
        if np.median(errors) <= ERROR:
            print(
                f"{name:22} {calls:6} calls, relative RMSE {np.median(errors):.3f}: {1e3 * np.median(times):8.1f} ms an explanation"
                f" ({1e3 * min(times):.1f} to {1e3 * max(times):.1f}), {1e6 * np.median(times) / calls:.1f} us a call"
            )
            break
    else:
        print(f"{name:22} does not get there with {calls} calls: {np.median(errors):.3f}, {1e3 * np.median(times):.1f} ms")
