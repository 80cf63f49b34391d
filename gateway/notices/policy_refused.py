"""The notice that a changed policy was not taken into use. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from gateway.config import Organisation
from gateway.model.outcome import Finished
from gateway.notices.letter import Block, Cover, Item, Letter, Shape, inside, mailed, plain

_MOST: Final = 50  # faults that are told; one slip can make hundreds


def policy_refused(faults: Sequence[str], *, in_use: str, organisation: Organisation, now: datetime) -> Finished:
    """To the postmaster, who can mend it.

    Args:
        faults: each with file, line and column.
        in_use: the version that stays.
        now: aware, in the organisation's zone.
    """
    said = organisation.speaks
    heading = said.say("The changed policy is not in use: it has a fault")
    more = (Item(words=said.say("and {n} more", n=len(faults) - _MOST)),) if len(faults) > _MOST else ()
    letter = Letter(
        heading=heading,
        blocks=(
            plain(
                said.say(
                    "policy.yaml was changed, but it has a fault. The gateway did not take it into use. Mail goes on "
                    "under the policy from before (version {version}).",
                    version=in_use,
                )
            ),
            Block(
                shape=Shape.LIST,
                title=said.say("What is wrong (file, line, column)"),
                items=(*(Item(words=fault) for fault in faults[:_MOST]), *more),
            ),
            plain(said.say("What to do: mend these places and save the file. It is then taken into use by itself.")),
            plain(said.say("`gateway check` and `gateway rules test` tell the same before you wait for this mail.")),
        ),
        foot=(organisation.name,),
        language=said,
    )
    cover = Cover(
        to=organisation.postmaster,
        subject=heading,
        postmaster=organisation.postmaster,
        hostname=organisation.hostname,
        identity="policy-refused",
        now=now,
    )
    return inside(mailed(letter, cover), organisation.postmaster)
