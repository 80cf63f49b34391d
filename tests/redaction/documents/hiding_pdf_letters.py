"""Letters of a PDF's page that are placed one by one, in whatever order and line; see ``hiding_pdf`` and its kin."""

import math
import random
from typing import Final

from tests.redaction.documents.pdf_builders import NAME, pdf, stream

_LETTERS: Final = [(at, one) for at, one in enumerate(NAME) if one != " "]
_SHUFFLED: Final = random.Random(3).sample(_LETTERS, len(_LETTERS))
_FORM: Final = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >>"
_BOXED: Final = "/Type /XObject /Subtype /Form /BBox [0 0 9 20] /Resources << /Font << /F1 5 0 R >> >>"


def _each(place: str, letters: list[tuple[int, str]] | None = None, state: str = "") -> bytes:
    """Every letter as a text of its own; *place*: a matrix, of Python's format with x across and y down."""
    made = (
        f"BT /F1 12 Tf {place.format(x=72 + 7.5 * at, y=700 - 14 * at, n=at)} Tm ({one}) Tj ET "
        for at, one in letters or _LETTERS
    )
    return pdf(state + "".join(made))


def _moved(by: list[float]) -> bytes:
    return pdf(f"BT /F1 12 Tf 72 650 Td {''.join(f'({one}) Tj {by[at % len(by)]} 0 Td ' for at, one in _LETTERS)} ET")


def _round() -> str:
    made = ""
    for at, one in _LETTERS:
        turn = (10 - at) * 0.09
        made += f"BT /F1 12 Tf {math.cos(turn):.3f} {math.sin(turn):.3f} {-math.sin(turn):.3f} {math.cos(turn):.3f} "
        made += f"{300 - 120 * math.sin(turn):.2f} {400 + 120 * math.cos(turn):.2f} Tm ({one}) Tj ET "
    return made


def _drawn() -> bytes:
    """A drawing for each letter."""
    shown = "".join(f"q 1 0 0 1 {9 * at} 0 cm /Fm{at} Do Q " for at, _ in _LETTERS)
    named = " ".join(f"/Fm{at} {20 + at} 0 R" for at, _ in _LETTERS)
    return pdf(shown, resources=f"/XObject << {named} >>", objects={
        20 + at: stream(f"BT /F1 12 Tf 72 650 Td ({one}) Tj ET", _FORM) for at, one in _LETTERS})  # fmt: skip


def _boxes(kind: str, value: str) -> bytes:
    """A comment or form field for each letter."""
    numbers = " ".join(f"{10 + at} 0 R" for at, _ in _LETTERS)
    root = f"/AcroForm << /Fields [{numbers}] /DR << /Font << /F1 5 0 R >> >> >>"
    return pdf(page=f"/Annots [{numbers}]", root=root if "Widget" in kind else "", objects={
        **{10 + at: f"<< /Type /Annot {kind} {value.format(one)} /T (f{at:02}) /DA (/F1 12 Tf)"
           f" /AP << /N {40 + at} 0 R >> /Rect [{72 + 9 * at} 640 {81 + 9 * at} 660] >>" for at, one in _LETTERS},
        **{40 + at: stream(f"BT /F1 12 Tf 0 5 Td ({one}) Tj ET", _BOXED) for at, one in _LETTERS}})  # fmt: skip


LETTERS: Final = {
    "in-order": _each("1 0 0 1 {x} 650"),
    "shuffled": _each("1 0 0 1 {x} 650", _SHUFFLED),
    "last-first": _each("1 0 0 1 {x} 650", _LETTERS[::-1]),
    "far-apart": _moved([20]),
    "at-odd-distances": _moved([7, 13, 9, 18]),
    "down-the-page": _each("1 0 0 1 72 {y}"),
    "down-the-page-shuffled": _each("1 0 0 1 72 {y}", _SHUFFLED),
    "up-the-page": _each("1 0 0 1 72 {y}", [(19 - at, one) for at, one in _LETTERS]),
    "turned": _each("0 1 -1 0 300 {x}"),
    "in-steps": _each("1 0 0 1 {x} {y}"),
    "up-and-down": pdf("".join(
        f"BT /F1 12 Tf {72 + 9 * at} {650 if at % 2 else 636} Td ({one}) Tj ET " for at, one in _LETTERS)),
    "round": pdf(_round()),
    "spacing": pdf(f"BT /F1 12 Tf 20 Tc 72 650 Td ({NAME}) Tj ET"),
    "kerning": pdf(f"BT /F1 12 Tf 72 650 Td [{' -900 '.join(f'({one})' for _, one in _LETTERS)}] TJ ET"),
    "white": _each("1 0 0 1 {x} 650", state="1 g "),
    "invisible": _each("1 0 0 1 {x} 650", state="3 Tr "),
    "below-the-page": _each("1 0 0 1 {x} -650", _SHUFFLED),
    "in-drawings": _drawn(),
    "in-comments": _boxes("/Subtype /FreeText", "/Contents ({})"),
    "in-form-fields": _boxes("/Subtype /Widget /FT /Tx", "/V ({})"),
    "in-small-capitals": pdf(
        "BT /F1 12 Tf 72 650 Td (Z) Tj /F1 9 Tf (EBEDEE) Tj /F1 12 Tf ( Q) Tj /F1 9 Tf (UILLFEATHER) Tj ET"),
    "in-alternative-texts": pdf("".join(
        f"/Span << /ActualText ({one}) >> BDC BT /F1 12 Tf {72 + 8 * at} 650 Td (x) Tj ET EMC "
        for at, one in _LETTERS)),
}  # fmt: skip
"""Each a page with the name in letters that stand by themselves."""
