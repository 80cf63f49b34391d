"""policy.yaml: what a partner's copy says beside the sender's own words."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from gateway.model.marking import Classification
from gateway.model.message import Field as HeaderField
from gateway.model.outward import Dialect
from gateway.model.statement import Statement
from gateway.policy.defaults import ClassWord
from gateway.read.marking_fields import field_markings
from gateway.read.marking_words import headline
from gateway.read.schemes import MarkingSchemes, Meaning
from gateway.yaml_file import Section


def _plain(value: str) -> str:
    # It is written into a header field or a body of any charset.
    if not value.isascii() or not value.isprintable():
        raise ValueError("plain letters, figures and signs in one line")
    return value


Plain = Annotated[str, Field(max_length=200), AfterValidator(_plain)]
FieldName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,60}$")]


class StatementLineSection(Section):
    """FACT-1: the line at the top of a partner's copy that says whether it is fact or opinion."""

    shown: Literal["never", "opinion", "always"] = "never"
    fact: Plain = "This message states facts."
    opinion: Plain = "This message contains opinion."
    both: Plain = "This message contains facts and opinion."
    not_said: Plain = "The sender did not say whether this message is fact or opinion."

    def lines(self) -> dict[Statement, str]:
        """The line for each statement that has one."""
        every = {Statement.FACT: self.fact, Statement.OPINION: self.opinion, Statement.BOTH: self.both}
        if self.shown == "opinion":
            del every[Statement.FACT]
        return {} if self.shown == "never" else every


class DialectSection(Section):
    """How a partner's scheme writes our classes."""

    subject: dict[ClassWord, Plain] = Field(default_factory=dict)
    fields: dict[FieldName, dict[ClassWord, Plain]] = Field(default_factory=dict)

    def to_dialect(self) -> dict[Classification, Dialect]:
        """By class."""
        return {
            level: Dialect(
                subject=next((text for word, text in self.subject.items() if word == level.word), ""),
                fields=tuple(
                    (name, text)
                    for name, by_class in self.fields.items()
                    for word, text in by_class.items()
                    if word == level.word
                ),
            )
            for level in Classification
        }


DIALECTS = {
    "gsc": DialectSection(
        subject={
            "unclassified": "[OFFICIAL]",
            "internal": "[OFFICIAL-SENSITIVE]",
            "confidential": "[OFFICIAL-SENSITIVE PERSONAL]",
        }
    ),
    "pspf": DialectSection(
        fields={
            "X-Protective-Marking": {
                "unclassified": "SEC=OFFICIAL",
                "internal": "SEC=OFFICIAL:Sensitive",
                "confidential": "SEC=OFFICIAL:Sensitive-Personal",
            }
        }
    ),
    "nhs": DialectSection(subject={"internal": "[secure] [Internal]", "confidential": "[secure] [Confidential]"}),
}


def misread(dialects: Mapping[str, Mapping[Classification, Dialect]], schemes: MarkingSchemes) -> tuple[str, ...]:
    """What our own reader of markings would take for another class than the one it stands for, as "name class".

    A reply brings the words back to us: what went as Confidential and came back as less would be handled as less.
    """
    return tuple(
        f"{name} {level.word}"
        for name, by_class in dialects.items()
        for level, dialect in by_class.items()
        if not _reads_as(dialect, level, schemes)
    )


def _reads_as(dialect: Dialect, level: Classification, schemes: MarkingSchemes) -> bool:
    nobody: frozenset[str] = frozenset()
    said: list[set[Meaning]] = []
    if dialect.subject:
        said.append({one.meaning for one in headline(f"{dialect.subject} x", schemes, nobody)})
    for name, value in dialect.fields:
        said.append(
            {one.meaning for _, one in field_markings([HeaderField(name=name, value=value)], schemes, nobody)}
        )
    return all(meanings == {level} for meanings in said)
