"""The scenarios as data: one YAML list a topic, and the mails that they describe."""

import base64
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

HERE: Final = Path(__file__).parent
ORG: Final = HERE / "org"
DEFAULT_AT: Final = "2026-11-17T10:00+00:00"
_SENDER: Final = "nadia.rahman@harbourfamilies.example"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Eml(_Strict):
    """A mail within the mail."""

    sender: str = Field(alias="from")
    to: str
    subject: str
    body: str


class Attached(_Strict):
    """One attachment: text, bytes, or a mail."""

    name: str = "mail.eml"
    type: str = "text/plain"
    text: str | None = None
    base64: str | None = None
    eml: Eml | None = None


class Wanted(_Strict):
    """What must come of it for one recipient. `a|b` means any of these; lists must be included, not matched whole."""

    expect: str
    reasons: tuple[str, ...] = ()
    not_reasons: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    protection: str | None = None  # at least this


class Scenario(Wanted):
    """One mail, when it is sent, and what the policy says must come of it."""

    id: str
    why: str
    at: str = DEFAULT_AT
    sender: str = Field(default=_SENDER, alias="from")
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    subject: str
    body: str
    html: str | None = None
    headers: dict[str, str] = {}
    head: tuple[str, ...] = ()  # lines at the top of the body
    purpose: str | None = None  # with it comes a statement
    statement: str | None = None
    about: str | None = None
    encoding: Literal["base64", "quoted-printable", "8bit"] | None = None
    attach: tuple[Attached, ...] = ()
    expect: str = ""
    each: dict[str, Wanted] = {}
    marked: str | None = "?"  # "?": not compared; None: no marking
    effective: str | None = None
    finds: tuple[str, ...] = ()
    waits_for: str | None = None  # a part of the product that is not there yet: an expected failure

    def lines(self) -> tuple[str, ...]:
        """What stands at the top of the body."""
        made = list(self.head)
        if self.purpose is not None:
            made += [f"Purpose: {self.purpose}", f"Fact/opinion: {self.statement or 'fact'}"]
        elif self.statement is not None:
            made.append(f"Fact/opinion: {self.statement}")
        if self.about is not None:
            made.append(f"About: {self.about}")
        return tuple(made)


def scenarios() -> Iterator[Scenario]:
    """Every scenario of every file."""
    for path in sorted(HERE.glob("*.yaml")):
        for row in YAML(typ="safe").load(path.read_text(encoding="utf-8")):
            yield Scenario.model_validate(row)


def mail(scenario: Scenario) -> bytes:
    """The scenario's mail as a mail program would write it; with Bcc, for the envelope is made from it."""
    made = EmailMessage(policy=SMTP.clone(max_line_length=998))
    made["From"] = scenario.sender
    made["Date"] = "Tue, 17 Nov 2026 09:59:30 +0000"
    made["Message-ID"] = f"<{scenario.id.lower()}@harbourfamilies.example>"
    for field, addresses in (("To", scenario.to), ("Cc", scenario.cc), ("Bcc", scenario.bcc)):
        if addresses:
            made[field] = ", ".join(addresses)
    made["Subject"] = scenario.subject
    head = "\n".join(scenario.lines())
    made.set_content(f"{head}\n\n{scenario.body}\n" if head else f"{scenario.body}\n", cte=scenario.encoding)
    if scenario.html is not None:
        made.add_alternative(f"<html><body>{scenario.html}</body></html>", subtype="html")
    for attached in scenario.attach:
        _attach(made, attached)
    raw = made.as_bytes()
    # Fields such as a folded label are written as they stand: the library would fold them its own way.
    fields = "".join(f"{name}: {value}\n" for name, value in scenario.headers.items()).replace("\n", "\r\n")
    return fields.encode() + raw


def _attach(made: EmailMessage, attached: Attached) -> None:
    if attached.eml is not None:
        inner = EmailMessage(policy=SMTP)
        inner["From"], inner["To"] = attached.eml.sender, attached.eml.to
        inner["Subject"] = attached.eml.subject
        inner.set_content(attached.eml.body + "\n")
        made.add_attachment(inner)
        return
    main, sub = attached.type.split("/")
    if attached.base64 is not None:
        made.add_attachment(base64.b64decode(attached.base64), main, sub, filename=attached.name)
    else:
        made.add_attachment((attached.text or "") + "\n", subtype=sub, filename=attached.name)
