"""`reviews` in policy.yaml: when what no register holds is looked at again (REV-1)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from gateway.yaml_file import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """What the organisation has set."""

    policy: date | None  # the sharing policy's next review; None: nobody has set a day, which is due at once
    privacy_notice: date | None  # the privacy notice's, in the same way
    approval_months: int  # after which an approval that still stands is looked at again


class ReviewsSection(Section):
    """REV-1."""

    policy: date | None = None
    privacy_notice: date | None = None
    approval_months: Annotated[int, Field(ge=1, le=24)] = 12

    def to_reviews(self) -> Reviews:
        """For what tells what is due."""
        return Reviews(policy=self.policy, privacy_notice=self.privacy_notice, approval_months=self.approval_months)
