"""policy.yaml: what is done with mail that nobody wrote by hand."""

from typing import Final, Literal

from gateway.model.decision import Treatment
from gateway.yaml_file import Section

_TREATMENTS: Final = {"note": Treatment.SHARE, "hold": Treatment.HOLD, "refuse": Treatment.REFUSE}


class AutomaticMailSection(Section):
    """PURP-2: mail that a rule of a mailbox sends on to the outside."""

    auto_forward: Literal["note", "hold", "refuse"] = "hold"

    def forward_treatment(self) -> Treatment:
        """The same as a rule takes it."""
        return _TREATMENTS[self.auto_forward]
