"""A digest: a letter that counts what waits or is due, and wants no answer. Pure."""

from collections.abc import Sequence
from datetime import datetime

from gateway.config import Config
from gateway.model.outcome import Finished
from gateway.notices.letter import Block, Cover, Letter, inside, mailed


def digest(
    heading: str, blocks: Sequence[Block], to: str, config: Config, *, identity: str, now: datetime
) -> Finished:
    """The mail, ready to travel inside.

    Args:
        heading: its subject line too.
        identity: of this digest among all that are sent to anybody on any day.
        now: of the organisation's time zone.
    """
    organisation = config.organisation
    said = organisation.speaks
    letter = Letter(
        heading=heading,
        blocks=tuple(blocks),
        foot=(said.say("You do not need to answer this email."), organisation.name),
        language=said,
    )
    cover = Cover(
        to=to,
        subject=heading,
        postmaster=organisation.postmaster,
        hostname=organisation.hostname,
        identity=identity,
        now=now,
    )
    return inside(mailed(letter, cover), to)
