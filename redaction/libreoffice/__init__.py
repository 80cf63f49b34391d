"""Documents that only LibreOffice opens: made into others that are read here, or into pages to be looked at."""

from redaction.errors import Unreadable
from redaction.isolate.errands import WAY, ErrandFailed
from redaction.isolate.programs import Confinement, NotHere, NotRun
from redaction.libreoffice import program
from redaction.libreoffice.program import Wanted, confinement

__all__ = ["Confinement", "NothingMade", "Wanted", "confinement", "made_of"]


class NothingMade(Unreadable):
    """LibreOffice is there, and made nothing of this document."""


def made_of(data: bytes, *, ending: str, wanted: Wanted, pages: int = 1) -> bytes:
    """What LibreOffice makes of a document; from a child of a room, by an errand.

    Args:
        data: The document, as hostile as it came: LibreOffice is confined, and so is who asks.
        ending: Of the name that fits what it is.
        wanted: Another document, or a PDF of its first *pages*.

    Raises:
        Unreadable: LibreOffice is not installed.
        NothingMade: it made nothing of the document.
    """
    asked = program.request(data, ending=ending, wanted=wanted, pages=pages)
    try:
        return WAY.ask("office", asked, program.convert)
    except NotHere as error:
        raise Unreadable(_NOT_HERE) from error
    except ErrandFailed as error:
        if error.class_name == NotHere.__name__:
            raise Unreadable(_NOT_HERE) from error
        raise NothingMade(_NOTHING) from error
    except NotRun as error:
        raise NothingMade(_NOTHING) from error


_NOT_HERE = "LibreOffice, which opens such documents, is not installed here or cannot be confined"
_NOTHING = "LibreOffice cannot open it, or takes too long"
