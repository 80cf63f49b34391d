"""What of a message is kept from somebody by words or by a source document, and whom an address may belong to. Pure.

Information that is kept from a service user may come retyped, quoted, in a file name or in other forms of its words
(CONS-7). What is looked for only tightens, so it is looked for widely.
"""

from collections.abc import Iterator
from email.utils import getaddresses
from typing import Final
from urllib.parse import unquote

from gateway.decide.facts import RecipientFacts
from gateway.find.paragraphs import Sort, paragraphs
from gateway.find.prints import PrintKey, alike
from gateway.model.message import Place, Reading
from gateway.model.parties import PartyType, PersonId
from gateway.registers.address import normal, without_tag
from gateway.registers.directory import Directory
from gateway.registers.phrases import rejoined, squeezed, stands_in, stemmed, words

_RUN_TOGETHER: Final = 10  # letters of a phrase that is looked for without blanks anywhere
_IN_NAMES: Final = 8  # and in file names and links, where words are run together
_BETWEEN: Final = "\0"
_NAMES: Final = frozenset({Place.FILE_NAME, Place.HTML_ATTRIBUTE, Place.CODED})
_TO: Final = frozenset({"to", "cc", "bcc", "resent-to", "resent-cc", "resent-bcc"})


def kept_phrases(reading: Reading, directory: Directory) -> tuple[str, ...]:
    """Ids of restrictions whose phrases stand in the message, in force or not: which count is for the rules."""
    if not directory.phrases:
        return ()
    # A word that runs over a line's end is written with a hyphen there; a link has its blanks as "%20".
    texts = [
        (unit.place, words(text))
        for unit in reading.units
        for text in dict.fromkeys((unit.text, rejoined(unit.text), unquote(unit.text)))
    ]
    # One text each to look in, for there may be thousands of phrases; no phrase has the mark between.
    plain = _BETWEEN.join(text for _, text in texts)
    stems = _BETWEEN.join(stemmed(text) for _, text in texts)
    joined = _BETWEEN.join(squeezed(text) for _, text in texts)
    names = _BETWEEN.join(squeezed(text) for place, text in texts if place in _NAMES)
    kept = [
        of
        for of, phrase in directory.phrases
        if stands_in(phrase, plain) or _run_together(squeezed(phrase), joined, names)
    ]
    kept += [of for of, phrase in directory.stems if phrase in stems]
    return tuple(dict.fromkeys(kept))


def kept_documents(reading: Reading, directory: Directory, key: PrintKey) -> tuple[str, ...]:
    """Ids of restrictions on a source document of which something stands in the message, in force or not."""
    if not directory.documents:
        return ()
    kept: dict[str, None] = {}
    for unit in reading.units:
        runs = [
            directory.documents.get(run, ()) if run is not None else ()
            for run in key.runs(words(rejoined(unit.text)).split())
        ]
        for restriction in dict.fromkeys(one for ids in runs for one in ids):
            if alike([restriction in ids for ids in runs]):
                kept[restriction] = None
    return tuple(kept)


def document_prints(reading: Reading, key: PrintKey) -> frozenset[bytes]:
    """The prints of a source document, without greetings, signatures and boilerplate."""
    return key.document([one.words for one in paragraphs(reading) if one.sort is Sort.PROSE])


def might_be(recipient: RecipientFacts, reading: Reading, directory: Directory) -> frozenset[PersonId]:
    """Whom something is kept from and whose name an address is written beside or made of; and whom those act for.

    A service user's new address stands in no register. Where a partner is known to stand behind the address, it is
    no service user's, whatever name is written beside it.
    """
    known = recipient.party is not None and recipient.party.type is not PartyType.PERSON
    if recipient.internal or known or not directory.kept_from:
        return frozenset()
    written = [set(words(name).split()) for name in _written_beside(recipient.address, reading)]
    named = {
        person
        for person, names in directory.kept_from.items()
        if any(name.split() and set(name.split()) <= there for name in names for there in written)
    }
    people = directory.registers.people
    return frozenset(named | {other for one in named for other in people[one].acts_for})


def _run_together(phrase: str, anywhere: str, names: str) -> bool:
    return (len(phrase) >= _RUN_TOGETHER and phrase in anywhere) or (len(phrase) >= _IN_NAMES and phrase in names)


def _written_beside(address: str, reading: Reading) -> Iterator[str]:
    wanted = normal(address)
    yield without_tag(wanted).partition("@")[0]
    for field in reading.fields:
        if field.name.strip().lower() in _TO and "@" in field.value:
            yield from (name for name, one in getaddresses([field.value]) if normal(one) == wanted)
