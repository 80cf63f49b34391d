"""Trains a teacher of six layers, then small students that learn its answers."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from redaction.training.examples import NONE
from redaction.training.network import KINDS, Network

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Data:
    """Windows on one device: ids, marks, labels and, once there is a teacher, its answers."""

    ids: Tensor
    marks: Tensor
    labels: Tensor
    answers: Tensor | None = None


def data(ids: NDArray[np.int16], marks: NDArray[np.uint8], labels: NDArray[np.int8], device: str) -> Data:
    """Put arrays on a device."""
    return Data(*(torch.from_numpy(one).to(device) for one in (ids, marks, labels)))


def batches(all_data: Data, size: int, dice: torch.Generator) -> Iterator[tuple[Tensor, int]]:
    """Row numbers of one epoch by length, in random order, with the length of the longest."""
    lengths = (all_data.ids > 0).sum(1).cpu()
    made: list[tuple[Tensor, int]] = []
    for low, high in ((0, 16), (16, 32), (32, 48), (48, 64), (64, 96), (96, 10_000)):
        rows = torch.nonzero((lengths > low) & (lengths <= high)).flatten()
        rows = rows[torch.randperm(len(rows), generator=dice)]
        longest = min(high, all_data.ids.shape[1])
        made += [(part, longest) for part in rows.split(size) if len(part)]
    for at in torch.randperm(len(made), generator=dice).tolist():
        yield made[at]


def train(
    network: Network, all_data: Data, *, epochs: int, rate: float, size: int, seed: int, report: Report,
    unknown: float = 0.03, soft: float = 0.7,
) -> None:  # fmt: skip
    """AdamW with one cycle; where the data holds a teacher's answers, their share of the loss is *soft*."""
    device = all_data.ids.device
    dice = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    kept = [one for name, one in network.named_parameters() if one.ndim > 1]
    free = [one for name, one in network.named_parameters() if one.ndim < 2]
    optimizer = torch.optim.AdamW(
        [{"params": kept, "weight_decay": 0.01}, {"params": free, "weight_decay": 0.0}],
        lr=rate,
        fused=device.type == "cuda",
    )
    steps = epochs * sum(1 for _ in batches(all_data, size, torch.Generator().manual_seed(seed)))
    plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps, pct_start=0.1)
    network.train()
    began = time.monotonic()
    for epoch in range(epochs):
        total = torch.zeros((), device=device)
        count = 0
        for rows, longest in batches(all_data, size, dice):
            where = rows.to(device, non_blocking=True)
            ids, marks = all_data.ids[where, :longest].long(), all_data.marks[where, :longest].long()
            labels = all_data.labels[where, :longest].long()
            drawn = torch.rand(ids.shape, device=device)
            ids = torch.where((drawn < unknown) & (ids > 0), 1, ids)
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                scores = network(ids, marks)
            loss = functional.cross_entropy(scores.float().flatten(0, 1), labels.flatten(), ignore_index=NONE)
            if all_data.answers is not None:
                told = all_data.answers[where, :longest].float()
                loss = (1 - soft) * loss + soft * _distance(scores.float(), told, labels != NONE)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            plan.step()
            total += loss.detach()
            count += 1
        report(f"epoch {epoch + 1}: loss {total.item() / count:.4f}, {time.monotonic() - began:.0f} s")
    network.eval()


def _distance(scores: Tensor, told: Tensor, words: Tensor, heat: float = 2.0) -> Tensor:
    found = functional.kl_div(
        functional.log_softmax(scores / heat, -1), functional.softmax(told / heat, -1), reduction="none"
    ).sum(-1)
    return (found * words).sum() / words.sum() * heat * heat


@torch.no_grad()
def answers(network: Network, all_data: Data, size: int = 1024) -> Tensor:
    """The scores of a network for all windows, in half precision."""
    network.eval()
    found = torch.zeros((*all_data.ids.shape, KINDS), dtype=torch.float16, device=all_data.ids.device)
    for rows, longest in batches(all_data, size, torch.Generator().manual_seed(0)):
        where = rows.to(all_data.ids.device)
        with torch.autocast(found.device.type, torch.bfloat16, enabled=found.is_cuda):
            scores = network(all_data.ids[where, :longest].long(), all_data.marks[where, :longest].long())
        found[where, :longest] = scores.half()
    return found


@torch.no_grad()
def scores(network: Network, all_data: Data) -> dict[str, float]:
    """Word by word on labelled windows: the share of people's words missed and of other words taken for people's."""
    told = answers(network, all_data).float().softmax(-1)
    labels = all_data.labels.long()
    words = labels != NONE
    people = ((labels == 1) | (labels == 2)) & words
    places = ((labels == 3) | (labels == 4)) & words
    person = told[..., 1] + told[..., 2]
    where = told[..., 3] + told[..., 4]
    taken = (person > 0.35) | (where > 0.4)
    other = words & ~people & ~places
    return {
        "person missed": 1 - (taken & people).sum().item() / max(1, people.sum().item()),
        "address missed": 1 - (taken & places).sum().item() / max(1, places.sum().item()),
        "others taken": (taken & other).sum().item() / max(1, other.sum().item()),
    }
