"""In which language somebody is written to: the one they chose for themselves, else the organisation's. Pure."""

from collections.abc import Mapping

from gateway.config import Config
from gateway.language import available
from gateway.model.parties import StaffMember


def for_reader(config: Config, to: str, staff: Mapping[str, StaffMember]) -> Config:
    """The configuration as a mail to *to* is written under.

    Args:
        staff: by email, lower case, or by every address of theirs (Directory.staff_by_address).
    """
    member = staff.get(to.lower())
    return config if member is None else in_language(config, member.language)


def in_language(config: Config, code: str) -> Config:
    """The configuration with another language; the same where there is no catalogue of it."""
    if code in {"", config.organisation.language} or code not in available():
        return config
    return config.model_copy(update={"organisation": config.organisation.model_copy(update={"language": code})})
