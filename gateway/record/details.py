"""The details of a disclosure as they are stored and chained: JSON, in the order of their fields."""

import json
from dataclasses import asdict
from typing import Final

from pydantic import TypeAdapter, ValidationError

from gateway.model.errors import PermanentFailure
from gateway.model.outcome import DisclosureDetails

_DETAILS: Final = TypeAdapter(DisclosureDetails)


def written(details: DisclosureDetails) -> str:
    """The very characters that are stored and chained."""
    return json.dumps(asdict(details), ensure_ascii=True, separators=(",", ":"))


def read(text: str | None) -> DisclosureDetails | None:
    """What `written` wrote. None: the row is from before details were kept.

    Raises:
        PermanentFailure: it is not; somebody changed the row, and `gateway record verify` tells where.
    """
    if text is None:
        return None
    try:
        return _DETAILS.validate_json(text)
    except ValidationError as error:
        raise PermanentFailure("record: the details of a disclosure are not as written; verify the record") from error
