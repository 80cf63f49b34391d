"""JSON as `explain.plain` writes it → the model's values again, by their types. Pure.

What it does not know, in a key or a word, is an error: a sheet that was only half understood would be decided about
as if the rest had never been there. A key that is not there takes the field's default: older sheets can be read.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import IntEnum, StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import NewType, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


class OtherShape(ValueError):
    """The JSON is not of the type's shape; the text names field and type, never a value."""


def from_json(kind: type[Value], raw: object) -> Value:
    """A value of that type.

    Raises:
        OtherShape: it has another shape.
    """
    value = _value(kind, raw)
    if not isinstance(value, kind):
        raise OtherShape(f"{kind.__name__}: another type")
    return value


def _value(hint: object, raw: object) -> object:
    if isinstance(hint, NewType):
        return _value(hint.__supertype__, raw)
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _optional(get_args(hint), raw)
    if origin is not None:
        return _collection(origin, get_args(hint), raw)
    if isinstance(hint, type):
        return _record(hint, raw) if is_dataclass(hint) else _plain(hint, raw)
    raise OtherShape(f"no way to read {hint}")


def _optional(kinds: tuple[object, ...], raw: object) -> object:
    if raw is None and NoneType in kinds:
        return None
    (kind,) = (one for one in kinds if one is not NoneType)
    return _value(kind, raw)


def _collection(origin: object, kinds: tuple[object, ...], raw: object) -> object:
    if origin in (dict, Mapping) and isinstance(raw, dict):
        return {_value(kinds[0], key): _value(kinds[1], item) for key, item in raw.items()}
    if isinstance(raw, list):
        if origin is frozenset:
            return frozenset(_value(kinds[0], item) for item in raw)
        if origin is tuple and kinds[-1] is Ellipsis:
            return tuple(_value(kinds[0], item) for item in raw)
        if origin is tuple and len(kinds) == len(raw):
            return tuple(_value(kind, item) for kind, item in zip(kinds, raw, strict=True))
    raise OtherShape(f"{origin}: another type")


def _record(kind: type, raw: object) -> object:
    if not isinstance(raw, dict):
        raise OtherShape(f"{kind.__name__}: another type")
    hints = _hints(kind)
    unknown = sorted(raw.keys() - hints.keys())
    if unknown:
        raise OtherShape(f"{kind.__name__}: unknown key {unknown[0]}")
    missing = sorted(_needed(kind) - raw.keys())
    if missing:
        raise OtherShape(f"{kind.__name__}: {missing[0]} is missing")
    return kind(**{name: _value(hints[name], item) for name, item in raw.items()})


@cache
def _hints(kind: type) -> dict[str, object]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}


@cache
def _needed(kind: type) -> frozenset[str]:
    return frozenset(one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING)


def _plain(kind: type, raw: object) -> object:
    """A word, a number or an instant."""
    try:
        if isinstance(raw, str):
            if issubclass(kind, IntEnum):
                return kind[raw.upper()]
            if issubclass(kind, StrEnum):
                return kind(raw)
            if kind in (datetime, date, time):
                return _instant(kind, raw)
    except (KeyError, ValueError) as error:
        raise OtherShape(f"{kind.__name__}: a word that is not known") from error
    # A bool is an int to Python; here each is itself alone.
    if type(raw) is kind:
        return raw
    raise OtherShape(f"{kind.__name__}: another type")


def _instant(kind: type, raw: str) -> object:
    if kind is datetime:
        at = datetime.fromisoformat(raw)
        if at.tzinfo is None:
            raise ValueError("an instant without an offset")
        return at
    return date.fromisoformat(raw) if kind is date else time.fromisoformat(raw)
