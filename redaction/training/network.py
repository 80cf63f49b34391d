"""The network in torch: a small BERT whose pieces also carry a mark of case and gap."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from redaction.model.pieces import MARKS
from redaction.model.windows import LONGEST
from redaction.training.examples import LABELS
from redaction.training.start import Weights

KINDS = 2 * len(LABELS) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How large a network is."""

    layers: int
    width: int
    inner: int
    heads: int
    smooth: bool  # GELU, as in the weights to start from; else ReLU, which is cheaper
    dropout: float = 0.0


class Block(nn.Module):
    """Attention and a feed-forward layer, each added and normed."""

    def __init__(self, shape: Shape) -> None:
        """Draw weights."""
        super().__init__()
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)
        self.heads, self.smooth, self.dropout = shape.heads, shape.smooth, shape.dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """One layer's answer; *mask* is true where a piece stands."""
        batch, length, width = x.shape
        parts = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=mask[:, None, None, :])
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, width))
        x = self.norm1(x + functional.dropout(seen, self.dropout, self.training))
        inner = self.up(x)
        inner = functional.gelu(inner) if self.smooth else functional.relu(inner)
        return self.norm2(x + functional.dropout(self.down(inner), self.dropout, self.training))


class Network(nn.Module):
    """Pieces and marks → a score for each kind of word."""

    def __init__(self, shape: Shape, vocabulary: int) -> None:
        """Draw weights."""
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(vocabulary, shape.width)
        self.marks = nn.Embedding(MARKS, shape.width)
        self.places = nn.Embedding(LONGEST, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.answer = nn.Linear(shape.width, KINDS)
        for table in (self.words, self.marks, self.places):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, ids: Tensor, marks: Tensor) -> Tensor:
        """Scores, unnormed; [PAD] is 0."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.marks(marks) + self.places(at))
        x = functional.dropout(x, self.shape.dropout, self.training)
        for block in self.blocks:
            x = block(x, ids > 0)
        scores: Tensor = self.answer(x)
        return scores


def begin(network: Network, weights: Weights, layers: tuple[int, ...]) -> None:
    """Give *network* the embeddings and *layers* of the weights to start from; their widths must agree."""

    def put(target: nn.Parameter, *names: str) -> None:
        value = torch.cat([torch.from_numpy(weights[name]) for name in names])
        with torch.no_grad():
            target[: len(value)].copy_(value[: len(target)])

    put(network.words.weight, "embeddings.word_embeddings.weight")
    put(network.places.weight, "embeddings.position_embeddings.weight")
    with torch.no_grad():
        network.places.weight += torch.from_numpy(weights["embeddings.token_type_embeddings.weight"][0]).to(
            network.places.weight
        )
    put(network.norm.weight, "embeddings.LayerNorm.weight")
    put(network.norm.bias, "embeddings.LayerNorm.bias")
    for block, number in zip(network.blocks, layers, strict=True):
        head = f"encoder.layer.{number}."
        for part in ("weight", "bias"):
            put(
                getattr(block.qkv, part), *(f"{head}attention.self.{one}.{part}" for one in ("query", "key", "value"))
            )
            put(getattr(block.out, part), f"{head}attention.output.dense.{part}")
            put(getattr(block.norm1, part), f"{head}attention.output.LayerNorm.{part}")
            put(getattr(block.up, part), f"{head}intermediate.dense.{part}")
            put(getattr(block.down, part), f"{head}output.dense.{part}")
            put(getattr(block.norm2, part), f"{head}output.LayerNorm.{part}")


def narrowed(network: Network, wide: Network) -> None:
    """Give a narrower network the embeddings of a wider one, turned to the directions in which they differ most."""
    with torch.no_grad():
        table = wide.norm(wide.words.weight)
        mean = table.mean(0)
        _, _, turn = torch.linalg.svd((table - mean).float(), full_matrices=False)
        small = (table - mean) @ turn[: network.shape.width].T
        network.words.weight.copy_(small / small.std() * 0.05)
