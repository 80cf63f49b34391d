"""What whoever reads a notice can do, in words and as it is typed on the gateway. Pure."""

from collections.abc import Iterable
from typing import Final

from gateway.hold.answers import MAY_SAY
from gateway.language import Language, mark
from gateway.model.decision import AnswerKind, Asked
from gateway.model.message import CaseId
from gateway.model.outcome import HoldEntry
from gateway.notices.compose import Choice, Why

_CANCEL: Final = mark("Cancel it")

CHOICES: Final[dict[AnswerKind, tuple[str, str]]] = {
    AnswerKind.MARKING: (
        mark("Choose a marking: unclassified, internal or confidential"),
        "--marking unclassified|internal|confidential",
    ),
    AnswerKind.PURPOSE: (mark("Say what it is for"), "--purpose NAME"),
    AnswerKind.STATEMENT: (mark("Say if it is fact, opinion or both"), "--statement fact|opinion|both"),
    AnswerKind.PERSON: (mark("Say which person you mean"), "--person ID"),
    AnswerKind.LEAVE_OUT: (mark("Leave the attachment out"), "--leave-out N"),
    AnswerKind.PASSWORD: (mark("Give the password of the attachment"), "--file-password FILE"),
    AnswerKind.SEPARATE: (mark("Send each of them an email of their own"), "--separate"),
    AnswerKind.CONFIRM: (mark("Say that the address is right"), "--confirm"),
    AnswerKind.HIDE: (mark("Hide the details and send it"), "--hide"),
    AnswerKind.GO_ON: (mark("Send it as it is"), "--go-on"),
    AnswerKind.RELEASE: (mark("Let it go: name the law that allows it, and why"), '--release --ground ID --why "…"'),
    AnswerKind.RETURN: (mark("Send it back with a note"), '--return --why "…"'),
    AnswerKind.REFUSE: (mark("Refuse it, and say why"), '--refuse --why "…"'),
    AnswerKind.WRONG: (mark("Tell us that a rule is wrong about this email"), "--wrong RULE"),
    AnswerKind.URGENT: (mark("Make it urgent"), '--urgent --why "…"'),
    AnswerKind.RECUSE: (mark("If you should not decide about this, step back"), "--recuse"),
    AnswerKind.ASK: (mark("Ask your manager"), '--ask --why "…"'),
    AnswerKind.HAND_OVER: (
        mark("Hand it over to your deputy or a safeguarding lead"),
        "--hand-over deputy|safeguarding",
    ),
    AnswerKind.QUESTION: (mark("Ask its sender something first"), '--question --why "…"'),
}


def choices_for(hold: HoldEntry, roles: set[Asked], case: CaseId, to: str, language: Language) -> list[Choice]:
    """What somebody may say in these roles; to make it urgent stands elsewhere."""
    # Said of any hold, whatever it waits for: that somebody else must decide (SAFE-2).
    said = {*hold.answers, AnswerKind.RECUSE} - {AnswerKind.URGENT}
    # Who cannot answer alone needs not guess: their manager was not told of it yet.
    if all(one.role is Asked.SENDER for one in hold.asked):
        said.add(AnswerKind.ASK)
    mine = [kind for kind in AnswerKind if kind in said and not MAY_SAY[kind].isdisjoint(roles)]
    command = f"gateway held answer {case} --as {to}"
    return [
        Choice(
            title=language.say(_CANCEL if roles == {Asked.SENDER} and kind is AnswerKind.RETURN else title),
            command=f"{command} {options}",
        )
        for kind in mine
        for title, options in (CHOICES[kind],)
    ]


def make_urgent(hold: HoldEntry | None, case: CaseId, to: str) -> str:
    """Said of any hold, whatever it waits for, and in a place of its own (MIN-3)."""
    if hold is None or hold.urgent_at is not None:
        return ""
    return f"gateway held answer {case} --as {to} {CHOICES[AnswerKind.URGENT][1]}"


def wrong(told: Iterable[Why], case: CaseId, to: str, language: Language) -> list[Choice]:
    """Beside what settles it: which of our rules was wrong here, by its clause. Of what is not told, nothing."""
    title, option = CHOICES[AnswerKind.WRONG]
    clauses = dict.fromkeys(why.clause for why in told if why.clause)
    said = [f"gateway held answer {case} --as {to} {option.replace('RULE', clause)}" for clause in clauses]
    return [Choice(title=language.say(title), command=command) for command in said[:1]]
