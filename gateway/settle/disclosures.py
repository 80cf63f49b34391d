"""What is recorded of a sharing: with whom, what for, on what basis, how much, how (REC-1). Pure.

The fields are those that the ICO's code of practice on data sharing asks for, as far as a gateway can know them, and
what the policy adds: marking, consents, approval, fact or opinion, what was hidden, how it travelled. Ids, words and
hashes only: a justification names people, so it stays where it is sealed.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gateway.decide import agreements
from gateway.decide.anonymous import counted, is_coarse
from gateway.decide.answers import releases
from gateway.decide.classes import marked
from gateway.decide.coverage import covers
from gateway.decide.facts import Facts
from gateway.decide.people import Told, told_about
from gateway.decide.policy import Policy
from gateway.decide.purpose import purpose_for, remembered_for, words_of
from gateway.decide.recipient import UNDER_AGREEMENT, is_internal, party_type
from gateway.decide.statement import statement_of
from gateway.find.theirs import to_be_printed
from gateway.finish import Finishing
from gateway.look import Look
from gateway.model.decision import Decision, HiddenAs
from gateway.model.outcome import Disclosure, DisclosureDetails, FinishedKind, Scalar
from gateway.model.parties import PersonId
from gateway.model.reasons import Reason
from gateway.model.theirs import PrintedParagraph
from gateway.settle.removed import left_out, removed_by_place

_RELEASE = "release"


def disclosed(
    look: Look, facts: Facts, decision: Decision, finishing: Finishing, policy: Policy
) -> Iterator[Disclosure]:
    """One for each person of the register of whom something goes to this recipient, who is ready.

    What stays inside the organisation is recorded with the decision; it is no disclosure.
    """
    if is_internal(facts, policy):
        return
    party = facts.recipient.party
    for told, person, purpose, covered in covers(facts, policy):
        shown = [index for index in told.hits if index not in decision.cut]
        if shown:
            basis = _uncovered(decision, told.id, person) if isinstance(covered, Reason) else covered.basis
            yield Disclosure(
                person=person,
                party=party.id if party is not None else "",
                recipient=decision.recipient,
                kinds=tuple(sorted({facts.hits[index].kind.value for index in shown})),
                purpose=purpose or "",
                basis=basis,
                statement=_statement(facts),
                treatment=decision.treatment.word,
                channel=finishing.channels[decision.recipient],
                details=DisclosureDetails(
                    party_type=party_type(facts, policy).value,
                    role=told.role.value,
                    clause=covered.value if isinstance(covered, Reason) else covered.clause,
                    law=_law(facts, policy, person),
                    ground=_ground(facts, policy, basis),
                    approved_by=_approved_by(facts, policy, basis),
                    answered=_answered(facts),
                    informed=_informed(facts, policy, basis),
                    withheld=_withheld(facts, policy, basis, person),
                    marked=_marked(facts),
                    effective=decision.effective.word,
                    anonymised=_anonymised(facts, policy, decision, told, shown),
                    removed=_counts(facts, (index for index in told.hits if index in decision.cut)),
                    protection=decision.protection.word,
                    received_sha256=look.asked.content_hash,
                    sent_sha256=_sent(finishing, decision.recipient),
                    policy=look.policy,
                ),
            )


def _anonymised(facts: Facts, policy: Policy, decision: Decision, told: Told, shown: Sequence[int]) -> bool:
    """Whether what went is anonymous, and not only redacted (MIN-2): no pseudonym, and one of enough people."""
    if any(facts.hits[index].kind in policy.identifying for index in shown):
        return False
    if decision.hidden_as is HiddenAs.PSEUDONYM and decision.cut:
        return False
    counts = counted(facts, told)
    return counts is None or (counts[1] if is_coarse(decision.findings) else counts[0]) >= policy.smallest_group


def _left_out(look: Look, facts: Facts) -> tuple[str, ...]:
    return left_out(look.reading, outside=not facts.recipient.internal)


def purposes_of(facts: Facts, policy: Policy) -> tuple[str, ...]:
    """Every purpose for which somebody is told of, in order."""
    told = told_about(facts, policy)
    purposes = {purpose_for(facts, policy, person) for one in told for person in one.candidates or (None,)}
    return tuple(sorted(one for one in purposes if one))


def _remembered(facts: Facts, policy: Policy) -> tuple[str, ...]:
    """Of these purposes: where those come from that the sender said before."""
    told = told_about(facts, policy) if facts.remembered else ()
    kept = (remembered_for(facts, policy, person) for one in told for person in one.candidates)
    return tuple(sorted({words_of(one) for one in kept if one is not None}))


def decided_besides(
    look: Look, facts: Facts, decision: Decision, finishing: Finishing, policy: Policy
) -> tuple[tuple[str, Scalar | tuple[str, ...]], ...]:
    """What the record of a decision holds beside its outcome, shared or not."""
    remembered = _remembered(facts, policy)
    return (
        ("party_type", party_type(facts, policy).value),
        ("marked", _marked(facts)),
        ("purposes", purposes_of(facts, policy)),
        *((("remembered", remembered),) if remembered else ()),
        ("statement", _statement(facts)),
        ("removed", _counts(facts, decision.cut)),
        ("removed_from", (*removed_by_place(look.reading.units, facts.hits, decision.cut), *_left_out(look, facts))),
        ("released_by", tuple(dict.fromkeys(one.by for one in releases(facts, policy)))),
        ("received_sha256", look.asked.content_hash),
        ("sent_sha256", _sent(finishing, decision.recipient)),
    )


def printed_for(look: Look, facts: Facts, decision: Decision, policy: Policy) -> Iterator[PrintedParagraph]:
    """What goes to a partner, so that it is known when it is quoted again (MIN-1)."""
    party = facts.recipient.party
    if party is not None and party_type(facts, policy) in UNDER_AGREEMENT:
        yield from to_be_printed(
            look.found,
            look.paragraphs,
            decision.cut,
            recipient=decision.recipient,
            party=party.id,
            key=look.print_key,
        )


def _uncovered(decision: Decision, told: str, person: PersonId) -> str:
    """On what somebody goes whom neither consent nor ground covers: a mode that lets it go, or a person's release."""
    about = {told, person}
    lowered = (found.mode for found in decision.findings if found.mode and not about.isdisjoint(found.about))
    mode = next(lowered, "")
    return f"mode:{mode}" if mode else _RELEASE


def _statement(facts: Facts) -> str:
    said = statement_of(facts)
    return "" if said is None else said.value


def _marked(facts: Facts) -> str:
    level = marked(facts)
    return "" if level is None else level.word


def _law(facts: Facts, policy: Policy, person: PersonId) -> str:
    under = agreements.under(facts, purpose_for(facts, policy, person))
    return under[0].basis if under else ""


def _part(basis: str, kind: str) -> str:
    """The id that a basis such as "agreement:A-2+approval:AP-3" has of a kind; empty: none."""
    return next((one.partition(":")[2] for one in basis.split("+") if one.startswith(f"{kind}:")), "")


def _ground(facts: Facts, policy: Policy, basis: str) -> str:
    approval = _part(basis, "approval")
    if approval:
        return next((one.ground for one in facts.approvals if one.id == approval), "")
    ground = _part(basis, "ground") or _part(basis, _RELEASE)
    if ground or basis != _RELEASE:
        return ground
    return next((one.ground for one in releases(facts, policy)), "")


def _is_released(basis: str) -> bool:
    return basis == _RELEASE or bool(_part(basis, _RELEASE))


def _approved_by(facts: Facts, policy: Policy, basis: str) -> tuple[str, ...]:
    approval = _part(basis, "approval")
    names = [one.approved_by for one in facts.approvals if one.id == approval]
    if _is_released(basis):
        names += [one.by for one in releases(facts, policy)]
    return tuple(dict.fromkeys(name.lower() for name in names if name))


def _answered(facts: Facts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{one.kind.value} {one.role.value} {one.by}" for one in facts.answers))


def _informed(facts: Facts, policy: Policy, basis: str) -> str:
    approval = _part(basis, "approval")
    said = [one.informed for one in facts.approvals if one.id == approval]
    if _is_released(basis):
        said += [one.informed for one in releases(facts, policy)]
    words = [text.replace(":", " ").replace(",", " ").split() for text in said]
    first = {word[0].lower() for word in words if word}
    # Whatever is written that does not begin with "yes" is a reason why not.
    if not first:
        return ""
    return "yes" if first == {"yes"} else "no"


def _withheld(facts: Facts, policy: Policy, basis: str, person: PersonId) -> bool:
    # CONS-7, REC-2: whoever makes a list for this person must look first; a list that nobody looked at leaves it out.
    kept = any(
        one.person == person
        and (one.about or one.phrases)
        and person in (one.kept_from or (person,))
        and (one.until is None or one.until > facts.at)
        for one in facts.restrictions
    )
    return kept or _informed(facts, policy, basis) == "no"


def _counts(facts: Facts, cut: Iterable[int]) -> tuple[str, ...]:
    """How much was cut, by kind; never what."""
    found = Counter(facts.hits[index].kind.value for index in cut)
    return tuple(f"{kind} {number}" for kind, number in sorted(found.items()))


def _sent(finishing: Finishing, address: str) -> str:
    """The SHA-256 of what this recipient is sent; empty: nothing is."""
    for one in finishing.finished:
        if one.kind is FinishedKind.MAIL and address in one.recipients:
            return hashlib.sha256(one.content).hexdigest()
    return ""
