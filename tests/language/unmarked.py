"""Words that people read and that no catalogue has: in code by its syntax tree, in templates by Jinja's lexer."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jinja2 import Environment

_SAID: Final = frozenset({"say", "count", "mark", "mark_count", "TypeVar"})
_SENTENCE: Final = re.compile(
    r"[A-Za-z][a-z]+[,?]? [(]?[a-z]|^[A-Z][a-z]+[.:?]?$|^[Aa]n? [a-z]|^The [A-Z]|^I [a-z]|^\d+ [a-z]"
)  # two words, or one that begins a line
_TAG: Final = re.compile(r"""<style>.*?</style>|<!--.*?-->|<[^<>]*(?:>|$)|^[^<>]*>|\s[a-z-]+="[^"<>]*\"""", re.DOTALL)
_SHOWN_ATTRIBUTE: Final = re.compile(
    r"""(?:aria-label|alt|placeholder|title|data-title|data-label)="([^"]*[A-Za-z]{2}[^"]*)\""""
)
_COMPARING: Final = frozenset({"==", "!=", "in", "["})
_IMPORTS: Final = frozenset({"extends", "from", "import", "include", "block"})


def in_code(path: Path) -> Iterator[str]:
    """Every text of a module that reads like words and is neither said nor marked, with its line."""
    tree = ast.parse(path.read_text())
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in _SAID:
            skipped |= {id(inner) for argument in node.args for inner in ast.walk(argument)}
        # A field's name, a key.
        if isinstance(node, ast.Subscript):
            skipped |= {id(inner) for inner in ast.walk(node.slice)}
        # A docstring, and what goes wrong in our own code, are for developers.
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and not _gives(node.value)):
            skipped |= {id(inner) for inner in ast.walk(node) if not isinstance(inner, ast.Call)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in skipped:
            continue
        if _SENTENCE.search(node.value) and not node.value.startswith(("gateway ", "--", " --")):
            yield f"{path.name}:{node.lineno}: {node.value}"


def _gives(value: ast.expr) -> bool:
    """Whether a statement hands something on: it yields, or adds to a list."""
    return isinstance(value, ast.Yield | ast.YieldFrom) or (
        isinstance(value, ast.Call) and _name(value.func) in {"append", "extend"}
    )


def in_template(path: Path) -> Iterator[str]:
    """Every text of a template that stands outside {% trans %}, and in an expression outside _("…")."""
    depth, page = 0, ""
    block: list[str] = []
    for _, kind, value in Environment(extensions=["jinja2.ext.i18n"]).lex(path.read_text()):
        if kind in {"block_begin", "variable_begin"}:
            block = []
        elif kind == "data" and not depth:
            page += value
        elif kind not in {"block_end", "variable_end", "whitespace", "data"}:
            block.append(value)
        if kind == "block_end" and block[:1] == ["trans"]:
            depth += 1
        elif kind == "block_end" and block[:1] == ["endtrans"]:
            depth -= 1
        if kind in {"block_end", "variable_end"} and block[0] not in _IMPORTS:
            yield from (f"{path.name}: {text}" for text in _in_expression(block))
        if kind == "variable_begin":
            page += "\0"
    for attribute in _SHOWN_ATTRIBUTE.findall(page):
        yield f"{path.name}: {attribute}"
    for text in re.split(r"\0|\n", _TAG.sub("\n", page)):
        if re.search(r"[A-Za-z]{2}", text):
            yield f"{path.name}: {text.strip()}"


def _in_expression(tokens: list[str]) -> Iterator[str]:
    """Words that are neither said, nor compared with something, nor a key of a table."""
    for at, text in enumerate(tokens):
        if text[:1] not in {'"', "'"} or not _SENTENCE.search(text[1:-1]):
            continue
        called, after = tokens[max(0, at - 2) : at], tokens[at + 1 : at + 2]
        if called in (["_", "("], ["ngettext", "("]) or "ngettext" in tokens[max(0, at - 4) : at]:
            continue
        if not {*called[1:]} & _COMPARING and not {*after} & {*_COMPARING, ":"}:
            yield text[1:-1]


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
