"""Marking schemes as data: which words, header fields and labels mean which class, and where they may stand.

The values come from the `markings:` part of policy.yaml (gateway/policy/markings.py); the reader in
gateway/read/markings.py knows the grammars and no word of any scheme.
"""

from dataclasses import dataclass
from enum import StrEnum

from gateway.model.marking import Classification

Meaning = Classification | None  # None: a national-security class that we may not handle at all (secret)


class Grammar(StrEnum):
    """How the value of a header field is read."""

    WORDS = "words"  # the value is a marking in words, as on a line of its own
    TABLE = "table"  # one of a closed list of values: Sensitivity (RFC 2156, RFC 4021)
    PSPF = "pspf"  # NAME=value pairs with SEC=: X-Protective-Marking
    LABELS = "labels"  # MSIP_Label_GUID_Attribute=value pairs: msip_labels
    TITUS = "titus"  # base64 of JSON with properties: X-Titus-Metadata-40
    SIO = "sio"  # parameters, of which marking="…" is the text: SIO-Label (RFC 7444)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A marking as it is written. Blanks, hyphens and colons within it are read alike."""

    text: str
    meaning: Meaning
    capitals: bool = False  # an everyday word: outside brackets, headers and labelled lines only in capitals
    bare: bool = False  # in capitals it may begin or end a subject line with no separator


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """What may follow a word: a descriptor, a handling instruction or a caveat. `*` stands for one to four words."""

    text: str
    floor: Classification | None = None  # the class it raises to; None: it raises nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A set of words that belong together."""

    name: str
    words: tuple[Word, ...]
    descriptors: tuple[Descriptor, ...] = ()
    prefixes: tuple[str, ...] = ()  # may stand before a word: "UK"
    from_domains: tuple[str, ...] = ()  # only from senders there; ".gov.uk" for sub-domains; empty: from anybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A literal of a closed list and what it means, compared caseless and without blanks."""

    text: str
    meaning: Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Pspf:
    """The Australian e-mail protective marking grammar, with any namespace: `[SEC=…]` and X-Protective-Marking."""

    name: str = "pspf"
    classes: tuple[Value, ...] = ()  # of SEC=
    access: tuple[Value, ...] = ()  # of ACCESS=: a floor under the class


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Header fields in which markings stand."""

    scheme: str  # the name that a marking from here carries
    fields: tuple[str, ...]  # lower case
    grammar: Grammar
    values: tuple[Value, ...] = ()  # TABLE only
    ignored: tuple[str, ...] = ()  # values that say nothing, lower case: "normal"
    unknown: Classification | None = None  # what any other value counts as; None: it is no marking
    only_if: tuple[str, str] | None = None  # (field, value) that must stand beside it, both lower case


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingSchemes:
    """All that the reader of markings knows about words."""

    schemes: tuple[Scheme, ...]
    sources: tuple[Source, ...]
    pspf: Pspf
    labels: tuple[Value, ...]  # sensitivity labels by GUID, lower case
    line_labels: tuple[str, ...]  # "Classification", "Protectively marked" …: what may stand before a marking
    disclaimers: tuple[str, ...]  # phrases: a paragraph from the line that has one on is boilerplate
    lines: int = 5  # how many non-empty lines at the top and at the bottom of a body are looked at
