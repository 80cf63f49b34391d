"""The documents of the tests that hide a value, as files with names: those that have pages or are mail."""

from typing import Final

from benchmarks.ordinary_set.documents import Ordinary
from redaction.media_types import media_type
from tests.redaction.documents import (
    hiding_mail,
    hiding_pdf,
    hiding_rich_text,
    test_flat_odf,
    test_further_places,
    test_hiding_places,
)
from tests.redaction.documents.hiding_word import NAME

_ENDINGS: Final = {"message/rfc822": "eml", "application/rtf": "rtf", "application/pdf": "pdf"}
_OFFICE: Final = (
    ("wordprocessingml", "docx"), ("spreadsheetml", "xlsx"), ("presentationml", "pptx"), ("text-flat", "fodt"),
    ("spreadsheet-flat", "fods"), ("presentation-flat", "fodp"), ("opendocument.text", "odt"),
    ("opendocument.spreadsheet", "ods"), ("opendocument.presentation", "odp"), ("ms-word", "docm"),
)  # fmt: skip
_STAYS: Final = "The meeting was moved."
"""Stands in nearly all of them; the rest of such a document is the value and its pieces."""


def _ending(data: bytes) -> str:
    kind = media_type(data)
    return _ENDINGS.get(kind) or next(ending for word, ending in _OFFICE if word in kind)


def hostile() -> list[Ordinary]:
    """All that must be written; what must be held is not among them."""
    sets = {
        "office": test_hiding_places.PLACES, "further": test_further_places.PLACES, "mail": hiding_mail.MAIL,
        "rich": hiding_rich_text.RICH_TEXT, "pdf": hiding_pdf.PLACES, "flat": test_flat_odf.PLACES,
    }  # fmt: skip
    return [
        Ordinary(name=f"{title}-{place}.{_ending(data)}", data=data, values=(NAME,), stays=_STAYS)
        for title, places in sets.items()
        for place, data in places.items()
        if place not in test_further_places.NAMES
    ]
