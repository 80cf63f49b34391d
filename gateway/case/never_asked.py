"""Who decides nothing of a case: those it is about, their households, and who stepped back (SAFE-2). Pure."""

from collections.abc import Iterable, Sequence

from gateway.look import Look
from gateway.model.decision import AnswerKind
from gateway.model.parties import PartyType, PersonId, StaffMember
from gateway.registers.address import normal
from gateway.registers.directory import Directory
from gateway.registers.phrases import stands_in, words


def recused(look: Look) -> frozenset[str]:
    """Every address of those who said that somebody else must decide (SAFE-2)."""
    said = {answer.by.lower() for answer in look.asked.answers if answer.kind is AnswerKind.RECUSE}
    ours = (look.directory.staff_by_address.get(normal(email)) for email in said)
    return frozenset(said).union(*(_addresses(member) for member in ours if member is not None))


def named_emails(people: Iterable[PersonId], directory: Directory) -> frozenset[str]:
    """Emails of these people and of their households: none of them is asked about it (SAFE-2).

    Of whoever of them works for us, all addresses: they may answer by another than the register of people has.
    """
    concerned = set(people)
    concerned |= directory.household(concerned)
    register = directory.registers.people
    written = {email for one in concerned if one in register for email in register[one].emails}
    ours = (directory.staff_by_address.get(normal(email)) for email in written)
    return frozenset(map(str.lower, written)).union(*(_addresses(member) for member in ours if member is not None))


def not_asked(look: Look) -> frozenset[str]:
    """Emails of everybody whom the message is about, and of their households: they decide nothing of it (SAFE-2).

    Our own staff are named in half of all mail for their work. In what goes to a protected-disclosure address a name
    may be that of whom it is about, so whoever of ours is named in it counts too, but for its sender and readers.
    """
    named = named_emails((one for person in look.found.people for one in person.candidates), look.directory)
    parties = [facts.recipient.party for facts in look.facts]
    if not any(party is not None and party.type is PartyType.PROTECTED_DISCLOSURE for party in parties):
        return named
    at_hand = {normal(address) for address in (look.asked.envelope.sender, *look.asked.envelope.recipients)}
    texts = [words(unit.text) for unit in look.reading.units]
    return named.union(
        *(
            _addresses(member)
            for member in look.directory.registers.staff.values()
            if at_hand.isdisjoint(map(normal, _addresses(member))) and _is_named(member, texts)
        )
    )


def _addresses(member: StaffMember) -> frozenset[str]:
    return frozenset(address.lower() for address in (member.email, *member.aliases))


def _is_named(member: StaffMember, texts: Sequence[str]) -> bool:
    surname = words(member.name).split()[-1:]
    forms = [words(member.name), words(member.email)]
    forms += [words(f"{title} {name}") for title in ("mr", "mrs", "ms", "miss", "dr") for name in surname]
    return any(stands_in(form, text) for form in forms for text in texts)
