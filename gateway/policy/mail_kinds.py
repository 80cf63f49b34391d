"""policy.yaml: what is done with mail that nobody wrote by hand, and with mail that nobody can look into."""

from typing import Annotated, Final, Literal

from pydantic import StringConstraints

from gateway.model.decision import Treatment
from gateway.yaml_file import Section

_TREATMENTS: Final = {"note": Treatment.SHARE, "hold": Treatment.HOLD, "refuse": Treatment.REFUSE}


class AutomaticMailSection(Section):
    """PURP-2: mail that a rule of a mailbox sends on to the outside."""

    auto_forward: Literal["note", "hold", "refuse"] = "hold"

    def forward_treatment(self) -> Treatment:
        """The same as a rule takes it."""
        return _TREATMENTS[self.auto_forward]


class EncryptedMailSection(Section):
    """CLASS-2, SEC-1: mail that its sender encrypted before it came here, which nobody can look into."""

    pass_to: tuple[Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,60}$")], ...] = ()
