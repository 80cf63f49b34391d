"""The treated message looked at again, by two readers, before anybody may have it.

It is read by the offset walk and by the email package. Nothing that was removed may stand in either reading;
nothing else may have changed; nothing may have become unreadable.
"""

from collections.abc import Iterator, Sequence
from email.header import decode_header, make_header
from email.message import Message as EmailMessage
from email.utils import getaddresses
from typing import Final

import redaction
from gateway.model.message import Attachment, Place, Reading, TextCut, Unit
from gateway.model.reasons import Reason
from gateway.read import charsets
from gateway.read.addresses import ADDRESS_FIELDS
from gateway.read.compare import second_reading
from gateway.read.documents import document_type, page_type
from gateway.read.fields import NO_WORDS
from gateway.read.kept_back import INSIDE_ONLY
from gateway.read.survey import Survey
from gateway.read.walk import Message, Part
from gateway.treat import other_kind
from gateway.treat.errors import StillShown, TreatFailed
from redaction.formats.office.packages import WRITTEN_AS

_HTML: Final = "text/html"
_WRITTEN_ANEW: Final = frozenset(map(other_kind.told, WRITTEN_AS.values()))
_UNTOLD: Final = "application/octet-stream"


def check_surveyed(
    original: Reading,
    treated: Survey,
    cuts: Sequence[TextCut],
    *,
    removed: tuple[str, ...] | None = None,
    kept: tuple[str, ...] = (),
    rewritten: tuple[str, ...] = (),
) -> None:
    """Pass, or say why the result must not be used.

    *removed*: the values that must be gone; None: what the cuts take out. *kept*: values that rightly stay, where a
    removed one lies within them. *rewritten*: parts that were written anew even where nothing was cut.

    Raises:
        StillShown: a removed value stands somewhere.
        TreatFailed: it became unreadable, changed in kind, or in a part that no cut touches.
    """
    if removed is None:
        removed = tuple(original.units[cut.unit].text[cut.start : cut.end] for cut in cuts)
    again = treated.reading
    _check_readable(original, again)
    touched = frozenset(original.units[cut.unit].part for cut in cuts).union(rewritten)
    _check_kind(original, again, touched)
    if not touched.isdisjoint(again.rewritten):
        raise TreatFailed(Reason.SYSTEM_FAULT)
    for unit in again.units:
        if redaction.still_there([unit.text], removed, kept):
            raise StillShown(unit.part, unit.place)
    _check_second_reader(treated.message, removed, kept)


def check_untouched(original: Message, treated: Message, touched: frozenset[str]) -> None:
    """Every part that no cut touches is there, and holds the same bytes.

    Raises:
        TreatFailed: it does not.
    """
    before, after = (tuple(_leaves(message)) for message in (original, treated))
    paths, paths_now = ([part.content for _, part in leaves] for leaves in (before, after))
    if paths != paths_now:
        raise TreatFailed(Reason.SYSTEM_FAULT)
    for (_, old), (_, new) in zip(before, after, strict=True):
        # An old office document becomes a new one; that it was one, ``check_surveyed`` sees.
        anew = old.content in touched and new.media_type in _WRITTEN_ANEW
        if old.media_type != new.media_type and not anew:
            raise TreatFailed(Reason.SYSTEM_FAULT, old.content)
    for (old_message, old), (new_message, new) in zip(before, after, strict=True):
        if old.content in touched or old.inner is not None or old.multipart:
            continue
        # The header of a message may have changed (a subject line, a signature that broke) where its body has not.
        message = old.path == "" or old.path.endswith("/")
        begins, begins_now = (old.body, new.body) if message else (old.start, new.start)
        if old_message.data[begins : old.end] != new_message.data[begins_now : new.end]:
            raise TreatFailed(Reason.SYSTEM_FAULT, old.content)


def _leaves(message: Message) -> Iterator[tuple[Message, Part]]:
    for part in message.walk():
        yield message, part
        if part.inner is not None:
            yield from _leaves(part.inner)


def _check_readable(original: Reading, again: Reading) -> None:
    known = set(original.unread)
    for unread in again.unread:
        if unread not in known:
            raise TreatFailed(Reason.SYSTEM_FAULT, unread.part)


def _check_kind(original: Reading, again: Reading, touched: frozenset[str]) -> None:
    kinds = [(each.part, _becomes(each, touched)) for each in original.attachments]
    if kinds != [(each.part, each.said_type) for each in again.attachments] or original.signed != again.signed:
        raise TreatFailed(Reason.SYSTEM_FAULT)
    if original.encrypted != again.encrypted:
        raise TreatFailed(Reason.SYSTEM_FAULT)
    before, after = (_texts(reading, touched) for reading in (original, again))
    if before != after:
        raise TreatFailed(Reason.SYSTEM_FAULT)


def _becomes(attachment: Attachment, touched: frozenset[str]) -> str:
    """What the header of a part says of it afterwards: an old office document that was written anew is a new one."""
    if attachment.part not in touched or attachment.said_type == _UNTOLD:
        return attachment.said_type
    written = WRITTEN_AS.get(attachment.found_type)
    return attachment.said_type if written is None else other_kind.told(written)


def _texts(reading: Reading, touched: frozenset[str]) -> list[tuple[str, str, str, str]]:
    """What stands in the parts that no cut touches. Attributes and names of a touched part go their own way."""
    return [_known(unit) for unit in reading.units if unit.part not in touched and not _goes_with_a_change(unit)]


def _goes_with_a_change(unit: Unit) -> bool:
    """Whether it is a trace of our network in a message within, which goes when that message changes at all."""
    return unit.nested and unit.place is Place.FIELD and unit.label.lower() in INSIDE_ONLY


def _known(unit: Unit) -> tuple[str, str, str, str]:
    return unit.part, unit.place.value, unit.label, unit.text


def _check_second_reader(treated: Message, removed: tuple[str, ...], kept: tuple[str, ...]) -> None:
    for part in second_reading(treated).walk():
        for name, text in _second_header(part):
            if redaction.still_there([text], removed, kept):
                raise StillShown("", Place.SUBJECT if name == "subject" else Place.FIELD)
        if part.is_multipart():
            texts = [str(text) for text in (part.preamble, part.epilogue) if text]
            if redaction.still_there(texts, removed, kept):
                raise StillShown("", Place.PREAMBLE)
        else:
            _check_second_body(part, removed, kept)


def _check_second_body(part: EmailMessage, removed: tuple[str, ...], kept: tuple[str, ...]) -> None:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return
    document = document_type(payload)
    if document is not None:
        _check_document(payload, document, removed, kept)
        return
    html = part.get_content_type() == _HTML or page_type(payload, ()) is not None
    if not html and part.get_content_maintype() not in {"text", "message"}:
        return
    said = str(part.get_param("charset", ""))
    texts = dict.fromkeys((charsets.decode(payload, said).text, *(() if said else _otherwise(payload))))
    try:
        for text in texts:
            redaction.verify(text.encode("utf-8"), _HTML if html else "text/plain", removed, kept, "utf-8")
    except redaction.StillThere as error:
        raise StillShown("", Place.HTML if html else Place.TEXT) from error
    except redaction.Unreadable as error:
        raise TreatFailed(Reason.SYSTEM_FAULT) from error


def _otherwise(payload: bytes) -> tuple[str, ...]:
    """As programs show a text that names no charset, which take it for another than we do."""
    return payload.decode("utf-8", "replace"), payload.decode("utf-8", "ignore"), payload.decode("latin-1")


def _check_document(payload: bytes, found_type: str, removed: tuple[str, ...], kept: tuple[str, ...]) -> None:
    try:
        redaction.verify(payload, found_type, removed, kept)
    except redaction.StillThere as error:
        raise StillShown("", Place.DOCUMENT) from error
    except redaction.Unreadable:
        # It is held for that, if it is not released by whoever may; nothing in it was to be cut.
        return


def _second_header(part: EmailMessage) -> Iterator[tuple[str, str]]:
    for name, value in part.raw_items():
        key = name.lower()
        if key in ADDRESS_FIELDS:
            for words, _ in getaddresses([_decoded(str(value))]):
                yield key, words
        elif key not in NO_WORDS:
            yield key, _decoded(str(value))
    file_name = part.get_filename()
    if file_name:
        yield "content-disposition", _decoded(file_name)


def _decoded(value: str) -> str:
    # The email package's own decoder lets several errors escape on malformed words; the walk has read them already.
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError, TypeError):
        return value
