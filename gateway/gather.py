"""What was read and found, laid beside the registers → the fact sheet of each recipient. Pure.

One directory, and so one generation of the registers, serves all recipients of a message.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from gateway.decide.anonymous import anonymises, left_of
from gateway.decide.facts import ChannelFacts, Facts, MailFacts, RecipientFacts, SenderFacts
from gateway.decide.policy import Policy
from gateway.decide.requests import named
from gateway.find.carried import mail_facts
from gateway.find.paragraphs import Paragraph
from gateway.find.prints import PrintKey
from gateway.find.received import received
from gateway.find.restricted import kept_documents, kept_phrases, might_be
from gateway.find.statements import stated
from gateway.find.telling import told_of
from gateway.find.theirs import theirs
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.errors import TemporaryFailure
from gateway.model.found import Found
from gateway.model.mail_kind import MailKind
from gateway.model.marking import Classification, Marking
from gateway.model.message import Envelope, Reading
from gateway.model.modes import of_team
from gateway.model.parties import (
    ALL,
    Agreement,
    Approval,
    Consent,
    DataSubject,
    PersonId,
    RememberedPurpose,
    Request,
    Restriction,
    StaffMember,
)
from gateway.model.received import Received
from gateway.model.statement import StatedParagraph, Statement
from gateway.model.theirs import Delivered
from gateway.read.directives import Directives
from gateway.read.links import linked_files
from gateway.read.mail_kinds import mail_kind
from gateway.registers.address import domain_of, normal
from gateway.registers.directory import Directory
from gateway.registers.inside import readers_inside, workers_of
from gateway.registers.lookalike import Lookalikes
from gateway.registers.readers import Readers, readers
from gateway.registers.records import with_any
from gateway.registers.resolve import recipient_facts, sender_facts
from redaction.groups import told_traits


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One look at a message: all that its recipients' fact sheets are made from."""

    at: datetime  # aware, UTC
    timezone: ZoneInfo  # of the organisation: says what day it is
    case: str
    content_hash: str
    envelope: Envelope
    reading: Reading
    found: Found
    markings: tuple[Marking, ...]
    directives: Directives
    directory: Directory
    answers: tuple[Answer, ...]  # all that were given in this case
    own_domains: frozenset[str]
    policy: Policy
    answerers: Mapping[str, tuple[Asked, ...]]  # see Facts.answerers
    paragraphs: tuple[Paragraph, ...]
    print_key: PrintKey
    never_written: frozenset[str]  # recipients to whom nothing of ours was ever delivered
    delivered: tuple[Delivered, ...]  # what of these paragraphs went to the recipients' parties before
    size: int = 0  # bytes of the message as received


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """What is the same for every recipient."""

    sender: SenderFacts
    candidates: frozenset[PersonId]
    family: frozenset[PersonId]  # of the candidates: a concern about one of them is about these too (MIN-1)
    kept_phrases: tuple[str, ...]
    kept_documents: tuple[str, ...]
    received: tuple[Received, ...]
    stated: tuple[StatedParagraph, ...]
    linked: tuple[str, ...]
    readers: Readers
    mail: MailFacts
    mail_kind: MailKind
    workers: dict[PersonId, StaffMember]
    told_of: frozenset[PersonId]
    consents: tuple[Consent, ...]


def gather(looked: Looked, recipient: str, channels: ChannelFacts) -> Facts:
    """The fact sheet for one recipient.

    Raises:
        TemporaryFailure: somebody was found who is not in the directory: the people index is of another generation.
    """
    return _sheet(looked, _shared(looked), recipient, channels)


def gather_all(looked: Looked, channels: Mapping[str, ChannelFacts]) -> tuple[Facts, ...]:
    """The fact sheets of the recipients that *channels* names, in its order.

    Raises:
        TemporaryFailure: as `gather` does.
    """
    shared = _shared(looked)
    return tuple(_sheet(looked, shared, recipient, of_recipient) for recipient, of_recipient in channels.items())


def _shared(looked: Looked) -> _Shared:
    candidates = frozenset(one for person in looked.found.people for one in person.candidates)
    reading_it = readers(looked.envelope, looked.reading, looked.directory, looked.own_domains)
    return _Shared(
        sender=sender_facts(looked.envelope, looked.reading, looked.directory, own_domains=looked.own_domains),
        candidates=candidates,
        family=looked.directory.household(candidates) - candidates,
        kept_phrases=kept_phrases(looked.reading, looked.directory),
        stated=stated(looked.reading, looked.found, looked.paragraphs),
        received=received(looked.reading, looked.found, looked.directory),
        kept_documents=kept_documents(looked.reading, looked.directory, looked.print_key),
        linked=linked_files(looked.reading, looked.policy.own_links),
        readers=reading_it,
        mail=mail_facts(looked.reading, looked.size, looked.at.astimezone(looked.timezone)),
        mail_kind=mail_kind(looked.reading, looked.envelope.sender),
        workers=workers_of(candidates, looked.directory),
        told_of=told_of(looked.reading, looked.found),
        # Those given by them too: whoever consents for a child is named in doing so (CONS-2).
        consents=with_any(looked.directory.consents, candidates | reading_it.shown),
    )


def _restrictions(directory: Directory, shared: _Shared, recipient: RecipientFacts) -> tuple[Restriction, ...]:
    """Those about whom is found, those that keep something from this recipient, and those whose words stand here.

    The last two count even when the person was not found: a retyped sentence need not name them (CONS-7).
    """
    met_here = (*shared.kept_phrases, *shared.kept_documents)
    of = with_any(directory.restrictions, shared.candidates)
    kept = with_any(directory.restrictions, recipient.represents)
    met = {one.id: one for one in with_any(directory.restrictions_by_id, met_here)}
    met |= {one.id: one for one in of if one.person in shared.candidates}
    met |= {one.id: one for one in kept if not recipient.represents.isdisjoint(one.kept_from)}
    return tuple(met[identity] for identity in sorted(met))


def _approvals(directory: Directory, shared: _Shared, party: str | None) -> tuple[Approval, ...]:
    """Those of whom it may be about, for this party."""
    about = (ALL, *shared.candidates, *shared.family, *shared.readers.shown)
    return tuple(one for one in with_any(directory.approvals, about) if one.party in {ALL, party})


def _remembered(directory: Directory, shared: _Shared, party: str | None) -> tuple[RememberedPurpose, ...]:
    """What this sender asked to be remembered of whom it may be about, for this party (PURP-1)."""
    member = shared.sender.staff
    if member is None or party is None:
        return ()
    return tuple(
        one
        for one in with_any(directory.remembered, shared.candidates)
        if one.party == party and one.worker == member.email
    )


def _sheet(looked: Looked, shared: _Shared, address: str, channels: ChannelFacts) -> Facts:
    registers = looked.directory.registers
    recipient = _recipient(looked, address)
    party = recipient.party.id if recipient.party is not None else None
    answers = (*_answers_for(looked, address), *_said_to_hide(looked, shared.sender, address))
    statement = _said(answers, AnswerKind.STATEMENT, looked.at) or looked.directives.statement
    requests = _requests(looked)
    agreements = looked.directory.agreements.get(party, ()) if party is not None else ()
    groups, coarse_groups = _groups(looked, agreements)
    return Facts(
        at=looked.at,
        today=looked.at.astimezone(looked.timezone).date(),
        case=looked.case,
        content_hash=looked.content_hash,
        recipient=recipient,
        sender=shared.sender,
        markings=looked.markings + _chosen_markings(answers),
        unread=looked.reading.unread,
        signed=looked.reading.signed,
        encrypted=looked.reading.encrypted,
        hits=looked.found.hits,
        people=looked.found.people,
        subjects=_entries(looked.directory, shared, recipient, requests),
        purpose_said=_said(answers, AnswerKind.PURPOSE, looked.at) or looked.directives.purpose,
        ground_said=looked.directives.ground,
        statement=Statement(statement) if statement is not None else None,
        about_said=tuple(PersonId(one) for one in looked.directives.about),
        authority_said=looked.directives.authority,
        agreements=agreements,
        consents=shared.consents,
        approvals=_approvals(looked.directory, shared, party),
        restrictions=_restrictions(looked.directory, shared, recipient),
        kept_phrases=shared.kept_phrases,
        kept_documents=shared.kept_documents,
        received=shared.received,
        stated=shared.stated,
        grounds=dict(registers.grounds),
        answers=answers,
        channels=channels,
        others=_others(looked.envelope.recipients, address),
        answerers=dict(looked.answerers),
        linked=shared.linked,
        visible_households=shared.readers.households,
        visible_unknown=shared.readers.unknown,
        outside=shared.readers.outside,
        shown=frozenset(one for one in shared.readers.shown if one in registers.people),
        workers=shared.workers,
        requests=requests,
        mail_kind=shared.mail_kind,
        listed=shared.readers.listed,
        modes=of_team(registers.modes, shared.sender.staff.team if shared.sender.staff else ""),
        groups=groups,
        coarse_groups=coarse_groups,
        mail=shared.mail,
        theirs=theirs(
            looked.reading, looked.found, looked.paragraphs, party or "", looked.print_key, looked.delivered
        ),
        told_of=shared.told_of,
        pieces_left_out=looked.reading.pieces_left_out,
        remembered=_remembered(looked.directory, shared, party),
    )


def _recipient(looked: Looked, address: str) -> RecipientFacts:
    """Who gets it, and for whom they could be taken."""
    recipient = recipient_facts(
        address,
        looked.directory,
        own_domains=looked.own_domains,
        social_media_domains=looked.policy.social_media_domains,
    )
    return replace(
        recipient,
        resembles=_resembles(looked, recipient),
        first_time=address in looked.never_written,
        readers=readers_inside(address, looked.directory) if recipient.internal else (),
        might_be=might_be(recipient, looked.reading, looked.directory),
    )


def _resembles(looked: Looked, recipient: RecipientFacts) -> str:
    """Whose address this one could be taken for, when nobody is known to stand behind it."""
    anybodys = looked.policy.free_mail_domains
    by_domain = recipient.party is not None and domain_of(recipient.address) not in anybodys
    if recipient.internal or recipient.people or by_domain:
        return ""
    own = Lookalikes.of((domain, "own") for domain in looked.own_domains)
    return own.nearest(domain_of(recipient.address), anybodys=anybodys) or looked.directory.resembled(
        recipient.address, anybodys=anybodys
    )


def _groups(looked: Looked, agreements: Iterable[Agreement]) -> tuple[dict[str, int], dict[str, int]]:
    """Among how many people everybody found could hide, where somebody may go without identity; and coarser."""
    if all(agreement.identifiable for agreement in agreements) and not anonymises(looked.policy):
        return {}, {}
    people, groups = looked.directory.registers.people, looked.directory.groups
    today = looked.at.astimezone(looked.timezone).date()
    texts = [unit.text for unit in looked.reading.units]
    sizes: dict[str, int] = {}
    coarse: dict[str, int] = {}
    for person in looked.found.people:
        left = [(people[one], left_of(person.kinds, told_traits(people[one], texts))) for one in person.candidates]
        if any(not each.nothing for _, each in left):
            sizes[person.id] = min(groups.size(one, each, today) for one, each in left)
        if any(each.traits for _, each in left):
            coarse[person.id] = min(groups.size(one, each.coarser(), today) for one, each in left)
    return sizes, coarse


def _requests(looked: Looked) -> tuple[Request, ...]:
    """The request that the sender names as authority, whatever its type and dates: which counts is for the rules."""
    said = named(looked.directives.authority)
    if said is None:
        return ()
    return looked.directory.requests.get(said[1], ())


def _entries(
    directory: Directory,
    shared: _Shared,
    recipient: RecipientFacts,
    requests: Iterable[Request],
) -> dict[PersonId, DataSubject]:
    people = directory.registers.people
    # One by one: a set less or and the keys of a dictionary walks all of the keys.
    missing = [one for one in shared.candidates if one not in people]
    if missing:
        raise TemporaryFailure(
            f"gather: {len(missing)} people were found whom generation {directory.registers.generation} of the "
            "registers does not hold; the people index is of another"
        )
    # An id that an entry names is in the register when it is imported; one that was ended since is passed over.
    others = recipient.represents | recipient.household | shared.family | shared.readers.shown
    # CONS-6: who gave a consent, and for whom: whether they may speak for them hangs on both entries.
    others |= {one for consent in shared.consents for one in (consent.person, consent.given_by)}
    others |= {PersonId(request.person) for request in requests}
    known = shared.candidates | {one for one in others if one in people}
    return {one: people[one] for one in sorted(known)}


def _answers_for(looked: Looked, address: str) -> tuple[Answer, ...]:
    """An answer counts for the content it was shown and the recipients it was asked for, and no others."""
    return tuple(
        answer
        for answer in looked.answers
        if answer.content_hash == looked.content_hash and normal(address) in map(normal, answer.recipients)
    )


def _said_to_hide(looked: Looked, sender: SenderFacts, address: str) -> Iterator[Answer]:
    """Who writes that details are to be hidden has answered before anybody asks: it only ever hides (MIN-2)."""
    if looked.directives.hide:
        yield Answer(
            kind=AnswerKind.HIDE,
            by=sender.address,
            role=Asked.SENDER,
            at=looked.at,
            content_hash=looked.content_hash,
            recipients=(address,),
            policy=looked.policy.version,
        )


def _by_sender(answers: Iterable[Answer], kind: AnswerKind) -> list[Answer]:
    return [answer for answer in answers if answer.kind is kind and answer.role is Asked.SENDER]


def _said(answers: Iterable[Answer], kind: AnswerKind, at: datetime) -> str | None:
    """What the sender last answered; None: nothing."""
    said = [answer for answer in _by_sender(answers, kind) if answer.at <= at]
    return max(said, key=lambda answer: answer.at).value if said else None


def _chosen_markings(answers: Iterable[Answer]) -> tuple[Marking, ...]:
    """A marking that the sender chose when asked; with those written, the highest counts (CLASS-2)."""
    return tuple(
        Marking(scheme="own", level=Classification.of(answer.value), where="answer", text=answer.value)
        for answer in _by_sender(answers, AnswerKind.MARKING)
    )


def _others(recipients: Sequence[str], address: str) -> tuple[str, ...]:
    return tuple(other for other in recipients if normal(other) != normal(address))
