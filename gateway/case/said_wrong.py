"""Somebody says that a rule was wrong about a mail: it settles nothing, and is counted."""

from gateway.case.answers import NotTaken
from gateway.case.file import CaseFile
from gateway.decide.reasons import TABLE
from gateway.hold.answers import Refusal, Said, admissible
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.reasons import Reason
from gateway.record.trials import rules_of
from gateway.spool.said_wrong import add_wrong


def told_rules(file: CaseFile) -> tuple[str, ...]:
    """The rules, as CLAUSE/reason, that ever stood in this case's way, of those that this reader may be told."""
    return tuple(rule for rule in sorted(rules_of(file.app.database, file.message.case)) if _may_see(rule, file))


def called_wrong(file: CaseFile, rule: str, why: str) -> tuple[str, ...] | NotTaken:
    """Record it.

    Args:
        rule: a clause, a reason or CLAUSE/reason.

    Returns:
        The rules that it was counted for, as CLAUSE/reason.
    """
    said = Said(kind=AnswerKind.WRONG, by=file.user, value=rule, justification=why)
    role = admissible(said, file.setting)
    if isinstance(role, Refusal):
        return NotTaken(why=(role.why,))
    wanted = rule.strip().lower()
    meant = tuple(one for one in told_rules(file) if wanted in {one.lower(), *one.lower().split("/")})
    if not meant:
        # Whether such a reason is there and may not be told, or is not there, looks the same.
        return NotTaken(why=("no such rule stopped this email, as far as you may see",))
    now = file.app.clock.now()
    given = Answer(
        kind=AnswerKind.WRONG,
        by=file.user,
        role=role,
        at=now,
        content_hash=file.message.content_hash,
        recipients=(),  # so that it is a fact for nobody's decision
        policy=file.look.policy,
        value=" ".join(meant),
        justification=why,
    )
    add_wrong(file.app.database, file.app.keys.answers, file.message.case, given, meant, now)
    return meant


def _may_see(rule: str, file: CaseFile) -> bool:
    settling = TABLE[Reason(rule.partition("/")[2])]
    asked = {*settling.asked, Asked.SAFEGUARDING_LEAD}
    return not settling.sensitive or not asked.isdisjoint(file.roles)
