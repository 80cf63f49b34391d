"""The daily mail to whoever is asked about what waits. Pure.

It says how many, since when and until when, and nothing of what is in them or who they are about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from gateway.config import Config
from gateway.model.outcome import Finished
from gateway.notices.letter import Block, Cover, Item, Letter, Shape, inside, mailed, moment, plain

MOST_LISTED = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One case that waits for its reader."""

    case: str
    held_at: datetime
    until: datetime | None  # when it goes back to its sender; None: it is urgent and does not


def manager_digest(waiting: Sequence[Waiting], to: str, config: Config, at: datetime) -> Finished:
    """The mail, ready to travel inside.

    Args:
        waiting: in the order in which they are to be looked at; at least one.
    """
    organisation = config.organisation
    zone = ZoneInfo(organisation.timezone)
    count = "1 email waits" if len(waiting) == 1 else f"{len(waiting)} emails wait"
    blocks = [
        plain(f"{count} for your decision. None of them is sent by itself."),
        Block(shape=Shape.LIST, title="The first to look at", items=tuple(_item(one, zone) for one in _few(waiting))),
    ]
    if len(waiting) > MOST_LISTED:
        blocks.append(plain(f"And {len(waiting) - MOST_LISTED} more."))
    if config.console is not None:
        blocks.append(
            Block(shape=Shape.BUTTON, words="Sign in to see them", link=f"{config.console.public_url}/held")
        )
    else:
        blocks.append(plain("The whole list, on the gateway: gateway held list"))
    now = at.astimezone(zone)
    letter = Letter(
        heading=f"{count} for your decision",
        blocks=tuple(blocks),
        foot=("You do not need to answer this email.", organisation.name),
    )
    cover = Cover(
        to=to,
        subject=letter.heading,
        postmaster=organisation.postmaster,
        hostname=organisation.hostname,
        identity=f"waiting.{now:%Y-%m-%d}",
        now=now,
    )
    return inside(mailed(letter, cover), to)


def _few(waiting: Sequence[Waiting]) -> Sequence[Waiting]:
    return waiting[:MOST_LISTED]


def _item(one: Waiting, zone: ZoneInfo) -> Item:
    since = f"It has been on hold since {moment(one.held_at.astimezone(zone))}."
    if one.until is None:
        return Item(words=f"{one.case}: urgent", below=since)
    return Item(words=one.case, below=f"{since} It goes back on {moment(one.until.astimezone(zone))}.")
