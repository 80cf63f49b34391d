"""The seven questions and the eight principles in plain English, and their evidence in words."""

from typing import Final

from gateway.decide.questions import Answered, Reply
from gateway.language import LATER, Words, joined, mark
from gateway.model.reasons import Reason
from gateway.notices.sentences import words_for

QUESTIONS: Final = (
    mark("Is there a clear and proper purpose?"),
    mark("Can a living person be told from it?"),
    mark("Is it confidential?"),
    mark("Is there consent?"),
    mark("If not, is there another legal reason, approved by the line manager?"),
    mark("Is it the right information, to the right person, in the right way?"),
    mark("Is the decision recorded?"),
)
"""The flowchart of the policy's Appendix 1, in its order."""

PRINCIPLES: Final = (
    mark("Justify the purpose."),
    mark("Use it only when it is necessary."),
    mark("Use the minimum."),
    mark("Only those who need to know."),
    mark("Everybody knows their duties."),
    mark("Comply with the law."),
    mark("Sharing can matter as much as protecting."),
    mark("Inform people how it is used."),
)
"""The Caldicott principles: seven of the policy, the eighth since December 2020."""

_REPLIES: Final = {
    Reply.YES: mark("Yes"),
    Reply.NO: mark("No"),
    Reply.MISSING: mark("Missing"),
    Reply.NOT_NEEDED: mark("Not needed here"),
}
_SAID: Final = {
    "own": mark("they may have their own data"),
    "no-approval": mark("no approved reason is recorded"),
    "no-purpose": mark("no purpose can be told"),
    "internal": mark("it stays inside the organisation"),
    "taken-out:none": mark("nothing is taken out"),
}
_LABELS: Final = {  # {value}: what it is, an id or a word of the policy
    "purpose": mark("purpose {value}"),
    "agreement": mark("agreement {value}"),
    "consent": mark("consent {value}"),
    "approval": mark("approval {value}"),
    "marked": mark("marked {value}"),
    "counts-as": mark("counts as {value}"),
    "statement": mark("said to be {value}"),
    "protection": mark("protection {value}"),
    "asked": mark("is asked now: {value}"),
    "party": mark("goes to {value}"),
    "person": mark("goes to {value}"),
    "trained": mark("the sender was trained on {value}"),
    "notice": mark("given privacy notice {value}"),
    "decision": mark("decided and recorded: {value}"),
    "taken-out": mark("details taken out: {value}"),
}
_REASONS: Final = {reason.value: reason for reason in Reason}


def reply_words(one: Answered) -> tuple[str, tuple[str, ...]]:
    """The answer in a word or two, and each piece of evidence: "Yes", ("purpose early-help", "agreement A-1")."""
    return _REPLIES[one.reply], tuple(_words(item) for item in one.evidence)


def _words(item: str) -> str:
    if item in _SAID:
        return _SAID[item]
    if item in _REASONS:
        return _sentence(item)
    key, _, value = item.partition(":")
    if key in _REASONS:
        return mark("{sentence} ({value})", sentence=_sentence(key), value=value)
    if key == "own":
        return joined(": ", (value, _SAID["own"]))
    if key == "remembered" and value.count(", ") == 3:
        purpose, case, who, day = value.split(", ")
        return mark(
            "purpose {purpose} remembered from {case} by {who} until {day}",
            purpose=purpose, case=case, who=who, day=day,
        )  # fmt: skip
    if "+" in item:
        parts = item.split("+")
        return mark("{what} with {also}", what=_words(parts[0]), also=joined(", ", map(_words, parts[1:])))
    if key in _LABELS and value:
        return Words(_LABELS[key], values={"value": value.replace("_", " ")})
    return item.replace(":", ": ").replace(",", ", ")


def _sentence(reason: str) -> str:
    said = words_for(_REASONS[reason], language=LATER).sentence
    return said.within() if isinstance(said, Words) else said
