"""Pictures of a document's pages, as they are and as they would be, in a folder beside it."""

import re
from pathlib import Path
from typing import Final

from redaction.command.outcome import printable
from redaction.command.writing import FROM_NOWHERE, write_whole
from redaction.errors import Unreadable
from redaction.file_room import FileRoom
from redaction.page_pictures import PageLimits, PagePictures

_LIMITS: Final = PageLimits(pages=20, width=1200)
_OURS: Final = re.compile(r"(?:before|after)-\d{2}\.png")
_FOLDER_MODE: Final = 0o700
# Formats that have pages; of the others the text tells all.
_WITH_PAGES: Final = ("application/pdf", "image/", "application/vnd.", "application/msword", "application/rtf")


def has_pages(media_type: str) -> bool:
    """Whether documents of this type look like something beyond their text."""
    return media_type.startswith(_WITH_PAGES)


def beside(source: Path) -> Path:
    """The folder for the pictures of a file's pages."""
    return source.with_name(f"{source.stem}.preview")


def write_pictures(room: FileRoom, before: bytes, after: bytes, folder: Path) -> str:
    """Write ``before-01.png``, ``after-01.png`` and so on; says what was written, or why nothing was.

    The folder and the pictures are for their owner alone. Pictures of an earlier run are gone.

    Raises:
        OSError: they cannot be written.
        RoomUnavailable: see ``FileRoom``.
    """
    try:
        drawn = {"before": room.page_pictures(before, _LIMITS), "after": room.page_pictures(after, _LIMITS)}
    except Unreadable as error:
        return f"no pictures of its pages: {error}"
    folder.mkdir(mode=_FOLDER_MODE, exist_ok=True)
    for old in folder.iterdir():
        if _OURS.fullmatch(old.name):
            old.unlink()
    for when, made in drawn.items():
        for number, page in enumerate(made.pages, start=1):
            write_whole(folder / f"{when}-{number:02}.png", page, FROM_NOWHERE)
    counts = ", ".join(f"{_count(made)} {when}" for when, made in drawn.items())
    return f"{printable(str(folder))}: {counts}, personal data included"


def _count(made: PagePictures) -> str:
    pages = len(made.pages)
    return f"{'the first ' if made.more else ''}{pages} page{'' if pages == 1 else 's'}"
