"""What somebody wants to answer in a case → the answers to be stored, all of them or none."""

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.case.file import CaseFile
from gateway.decide.modes import shown_to_sender
from gateway.hold.answers import Refusal, Said, admissible
from gateway.model.answers import Answer, Spot
from gateway.model.decision import AnswerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """Why none of the answers is taken, in words for who gave them; each reason once."""

    why: tuple[str, ...]


def judged(
    file: CaseFile,
    values: Mapping[AnswerKind, str],
    *,
    ground: str = "",
    why: str = "",
    informed: str = "",
    more: tuple[Spot, ...] = (),
    clear: tuple[Spot, ...] | None = None,
) -> tuple[Answer, ...] | NotTaken:
    """Every answer, when all of them may be taken.

    Args:
        values: kind → what was said; empty where the kind says it all.
        ground: register id; with RELEASE.
        why: the justification, or the note to the sender.
        informed: whether the family was told, or why not (CONS-5).
        more: with HIDE: what is hidden besides all that identifies.
        clear: with RELEASE: what alone stays in clear. None: all of it.
    """
    answers: list[Answer] = []
    refusals: list[str] = []
    for kind, value in values.items():
        said = Said(kind=kind, by=file.user, value=value, ground=ground, justification=why, informed=informed)
        if file.unlooked and kind not in {AnswerKind.RETURN, AnswerKind.REFUSE}:
            refusals.append("It cannot be looked at, so it can only be sent back or refused.")
            continue
        role = admissible(said, file.setting)
        if isinstance(role, Refusal):
            refusals.append(role.why)
            continue
        answers.append(
            Answer(
                kind=kind,
                by=file.user,
                role=role,
                at=file.app.clock.now(),
                content_hash=file.message.content_hash,
                recipients=file.recipients,
                policy=file.policy,
                value=shown_to_sender(file.look.decisions) if kind is AnswerKind.GO_ON else value,
                ground=ground,
                justification=why,
                informed=informed,
                more=more if kind is AnswerKind.HIDE else (),
                # Nothing stays in clear but on a ground (CONS-4), so no other answer can say so.
                clear=clear if kind is AnswerKind.RELEASE else None,
                urgent=file.setting.hold.urgent_at is not None,
            )
        )
    return NotTaken(why=tuple(dict.fromkeys(refusals))) if refusals else tuple(answers)
