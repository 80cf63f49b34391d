"""The daily mail to whoever is asked about what waits. Pure.

It says how many, since when and until when, and nothing of what is in them or who they are about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from gateway.config import Config
from gateway.language import Language
from gateway.model.outcome import Finished
from gateway.notices.digest import digest
from gateway.notices.letter import Block, Item, Shape, plain

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
    zone = ZoneInfo(config.organisation.timezone)
    said = config.organisation.speaks
    heading = said.count("1 email waits for your decision", "{n} emails wait for your decision", len(waiting))
    items = tuple(_item(one, zone, said) for one in waiting[:MOST_LISTED])
    blocks = [
        plain(said.say("{heading}. None of them is sent by itself.", heading=heading)),
        Block(shape=Shape.LIST, title=said.say("The first to look at"), items=items),
    ]
    if len(waiting) > MOST_LISTED:
        blocks.append(plain(said.say("and {n} more", n=len(waiting) - MOST_LISTED)))
    if config.console is not None:
        blocks.append(
            Block(shape=Shape.BUTTON, words=said.say("Sign in to see them"), link=f"{config.console.public_url}/held")
        )
    else:
        blocks.append(plain(said.say("The whole list, on the gateway: {command}", command="gateway held list")))
    now = at.astimezone(zone)
    return digest(heading, blocks, to, config, identity=f"waiting.{now:%Y-%m-%d}", now=now)


def _item(one: Waiting, zone: ZoneInfo, language: Language) -> Item:
    held = language.moment(one.held_at.astimezone(zone))
    since = language.say("It has been on hold since {when}.", when=held)
    if one.until is None:
        return Item(words=language.say("{case}: urgent", case=one.case), below=since)
    until = language.say("It goes back on {when}.", when=language.moment(one.until.astimezone(zone)))
    return Item(words=one.case, below=f"{since} {until}")
