"""Texts that say in «» what must be found in them."""

import re


def parts(row: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the spans that stood between them."""
    row = row.replace("\\n", "\n").replace("\\t", "\t")
    spans, text = [], ""
    for piece in re.split(r"(«.*?»)", row, flags=re.DOTALL):
        if piece.startswith("«"):
            spans.append((len(text), len(text) + len(piece) - 2))
        text += piece.strip("«»")
    return text, spans
