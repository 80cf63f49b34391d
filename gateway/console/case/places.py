"""What stands where in a message, as people say it: by the names of its files, and what kind of file each is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from gateway.console.closed import closed
from gateway.language import joined, mark
from gateway.model.message import Place, TextCut, Unit, with_cuts

_LONGEST_NAME: Final = 60  # characters; beyond them a name says no more to people
_KIB: Final = 1024
# By how a media type begins, the closest first.
_KINDS: Final = {
    "application/pdf": mark("PDF"),
    "application/rtf": mark("Word document"),
    "text/rtf": mark("Word document"),
    "application/msword": mark("Word document"),
    "application/vnd.ms-word": mark("Word document"),
    "application/vnd.openxmlformats-officedocument.word": mark("Word document"),
    "application/vnd.ms-excel": mark("Excel workbook"),
    "application/vnd.openxmlformats-officedocument.spreadsheet": mark("Excel workbook"),
    "application/vnd.ms-powerpoint": mark("PowerPoint slides"),
    "application/vnd.openxmlformats-officedocument.presentation": mark("PowerPoint slides"),
    "application/vnd.oasis.opendocument": mark("OpenDocument file"),
    "application/zip": mark("Zip archive"),
    "message/": mark("Email"),
    "application/vnd.ms-outlook": mark("Email"),
    "text/calendar": mark("Calendar entry"),
    "text/csv": mark("Table"),
    "text/html": mark("Web page"),
    "text/": mark("Text"),
    "image/": mark("Picture"),
    "audio/": mark("Sound"),
    "video/": mark("Film"),
}


def file_names(units: Iterable[Unit], cuts: Sequence[TextCut] = ()) -> dict[str, str]:
    """Part → the name of its file, with what *cuts* take out of it; parts without a name are left out."""
    names: dict[str, str] = {}
    for unit in units:
        if unit.place is Place.FILE_NAME and unit.text.strip():
            names.setdefault(
                unit.part, _shortened(with_cuts(unit.text, (one for one in cuts if one.unit == unit.id)))
            )
    return names


def place_words(unit: Unit, names: Mapping[str, str]) -> str:
    """Where a unit stands, for people: "Subject", "Text", "Page 1 of review.pdf"; a part without a name by number."""
    if unit.place is Place.SUBJECT:
        return mark("Subject")
    if unit.place is Place.FILE_NAME and unit.part in names:
        return closed(unit.place.value)
    if unit.place is Place.DOCUMENT:
        place: str = unit.label.capitalize() if unit.label else mark("Document")
    else:
        place = closed(unit.place.value)
        # Of a file's name the label is the parameter that holds it: name, filename.
        if unit.label and unit.place is not Place.FILE_NAME:
            place = joined(" ", (place, unit.label))
    if unit.part in names:
        return mark("{place} of {name}", place=place, name=names[unit.part])
    if unit.place is not Place.DOCUMENT and unit.part in ("", "1"):
        return place
    return mark("{place} of part {part}", place=place, part=unit.part)


def file_words(media_type: str, size: int) -> str:
    """What kind of file it is and how large: "PDF, 6.4 MB"."""
    kind = next((words for start, words in _KINDS.items() if media_type.startswith(start)), mark("File"))
    if size < _KIB * _KIB:
        return mark("{kind}, {size} KB", kind=kind, size=-(-size // _KIB))
    return mark("{kind}, {size} MB", kind=kind, size=f"{size / (_KIB * _KIB):.1f}")


def _shortened(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
