"""Reasons as commands may show them."""

from collections.abc import Iterable

from gateway.model.reasons import Reason

NEEDS_A_CHECK = "needs-a-check"  # stands for a reason that itself says something about a person


def unsigned(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The words for somebody who did not sign in: a sensitive reason is told to those asked, and to nobody else."""
    from gateway.decide.reasons import TABLE

    return tuple(dict.fromkeys(NEEDS_A_CHECK if TABLE[reason].sensitive else reason.value for reason in reasons))
