"""What a check came to."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"  # it runs; somebody should see to it
    PROBLEM = "problem"  # mail waits or is lost from sight until it is mended


class Area(StrEnum):
    """What was looked at."""

    CONFIGURATION = "configuration"
    POLICY = "policy"
    EMERGENCY = "emergency"
    KEYS = "keys"
    CERTIFICATES = "certificates"
    PARTNERS = "partners"
    NEXT_HOPS = "next-hops"
    DATABASE = "database"
    ISOLATION = "isolation"
    REGISTERS = "registers"
    ROLES = "roles"
    MODES = "modes"
    LISTENERS = "listeners"
    NOTICES = "notices"
    DIGESTS = "digests"
    CONSOLE = "console"
    QUEUE = "queue"
    HELD = "held"
    PROCESSES = "processes"
    CLOCK = "clock"
    DISK = "disk"
    BACKUP = "backup"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One thing that was checked."""

    area: Area
    level: Level
    what: str  # what is wrong, where, and what to do; staff and partners may be named, people never


def ok(area: Area, what: str) -> Result:
    """It is in order."""
    return Result(area=area, level=Level.OK, what=what)


def warning(area: Area, what: str) -> Result:
    """Somebody should see to it."""
    return Result(area=area, level=Level.WARNING, what=what)


def problem(area: Area, what: str) -> Result:
    """It must be mended."""
    return Result(area=area, level=Level.PROBLEM, what=what)
