"""Public sets of marked text, read from a folder that the user fetched; only their names of people count."""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.redaction_set.notation import Gold, Span, Text


def public_texts(path: Path) -> list[Text]:
    """The texts of a file: presidio-research (``.json``) or WikiGold (columns of word and tag, ``.txt``).

    Raises:
        ValueError: the file is of neither form.
    """
    if path.suffix == ".json":
        return list(_presidio_research(path))
    if path.suffix in {".txt", ".conll"}:
        return list(_columns(path))
    raise ValueError(f"{path.name}: neither .json (presidio-research) nor .txt (WikiGold)")


def _presidio_research(path: Path) -> Iterator[Text]:
    for place, item in enumerate(json.loads(path.read_text("utf-8"))):
        spans = tuple(
            Span(
                start=span["start_position"],
                end=span["end_position"],
                gold=Gold.PERSON if span["entity_type"] == "PERSON" else Gold.ANY,
            )
            for span in item["spans"]
        )
        yield Text(id=f"public-{place}", text=item["full_text"], spans=spans, people=(), open=False, by_hand=False)


def _columns(path: Path) -> Iterator[Text]:
    """A text is ten sentences, so that a name and its later parts may stand together as in the article."""
    sentences = path.read_text("utf-8").strip().split("\n\n")
    for place in range(0, len(sentences), 10):
        text = ""
        spans: list[Span] = []
        for sentence in sentences[place : place + 10]:
            last = "O"
            for line in sentence.splitlines():
                word, _, tag = line.strip().rpartition(" ")
                if not word or word == "-DOCSTART-":
                    continue
                start = len(text)
                text += word + " "
                if tag.endswith("PER") and last.endswith("PER"):
                    spans[-1] = Span(start=spans[-1].start, end=len(text) - 1, gold=Gold.PERSON)
                elif tag.endswith("PER"):
                    spans.append(Span(start=start, end=len(text) - 1, gold=Gold.PERSON))
                last = tag
            text += "\n"
        yield Text(id=f"public-{place}", text=text, spans=tuple(spans), people=(), open=False, by_hand=False)
