"""`gateway rules try` and `gateway rules hits`."""

from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import counted, document, say, table
from gateway.cli.rules import PolicyFile
from gateway.cli.since import Since
from gateway.cli.since import since as instant_of

if TYPE_CHECKING:
    from gateway.app import App
    from gateway.cli.output import Json
    from gateway.decide.policy import Policy
    from gateway.past.tried_policy import Change, Tried

_SHOWN = 50

All = Annotated[bool, typer.Option("--all", help=f"Show every change; without it {_SHOWN} at most.")]


def try_policy(
    since: Since = "7d",
    policy: PolicyFile = None,
    all_changes: All = False,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Decide what was decided again, under another policy. Changes nothing; shows case numbers, nothing of people."""
    from gateway.app import opened
    from gateway.past.mail import tried_on_past_mail

    with opened(config) as app:
        candidate = _candidate(app, policy)
        tried = tried_on_past_mail(app, candidate, instant_of(since, app.clock.now()))
    if as_json:
        document(_document(tried, candidate))
        return
    names = sorted({*tried.stricter, *tried.milder, *tried.would})
    rows = ((name, str(tried.stricter[name]), str(tried.milder[name]), str(tried.would[name])) for name in names)
    table(("rule", "would add", "would no longer", "tried out"), rows, nothing="no rule would answer otherwise")
    shown = tried.changes if all_changes else tried.changes[:_SHOWN]
    table(
        ("case", "recipient", "was", "would be", "because of"),
        (
            (one.case, str(one.recipient), one.before, one.after, ", ".join((*one.stricter, *one.milder)))
            for one in shown
        ),
        nothing="no decision would change",
    )
    if len(shown) < len(tried.changes):
        say(f"and {len(tried.changes) - len(shown)} more; --all shows them")
    say(
        f"{counted(tried.decisions, 'decision')} decided again under policy {candidate.version}: "
        f"{len(tried.changes)} would change, {counted(tried.unread, 'look')} could not be read"
    )


def hits(since: Since = "7d", config: ConfigDir = None, as_json: AsJson = False) -> None:
    """Tell how often your own rules applied, and what those that are tried out would have done."""
    from gateway.app import opened
    from gateway.record.rule_hits import rule_hits

    with opened(config) as app:
        found = rule_hits(app.database, instant_of(since, app.clock.now()))
        known = {rule.name: rule.shadow for rule in app.settings.policy.policy.rules}
    if as_json:
        document(
            {
                "decisions": found.decisions,
                "applied": dict(sorted(found.applied.items())),
                "would": [
                    {"rule": rule, "treatment": treatment, "count": count}
                    for (rule, treatment), count in sorted(found.would.items())
                ],
                "candidate": [
                    {"was": was, "would": would, "count": count}
                    for (was, would), count in sorted(found.candidate.items())
                ],
            }
        )
        return
    tried_out = {rule for rule, _ in found.would}
    rows = (
        (name, str(found.applied[name]), _would(name, found.would), _state(name, known))
        for name in sorted({*known, *found.applied, *tried_out})
    )
    table(("rule", "applied", "would have", ""), rows, nothing="there are no rules of your own")
    for (was, would), count in sorted(found.candidate.items()):
        say(f"the policy that is tried out would have made {was} into {would}: {count}")
    say(counted(found.decisions, "decision"))


def _would(name: str, counts: "dict[tuple[str, str], int]") -> str:
    return ", ".join(f"{treatment} {count}" for (rule, treatment), count in sorted(counts.items()) if rule == name)


def _state(name: str, known: dict[str, bool]) -> str:
    if name not in known:
        return "not in the policy any more"
    return "tried out" if known[name] else ""


def _candidate(app: "App", policy: PolicyFile) -> "Policy":
    from gateway.policy.file import parse, read_text

    if policy is None:
        return app.settings.policy.policy
    return parse(read_text(policy), str(policy)).policy


def _document(tried: "Tried", candidate: "Policy") -> "Json":
    names = sorted({*tried.stricter, *tried.milder, *tried.would})
    return {
        "policy": candidate.version,
        "decisions": tried.decisions,
        "unread": tried.unread,
        "rules": [
            {
                "rule": name,
                "would_add": tried.stricter[name],
                "would_no_longer": tried.milder[name],
                "tried_out": tried.would[name],
            }
            for name in names
        ],
        "changes": [_change(one) for one in tried.changes],
    }


def _change(one: "Change") -> "Json":
    return {
        "case": one.case,
        "recipient": one.recipient,
        "was": one.before,
        "would_be": one.after,
        "stricter": list(one.stricter),
        "milder": list(one.milder),
    }
