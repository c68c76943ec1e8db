"""RecTools' sequence models on a split that Because has written.

because data split --to split.csv -p PROJECT; python rectools_models.py split.csv [--models sasrec,esasrec,bert4rec,hstu]

Trained on the training part; the epoch is chosen by validation NDCG@10 of the whole catalogue (patience 10); the test is asked with the validation events in the
history and looked at once. Items that no training event has cannot be recommended by these models: such a target counts as missed. Prints mean and standard error.
"""
import argparse
import copy
import time

import numpy as np
import pandas as pd
import torch
from pytorch_lightning import Callback, Trainer, seed_everything
from rectools import Columns
from rectools.dataset import Dataset
from rectools.models import BERT4RecModel, HSTUModel, SASRecModel
from rectools.models.nn.transformers.ligr import LiGRLayers

parser = argparse.ArgumentParser()
parser.add_argument("file")
parser.add_argument("--models", default="sasrec,esasrec,bert4rec,hstu")
parser.add_argument("--epochs", type=int, default=60)
parser.add_argument("--patience", type=int, default=10)
parser.add_argument("--dimension", type=int, default=64)
parser.add_argument("--blocks", type=int, default=2)
parser.add_argument("--heads", type=int, default=2)
parser.add_argument("--length", type=int, default=100)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--seed", type=int, default=1)
args = parser.parse_args()
torch.set_num_threads(args.threads)

rows = pd.read_csv(args.file, dtype={"user": str, "item": str})
rows["weight"] = 1.0
# Rows of a person stand in the split's order, which also decides between equal times: the row's number is the time.
rows["datetime"] = pd.Timestamp(0) + pd.to_timedelta(np.arange(len(rows)), unit="s")
events = rows.rename(columns={"user": Columns.User, "item": Columns.Item})[
    [Columns.User, Columns.Item, Columns.Weight, Columns.Datetime, "part"]]
train = events[events["part"] == "train"]
before = {"validation": train, "test": events[events["part"] != "test"]}


def targets(part):
    rows = events[events["part"] == part]
    return dict(zip(rows[Columns.User], rows[Columns.Item]))


def measure(model, part):
    """R@10 and NDCG@10 of each person."""
    wanted = targets(part)
    known = before[part]
    known = known[known[Columns.Item].isin(set(train[Columns.Item]))]
    users = [user for user in wanted if user in set(known[Columns.User])]
    recommended = model.recommend(users=users, dataset=Dataset.construct(known.drop(columns="part")), k=10, filter_viewed=True)
    hits = recommended[recommended[Columns.Item] == recommended[Columns.User].map(wanted)].set_index(Columns.User)["rank"]
    ranks = np.array([hits.get(user, np.inf) for user in wanted])
    return (ranks <= 10).astype(float), np.where(ranks <= 10, 1 / np.log2(ranks + 1), 0.0)


class Best:
    """The epoch with the best validation NDCG@10. RecTools copies its callbacks, so what they learn is kept outside of them."""

    value, epoch, weights = -1.0, -1, None


class Watch(Callback):
    def on_train_epoch_end(self, trainer, module):
        model.is_fitted = True
        module.eval()
        value = measure(model, "validation")[1].mean()
        module.train()
        if value > best.value:
            best.value, best.epoch = value, trainer.current_epoch
            best.weights = copy.deepcopy(module.torch_model.state_dict())
        if trainer.current_epoch - best.epoch >= args.patience:
            trainer.should_stop = True


def trainer():
    return Trainer(max_epochs=args.epochs, accelerator="cpu", logger=False, enable_checkpointing=False,
                   enable_progress_bar=False, enable_model_summary=False, callbacks=[Watch()])


common = dict(n_factors=args.dimension, n_blocks=args.blocks, n_heads=args.heads, session_max_len=args.length, epochs=args.epochs, deterministic=False, get_trainer_func=trainer,
              recommend_torch_device="cpu")
makers = {
    "sasrec": lambda: SASRecModel(**common),
    "esasrec": lambda: SASRecModel(transformer_layers_type=LiGRLayers, loss="sampled_softmax", n_negatives=256, **common),
    "bert4rec": lambda: BERT4RecModel(**common),
    # Without times: what it would be told of the moment of the target is the number of a row here.
    "hstu": lambda: HSTUModel(relative_time_attention=False, **common),
}
for name in args.models.split(","):
    seed_everything(args.seed, verbose=False)
    best = Best()
    model = makers[name]()
    begun = time.time()
    model.fit(Dataset.construct(train.drop(columns="part")))
    model.lightning_model.torch_model.load_state_dict(best.weights)
    model.lightning_model.eval()
    validation, test = measure(model, "validation"), measure(model, "test")
    error = lambda x: x.std(ddof=1) / np.sqrt(len(x))
    print(
        f"{name} epoch {best.epoch + 1} {time.time() - begun:.0f} s validation {validation[0].mean():.4f} / {validation[1].mean():.4f} "
        f"test R@10 {test[0].mean():.4f} ({error(test[0]):.4f}) N@10 {test[1].mean():.4f} ({error(test[1]):.4f})",
        flush=True,
    )
