"""RecTools' SASRec on the same data with the same size of network, trained its own way.

python rectools_sasrec.py Beauty.txt.gz [--target .045]: after each epoch the seconds in all and the validation NDCG@10 (full ranking, seen items masked).
"""
import argparse
import gzip
import resource
import time

import numpy as np
import pandas as pd
import torch
from pytorch_lightning import Callback, Trainer, seed_everything
from rectools import Columns
from rectools.dataset import Dataset
from rectools.metrics import NDCG
from rectools.models import SASRecModel

parser = argparse.ArgumentParser()
parser.add_argument("file")
parser.add_argument("--target", type=float, default=1.0)
parser.add_argument("--epochs", type=int, default=60)
parser.add_argument("--dimension", type=int, default=64)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--seed", type=int, default=1)
args = parser.parse_args()
torch.set_num_threads(args.threads)
seed_everything(args.seed)

rows = []
with gzip.open(args.file, "rt") as lines:
    for line in lines:
        user, *history = line.split()
        rows += [(int(user), int(item), when) for when, item in enumerate(history)]
events = pd.DataFrame(rows, columns=["user_id", "item_id", "when"])
events["weight"] = 1.0
events["datetime"] = pd.to_datetime(events["when"], unit="D")
left = events.groupby("user_id")["when"].transform("max") - events["when"]
train, validation = events[left >= 2], events[left == 1]
columns = [Columns.User, Columns.Item, Columns.Weight, Columns.Datetime]
dataset = Dataset.construct(train[columns])
target = {user: item for user, item in zip(validation["user_id"], validation["item_id"])}
begun = time.time()
state = {"trained": 0.0}


def ndcg():
    # The model ranks only items of the training part, as it does for its users; a target that it does not know counts as missed.
    recommended = model.recommend(users=list(target), dataset=dataset, k=10, filter_viewed=True)
    hit = recommended[recommended["item_id"] == recommended["user_id"].map(target)]
    return (1 / np.log2(hit["rank"] + 1)).sum() / len(target)


class Watch(Callback):
    def on_train_epoch_start(self, trainer, module):
        self.start = time.time()

    def on_train_epoch_end(self, trainer, module):
        state["trained"] += time.time() - self.start
        model.is_fitted = True
        module.eval()
        value = ndcg()
        module.train()
        print(
            f"epoch {trainer.current_epoch + 1} validation ndcg@10 {value:.4f} "
            f"training seconds {state['trained']:.1f} seconds in all {time.time() - begun:.1f}",
            flush=True,
        )
        if value >= args.target:
            trainer.should_stop = True


def trainer():
    return Trainer(
        max_epochs=args.epochs, accelerator="cpu", logger=False, enable_checkpointing=False, enable_progress_bar=False,
        enable_model_summary=False, callbacks=[Watch()],
    )


model = SASRecModel(
    n_factors=args.dimension, n_blocks=1, n_heads=1, dropout_rate=0.2, session_max_len=50, loss="sampled_softmax",
    n_negatives=256, lr=1e-3, batch_size=128, epochs=args.epochs, deterministic=False, get_trainer_func=trainer,
    recommend_torch_device="cpu",
)
model.fit(dataset)
print(f"peak resident megabytes {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10}")
