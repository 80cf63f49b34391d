"""The notice that a changed policy was not taken into use. Pure."""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from gateway.config import Organisation
from gateway.model.decision import Channel
from gateway.model.outcome import Finished, FinishedKind

_MOST: Final = 50  # faults that are told; one slip can make hundreds


def policy_refused(faults: Sequence[str], *, in_use: str, organisation: Organisation, now: datetime) -> Finished:
    """To the postmaster, who can mend it.

    Args:
        faults: each with file, line and column.
        in_use: the version that stays.
        now: aware, in the organisation's zone.
    """
    notice = EmailMessage(policy=SMTP.clone(max_line_length=998))
    notice["From"] = f"Mail gateway <{organisation.postmaster}>"
    notice["To"] = organisation.postmaster
    notice["Subject"] = "The changed policy is not in use: it has a fault"
    notice["Date"] = format_datetime(now)
    notice["Message-ID"] = f"<policy-refused.{now.timestamp():.6f}@{organisation.hostname}>"
    # RFC 3834 §5: so that no out-of-office answers it.
    notice["Auto-Submitted"] = "auto-generated"
    told = [f"  - {fault}" for fault in faults[:_MOST]]
    if len(faults) > _MOST:
        told.append(f"  and {len(faults) - _MOST} more")
    lines = [
        "policy.yaml was changed, but it has a fault. The gateway did not take it into use.",
        f"Mail goes on under the policy from before (version {in_use}).",
        "",
        "What is wrong (file, line, column):",
        *told,
        "",
        "What to do: mend these places and save the file. It is then taken into use by itself.",
        "`gateway check` and `gateway rules test` tell the same before you wait for this mail.",
        "",
        organisation.name,
        "",
    ]
    notice.set_content("\n".join(lines))
    content = notice.as_bytes()
    return Finished(
        kind=FinishedKind.NOTICE,
        sender="",
        recipients=(organisation.postmaster,),
        content=content,
        channel=Channel.INTERNAL,
        body_8bit=not content.isascii(),
    )
