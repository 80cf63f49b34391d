"""Mail that was seen → drafts for the registers of parties and staff, for somebody to complete. Pure.

Nothing is imported by it, and what only a person can know (a name, a type, who manages whom) is left empty, which an
import refuses. Addresses of people whom we support are never in it: of parties it has domains alone.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from gateway.model.decision import Channel
from gateway.registers.address import above, domain_of, normal, without_tag
from gateway.registers.directory import Directory
from gateway.registers.files.columns import COLUMNS, RegisterKind, Row
from gateway.registers.resolve import recipient_facts
from gateway.spool.seen_mail import SeenRecipient, SeenSender


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenDomain:
    """A domain outside that nobody in the registers stands behind."""

    domain: str
    addresses: int  # different ones
    mails: int  # a mail to two of its addresses counts twice
    last_at: datetime
    channels: tuple[Channel, ...]
    forces_tls: bool  # the smarthost is configured to force TLS to it


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many different addresses are in no draft, and why."""

    people: int = 0  # of people in the register
    free_mail: int = 0  # anybody can have one there
    social_media: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What could be entered, the most written to first."""

    domains: tuple[SeenDomain, ...]
    staff: tuple[SeenSender, ...]  # in our own domains, and not in the register
    left_out: LeftOut

    def rows(self, kind: RegisterKind) -> tuple[Row, ...]:
        """The draft of one register, in its columns; what must be filled in is empty."""
        if kind is RegisterKind.PARTIES:
            return tuple(
                _row(
                    kind,
                    {"id": one.domain[:64], "domains": one.domain, "forces_tls": "yes" if one.forces_tls else ""},
                )
                for one in self.domains
            )
        if kind is RegisterKind.STAFF:
            return tuple(_row(kind, {"email": one.address}) for one in self.staff)
        raise ValueError(f"nothing is proposed for {kind}")


def propose(
    recipients: Iterable[SeenRecipient],
    senders: Iterable[SeenSender],
    directory: Directory,
    *,
    own_domains: Collection[str],
    free_mail: Collection[str],
    social_media: Collection[str],
    forces_tls_to: Collection[str],
) -> Proposal:
    """What is not in the registers yet."""
    found: dict[str, list[SeenRecipient]] = {}
    people = free = social = 0
    for one in recipients:
        who = recipient_facts(one.address, directory, own_domains=own_domains, social_media_domains=social_media)
        domain = domain_of(one.address)
        if who.internal or not domain:
            continue
        if who.people:
            people += 1
        elif who.social_media:
            social += 1
        elif domain in free_mail:
            free += 1
        elif who.party is None:
            found.setdefault(domain, []).append(one)
    domains = [_domain(name, seen, forces_tls_to) for name, seen in found.items()]
    own = frozenset(own_domains)
    return Proposal(
        domains=tuple(sorted(domains, key=lambda one: (-one.mails, one.domain))),
        staff=tuple(
            one
            for one in sorted(senders, key=lambda one: (-one.mails, one.address))
            if domain_of(one.address) in own and not _is_staff(one.address, directory)
        ),
        left_out=LeftOut(people=people, free_mail=free, social_media=social),
    )


def _domain(name: str, seen: list[SeenRecipient], forces_tls_to: Collection[str]) -> SeenDomain:
    return SeenDomain(
        domain=name,
        addresses=len(seen),
        mails=sum(one.mails for one in seen),
        last_at=max(one.last_at for one in seen),
        channels=tuple(sorted({channel for one in seen for channel in one.channels})),
        forces_tls=not frozenset(forces_tls_to).isdisjoint((name, *above(name))),
    )


def _is_staff(address: str, directory: Directory) -> bool:
    whole = normal(address)
    return not directory.staff_by_address.keys().isdisjoint((whole, without_tag(whole)))


def _row(kind: RegisterKind, cells: dict[str, str]) -> Row:
    columns = COLUMNS[kind]
    return Row(id=cells[columns[0]], cells=tuple(cells.get(column, "") for column in columns))
