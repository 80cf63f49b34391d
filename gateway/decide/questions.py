"""The seven questions of the policy's flowchart and the eight Caldicott principles, each with its evidence (MIN-3).

They show a decision that was made; they make none. What answers a question is a fact or a finding that stands.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gateway.decide import agreements
from gateway.decide.classes import marked
from gateway.decide.coverage import covers
from gateway.decide.facts import Facts
from gateway.decide.people import Told, told_about
from gateway.decide.policy import Policy
from gateway.decide.purpose import purpose_for, remembered_for, words_of
from gateway.decide.recipient import is_internal
from gateway.model.decision import Decision, Finding, Treatment
from gateway.model.marking import Classification
from gateway.model.parties import PersonId
from gateway.model.reasons import Reason


class Reply(StrEnum):
    """How a question is answered."""

    YES = "yes"
    NO = "no"
    MISSING = "missing"  # what would answer it is not there
    NOT_NEEDED = "not-needed"  # another answer settles it


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One question or principle. Evidence is ids and literals, no personal values: "purpose:early-help"."""

    number: int  # from 1, as the policy counts
    reply: Reply
    evidence: tuple[str, ...] = ()


_PURPOSE: Final = frozenset({Reason.PURPOSE_UNKNOWN, Reason.PURPOSE_NOT_COVERED, Reason.ONWARD_SHARING})
_RECIPIENT: Final = frozenset(
    {
        Reason.UNKNOWN_RECIPIENT, Reason.LOOK_ALIKE_RECIPIENT, Reason.PRIVATE_ADDRESS, Reason.VISIBLE_RECIPIENTS,
        Reason.BULK, Reason.NEED_TO_KNOW, Reason.AUTO_FORWARD, Reason.SOCIAL_MEDIA, Reason.NO_CONTACT,
        Reason.PROTECTED_ADDRESS, Reason.KEPT_FROM_SUBJECT, Reason.WRONG_PERSON, Reason.REQUESTER_NOT_ENTITLED,
        Reason.IDENTITY_NOT_CHECKED, Reason.NO_AGREEMENT, Reason.AGREEMENT_EXPIRED, Reason.AGREEMENT_NOT_YET,
        Reason.AGREEMENT_SUSPENDED,
    }
)  # fmt: skip
_MINIMUM: Final = frozenset(
    {
        Reason.THIRD_PARTY_DATA, Reason.CATEGORY_NOT_COVERED, Reason.NOT_ANONYMISED, Reason.RESTRICTED_BY_PARENT,
        Reason.UNREADABLE_ATTACHMENT, Reason.LINKED_FILE, Reason.WHICH_PERSON, Reason.FOI_PERSONAL_DATA,
    }
)  # fmt: skip
_SECURE: Final = frozenset({Reason.UNENCRYPTED_CHANNEL, Reason.CLASS_NOT_COVERED, Reason.NO_MARKING})
_RIGHT_WAY: Final = _RECIPIENT | _MINIMUM | _SECURE | {Reason.NO_FACT_OPINION, Reason.NOTICE_NOT_GIVEN}


def questions(facts: Facts, decision: Decision, policy: Policy, shown: Iterable[Finding]) -> tuple[Answered, ...]:
    """The seven, in order; of the findings only those *shown* are evidence."""
    told = told_about(facts, policy)
    findings = tuple(shown)
    consent, other = _bases(facts, policy, told)
    return (
        _purpose(facts, policy, told, findings),
        Answered(number=2, reply=Reply.YES if told else Reply.NO, evidence=_whom(told)),
        _confidential(facts, decision, told),
        Answered(number=4, reply=consent[0], evidence=consent[1]),
        Answered(number=5, reply=other[0], evidence=other[1]),
        _right_way(facts, decision, findings, told),
        Answered(number=7, reply=Reply.YES, evidence=(f"decision:{decision.treatment.word}",)),
    )


def principles(facts: Facts, decision: Decision, policy: Policy, shown: Iterable[Finding]) -> tuple[Answered, ...]:
    """The eight, in order: seven of the policy, and since 2020 that people are informed."""
    asked = questions(facts, decision, policy, findings := tuple(shown))
    told = told_about(facts, policy)
    lawful = asked[3] if asked[4].reply is Reply.NOT_NEEDED else asked[4]
    uninformed = _standing(findings, {Reason.NOTICE_NOT_GIVEN})
    waits = [f"asked:{role.value}" for role in dict.fromkeys(decision.held_for())]
    waits = waits if decision.treatment is Treatment.HOLD else []
    return (
        Answered(number=1, reply=asked[0].reply, evidence=asked[0].evidence),
        _without(2, told, findings, {Reason.NOT_ANONYMISED, Reason.FOI_PERSONAL_DATA}, _kinds(told)),
        _without(3, told, findings, _MINIMUM, _cut(decision)),
        _without(4, told, findings, _RECIPIENT, _who_receives(facts)),
        _without(5, told, findings, {Reason.TRAINING_OVERDUE}, _training(facts)),
        Answered(number=6, reply=lawful.reply, evidence=lawful.evidence),
        Answered(number=7, reply=Reply.YES, evidence=tuple(waits) or (f"decision:{decision.treatment.word}",)),
        _without(8, told, findings, {Reason.NOTICE_NOT_GIVEN}, () if uninformed else _informed(facts, told)),
    )


def _without(
    number: int,
    told: Collection[Told],
    findings: Iterable[Finding],
    missing: Collection[Reason],
    evidence: tuple[str, ...],
) -> Answered:
    """Kept, unless one of these reasons stands; of nobody there is nothing to keep."""
    against = _standing(findings, missing)
    if against:
        return Answered(number=number, reply=Reply.MISSING, evidence=against)
    return Answered(number=number, reply=Reply.YES if told else Reply.NOT_NEEDED, evidence=evidence if told else ())


def _standing(findings: Iterable[Finding], reasons: Collection[Reason]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.reason.value for found in findings if found.reason in reasons))


def _purpose(facts: Facts, policy: Policy, told: Collection[Told], findings: Iterable[Finding]) -> Answered:
    against = _standing(findings, _PURPOSE)
    if against:
        return Answered(number=1, reply=Reply.MISSING, evidence=against)
    if not told:
        return Answered(number=1, reply=Reply.NOT_NEEDED)
    if is_internal(facts, policy):
        return Answered(number=1, reply=Reply.YES, evidence=("internal",))
    people: list[PersonId | None] = [person for one in told for person in one.candidates]
    people = people or [None]
    named = {purpose for person in people if (purpose := purpose_for(facts, policy, person)) is not None}
    if named:
        under = sorted({f"agreement:{one.id}" for purpose in named for one in agreements.under(facts, purpose)})
        kept = {f"remembered:{words_of(one)}" for each in people if (one := remembered_for(facts, policy, each))}
        evidence = (*(f"purpose:{purpose}" for purpose in sorted(named)), *sorted(kept), *under)
        return Answered(number=1, reply=Reply.YES, evidence=evidence)
    if _own(facts, policy, told):
        return Answered(number=1, reply=Reply.YES, evidence=("own",))
    return Answered(number=1, reply=Reply.MISSING, evidence=("no-purpose",))


def _own(facts: Facts, policy: Policy, told: Collection[Told]) -> bool:
    covered = [one.by for one in covers(facts, policy)]
    return bool(covered) and all(not isinstance(one, Reason) and one.clause in {"FAM-1", "REC-2"} for one in covered)


def _whom(told: Iterable[Told]) -> tuple[str, ...]:
    return tuple(f"{one.id}:{','.join(sorted(kind.value for kind in one.kinds))}" for one in told)


def _kinds(told: Iterable[Told]) -> tuple[str, ...]:
    return tuple(sorted({kind.value for one in told for kind in one.kinds}))


def _confidential(facts: Facts, decision: Decision, told: Collection[Told]) -> Answered:
    level = marked(facts)
    evidence = (f"marked:{'none' if level is None else level.word}", f"counts-as:{decision.effective.word}")
    yes = bool(told) and decision.effective is not Classification.UNCLASSIFIED
    return Answered(number=3, reply=Reply.YES if yes else Reply.NO, evidence=evidence)


_Reply = tuple[Reply, tuple[str, ...]]


def _bases(facts: Facts, policy: Policy, told: Iterable[Told]) -> tuple[_Reply, _Reply]:
    """Whether there is consent, and where not, what stands in for it: questions four and five."""
    consents: list[str] = []
    others: list[str] = []
    lacking: list[str] = []
    if not is_internal(facts, policy):
        for _, person, _, covered in covers(facts, policy):
            if isinstance(covered, Reason):
                lacking.append(f"{covered.value}:{person}")
            elif covered.clause in {"CONS-2", "FAM-1"}:
                consents.append(f"{covered.basis}:{person}" if covered.basis == "own" else covered.basis)
            else:
                others.append(covered.basis)
    if not (consents or others or lacking):
        return (Reply.NOT_NEEDED, ()), (Reply.NOT_NEEDED, ())
    if not (others or lacking):
        return (Reply.YES, _once(consents)), (Reply.NOT_NEEDED, ())
    consent = (Reply.MISSING if lacking else Reply.NO, _once([*consents, *lacking]))
    return consent, (Reply.MISSING if lacking else Reply.YES, _once([*others, *(["no-approval"] if lacking else [])]))


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _right_way(facts: Facts, decision: Decision, findings: Iterable[Finding], told: Collection[Told]) -> Answered:
    against = _standing(findings, _RIGHT_WAY)
    statement = (f"statement:{facts.statement.value}",) if facts.statement is not None and told else ()
    evidence = (*_cut(decision), *statement, f"protection:{decision.protection.word}")
    if against and decision.treatment >= Treatment.HOLD:
        return Answered(number=6, reply=Reply.MISSING, evidence=(*against, *evidence))
    return Answered(number=6, reply=Reply.YES, evidence=evidence)


def _cut(decision: Decision) -> tuple[str, ...]:
    return (f"taken-out:{len(decision.cut)}",) if decision.cut else ("taken-out:none",)


def _who_receives(facts: Facts) -> tuple[str, ...]:
    party = facts.recipient.party
    if facts.recipient.internal:
        return ("internal",)
    if facts.recipient.people:
        return tuple(f"person:{one}" for one in facts.recipient.people)
    return (f"party:{party.id}",) if party is not None and party.id else ()


def _training(facts: Facts) -> tuple[str, ...]:
    staff = facts.sender.staff
    return () if staff is None or staff.trained_on is None else (f"trained:{staff.trained_on.isoformat()}",)


def _informed(facts: Facts, told: Iterable[Told]) -> tuple[str, ...]:
    versions = {
        facts.subjects[person].notice_version for one in told for person in one.candidates if person in facts.subjects
    }
    return tuple(f"notice:{version}" for version in sorted(versions) if version)
