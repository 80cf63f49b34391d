"""Structured log lines: an event word and keys from one allow-list, so content cannot leak by accident."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, Final, TextIO, cast

import structlog

# Ids, words and counts. Never a local part, a subject line, a file name, a peer's text or an exception's text.
KEYS: Final = frozenset(
    {
        "attempts",
        "batch",
        "bytes",
        "case",
        "channel",
        "code",
        "count",
        "domain",
        "enhanced",
        "error",  # an exception's class name
        "generation",
        "head",
        "hop",
        "isolation",
        "kind",
        "lane",
        "limit",
        "listener",
        "minutes",
        "outgoing",
        "path",
        "pid",
        "policy",
        "port",
        "process",
        "protection",
        "reasons",
        "recipients",
        "role",
        "seconds",
        "stage",
        "state",
        "step",
        "tls",
        "treatment",
        "worker",
    }
)
_OURS: Final = frozenset({"event", "level", "timestamp"})


def allowed_only(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop what is not on the list, and say that something was."""
    dropped = sorted(key for key in line if key not in KEYS and key not in _OURS)
    for key in dropped:
        del line[key]
    if dropped:
        line["dropped"] = ",".join(dropped)
    return line


class _StandardError:
    """Standard error as it is now: whoever redirects it later gets the lines too."""

    def write(self, text: str) -> int:
        """Pass it on."""
        return sys.stderr.write(text)

    def flush(self) -> None:
        """Pass it on."""
        sys.stderr.flush()


def configure(*, style: str) -> None:
    """Set the process's log up once: JSON lines or a console's, on standard error."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if style == "json" else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            allowed_only,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=cast("TextIO", _StandardError())),
        cache_logger_on_first_use=True,
    )


class StructuredLog:
    """The log of one process, under ports.Log."""

    def __init__(self, **keys: str | int) -> None:
        # Bound when it first writes: bind() here would take the filters that are set now, and configure(), with the
        # list of allowed keys, may come later.
        self._logger = structlog.get_logger(**keys)

    def info(self, event: str, /, **keys: str | int | float | bool | None) -> None:
        """Something happened."""
        self._logger.info(event, **keys)

    def warning(self, event: str, /, **keys: str | int | float | bool | None) -> None:
        """Something that a person should look at."""
        self._logger.warning(event, **keys)

    def error(self, event: str, /, **keys: str | int | float | bool | None) -> None:
        """Something that a person must look at."""
        self._logger.error(event, **keys)


def where(error: BaseException) -> str:
    """The place that raised, as `file:line`: all that a log may tell of an exception beside its class."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
