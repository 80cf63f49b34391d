"""The seven questions and the eight principles in plain English, and their evidence in words."""

from typing import Final

from gateway.decide.questions import Answered, Reply
from gateway.model.reasons import Reason
from gateway.notices.sentences import words_for

QUESTIONS: Final = (
    "Is there a clear and proper purpose?",
    "Can a living person be told from it?",
    "Is it confidential?",
    "Is there consent?",
    "If not, is there another legal reason, approved by the line manager?",
    "Is it the right information, to the right person, in the right way?",
    "Is the decision recorded?",
)
"""The flowchart of the policy's Appendix 1, in its order."""

PRINCIPLES: Final = (
    "Justify the purpose.",
    "Use it only when it is necessary.",
    "Use the minimum.",
    "Only those who need to know.",
    "Everybody knows their duties.",
    "Comply with the law.",
    "Sharing can matter as much as protecting.",
    "Inform people how it is used.",
)
"""The Caldicott principles: seven of the policy, the eighth since December 2020."""

_REPLIES: Final = {
    Reply.YES: "Yes",
    Reply.NO: "No",
    Reply.MISSING: "Missing",
    Reply.NOT_NEEDED: "Not needed here",
}
_SAID: Final = {
    "own": "they may have their own data",
    "no-approval": "no approved reason is recorded",
    "no-purpose": "no purpose can be told",
    "internal": "it stays inside the organisation",
    "taken-out:none": "nothing is taken out",
}
_LABELS: Final = {
    "purpose": "purpose",
    "agreement": "agreement",
    "consent": "consent",
    "approval": "approval",
    "marked": "marked",
    "counts-as": "counts as",
    "statement": "said to be",
    "protection": "protection",
    "asked": "is asked now:",
    "party": "goes to",
    "person": "goes to",
    "trained": "the sender was trained on",
    "notice": "given privacy notice",
    "decision": "decided and recorded:",
    "taken-out": "details taken out:",
}
_REASONS: Final = {reason.value: reason for reason in Reason}


def reply_words(one: Answered) -> tuple[str, tuple[str, ...]]:
    """The answer in a word or two, and each piece of evidence: "Yes", ("purpose early-help", "agreement A-1")."""
    return _REPLIES[one.reply], tuple(_words(item) for item in one.evidence)


def _words(item: str) -> str:
    if item in _SAID:
        return _SAID[item]
    if item in _REASONS:
        return words_for(_REASONS[item]).sentence.rstrip(".")
    key, _, value = item.partition(":")
    if key in _REASONS:
        return f"{words_for(_REASONS[key]).sentence.rstrip('.')} ({value})"
    if key == "own":
        return f"{value}: {_SAID['own']}"
    if "+" in item:
        return " with ".join(_words(part) for part in item.split("+"))
    if key in _LABELS and value:
        return f"{_LABELS[key]} {value.replace('_', ' ')}"
    return item.replace(":", ": ").replace(",", ", ")
