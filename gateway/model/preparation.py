"""What is done to a mail, as its sender chose, before it is looked at: attachments left out, locked ones opened."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPassword:
    """What opens an attachment."""

    digest: str  # Attachment.digest
    password: str = field(repr=False)  # never logged, never recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """All that is to be done."""

    leave_out: tuple[str, ...] = ()  # Attachment.digest
    passwords: tuple[PartPassword, ...] = ()
    note: str = ""  # what stands in the place of what is left out; empty: nothing does

    def __bool__(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.leave_out or self.passwords)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A mail as it is looked at."""

    content: bytes
    left_out: frozenset[str] = frozenset()  # of Preparation.leave_out: what was there, and is not any more
    opened: frozenset[str] = frozenset()  # of Preparation.passwords: what can be read now


def preparation(answers: Iterable[Answer], passwords: tuple[PartPassword, ...], note: str) -> Preparation:
    """What a case's answers come to; a password counts while the answer that gave it does."""
    given = tuple(answers)
    named = frozenset(_digests(given, AnswerKind.PASSWORD))
    return Preparation(
        leave_out=tuple(dict.fromkeys(_digests(given, AnswerKind.LEAVE_OUT))),
        passwords=tuple(one for one in passwords if one.digest in named),
        note=note,
    )


def counting(answers: Iterable[Answer], done: Prepared) -> tuple[Answer, ...]:
    """The answers that were given to the mail as it now is.

    A release, and a choice of what is hidden, are about what was shown: not about what was opened or left out since,
    nor about what cannot be opened any more.
    """
    given = tuple(answers)
    opened = set(_digests(given, AnswerKind.PASSWORD))
    left = set(_digests(given, AnswerKind.LEAVE_OUT))
    whole = opened <= done.opened | left
    changed = [at for at, one in enumerate(given) if one.kind in {AnswerKind.PASSWORD, AnswerKind.LEAVE_OUT}]
    since = changed[-1] if changed else -1
    return tuple(_bound(one) for at, one in enumerate(given) if not _is_bound(one) or (whole and at > since))


def _is_bound(answer: Answer) -> bool:
    return answer.kind is AnswerKind.RELEASE or (answer.kind is AnswerKind.HIDE and bool(answer.more))


def _bound(answer: Answer) -> Answer:
    # Which file it was is for the look alone: a fact sheet says that one was left out, or opened, and by whom.
    return replace(answer, value="") if answer.kind in {AnswerKind.PASSWORD, AnswerKind.LEAVE_OUT} else answer


def _digests(answers: Iterable[Answer], kind: AnswerKind) -> list[str]:
    return [digest for one in answers if one.kind is kind for digest in one.value.split()]
