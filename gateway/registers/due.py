"""What in the registers needs attention by when (REV-1, AWARE-1, CONS-6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from gateway.decide.ages import AgeFor, Ages, birthday
from gateway.model.parties import AgreementStatus, Capacity, DataSubject, RegisterSnapshot, StaffKind
from gateway.policy.reviews import Reviews
from gateway.registers.clocks import answer_by, waits_since
from gateway.registers.files.columns import RegisterKind

MOMENT: Final = timedelta(microseconds=1)
DAY: Final = timedelta(days=1)
_ASK_AGAIN: Final = timedelta(days=28)  # after them we ask once more for what a request waits for
NO_AGES: Final[Ages] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One date that somebody has to mind."""

    kind: "RegisterKind | Beside"
    id: str
    column: (
        str  # what is due: "review", "expires_on", "trained_on" …, or for a birthday the key of `ages` in policy.yaml
    )
    on: date | None  # the last day on which it is in order; None: it never was
    owner: str  # whom it is for, as far as the register says; may be empty


class Beside(StrEnum):
    """What is reviewed and stands in no register: its dates are in policy.yaml under `reviews`."""

    POLICY = "policy"
    PRIVACY_NOTICE = "privacy-notice"


def due(
    registers: RegisterSnapshot,
    today: date,
    days: int,
    training_months: int,
    zone: ZoneInfo,
    ages: Ages = NO_AGES,
    reviews: Reviews | None = None,
) -> tuple[Due, ...]:
    """Everything whose day falls within *days* from *today*, the earliest first.

    Reviews, training and requests stay due until they are done. What ends by itself (consents, approvals …) is told
    for as many days after its end, and then is history. So is a birthday from which somebody else speaks for a
    person, or a limit is no longer a parent's.

    Args:
        reviews: what is reviewed beside the registers. None: not asked.
    """
    last, first = today + timedelta(days=days), today - timedelta(days=days)
    work = [*_work(registers, today, training_months)]
    if reviews is not None:
        work += [*_beside(reviews), *_standing(registers, today, reviews.approval_months, zone)]
    found = [each for each in work if each.on is None or each.on <= last]
    ending = (
        *_ends(registers, zone, first, last),
        *_trials(registers, zone),
        *_birthdays(registers, ages, first, last),
    )
    found += [each for each in ending if each.on is not None and first <= each.on <= last]
    return tuple(sorted(found, key=lambda each: (each.on or date.min, each.kind, each.id, each.column)))


def _work(registers: RegisterSnapshot, today: date, training_months: int) -> Iterator[Due]:
    for agreement in registers.agreements:
        if agreement.status is AgreementStatus.ENDED:
            continue
        for column, on in (("review", agreement.review), ("assurance_review", agreement.assurance_review)):
            if on is not None:
                yield Due(kind=RegisterKind.AGREEMENTS, id=agreement.id, column=column, on=on, owner=agreement.owner)
    for member in registers.staff.values():
        gone = member.left_on is not None and member.left_on <= today
        if member.kind is StaffKind.PERSON and not gone:
            on = _months_later(member.trained_on, training_months) if member.trained_on else None
            yield Due(kind=RegisterKind.STAFF, id=member.email, column="trained_on", on=on, owner=member.line_manager)
    yield from _of_leavers(registers, today)
    for request in registers.requests:
        if request.answered_on is not None:
            continue
        # What the law allows, beside what was agreed: the one may be set too late. Due until it is answered. One
        # whose clock stands still is to be asked about again: nobody would look at it otherwise.
        asked = waits_since(request)
        again = None if asked is None else asked + _ASK_AGAIN
        for column, on in (("answer_by", answer_by(request)), ("closes", request.closes), ("ask_again", again)):
            if on is not None:
                yield Due(kind=RegisterKind.REQUESTS, id=request.id, column=column, on=on, owner="")


def _of_leavers(registers: RegisterSnapshot, today: date) -> Iterator[Due]:
    """Approvals in force whose manager left: whoever manages in their place says whether they still hold (REV-1)."""
    for approval in registers.approvals:
        manager = registers.staff.get(approval.approved_by.lower())
        over = approval.until is not None and approval.until.date() < today
        if manager is None or manager.left_on is None or manager.left_on > today or over:
            continue
        owner = manager.line_manager or manager.deputy
        yield Due(kind=RegisterKind.APPROVALS, id=approval.id, column="approved_by", on=manager.left_on, owner=owner)


def _beside(reviews: Reviews) -> Iterator[Due]:
    yield Due(kind=Beside.POLICY, id="policy.yaml", column="reviews.policy", on=reviews.policy, owner="")
    on = reviews.privacy_notice
    yield Due(kind=Beside.PRIVACY_NOTICE, id="policy.yaml", column="reviews.privacy_notice", on=on, owner="")


def _standing(registers: RegisterSnapshot, today: date, months: int, zone: ZoneInfo) -> Iterator[Due]:
    """Approvals that stand longer than that (CONS-4): looked at again, which is done by approving again."""
    for approval in registers.approvals:
        ends = _last_day(approval.until, zone)
        if approval.approved_at is None or (ends is not None and ends < today):
            continue
        on = _months_later(approval.approved_at.astimezone(zone).date(), months)
        if ends is None or ends > on:
            yield Due(kind=RegisterKind.APPROVALS, id=approval.id, column="review", on=on, owner=approval.approved_by)


def _ends(registers: RegisterSnapshot, zone: ZoneInfo, first: date, last: date) -> Iterator[Due]:
    for agreement in registers.agreements:
        if agreement.status is not AgreementStatus.ENDED:
            on = _last_day(agreement.ends, zone)
            yield Due(kind=RegisterKind.AGREEMENTS, id=agreement.id, column="ends", on=on, owner=agreement.owner)
    for consent in registers.consents:
        ends = consent.expires_at
        # Of the many consents few end in these days: what is far from them is left out before its day is worked out,
        # which differs by a day at most from that of its own zone.
        if ends is None or not first - DAY <= ends.date() <= last + 2 * DAY:
            continue
        if consent.withdrawn_at is None and consent.refused_at is None:
            on = _last_day(ends, zone)
            yield Due(kind=RegisterKind.CONSENTS, id=consent.id, column="expires_on", on=on, owner=consent.worker)
    for restriction in registers.restrictions:
        on = _last_day(restriction.until, zone)
        yield Due(
            kind=RegisterKind.RESTRICTIONS, id=restriction.id, column="until", on=on, owner=restriction.approved_by
        )
    # A rota is as good as its last turn: after that the fast lane asks no duty manager.
    turn = max(registers.duty, key=lambda one: (one.ends, one.id), default=None)
    if turn is not None:
        on = _last_day(turn.ends, zone)
        yield Due(kind=RegisterKind.DUTY, id=turn.id, column="ends", on=on, owner=turn.staff)
    for approval in registers.approvals:
        on = _last_day(approval.until, zone)
        yield Due(kind=RegisterKind.APPROVALS, id=approval.id, column="until", on=on, owner=approval.approved_by)


def _trials(registers: RegisterSnapshot, zone: ZoneInfo) -> Iterator[Due]:
    for mode in registers.modes:
        on = _last_day(mode.ends, zone)
        yield Due(kind=RegisterKind.MODES, id=mode.id, column="ends", on=on, owner=mode.signed_by)


def _birthdays(registers: RegisterSnapshot, ages: Ages, first: date, last: date) -> Iterator[Due]:
    """What changes by age, with the last day before it; of people whose date of birth is recorded."""
    people = registers.people
    for name in (AgeFor.PRESUMED_COMPETENT, AgeFor.YOUTH_SUPPORT):
        # Of the many people few have that birthday: by the year alone most are left out.
        years = range(first.year - ages[name].years, last.year - ages[name].years + 2) if name in ages else range(0)
        for person in people.values():
            if person.date_of_birth is not None and person.date_of_birth.year in years:
                yield from _until(RegisterKind.PEOPLE, person.id, person, name, ages)
    for identity in sorted({one for person in people.values() for one in person.acts_for}):
        # FAM-1: from that day a parent has no say in what is about them; the entry says so until somebody changes it.
        yield from _until(RegisterKind.PEOPLE, identity, people.get(identity), AgeFor.ADULT, ages)
    for consent in registers.consents:
        if consent.capacity is not Capacity.SELF and consent.withdrawn_at is None and consent.refused_at is None:
            yield from _until(RegisterKind.CONSENTS, consent.id, people.get(consent.person), AgeFor.ADULT, ages)
    for restriction in registers.restrictions:
        if restriction.only_kinds:
            yield from _until(
                RegisterKind.RESTRICTIONS, restriction.id, people.get(restriction.person), AgeFor.OWN_LIMIT, ages
            )


def _until(kind: RegisterKind, of: str, person: DataSubject | None, name: AgeFor, ages: Ages) -> Iterator[Due]:
    if person is not None and person.date_of_birth is not None and name in ages:
        on = birthday(person.date_of_birth, ages[name].years) - DAY
        yield Due(kind=kind, id=of, column=name.value, on=on, owner=person.worker)


def _last_day(end: datetime | None, zone: ZoneInfo) -> date | None:
    return (end - MOMENT).astimezone(zone).date() if end is not None else None


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
