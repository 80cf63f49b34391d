"""Plants a value in XML, HTML or SVG: texts, attributes, names, namespaces, comments, instructions, the coding itself."""

import random
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

Plant = Callable[[str, str, random.Random], str | None]
"""Source, value, chance: the source with the value; None: it has no such place."""

_TEXT: Final = re.compile(r"<([A-Za-z][\w:.-]*)((?:\s[^<>]*)?)>([^<>]*[^<>\s][^<>]*)</\1>")
_ATTRIBUTE: Final = re.compile(r"(?<=\s)(?!xmlns)([A-Za-z][\w:.-]*)\s*=\s*\"([^\"<>]*)\"(?=[^<>]*>)")
_NAMESPACE: Final = re.compile(r"xmlns:[\w.-]+\s*=\s*\"([^\"<>]*)\"")
_TAG: Final = re.compile(r"<[A-Za-z][\w:.-]*(?:\s[^<>]*?)?(?=/?>)")
_END: Final = re.compile(r"</[A-Za-z][\w:.-]*>")
_DECLARED: Final = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>\s*")


def escaped(text: str, chance: random.Random) -> str:
    """As it may stand in a text or between quotation marks, whatever it is made of."""
    match chance.randrange(6):
        case 0:
            return "".join(f"&#{ord(one)};" for one in text)
        case 1:
            return "".join(f"&#x{ord(one):X};" for one in text)
        case 2:
            return "".join(f"&#x{ord(one):04x};" if chance.random() < 0.4 else _plain(one) for one in text)
        case _:
            return _plain(text)


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def as_name(text: str) -> str:
    """Letters and figures of it, as an element may be called."""
    made = re.sub(r"\W+", "_", text, flags=re.ASCII).strip("_")
    return made if made[:1].isalpha() else f"_{made}"


def _at(form: re.Pattern[str], source: str, chance: random.Random) -> re.Match[str] | None:
    """One match, each kind of tag or attribute as likely as the others."""
    kinds: dict[str, list[re.Match[str]]] = {}
    declared = _DECLARED.match(source)
    for match in form.finditer(source, declared.end() if declared else 0):
        kinds.setdefault((match[1] if form.groups else match[0])[:60], []).append(match)
    return chance.choice(kinds[chance.choice(sorted(kinds))]) if kinds else None


def _put(source: str, span: tuple[int, int], new: str) -> str:
    return source[: span[0]] + new + source[span[1] :]


def _text(source: str, value: str, chance: random.Random) -> str | None:
    match = _at(_TEXT, source, chance)
    return match and _put(source, match.span(3), escaped(value, chance))


def _text_beside(source: str, value: str, chance: random.Random) -> str | None:
    match = _at(_TEXT, source, chance)
    return match and _put(source, match.span(3), f"{match[3]} {escaped(value, chance)}")


def _text_split(source: str, value: str, chance: random.Random) -> str | None:
    match = _at(_TEXT, source, chance)
    if match is None:
        return None
    at = chance.randrange(1, len(value))
    tag, rest = match[1], match[2]
    one, other = escaped(value[:at], chance), escaped(value[at:], chance)
    return _put(source, match.span(), f"<{tag}{rest}>{one}</{tag}><{tag}{rest}>{other}</{tag}>")


def _text_parted(source: str, value: str, chance: random.Random) -> str | None:
    match = _at(_TEXT, source, chance)
    at = chance.randrange(1, len(value))
    middle = chance.choice(("<!-- -->", "<?x y?>", "<![CDATA[]]>"))
    return match and _put(source, match.span(3), _plain(value[:at]) + middle + _plain(value[at:]))


def _cdata(source: str, value: str, chance: random.Random) -> str | None:
    match = _at(_TEXT, source, chance)
    return match and _put(source, match.span(3), f"<![CDATA[{value}]]>")


def _attribute(source: str, value: str, chance: random.Random) -> str | None:
    match = _at(_ATTRIBUTE, source, chance)
    return match and _put(source, match.span(2), escaped(value, chance))


def _attribute_beside(source: str, value: str, chance: random.Random) -> str | None:
    match = _at(_ATTRIBUTE, source, chance)
    return match and _put(source, match.span(2), f"{match[2]} {escaped(value, chance)}")


def _in_tag(made: Callable[[str, random.Random], str]) -> Plant:
    def plant(source: str, value: str, chance: random.Random) -> str | None:
        match = _at(_TAG, source, chance)
        return match and _put(source, (match.end(), match.end()), f" {made(value, chance)}")

    return plant


def _after_tag(made: Callable[[str, random.Random], str]) -> Plant:
    def plant(source: str, value: str, chance: random.Random) -> str | None:
        match = _at(_END, source[: source.rfind("</")], chance)
        return match and _put(source, (match.end(), match.end()), made(value, chance))

    return plant


def _outside(made: Callable[[str, random.Random], str]) -> Plant:
    def plant(source: str, value: str, chance: random.Random) -> str | None:
        declared = _DECLARED.match(source)
        at = chance.choice((declared.end() if declared else 0, len(source)))
        return _put(source, (at, at), made(value, chance))

    return plant


def _namespace(source: str, value: str, chance: random.Random) -> str | None:
    match = _at(_NAMESPACE, source, chance)
    return match and _put(source, match.span(1), f"urn:{as_name(value)}")


def _comment(value: str, _: random.Random) -> str:
    return f"<!-- {value.replace('--', '==')} -->"


def _instruction(value: str, chance: random.Random) -> str:
    return chance.choice((f"<?note {value}?>", f"<?{as_name(value)} x?>"))


PLACES: Final[Mapping[str, Plant]] = MappingProxyType({
    "text": _text,
    "text beside another": _text_beside,
    "text split over elements": _text_split,
    "text parted by a comment": _text_parted,
    "CDATA": _cdata,
    "attribute": _attribute,
    "attribute beside its value": _attribute_beside,
    "foreign attribute": _in_tag(lambda value, chance: f'xmlns:q9="urn:q" q9:note="{escaped(value, chance)}"'),
    "attribute's name": _in_tag(lambda value, _: f'{as_name(value)}="1"'),
    "namespace": _namespace,
    "new namespace": _in_tag(lambda value, _: f'xmlns:q9="urn:{as_name(value)}"'),
    "prefix": _in_tag(lambda value, _: f'xmlns:{as_name(value)}="urn:q"'),
    "element's name": _after_tag(lambda value, _: f'<q9:{as_name(value)} xmlns:q9="urn:q"/>'),
    "foreign element": _after_tag(lambda value, chance: f'<q9:a xmlns:q9="urn:q">{escaped(value, chance)}</q9:a>'),
    "between elements": _after_tag(escaped),
    "comment": _after_tag(_comment),
    "instruction": _after_tag(_instruction),
    "comment outside": _outside(_comment),
    "instruction outside": _outside(_instruction),
})  # fmt: skip


def plant(
    data: bytes, value: str, chance: random.Random, places: Mapping[str, Plant] = PLACES
) -> tuple[str, bytes] | None:
    """The name of a place and the bytes with the value there; now and then all of it in UTF-16."""
    try:
        source = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8")
    except UnicodeDecodeError:
        return None
    name = chance.choice(tuple(places))
    made = places[name](source, value, chance)
    if made is None:
        return None
    if places is PLACES and chance.random() < 0.1 and 'encoding="UTF-8"' in made:
        return f"{name}, UTF-16", made.replace('encoding="UTF-8"', 'encoding="UTF-16"', 1).encode("utf-16")
    return name, made.encode()
