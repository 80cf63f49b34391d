"""`risks` in policy.yaml: when the gateway itself opens an entry of the risk register (REC-3)."""

from dataclasses import dataclass

from pydantic import Field

from gateway.yaml_file import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPolicy:
    """What the clock opens risks by; no rule looks at it."""

    overrides: int  # releases by one manager of what one rule held
    overrides_days: int  # within so many days
    quiet_days: int  # how long what was closed and still stands in the registers is not opened again


class RisksSection(Section):
    """REC-3."""

    overrides: int = Field(default=3, ge=2)
    overrides_days: int = Field(default=30, ge=1)
    quiet_days: int = Field(default=30, ge=1)

    def to_policy(self) -> RiskPolicy:
        """For the clock."""
        return RiskPolicy(overrides=self.overrides, overrides_days=self.overrides_days, quiet_days=self.quiet_days)
