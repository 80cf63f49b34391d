"""Two policies laid beside each other, in words: keys that changed, rules that came, went or changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gateway import yaml_file
from gateway.policy.own_rules import RuleSection
from gateway.policy.schema import PolicyFile

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not the same."""

    where: str  # "statement.internal", "rules: health-to-schools"
    before: str  # empty: it was not there
    after: str  # empty: it is not there any more


def differences(before: str, after: str, names: tuple[str, str] = ("before", "after")) -> tuple[Difference, ...]:
    """Between two texts of policy.yaml, with every default filled in: what counts, not what is written.

    Args:
        names: what faults are told with.

    Raises:
        ConfigurationFaults: one of them has faults.
    """
    one, other = (yaml_file.parse(text, name, PolicyFile) for text, name in zip((before, after), names, strict=True))
    exclude = {"rules"}
    return (
        *_of_keys("", one.model_dump(mode="json", exclude=exclude), other.model_dump(mode="json", exclude=exclude)),
        *_of_rules(one.rules, other.rules),
    )


def _of_keys(path: str, before: Plain, after: Plain) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from _of_keys(f"{path}.{key}" if path else key, before.get(key), after.get(key))
        return
    if isinstance(before, list) and isinstance(after, list):
        yield from _of_lists(path, before, after)
        return
    yield Difference(where=path, before=_word(before), after=_word(after))


def _of_lists(path: str, before: list[Plain], after: list[Plain]) -> Iterator[Difference]:
    old, new = list(map(_word, before)), list(map(_word, after))
    gone = [one for one in old if one not in new]
    come = [one for one in new if one not in old]
    if gone or come:
        yield Difference(where=path, before=", ".join(sorted(gone)), after=", ".join(sorted(come)))
    # Sets are written in no order of their own; of lists in an order it may count.
    elif sorted(old) != sorted(new):
        yield Difference(where=path, before=", ".join(old), after=", ".join(new))


def _of_rules(before: tuple[RuleSection, ...], after: tuple[RuleSection, ...]) -> Iterator[Difference]:
    old: Mapping[str, RuleSection] = {rule.name: rule for rule in before}
    new: Mapping[str, RuleSection] = {rule.name: rule for rule in after}
    for name in dict.fromkeys((*old, *new)):
        yield from _of_rule(f"rules: {name}", _dumped(old.get(name)), _dumped(new.get(name)))


def _of_rule(path: str, before: Plain, after: Plain) -> Iterator[Difference]:
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_keys(path, before, after)
    elif before != after:
        yield Difference(where=path, before=_word(before), after=_word(after))


def _dumped(rule: RuleSection | None) -> Plain:
    """What of a rule is not as if it were not written; without its tests, which change nothing."""
    if rule is None:
        return None
    dumped: dict[str, Plain] = rule.model_dump(mode="json", exclude={"name", "tests"}, exclude_defaults=True)
    return dumped


def _word(value: Plain) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dict():
            return "; ".join(f"{key}: {_word(item)}" for key, item in value.items())
        case list():
            return ", ".join(map(_word, value))
    return str(value)
