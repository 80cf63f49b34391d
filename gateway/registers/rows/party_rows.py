"""Rows about the parties that mail goes to: where they are, what is agreed with them, what may go on a ground."""

from enum import StrEnum

from gateway.model.decision import Channel, HiddenAs, Protection
from gateway.model.marking import Classification
from gateway.model.parties import (
    ALL,
    Agreement,
    AgreementStatus,
    Approval,
    Ground,
    GroundEffect,
    Party,
    PartyId,
    PartyType,
)
from gateway.registers.files import cells as cell
from gateway.registers.files.cells import NO_TIME, Cells
from gateway.registers.ground_words import is_for_protection


class PartyChannel(StrEnum):
    """A channel that a party may ask for."""

    TLS = "tls"
    SMIME = "smime"
    OPENPGP = "openpgp"
    PORTAL = "portal"
    PDF = "pdf"


def party_entry(row: Cells) -> Party:
    """The entry; after a fault of the row a placeholder (Cells)."""
    kind = row.required("type", cell.word(PartyType), PartyType.PARTNER)
    if kind is PartyType.UNKNOWN:
        row.wrong("type", "unknown is what a party in no register is; choose what this one is")
    domains = row.many("domains", cell.domain)
    addresses, lists, front_door = (row.many(name, cell.email) for name in ("addresses", "lists", "front_door"))
    if not (domains or addresses or lists or front_door):
        row.wrong("domains", "nothing says which mail is its own; fill in domains, addresses, lists or front_door")
    level, channel = _protection(row)
    return Party(
        id=PartyId(row.required("id", cell.identifier, "")),
        name=row.required("name", cell.plain, ""),
        type=kind,
        domains=domains,
        addresses=addresses,
        lists=lists,
        front_door=front_door,
        channel=Channel(channel.value) if channel else None,
        dialect=row.one("dialect", cell.identifier, ""),
        forces_tls=row.one("forces_tls", cell.yes_no, False),  # noqa: FBT003 -- the value of an empty cell
        protection=level,
    )


def _protection(row: Cells) -> tuple[Protection, PartyChannel | None]:
    """The least level, and the channel asked for. `protection` may name either; a channel has its own column too."""
    channel = row.one("channel", cell.word(PartyChannel), None)
    written = row.text("protection").lower()
    if written not in set(PartyChannel):
        return row.one("protection", cell.protection, Protection.NONE), channel
    if channel is not None and channel != written:
        row.wrong("protection", "names another channel than the column channel; keep one")
    return Protection.NONE, PartyChannel(written)


def agreement_entry(row: Cells) -> Agreement:
    """The entry; after a fault of the row a placeholder (Cells)."""
    starts, ends = row.start("starts"), row.end("ends")
    if not row.text("starts"):
        row.wrong("starts", "empty; an agreement has a first day")
    row.in_order(starts, ends, "ends", "starts")
    return Agreement(
        id=row.required("id", cell.identifier, ""),
        party=PartyId(row.required("party", cell.identifier, "")),
        purposes=row.some("purposes", cell.purpose),
        kinds=row.some("kinds", cell.kind),
        highest=row.required("highest", cell.classification, Classification.UNCLASSIFIED),
        basis=row.required("basis", cell.plain, ""),
        identifiable=row.required("identifiable", cell.yes_no, False),  # noqa: FBT003 -- a placeholder beside a fault
        starts=starts or NO_TIME,
        ends=ends,
        review=row.one("review", cell.day, None),
        assurance_review=row.one("assurance_review", cell.day, None),
        status=row.one("status", cell.word(AgreementStatus), AgreementStatus.ACTIVE),
        owner=row.text("owner"),
        hidden_as=row.one("hidden_as", cell.word(HiddenAs), None),
    )


def ground_entry(row: Cells) -> Ground:
    """The entry; after a fault of the row a placeholder (Cells)."""
    title, law = row.required("title", cell.plain, ""), row.required("law", cell.plain, "")
    return Ground(
        id=row.required("id", cell.identifier, ""),
        title=title,
        law=law,
        effect=row.required("effect", cell.word(GroundEffect), GroundEffect.POWER),
        statutory=row.required("statutory", cell.yes_no, False),  # noqa: FBT003 -- a placeholder beside a fault
        approval=row.required("approval", cell.yes_no, True),  # noqa: FBT003 -- the same
        effective_from=row.one("effective_from", cell.day, None),
        active=row.required("active", cell.yes_no, False),  # noqa: FBT003 -- the same
        safeguarding=row.one("safeguarding", cell.yes_no, is_for_protection(title, law)),
    )


def approval_entry(row: Cells) -> Approval:
    """The entry; after a fault of the row a placeholder (Cells)."""
    person = row.required("person", cell.identifier_or_all, "")
    approved, until = row.start("approved_on"), row.end("until")
    if not row.text("approved_on"):
        row.wrong("approved_on", "empty; an approval counts from when it was given")
    row.in_order(approved, until, "until", "approved_on")
    if person == ALL and approved is not None and (until is None or until > cell.twelve_months_on(approved)):
        row.wrong("until", "an approval for a whole caseload ends after twelve months at most (CONS-4)")
    approver, worker = row.required("approved_by", cell.email, ""), row.one("worker", cell.email, "")
    if worker and approver == worker:
        row.wrong("approved_by", "the worker themself; a manager approves (CONS-4)")
    caseload = row.text("caseload")
    if caseload and person != ALL:
        row.wrong("caseload", f"only beside {ALL} in person, of whom it says which (CONS-4)")
    return Approval(
        id=row.required("id", cell.identifier, ""),
        person=person,
        party=row.required("party", cell.identifier_or_all, ""),
        purpose=row.required("purpose", cell.purpose, ""),
        ground=row.required("ground", cell.identifier, ""),
        approved_by=approver,
        approved_at=approved,
        until=until,
        worker=worker,
        justification=row.required("justification", cell.plain, ""),
        informed=row.text("informed"),
        caseload=caseload,
    )
