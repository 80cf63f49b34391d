"""docs/reasons.md, made from the tables: `python -m gateway.notices.reasons_page > docs/reasons.md`."""

import sys
from collections.abc import Iterator
from typing import Final

from gateway.decide.reasons import TABLE
from gateway.model.decision import AnswerKind, Asked
from gateway.model.reasons import Reason
from gateway.notices.sentences import words_for

_ROLES: Final[dict[Asked, str]] = {
    Asked.SENDER: "the sender",
    Asked.LINE_MANAGER: "the line manager",
    Asked.TEAM_MANAGER: "the team manager",
    Asked.IG_LEAD: "the information lead",
    Asked.SAFEGUARDING_LEAD: "the safeguarding lead",
    Asked.DUTY_MANAGER: "the duty manager",
}

_ANSWERS: Final[dict[AnswerKind, str]] = {
    AnswerKind.MARKING: "a marking",
    AnswerKind.PURPOSE: "the purpose",
    AnswerKind.STATEMENT: "fact, opinion or both",
    AnswerKind.PERSON: "which person it is",
    AnswerKind.LEAVE_OUT: "leave the attachment out",
    AnswerKind.PASSWORD: "the attachment's password",
    AnswerKind.CONFIRM: "that the address is right",
    AnswerKind.SEPARATE: "send each reader a mail of their own",
    AnswerKind.HIDE: "send it with details hidden",
    AnswerKind.GO_ON: "send it as it is, while the rule is on trial",
    AnswerKind.RELEASE: "release it",
    AnswerKind.RETURN: "send it back",
    AnswerKind.REFUSE: "refuse it",
    AnswerKind.WRONG: "that the rule was wrong",
    AnswerKind.URGENT: "make it urgent",
    AnswerKind.RECUSE: "step back, so that somebody else decides",
    AnswerKind.ASK: "ask the manager",
    AnswerKind.HAND_OVER: "hand it over",
    AnswerKind.QUESTION: "ask its sender something",
}

_OPENING: Final = """\
# Every reason

This page is made from the tables that the gateway works with: `python -m gateway.notices.reasons_page`.
A test keeps the two level.

Each finding about a message has a reason. The word in the heading stands in `gateway explain --json`, in records and
in rules. The clause is the one of the information sharing policy that the finding rests on. What the sender is told
and what to do next are the very words of a notice.

Who is asked applies when the finding holds the message. A release is always on a ground, with a justification, by
somebody other than the sender, and settles only the reasons whose list of who may release it names that person's
role; on a safeguarding ground the safeguarding lead may release whatever can be released. No answer lowers the
protection. In the fast lane (docs/urgent.md) the line manager, the duty manager, the information lead and the
safeguarding lead are asked together, and whoever of them answers first may release all of it. For an address listed
as protected disclosure the safeguarding lead is asked in place of any manager.
"""


def page() -> str:
    """The whole page, Markdown."""
    return "\n".join((_OPENING, *(line for reason in Reason for line in _section(reason))))


def _section(reason: Reason) -> Iterator[str]:
    settling = TABLE[reason]
    words = words_for(reason, party="the party", purpose="the purpose")
    yield f"## {reason.value}"
    yield ""
    yield f"- Clauses: {', '.join(settling.clauses)}"
    yield f"- What is told: {words.sentence[:1].upper()}{words.sentence[1:]}"
    yield f"- What to do: {words.remedy}"
    if reason is Reason.CUSTOM_RULE:
        yield "- Who is asked: those whom the rule names; they may release it, apart from the sender"
    elif settling.asked:
        yield f"- Who is asked: {', '.join(_ROLES[role] for role in settling.asked)}"
        yield f"- What settles it: {', '.join(_ANSWERS[kind] for kind in settling.answers)}"
    else:
        yield "- Who is asked: nobody"
    if settling.released_by:
        yield f"- Who may release it: {', '.join(_ROLES[role] for role in settling.released_by)}"
    if settling.sensitive:
        yield "- Told only after sign-in: the reason itself says something about a person"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(page())
