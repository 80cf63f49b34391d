"""PDF: pages and everything beside them read, cut, and built anew from an allow-list."""

import io
from typing import Final
from urllib.parse import unquote

import pikepdf
import pymupdf

from redaction.document import Document, Redacted
from redaction.errors import StillThere, TooLarge, Unreadable
from redaction.formats.pdf.cut import Edit, cut_page, put_labels
from redaction.formats.pdf.letters import rows
from redaction.formats.pdf.opened import TYPE, Opened
from redaction.formats.pdf.text import PageText
from redaction.formats.pieces import Change, Changes, Place, Slot, Source, cut, document_of
from redaction.formats.spread import spread
from redaction.limits import DEFAULT_LIMITS, Limits
from redaction.plan import Plan
from redaction.verify import still_there

__all__ = ["TYPE", "read", "redact"]

# Every file has such; that they go tells nobody anything.
_UNTOLD: Final = frozenset({"names", "link", "other text", "comment between objects", "data", "drawing"})
_LINKED: Final = ("http://", "https://", "mailto:", "tel:")


class _Reading:
    """The texts of an opened PDF as sources of units, and what is to change on its pages."""

    def __init__(self, data: bytes, media_type: str, limits: Limits, *, told: bool = False) -> None:
        if media_type != TYPE:
            raise Unreadable("a document of another kind than it claims")
        self.opened = Opened(data, limits)
        self.opened.look(told=told)
        self.edits: dict[int, list[Edit]] = {}
        self.painted = False  # whether pixels were painted over
        self.links: set[int] = set()  # those that change, by number
        self.sources: list[Source] = []
        for number, page in enumerate(self.opened.pages):
            self._source(f"page {number + 1}", Slot(page.text, self._on_page(number)))
            self._letters(number, page)
        for look in self.opened.looks.values():
            self.sources += look.sources
        self.sources += self.opened.pictures.sources
        links = Source("link")
        for number, (_, _, address) in enumerate(self.opened.links):
            links.add(Slot(unquote(address), self._on_link(number)))
            links.separate("\n")
        if links.pieces:
            self.sources.append(links)
        for place, lines in sorted(self.opened.strings.by_place.items()):
            # Names stand each by itself: none is of a sentence with the one before it.
            self._source(place, Slot(("\n\n" if place == "names" else "\n").join(lines)))
        if len(self.sources) > limits.max_units:
            raise TooLarge("more texts than the limit")
        if sum(source.length for source in self.sources) > limits.max_chars:
            raise TooLarge("more characters than the limit")

    def _source(self, place: str, slot: Slot) -> None:
        source = Source(place)
        source.add(slot)
        self.sources.append(source)

    def _letters(self, number: int, page: PageText) -> None:
        """Letters that stand by themselves, once more in each order in which they may be read."""
        slots: dict[int, Slot] = {}
        for row in rows(page):
            source = Source(f"page {number + 1}")
            for before, piece in row.pieces:
                source.separate(before)
                source.add(slots.setdefault(piece.start, Slot(piece.text, self._on_page(number, piece.start))))
            self.sources.append(source)

    def _on_page(self, number: int, begin: int = 0) -> Place:
        def change(made: Change) -> None:
            mine = self.edits.setdefault(number, [])
            mine += ((begin + start, begin + end, replacement) for start, end, replacement in made.edits)

        return change

    def _on_link(self, number: int) -> Place:
        def change(_: Change) -> None:
            self.links.add(number)

        return change

    def dropped(self) -> tuple[str, ...]:
        """What the document loses when it is written anew."""
        opened = self.opened
        gone = set(opened.strings.by_place) - _UNTOLD
        gone |= set(opened.unread) | opened.rebuilt.dropped
        gone |= {"signature"} if opened.signed else set()
        gone |= {"password"} if opened.protected else set()
        gone |= {"link"} if self.links or len(opened.links) > len(self._kept_links()) else set()
        return tuple(sorted(gone))

    def _kept_links(self) -> list[tuple[int, tuple[float, ...], str]]:
        return [
            one
            for number, one in enumerate(self.opened.links)
            if number not in self.links and one[2].lower().startswith(_LINKED) and one[2].isascii()
        ]

    def write(self) -> bytes:
        """The document from what is allowed, with the changes made."""
        document = self.opened.document
        self.edits = {
            number: Change(self.opened.pages[number].text, edits).edits for number, edits in self.edits.items()
        }
        for number, look in self.opened.looks.items():
            edits = self.edits.pop(number, [])
            if edits or look.changed or number in self.opened.rebuilt.drawn:
                look.put(document[number], self.opened.pages[number], edits)
                self.painted = True
        labels = {
            number: cut_page(document[number], self.opened.pages[number], edits)
            for number, edits in self.edits.items()
        }
        with pikepdf.open(io.BytesIO(_saved(document))) as pdf:
            for number, shown in labels.items():
                if shown:
                    put_labels(pdf, number, shown)
            self.painted |= self.opened.pictures.write(pdf)
            for number, area, address in self._kept_links():
                _link(pdf, number, area, address)
            for key in set(pdf.Root.keys()) - {"/Type", "/Pages"}:
                del pdf.Root[key]
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            for page in pdf.pages:
                if "/Annots" in page.obj and not len(page.obj["/Annots"]):
                    del page.obj["/Annots"]  # what redactions leave behind
                for key in {"/PieceInfo", "/Metadata", "/LastModified", "/Thumb"} & set(page.obj.keys()):
                    del page.obj[key]
            out = io.BytesIO()
            pdf.save(
                out,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
                deterministic_id=True,
            )
        return out.getvalue()


def _saved(document: pymupdf.Document) -> bytes:
    """The bytes, for a reader of our own: not by way of a file, which would be told every few letters."""
    mupdf = pymupdf.mupdf
    buffer = mupdf.fz_new_buffer(1 << 16)
    out = mupdf.FzOutput(buffer)
    mupdf.pdf_write_document(mupdf.pdf_document_from_fz_document(document.this), out, mupdf.PdfWriteOptions())
    out.fz_close_output()
    made: bytes = mupdf.fz_buffer_extract_copy(buffer)
    return made


def _link(pdf: pikepdf.Pdf, number: int, area: tuple[float, ...], address: str) -> None:
    if len(area) != 4:
        return
    made = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=pikepdf.Array(area),
        Border=pikepdf.Array([0, 0, 0]),
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address)),
    )
    page = pdf.pages[number].obj
    if "/Annots" not in page:
        page["/Annots"] = pikepdf.Array()
    page["/Annots"].append(pdf.make_indirect(made))


def read(data: bytes, media_type: str, charset: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a PDF: a unit for each page, then one for each kind of place beside the pages.

    Beside them: links, comments, form values, bookmarks, properties and metadata, alternative texts, scripts,
    attached files, hidden layers, earlier revisions, names. Notes of the form ``unread-scripts`` name what was not
    looked into: ``redact`` takes it out even where nothing is cut.

    Raises:
        Unreadable, TooLarge: a part cannot be read, or a limit is passed.
    """
    reading = _Reading(data, media_type, limits)
    return document_of(media_type, reading.sources, reading.opened.unread)


def redact(
    data: bytes,
    media_type: str,
    plan: Plan,
    charset: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Redacted:
    """Make the plan's cuts wherever the values stand and build the document anew.

    Without cuts, and where nothing is unread, the same bytes come back: a signature in it goes on holding.

    Raises:
        Unreadable, TooLarge: as ``read``.
        ValueError: the plan was made for another document.
    """
    reading = _Reading(data, media_type, limits)
    if not plan.cuts and not reading.opened.unread:
        return Redacted(data=data, media_type=media_type, charset=None, removed=())
    changes = Changes()
    removed = cut(reading.sources, plan, changes)
    spread(reading.sources, plan, removed, changes)
    changes.make()
    try:
        new = reading.write()
    except (pymupdf.mupdf.FzErrorBase, pikepdf.PdfError, RuntimeError) as error:
        raise Unreadable("it cannot be written anew") from error
    painted, dropped = reading.painted, reading.dropped()
    del reading, changes  # its pictures would lie in memory beside those of the result
    if painted:
        _look_again(new, media_type, limits, removed, plan.kept)
    return Redacted(data=new, media_type=media_type, charset=None, removed=removed, dropped=dropped)


def _look_again(
    data: bytes, media_type: str, limits: Limits, removed: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    """Read by OCR what was painted. Raises StillThere."""
    texts = [source.text for source in _Reading(data, media_type, limits, told=True).sources]
    if found := still_there(texts, removed, kept):
        raise StillThere(found)
