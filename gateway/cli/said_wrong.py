"""`gateway held answer --wrong`: somebody says that a rule was wrong about a mail."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gateway.cli.opened_case import opened_case
from gateway.cli.output import complain, document, say
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.reasons import Reason

if TYPE_CHECKING:
    from gateway.case_file import CaseFile


def say_wrong(
    case: str, user: str, rule: str, why: str, password_file: Path | None, config: Path | None, *, as_json: bool
) -> None:
    """Record it. Nothing is settled by it, and mail that went may be spoken of too."""
    from gateway.hold.answers import Refusal, Said, admissible
    from gateway.record.trials import rules_of
    from gateway.spool.said_wrong import add_wrong

    with opened_case(config, case, user, password_file, held=False) as file:
        said = Said(kind=AnswerKind.WRONG, by=file.user, value=rule, justification=why)
        role = admissible(said, file.setting)
        meant = _meant(rule, rules_of(file.app.database, file.message.case), file)
        if isinstance(role, Refusal) or not meant:
            # Whether such a reason is there and may not be told, or is not there, looks the same.
            fault = (
                role.why if isinstance(role, Refusal) else "no such rule stopped this email, as far as you may see"
            )
            complain(fault, "nothing was recorded")
            raise typer.Exit(1)
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
    if as_json:
        document({"case": file.message.case, "wrong": meant, "by": file.user})
        return
    say(f"{file.message.case}: noted that {', '.join(meant)} was wrong here; it settles nothing by itself")


def _meant(written: str, stood: frozenset[str], file: "CaseFile") -> tuple[str, ...]:
    """The rules of this case that a clause, a reason or CLAUSE/reason means, of those that may be told."""
    wanted = written.strip().lower()
    return tuple(
        rule for rule in sorted(stood) if wanted in {rule.lower(), *rule.lower().split("/")} and _may_see(rule, file)
    )


def _may_see(rule: str, file: "CaseFile") -> bool:
    from gateway.decide.reasons import TABLE

    settling = TABLE[Reason(rule.partition("/")[2])]
    asked = {*settling.asked, Asked.SAFEGUARDING_LEAD}
    return not settling.sensitive or not asked.isdisjoint(file.roles)
