"""The `markings:` part of policy.yaml: what is a marking, and which of our classes it means (CLASS-1, CLASS-2).

The defaults are the organisation's own scheme and the mapping of others' schemes onto it (domain-uk.md 3.1-3.8).
A list that stands in the file replaces the default list whole.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from gateway.model.marking import Classification
from gateway.model.outward import Dialect
from gateway.policy.outward import DIALECTS, DialectSection, misread
from gateway.read.schemes import (
    Descriptor,
    Grammar,
    MarkingSchemes,
    Meaning,
    Pspf,
    Scheme,
    Source,
    Value,
    Word,
)
from gateway.yaml_file import Section

SECRET = "secret"  # noqa: S105 -- a class of the national scheme, no password
ClassWord = Literal["unclassified", "internal", "confidential"]
MeaningWord = Literal["unclassified", "internal", "confidential", "secret"]
Phrase = Annotated[str, Field(min_length=2, max_length=100)]


def _guid(value: str) -> str:
    if not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", value):
        raise ValueError("a label is given by its GUID: xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
    return value.lower()


Guid = Annotated[str, AfterValidator(_guid)]
ByMeaning = dict[MeaningWord, tuple[Phrase, ...]]


def _meaning(word: str) -> Meaning:
    return None if word == SECRET else Classification.of(word)


def _values(by_meaning: ByMeaning) -> tuple[Value, ...]:
    return tuple(Value(text=text, meaning=_meaning(word)) for word, texts in by_meaning.items() for text in texts)


class SchemeSection(Section):
    """One scheme's words."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,30}$")]
    words: ByMeaning = Field(min_length=1)
    capitals: tuple[Phrase, ...] = ()  # everyday words: only in capitals, unless in brackets or after a label
    bare: tuple[Phrase, ...] = ()  # in capitals they begin or end a subject line with no separator
    descriptors: tuple[Phrase, ...] = ()  # may follow; raise nothing
    raising: dict[ClassWord, tuple[Phrase, ...]] = Field(default_factory=dict)  # may follow, and raise to this class
    prefixes: tuple[Phrase, ...] = ()
    from_domains: tuple[str, ...] = ()  # only from senders in these domains

    @model_validator(mode="after")
    def _words_known(self) -> "SchemeSection":
        words = [text.casefold() for texts in self.words.values() for text in texts]
        if len(set(words)) != len(words):
            raise ValueError("words: every word once")
        unknown = [text for text in (*self.capitals, *self.bare) if text.casefold() not in words]
        if unknown:
            raise ValueError(f"capitals and bare name words of the scheme: {', '.join(unknown)}")
        return self

    def to_scheme(self) -> Scheme:
        """The same as the reader takes it."""
        capitals = {text.casefold() for text in self.capitals}
        bare = {text.casefold() for text in self.bare}
        return Scheme(
            name=self.name,
            words=tuple(
                Word(
                    text=text,
                    meaning=_meaning(word),
                    capitals=text.casefold() in capitals,
                    bare=text.casefold() in bare,
                )
                for word, texts in self.words.items()
                for text in texts
            ),
            descriptors=(
                *(
                    Descriptor(text=text, floor=Classification.of(word))
                    for word, texts in self.raising.items()
                    for text in texts
                ),
                *(Descriptor(text=text) for text in self.descriptors),
            ),
            prefixes=self.prefixes,
            from_domains=tuple(domain.lower() for domain in self.from_domains),
        )


class OnlyIf(Section):
    """Another header field that must have just this value."""

    field: str
    value: str


class SourceSection(Section):
    """Header fields that carry a marking."""

    scheme: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,30}$")]
    fields: tuple[Annotated[str, Field(pattern=r"^[!-9;-~]+$")], ...] = Field(min_length=1)
    grammar: Grammar
    values: ByMeaning = Field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    unknown: ClassWord | None = None
    only_if: OnlyIf | None = None

    @model_validator(mode="after")
    def _coherent(self) -> "SourceSection":
        if (self.grammar is Grammar.TABLE) != bool(self.values):
            raise ValueError("values belong to grammar: table, and it needs them")
        return self

    def to_source(self) -> Source:
        """The same as the reader takes it."""
        return Source(
            scheme=self.scheme,
            fields=tuple(name.lower() for name in self.fields),
            grammar=self.grammar,
            values=_values(self.values),
            ignored=tuple(value.lower() for value in self.ignored),
            unknown=None if self.unknown is None else Classification.of(self.unknown),
            only_if=None if self.only_if is None else (self.only_if.field.lower(), self.only_if.value.lower()),
        )


class PspfSection(Section):
    """Classes of `SEC=` and what `ACCESS=` raises to."""

    classes: ByMeaning
    access: dict[ClassWord, tuple[Phrase, ...]] = Field(default_factory=dict)


OWN = SchemeSection(
    name="own",
    words={
        "unclassified": ("Unclassified",),
        "internal": ("Internal", "Internal only", "Internal use only", "For internal use only"),
        "confidential": (
            "Confidential",
            "Strictly confidential",
            "Highly confidential",
            "Private and confidential",
            "Strictly private and confidential",
        ),
    },
    bare=("Confidential", "Strictly confidential", "Private and confidential"),
    descriptors=(
        "Personal",
        "Personal data",
        "Contains personal data",
        "Addressee only",
        "For addressee only",
        "To be opened by addressee only",
        "Recipients only",
        "Do not forward",
        "Not for circulation",
        "* use only",
    ),
)

# GSCP, 5 August 2024, with the descriptors of 2014-2023 that are still written. Personal data under any tier is what
# our scheme calls Confidential, OFFICIAL alone is a claim that content may raise.
GSC = SchemeSection(
    name="gsc",
    words={
        "unclassified": ("OFFICIAL", "UNOFFICIAL"),
        "internal": ("OFFICIAL-SENSITIVE",),
        "secret": ("SECRET", "TOP SECRET"),
    },
    capitals=("OFFICIAL", "UNOFFICIAL"),
    bare=("OFFICIAL-SENSITIVE", "TOP SECRET"),
    raising={"confidential": ("PERSONAL", "PERSONAL DATA", "CONTAINS PERSONAL DATA")},
    descriptors=(
        "COMMERCIAL",
        "LOCSEN",
        "LEGAL",
        "LEGAL PROFESSIONAL PRIVILEGE",
        "LPP",
        "MARKET SENSITIVE",
        "HR",
        "HR/MANAGEMENT",
        "OPERATIONAL",
        "SENIOR MANAGEMENT",
        "RECIPIENTS ONLY",
        "FOR PUBLIC RELEASE",
        "EMBARGOED",
        "UK EYES ONLY",
        "* USE ONLY",
    ),
    prefixes=("UK",),
)

# GPMS, to April 2014, and as councils went on using it.
GPMS = SchemeSection(
    name="gpms",
    words={
        "unclassified": ("NOT PROTECTIVELY MARKED", "NPM"),
        "internal": ("PROTECT", "RESTRICTED"),
    },
    capitals=("NPM", "PROTECT", "RESTRICTED"),
    raising={"confidential": ("PERSONAL", "PERSONAL DATA")},
    descriptors=("COMMERCIAL", "STAFF", "MANAGEMENT", "POLICY", "INVESTIGATIONS", "LOCSEN", "* USE ONLY"),
)

# CONFIDENTIAL was the fourth of six classes on the national-security scale; only central and local government wrote
# it in that sense (domain-uk.md 3.3), so from them it is not taken for ours alone.
GPMS_GOVERNMENT = SchemeSection(
    name="gpms-government", words={"secret": ("CONFIDENTIAL",)}, capitals=("CONFIDENTIAL",), from_domains=(".gov.uk",)
)

# The health service's own, to 2014 and after.
NHS = SchemeSection(
    name="nhs",
    words={"internal": ("NHS PROTECT",), "confidential": ("NHS CONFIDENTIAL",)},
    capitals=("NHS PROTECT", "NHS CONFIDENTIAL"),
    bare=("NHS PROTECT", "NHS CONFIDENTIAL"),
    raising={"confidential": ("PERSONAL", "PERSONAL DATA", "PATIENT", "CLINICAL")},
    descriptors=("COMMERCIAL", "STAFF", "MANAGEMENT"),
)

PSPF = PspfSection(
    classes={
        "unclassified": ("UNOFFICIAL", "OFFICIAL", "UNCLASSIFIED"),
        "internal": ("OFFICIAL:Sensitive", "Sensitive", "INTERNAL", "IN-CONFIDENCE", "PROTECT", "RESTRICTED"),
        "confidential": ("PROTECTED", "CONFIDENTIAL", "HIGHLY-PROTECTED", "OFFICIAL:Sensitive-Personal"),
        "secret": ("SECRET", "TOP-SECRET"),
    },
    access={"confidential": ("Personal-Privacy",), "internal": ("Legal-Privilege", "Legislative-Secrecy")},
)

SOURCES = (
    SourceSection(
        scheme="pspf",
        fields=("X-Protective-Marking", "Protective-Marking"),
        grammar=Grammar.PSPF,
        unknown="confidential",
    ),
    SourceSection(scheme="sio", fields=("SIO-Label",), grammar=Grammar.SIO, unknown="confidential"),
    SourceSection(scheme="msip", fields=("msip_labels",), grammar=Grammar.LABELS),
    # MS-OXCMAIL 2.2.3.2.22: the others are ignored unless X-Microsoft-Classified is exactly "true".
    SourceSection(
        scheme="exchange",
        fields=("X-Microsoft-Classification", "X-Microsoft-ClassID"),
        grammar=Grammar.WORDS,
        unknown="confidential",
        only_if=OnlyIf(field="X-Microsoft-Classified", value="true"),
    ),
    SourceSection(scheme="titus", fields=("X-Titus-Metadata-40",), grammar=Grammar.TITUS),
    SourceSection(
        scheme="vendor",
        fields=(
            "X-Classification",
            "X-Security-Classification",
            "X-Document-Classification",
            "X-CTPClassification",
            "X-BJLabel",
            "X-Egress-Classification",
        ),
        grammar=Grammar.WORDS,
    ),
    SourceSection(
        scheme="sensitivity",
        fields=("Sensitivity",),
        grammar=Grammar.TABLE,
        values={"internal": ("Personal", "Private"), "confidential": ("Company-Confidential",)},
        ignored=("normal", "none"),
        unknown="confidential",
    ),
)

LINE_LABELS = (
    "Marking",
    "Classification",
    "Protective marking",
    "Protectively marked",
    "Protectively marked as",
    "Security classification",
    "Security marking",
    "Document classification",
    "Information classification",
    "Classification level",
    "Sensitivity",
    "This email is marked",
    "This message is marked",
)

DISCLAIMERS = (
    "this e-mail and any",
    "this email and any",
    "this message and any",
    "this email is confidential",
    "this e-mail is confidential",
    "this message is confidential",
    "this communication is confidential",
    "this transmission is confidential",
    "may contain confidential",
    "may contain privileged",
    "contains confidential information",
    "confidential and may be",
    "confidential and intended",
    "intended solely for",
    "intended only for",
    "if you are not the intended",
    "if you have received this",
    "is intended for the addressee",
    "confidentiality notice",
)


class Markings(Section):
    """The `markings:` part of policy.yaml."""

    lines: Annotated[int, Field(ge=1, le=50)] = 5
    line_labels: tuple[Phrase, ...] = LINE_LABELS
    disclaimers: tuple[Phrase, ...] = DISCLAIMERS
    schemes: tuple[SchemeSection, ...] = Field(default=(OWN, GSC, GPMS, GPMS_GOVERNMENT, NHS), min_length=1)
    pspf: PspfSection = PSPF
    headers: tuple[SourceSection, ...] = SOURCES
    labels: dict[Guid, MeaningWord] = Field(default_factory=dict)  # sensitivity labels (Microsoft Purview) by GUID
    dialects: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,30}$")], DialectSection] = DIALECTS

    @model_validator(mode="after")
    def _names_once(self) -> "Markings":
        names = [scheme.name for scheme in self.schemes]
        if len(set(names)) != len(names):
            raise ValueError("schemes: every name once")
        return self

    @model_validator(mode="after")
    def _read_back(self) -> "Markings":
        # Those given here; a file that takes a scheme away need not take its dialect away too.
        if "dialects" in self.model_fields_set:
            wrong = misread(self.to_dialects(), self.to_schemes())
            if wrong:
                raise ValueError(f"dialects: not read back as the class they stand for: {', '.join(wrong)}")
        return self

    def to_dialects(self) -> dict[str, dict[Classification, Dialect]]:
        """How partners' schemes write our classes, by name and class."""
        return {name: section.to_dialect() for name, section in self.dialects.items()}

    def to_schemes(self) -> MarkingSchemes:
        """The same as the reader of markings takes it."""
        return MarkingSchemes(
            schemes=tuple(scheme.to_scheme() for scheme in self.schemes),
            sources=tuple(source.to_source() for source in self.headers),
            pspf=Pspf(
                classes=_values(self.pspf.classes),
                access=tuple(
                    Value(text=text, meaning=Classification.of(word))
                    for word, texts in self.pspf.access.items()
                    for text in texts
                ),
            ),
            labels=tuple(Value(text=guid, meaning=_meaning(word)) for guid, word in self.labels.items()),
            line_labels=self.line_labels,
            disclaimers=tuple(phrase.casefold() for phrase in self.disclaimers),
            lines=self.lines,
        )
