"""The registers' generation: every change moves it on, so that what was decided before it is decided again."""

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from gateway.store.tables import register_generation


class Crossed(Exception):
    """Somebody else's change was committed between reading and writing."""


def generation_of(connection: Connection) -> int:
    """The generation now; 0: nothing was ever imported."""
    return connection.scalar(select(register_generation.c.generation)) or 0


def advance(connection: Connection, generation: int) -> None:
    """Move on from *generation* to the next.

    Raises:
        Crossed: it is no longer that.
    """
    moved = connection.execute(
        update(register_generation)
        .where(register_generation.c.generation == generation)
        .values(generation=generation + 1)
    )
    if moved.rowcount:
        return
    if generation:
        raise Crossed
    try:
        connection.execute(insert(register_generation).values(id=1, generation=1))
    except IntegrityError as error:
        raise Crossed from error
