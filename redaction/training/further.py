"""``python -m redaction.training.further``: trains a student further on contrasts, with old texts beside so that nothing is lost.

Needs torch and onnx; half an hour or so on one processor core. On texts of the old kind the network is held to the answers that
it gave before, on the new ones it learns the labels. Then ``python -m redaction.training.export STUDENT.npz FOLDER --heads 6``.
"""

import argparse
import copy
import hashlib
import time
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor
from torch.nn import functional

from redaction.model.pieces import Pieces
from redaction.training.__main__ import STUDENTS, write
from redaction.training.contrast import contrasts, figures
from redaction.training.documents import documents
from redaction.training.examples import NONE, arrays
from redaction.training.network import KINDS, Network
from redaction.training.train import Data, batches, data

SHAPE: Final = "w192x3"
STARTS: Final = (
    "951fe56c0de764a008d522e764eed05c1d1efc4bb0829792e91e40749d1fb906",
    "34ea2cd1e6e8831294e84023293715d6b18be928e741ee2d5f21f4d16778c210",
)
"""SHA-256 of what this begins with: first the model of names, whose training is in the history, then what came of that."""
FIRST: Final = 9
"""Answers that it gives: nothing, people, addresses, bodies, places."""
RARE: Final = -6.0
SIZE: Final = 64
HEAT: Final = 2.0
DEAR: Final = 1.0


def begun(path: Path) -> tuple[Network, list[str]]:
    """The network with the weights of an exported file, its eight bits undone, and the package's vocabulary.

    Raises:
        ValueError: it is not the file that this training begins with.
    """
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() not in STARTS:
        raise ValueError(f"{path.name} is not what this training begins with")
    vocabulary = resources.files("redaction.model").joinpath("pieces.txt").read_text("utf-8").splitlines()
    graph = onnx.load_from_string(raw).graph
    network = Network(STUDENTS[SHAPE], len(vocabulary))
    found = unpacked({one.name: numpy_helper.to_array(one) for one in graph.initializer}, network)
    more = KINDS - len(found["answer.bias"])
    # A kind that the file does not know begins as rarely said.
    found["answer.weight"] = functional.pad(found["answer.weight"], (0, 0, 0, more))
    found["answer.bias"] = functional.pad(found["answer.bias"], (0, more), value=RARE)
    network.load_state_dict(found)
    return network, vocabulary


def unpacked(held: dict[str, NDArray[np.generic]], network: Network) -> dict[str, Tensor]:
    """The constants of an exported graph as the weights that ``network.Network`` has."""
    found = {"words.weight": held["words"].astype(np.float32) * held["words.s"].astype(np.float32)}
    names = {"x.norm": "norm", "marks": "marks", "places": "places"}
    for name in network.state_dict():
        part, _, kind = name.rpartition(".")
        if name in found:
            continue
        source = {new: old for old, new in names.items()}.get(part, part)
        value = held[f"{source}.{kind[0]}"]
        if f"{source}.z" in held and kind == "weight":
            value = (value.astype(np.float32) * held[f"{source}.s"].astype(np.float32)).T
        found[name] = np.array(value, np.float32)
    width = network.shape.width
    for at in range(network.shape.layers):
        for kind in ("weight", "bias"):
            # The export put the root of the head's width into the questions.
            found[f"blocks.{at}.qkv.{kind}"][:width] *= np.sqrt(width // network.shape.heads)
    return {name: torch.from_numpy(np.ascontiguousarray(value, np.float32)) for name, value in found.items()}


def mixed(vocabulary: list[str], sizes: tuple[int, int, int], seed: int) -> tuple[Data, Tensor]:
    """Windows of old texts, contrasts and texts with figures, and which of them say nothing of the further kinds."""
    pieces = Pieces(vocabulary)
    made = (documents(seed, sizes[0]), contrasts(seed, sizes[1]), figures(seed, sizes[2]))
    parts = [arrays(texts, pieces) for texts in made]
    ids, marks, labels = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    both = data(ids, marks, labels, "cpu")
    return both, torch.arange(len(both.ids)) < len(parts[0][0]) + len(parts[1][0])


def without_further(scores: Tensor) -> Tensor:
    """Scores of the first kinds alone: what is of a further kind is nothing."""
    nothing = torch.cat([scores[..., :1], scores[..., FIRST:]], -1).logsumexp(-1, keepdim=True)
    return torch.cat([nothing, scores[..., 1:FIRST]], -1)


def loss_of(scores: Tensor, labels: Tensor, told: Tensor, old: Tensor, soft: float) -> Tensor:
    """Cross-entropy, and the distance from what was told before of the first kinds: *soft* of it on old windows.

    Old windows teach nothing of further kinds. On new ones a third of *soft* counts where no address and nothing of a
    further kind stands.
    """
    few = without_further(scores)
    known = torch.where(labels < FIRST, labels, torch.zeros_like(labels))
    rest = {"ignore_index": NONE, "reduction": "none"}
    plain = torch.where(
        old[:, None].expand(labels.shape).flatten(),
        functional.cross_entropy(few.flatten(0, 1), known.flatten(), **rest),
        functional.cross_entropy(scores.flatten(0, 1), labels.flatten(), **rest),
    ).view(labels.shape)
    # A name left in clear is worse than a word masked.
    plain = plain * (1 + DEAR * ((labels == 1) | (labels == 2)))
    before = without_further(told)
    apart = functional.kl_div(
        functional.log_softmax(few / HEAT, -1), functional.softmax(before / HEAT, -1), reduction="none"
    ).sum(-1)
    told_before = (labels < FIRST) & (labels != 3) & (labels != 4)
    share = soft * torch.where(old[:, None], torch.ones_like(plain), told_before / 3)
    words = labels != NONE
    return (((1 - share) * plain + share * apart * HEAT * HEAT) * words).sum() / words.sum()


def train_on(
    network: Network, whole: Data, old: Tensor, *, rate: float, seed: int, soft: float, unknown: float = 0.02
) -> None:
    """One pass: AdamW, the rate rising for a twentieth, then falling."""
    before = copy.deepcopy(network).eval()
    torch.manual_seed(seed)
    kept = [one for one in network.parameters() if one.ndim > 1]
    free = [one for one in network.parameters() if one.ndim < 2]
    optimizer = torch.optim.AdamW(
        [{"params": kept, "weight_decay": 0.01}, {"params": free, "weight_decay": 0.0}], lr=rate, fused=True
    )
    jobs = list(batches(whole, SIZE, torch.Generator().manual_seed(seed)))
    plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=len(jobs), pct_start=0.05)
    network.train()
    began, total = time.monotonic(), 0.0
    for at, (rows, longest) in enumerate(jobs, 1):
        ids, marks = whole.ids[rows, :longest].long(), whole.marks[rows, :longest].long()
        labels, was = whole.labels[rows, :longest].long(), old[rows]
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            told = before(ids, marks).float()
        ids = torch.where((torch.rand(ids.shape) < unknown) & (ids > 0), 1, ids)
        with torch.autocast("cpu", torch.bfloat16):
            scores = network(ids, marks)
        loss = loss_of(scores.float(), labels, told, was, soft)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        plan.step()
        total += loss.item()
        if at % 100 == 0:
            print(f"{at} of {len(jobs)}: loss {total / 100:.4f}, {time.monotonic() - began:.0f} s", flush=True)
            total = 0.0
    network.eval()


def blended(network: Network, first: Network, keep: float) -> Network:
    """The mean of two networks' weights: what stands between them knows nearly all of the new and loses less of the old.

    What the first knows nothing of, the further kinds in the head, is taken as it is.
    """
    old, new = first.state_dict(), network.state_dict()
    mixed_up = {name: keep * old[name] + (1 - keep) * new[name] for name in old}
    for name in ("answer.weight", "answer.bias"):
        mixed_up[name][FIRST:] = new[name][FIRST:]
    first.load_state_dict(mixed_up)
    return first


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(prog="python -m redaction.training.further", description=__doc__)
    parser.add_argument("--start", type=Path, required=True, help="names.onnx of the first training")
    parser.add_argument("--out", type=Path, required=True, help="the file for the student's weights (.npz)")
    parser.add_argument("--old", type=int, default=12_000, help="texts of the kinds of the first training")
    parser.add_argument("--contrasts", type=int, default=7_000)
    parser.add_argument("--figures", type=int, default=42_000)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--soft", type=float, default=0.7)
    parser.add_argument("--first", type=Path, help="the names.onnx whose weights are mixed in; else that of --start")
    parser.add_argument("--keep", type=float, default=0.0, help="share of those weights in what is written")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    network, vocabulary = begun(options.start)
    whole, old = mixed(vocabulary, (options.old, options.contrasts, options.figures), options.seed)
    print(f"{len(whole.ids)} windows, {int((whole.ids > 0).sum())} pieces, {int(old.sum())} old", flush=True)
    train_on(network, whole, old, rate=options.rate, seed=options.seed, soft=options.soft)
    write(blended(network, begun(options.first or options.start)[0], options.keep), options.out)


if __name__ == "__main__":
    main()
