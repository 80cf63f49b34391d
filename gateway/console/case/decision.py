"""What somebody decides by a form: what it means, what is missing in it, and the answers that it comes to."""

from dataclasses import dataclass
from typing import Final

from gateway.case.answers import NotTaken, judged
from gateway.case.file import CaseFile
from gateway.console.case.form import DECISIONS, NEED_WHY, grounds, offered, title_of
from gateway.console.case.shown import open_answers
from gateway.console.case.ticks import Choice, choice, ticks
from gateway.console.replies import Fault, Visit
from gateway.hold.answers import MIN_JUSTIFICATION
from gateway.language import mark
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked

PREVIEWED: Final = frozenset({AnswerKind.HIDE, AnswerKind.RELEASE, AnswerKind.GO_ON})
_CANCELLED: Final = mark("Its sender cancelled it.")
_AS_RULED: Final = Choice(more=(), clear=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A decision, with its boxes."""

    kind: AnswerKind  # to hide, with something left in clear, is a release of that (CONS-4)
    title: str
    choice: Choice


def meant(visit: Visit, file: CaseFile) -> Meant | None:
    """What is decided. None: nothing that this viewer may decide."""
    words = {kind.value: kind for kind in DECISIONS if offered(kind, open_answers(file), file)}
    kind = words.get(visit.said("decision"))
    if kind is None:
        return None
    if kind is not AnswerKind.HIDE:
        return Meant(kind=kind, title=title_of(kind, file), choice=_AS_RULED)
    chosen = choice(ticks(visit, file), file)
    if chosen.clear is None:
        return Meant(kind=kind, title=title_of(kind, file), choice=chosen)
    return Meant(kind=AnswerKind.RELEASE, title=mark("Hide the ticked details, and let the rest go"), choice=chosen)


def faults_of(visit: Visit, file: CaseFile) -> tuple[Fault, ...]:
    """What is missing in a decision."""
    said = meant(visit, file)
    if said is None:
        return (Fault(why=mark("Choose what should happen."), field="decision"),)
    faults: list[Fault] = []
    if said.kind is AnswerKind.RELEASE:
        if visit.said("ground") not in {one.value for one in grounds(file)}:
            faults.append(Fault(why=mark("Choose the law that allows what is not hidden."), field="ground"))
        if len(visit.said("why")) < MIN_JUSTIFICATION:
            why = mark(
                "Say why it is right to share this, in at least {min_justification} letters.",
                min_justification=MIN_JUSTIFICATION,
            )
            faults.append(Fault(why=why, field="why"))
        if not informed_of(visit, said):
            faults.append(Fault(why=mark("Say whether the family was told, or why not."), field="informed"))
    elif said.kind in NEED_WHY and not why_of(visit, file, said):
        faults.append(Fault(why=mark("Say why, in a sentence."), field="why"))
    return tuple(faults)


def answers_of(visit: Visit, file: CaseFile, said: Meant) -> tuple[Answer, ...] | NotTaken:
    """The decision as an answer, if it may be taken."""
    return judged(
        file,
        {said.kind: ""},
        ground=visit.said("ground") if said.kind is AnswerKind.RELEASE else "",
        why=why_of(visit, file, said),
        informed=informed_of(visit, said),
        more=said.choice.more,
        clear=said.choice.clear,
    )


def as_if(visit: Visit, file: CaseFile) -> tuple[Answer, ...] | NotTaken:
    """What the boxes alone come to, to be looked at before anything is decided. Never stored.

    What a release on some ground would show is looked at on the ground that was chosen, else on the first.
    """
    chosen = choice(ticks(visit, file), file)
    kind = AnswerKind.HIDE if chosen.clear is None else AnswerKind.RELEASE
    known = [one.value for one in grounds(file)]
    ground = visit.said("ground") if visit.said("ground") in known else next(iter(known), "")
    return judged(
        file,
        {kind: ""},
        ground=ground if kind is AnswerKind.RELEASE else "",
        why=mark("looked at before it is decided") if kind is AnswerKind.RELEASE else "",
        more=chosen.more,
        clear=chosen.clear,
    )


def why_of(visit: Visit, file: CaseFile, said: Meant) -> str:
    """The justification, or the note to the sender."""
    if said.kind not in NEED_WHY:
        return ""
    if said.kind is AnswerKind.RETURN and Asked.SENDER in file.roles:
        return visit.said("why") or _CANCELLED
    return visit.said("why")


def informed_of(visit: Visit, said: Meant) -> str:
    """ "yes", "no: …"; empty: not said, or no reason was given why not (CONS-5)."""
    if said.kind is not AnswerKind.RELEASE:
        return ""
    match visit.said("informed"):
        case "yes":
            return "yes"
        case "no" if visit.said("informed_why"):
            return f"no: {visit.said('informed_why')}"
        case _:
            return ""
