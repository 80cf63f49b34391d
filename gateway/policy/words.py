"""Words that several sections of policy.yaml take, and what they mean."""

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator

from gateway.model.decision import Treatment

ProtectionWord = Literal["none", "transport", "content"]
TreatmentWord = Literal["share", "redact", "anonymise", "hold", "refuse"]

_DOMAIN: Final = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


def treatment_of(word: str) -> Treatment:
    """The treatment that a word of the file means; "note" lets it go."""
    return Treatment.SHARE if word == "note" else Treatment[word.upper()]


def _domain(value: str) -> str:
    if not _DOMAIN.fullmatch(value):
        raise ValueError("a mail domain in lower case, without @: school.example")
    return value


def _name(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", value):
        raise ValueError("a name in lower case letters, digits and hyphens: early-help")
    return value


def _clause(value: str) -> str:
    # A clause is quoted in notices and records; free text there would be a second, unchecked sentence.
    if not value.replace("-", "").replace(".", "").isalnum():
        raise ValueError("a clause is a short id such as CLASS-2 or OWN-1")
    return value


Domain = Annotated[str, AfterValidator(_domain)]
Name = Annotated[str, AfterValidator(_name)]
ClauseId = Annotated[str, AfterValidator(_clause)]
