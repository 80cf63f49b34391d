"""The marking schemes that partners read: whether policy.yaml describes each."""

from collections.abc import Iterator

from gateway.check.result import Area, Result, warning
from gateway.model.outward import Outward
from gateway.model.parties import RegisterSnapshot

_OWN = "own"  # may be written in the register for a partner who reads ours


def dialects(registers: RegisterSnapshot, outward: Outward) -> Iterator[Result]:
    """A warning for each that it does not: the partner is sent our own marking alone."""
    for party in registers.parties.values():
        if party.dialect and party.dialect != _OWN and party.dialect not in outward.dialects:
            yield warning(
                Area.PARTNERS,
                f"{party.id} reads markings as {party.dialect}, which policy.yaml does not describe under "
                "markings: dialects; it is sent ours",
            )
