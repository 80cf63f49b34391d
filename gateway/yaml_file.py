"""A YAML file → a frozen model, or every fault at once as `file:line:col: path: message`."""

import difflib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from gateway.model.errors import ConfigurationFaults


class Section(BaseModel):
    """Part of a configuration file: frozen, and a key it does not know is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


Model = TypeVar("Model", bound=BaseModel)


def load(path: Path, model: type[Model]) -> Model:
    """Read one file.

    Raises:
        ConfigurationFaults: the file cannot be read, is no YAML, or has faults; all of them are listed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationFaults((f"{path}:1:1: cannot be read: {type(error).__name__}",)) from error
    return parse(text, str(path), model)


def parse(text: str, name: str, model: type[Model]) -> Model:
    """The same for text already read; *name* is what faults are told with."""
    try:
        tree = YAML(typ="rt").load(io.StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else f"{name}:1:1"
        raise ConfigurationFaults((f"{where}: not YAML: {error.problem}",)) from error
    if not isinstance(tree, CommentedMap):
        raise ConfigurationFaults((f"{name}:1:1: must be a mapping of settings",))
    try:
        return model.model_validate(_plain(tree))
    except ValidationError as error:
        faults = sorted(_fault(name, tree, model, details) for details in error.errors(include_url=False))
        raise ConfigurationFaults(tuple(text for _, text in faults)) from error


class Places:
    """Where in a file a key or an item stands."""

    def __init__(self, text: str) -> None:
        """*text*: a mapping that `parse` has read."""
        self._tree = YAML(typ="rt").load(io.StringIO(text))

    def of(self, *location: int | str) -> tuple[int, int]:
        """Line and column, from 1, of the deepest part of the location that stands in the file."""
        line, column, _ = _position(self._tree, location)
        return line + 1, column + 1


def _plain(node: Any) -> Any:
    if isinstance(node, CommentedMap):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(value) for value in node]
    return node


def _fault(
    name: str, tree: CommentedMap, model: type[BaseModel], details: ErrorDetails
) -> tuple[tuple[int, int], str]:
    location = [part for part in details["loc"] if not (isinstance(part, str) and part.startswith("function-"))]
    line, column, known = _position(tree, location)
    path = ".".join(str(part) for part in known)
    message = details["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")
    if details["type"] == "extra_forbidden":
        message = "unknown key" + _did_you_mean(model, known)
    if details["type"] == "missing":
        path = ".".join(str(part) for part in location)
        message = "missing"
    if details["type"] == "literal_error":
        message = f"must be {details['ctx']['expected']}"
    return (line, column), f"{name}:{line + 1}:{column + 1}: " + (f"{path}: {message}" if path else message)


def _position(tree: CommentedMap, location: Sequence[int | str]) -> tuple[int, int, list[int | str]]:
    """The place of the deepest part of *location* that stands in the file (union tags do not)."""
    node: Any = tree
    line, column = 0, 0
    known: list[int | str] = []
    for part in location:
        if isinstance(node, CommentedMap) and part in node:
            line, column = node.lc.key(part)
        elif isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
            line, column = node.lc.item(part)
        else:
            continue
        known.append(part)
        node = node[part]
    return line, column, known


def _did_you_mean(model: type[BaseModel], location: Sequence[int | str]) -> str:
    names = set(model.model_fields)
    found: type[BaseModel] | None = model
    for part in location[:-1]:
        if found is None or not isinstance(part, str) or part not in found.model_fields:
            found = None
            continue
        annotation = found.model_fields[part].annotation
        found = annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
    names = set(found.model_fields) if found is not None else set()
    close = difflib.get_close_matches(str(location[-1]), sorted(names), n=1)
    return f" (did you mean {close[0]}?)" if close else ""
