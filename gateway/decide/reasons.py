"""What belongs to each reason: clause, who is asked, which answers settle it, who may release it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gateway.model.decision import AnswerKind, Asked, Finding, Protection, Treatment
from gateway.model.reasons import Reason

_SENDER: Final = (Asked.SENDER,)
_LINE: Final = (Asked.LINE_MANAGER,)
_IG: Final = (Asked.IG_LEAD,)
_SAFE: Final = (Asked.SAFEGUARDING_LEAD,)

_HIDE: Final = AnswerKind.HIDE
_RELEASE: Final = AnswerKind.RELEASE
_BACK: Final = (AnswerKind.RETURN, AnswerKind.REFUSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """How a reason is settled when it holds."""

    clauses: tuple[str, ...]  # the first is cited unless the rule names another
    asked: tuple[Asked, ...] = ()
    answers: tuple[AnswerKind, ...] = ()
    released_by: tuple[Asked, ...] = ()  # whose release settles it; RELEASE is then among the answers
    sensitive: bool = False  # told only after sign-in: the reason itself says something about a person


def _asked(clause: str, asked: tuple[Asked, ...], *answers: AnswerKind) -> Settling:
    return Settling(clauses=(clause,), asked=asked, answers=(*answers, *_back(asked)))


def _releasable(
    clauses: tuple[str, ...], asked: tuple[Asked, ...], *answers: AnswerKind, sensitive: bool = False
) -> Settling:
    # A sender never approves their own sharing (CONS-4); what they are asked about, their manager may release.
    by = tuple(role for role in asked if role is not Asked.SENDER) or _LINE
    said = (*answers, _RELEASE, *_back(asked))
    return Settling(clauses=clauses, asked=asked, answers=said, released_by=by, sensitive=sensitive)


def _back(asked: tuple[Asked, ...]) -> tuple[AnswerKind, ...]:
    return (AnswerKind.RETURN,) if asked == _SENDER else _BACK


def _never_released(clauses: tuple[str, ...], asked: tuple[Asked, ...], *, sensitive: bool) -> Settling:
    return Settling(clauses=clauses, asked=asked, answers=_BACK, sensitive=sensitive)


def _note(*clauses: str) -> Settling:
    return Settling(clauses=clauses)


TABLE: Final[dict[Reason, Settling]] = {
    Reason.IN_ORDER: _note("CLASS-1"),
    Reason.NO_MARKING: _asked("CLASS-2", _SENDER, AnswerKind.MARKING),
    # HIDE: the floor is for identified people (CLASS-3), and in the hidden version nobody is.
    Reason.UNDER_MARKED: _asked("CLASS-3", _SENDER, AnswerKind.MARKING, _HIDE),
    Reason.CONFLICT_OF_MARKINGS: _asked("CLASS-2", _SENDER, AnswerKind.MARKING),
    Reason.SECRET_MARKING: _never_released(("CLASS-1",), _IG, sensitive=False),
    Reason.UNKNOWN_RECIPIENT: _releasable(("AGREE-2",), _IG),
    # REC-3: a near miss. Whether the address is the one that was meant only its sender knows.
    Reason.LOOK_ALIKE_RECIPIENT: Settling(
        clauses=("AGREE-2", "REC-3"), asked=_SENDER, answers=(AnswerKind.CONFIRM, AnswerKind.RETURN)
    ),
    Reason.FIRST_TIME_RECIPIENT: Settling(
        clauses=("AGREE-2", "REC-3"), asked=_SENDER, answers=(AnswerKind.CONFIRM, AnswerKind.RETURN)
    ),
    Reason.PRIVATE_ADDRESS: _releasable(("AGREE-2", "SEC-1"), _LINE),
    Reason.VISIBLE_RECIPIENTS: _asked("MIN-1", _SENDER, AnswerKind.SEPARATE),
    Reason.AUTO_FORWARD: _releasable(("PURP-2", "CLASS-2"), _LINE),
    Reason.BULK: _releasable(("MIN-1", "REC-3"), _LINE),
    Reason.NEED_TO_KNOW: _releasable(("AGREE-4",), _LINE, _HIDE),
    # FAM-1: only who writes to them knows what was agreed for this time.
    Reason.CONTACT_PREFERENCE: Settling(
        clauses=("FAM-1",), asked=_SENDER, answers=(AnswerKind.CONFIRM, AnswerKind.RETURN)
    ),
    Reason.NO_AGREEMENT: _releasable(("AGREE-2", "AGREE-1"), _IG, _HIDE),
    Reason.AGREEMENT_NOT_YET: _releasable(("AGREE-2",), _IG, _HIDE),
    Reason.AGREEMENT_EXPIRED: _releasable(("AGREE-2",), _IG, _HIDE),
    Reason.AGREEMENT_SUSPENDED: _releasable(("AGREE-2",), _IG, _HIDE),
    Reason.CLASS_NOT_COVERED: _releasable(("AGREE-1", "CLASS-4"), _IG),
    Reason.ASSURANCE_OVERDUE: _releasable(("AGREE-3",), _IG, _HIDE),
    Reason.PURPOSE_UNKNOWN: _releasable(("PURP-1",), _SENDER, AnswerKind.PURPOSE, _HIDE),
    Reason.PURPOSE_NOT_COVERED: _releasable(("PURP-1",), _IG, AnswerKind.PURPOSE, _HIDE),
    Reason.PURPOSE_REMEMBERED: _note("PURP-1"),
    Reason.ONWARD_SHARING: _releasable(("PURP-2",), _IG, _HIDE),
    Reason.CATEGORY_NOT_COVERED: _releasable(("MIN-1", "AGREE-1"), _IG, _HIDE),
    Reason.WHICH_PERSON: _asked("MIN-1", _SENDER, AnswerKind.PERSON, _HIDE),
    Reason.NO_CONSENT: _releasable(("CONS-1", "CONS-4"), _LINE, _HIDE),
    Reason.CONSENT_REFUSED: _releasable(("CONS-1", "CONS-4"), _LINE, _HIDE, sensitive=True),
    Reason.CONSENT_WITHDRAWN: _releasable(("CONS-2", "CONS-4"), _LINE, _HIDE, sensitive=True),
    Reason.CONSENT_EXPIRED: _releasable(("CONS-2", "CONS-4"), _LINE, _HIDE),
    Reason.CONSENT_OTHER_PURPOSE: _releasable(("CONS-2", "PURP-1"), _LINE, AnswerKind.PURPOSE, _HIDE),
    Reason.CONSENT_OTHER_PARTNER: _releasable(("CONS-2",), _LINE, _HIDE),
    # CONS-3: the team manager agrees by name in the register, or the line manager approves without consent.
    Reason.CONSENT_ASSUMED: Settling(
        clauses=("CONS-3",),
        asked=(Asked.TEAM_MANAGER,),
        answers=(_HIDE, _RELEASE, *_BACK),
        released_by=(Asked.TEAM_MANAGER, Asked.LINE_MANAGER),
    ),
    Reason.CONSENT_WRONG_GIVER: _releasable(("CONS-6", "CONS-2"), _LINE, _HIDE),
    Reason.REGISTER_CONTRADICTION: _releasable(("AGREE-1", "CONS-2"), _IG, _HIDE),
    Reason.LIMIT_LAPSED: _note("CONS-6"),
    Reason.RESTRICTED_BY_PARENT: _releasable(("CONS-6",), _LINE, _HIDE, sensitive=True),
    # CONS-7: rewritten by the sender, never replaced by a visible label; so neither hidden nor released.
    Reason.KEPT_FROM_SUBJECT: _never_released(("CONS-7",), _LINE, sensitive=True),
    Reason.PROTECTED_ADDRESS: _never_released(("SAFE-1",), _SAFE, sensitive=True),
    Reason.NO_CONTACT: _never_released(("SAFE-1",), _SAFE, sensitive=True),
    Reason.APPROVAL_MISSING: _releasable(("CONS-4",), _LINE, _HIDE),
    Reason.APPROVAL_EXPIRED: _releasable(("CONS-4",), _LINE, _HIDE),
    Reason.SENDER_NOT_APPROVER: _releasable(("CONS-4",), _LINE, _HIDE),
    Reason.SENDER_MISMATCH: _never_released(("SEC-2",), _IG, sensitive=False),
    # Whoever knows that the register is behind, or that somebody still writes, is above them.
    Reason.SENDER_LEFT: _releasable(("SEC-2",), (Asked.LINE_MANAGER, Asked.IG_LEAD)),
    Reason.CONFLICT_OF_INTEREST: _releasable(("SAFE-2",), _SAFE, sensitive=True),
    Reason.NO_FACT_OPINION: _asked("FACT-1", _SENDER, AnswerKind.STATEMENT, _HIDE),
    Reason.NOTICE_NOT_GIVEN: _releasable(("NOTICE-1",), _IG, _HIDE),
    Reason.NOT_ANONYMISED: _releasable(("AGREE-5", "MIN-2"), _IG),
    Reason.THIRD_PARTY_DATA: _asked("MIN-1", _SENDER, _HIDE),
    Reason.REQUEST_NOT_OPEN: _releasable(("REC-2",), _IG),
    Reason.REQUESTER_NOT_ENTITLED: _releasable(("REC-2", "CONS-6"), _IG),
    Reason.IDENTITY_NOT_CHECKED: _releasable(("REC-2",), _IG),
    Reason.WRONG_PERSON: _releasable(("REC-2", "MIN-1"), _IG),
    # REC-2: no personal data at all, so there is nothing to release; with everything cut it may go.
    Reason.FOI_PERSONAL_DATA: _asked("REC-2", _IG, _HIDE),
    # MIN-3: the sender cannot vouch for what nobody could look into; a manager may release it on a ground.
    Reason.UNREADABLE_ATTACHMENT: Settling(
        clauses=("CLASS-2", "AGREE-4"),
        asked=_SENDER,
        answers=(AnswerKind.LEAVE_OUT, AnswerKind.PASSWORD, _RELEASE, AnswerKind.RETURN),
        released_by=(Asked.LINE_MANAGER, Asked.SAFEGUARDING_LEAD),
    ),
    # AGREE-4: such a link counts as an attachment that was not read.
    Reason.LINKED_FILE: Settling(
        clauses=("AGREE-4", "CLASS-2"),
        asked=_SENDER,
        answers=(_RELEASE, AnswerKind.RETURN),
        released_by=(Asked.LINE_MANAGER, Asked.SAFEGUARDING_LEAD),
    ),
    Reason.UNENCRYPTED_CHANNEL: _asked("SEC-1", _SENDER),
    Reason.SOCIAL_MEDIA: _note("AGREE-6"),
    Reason.TRAINING_OVERDUE: _releasable(("AWARE-1",), _LINE),
    # released_by: whoever the organisation's rule says is asked, apart from the sender.
    Reason.CUSTOM_RULE: Settling(clauses=("REC-1",), answers=(_RELEASE, *_BACK)),
    Reason.RETURNED: _note("REC-1"),
    Reason.REFUSED: _note("REC-1"),
    Reason.CHECKED: _note("REC-1"),
    Reason.HIDDEN: _note("MIN-2"),
    Reason.SEPARATED: _note("MIN-1"),
    Reason.ALREADY_SIGNED: _asked("MIN-1", _SENDER),
    Reason.SYSTEM_FAULT: _asked("REC-1", _IG),
    Reason.RAISED: _note("CLASS-3"),
    Reason.COVERED: _note("CONS-2", "CONS-4", "FAM-1", "AGREE-4", "MIN-1", "REC-2", "PURP-2"),
    Reason.ALREADY_THEIRS: _note("MIN-1", "PURP-1"),
    Reason.PIECES_LEFT_OUT: _note("CLASS-2"),
    Reason.MODEL_ONLY: _note("MIN-1"),
    Reason.OTHER_CHANNEL: _note("SEC-1"),
    Reason.URGENT: _note("MIN-3"),
}


def found(
    reason: Reason,
    treatment: Treatment,
    *,
    clause: str = "",
    about: Iterable[str] = (),
    cut: Iterable[int] = (),
    detail: str = "",
    protection: Protection = Protection.NONE,
) -> Finding:
    """A finding with what the table says of its reason. Only what holds asks anybody."""
    settling = TABLE[reason]
    holds = treatment is Treatment.HOLD
    return Finding(
        clause=clause or settling.clauses[0],
        reason=reason,
        treatment=treatment,
        protection=protection,
        about=tuple(about),
        held_for=settling.asked if holds else (),
        answers=settling.answers if holds else (),
        cut=tuple(cut),
        detail=detail,
    )
