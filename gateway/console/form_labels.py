"""What the fields of a form are called on its page, for a page that shows them again without the form.

Labels stand in the templates, as the first words of the macros that draw fields, and are read there: a list of them
beside the templates would come apart from them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from jinja2 import Environment, nodes

from gateway.console.case.form import MEND_TITLES, TITLES
from gateway.console.case.ticks import FIELD as TICK
from gateway.console.pages.governance.fields import FIELDS
from gateway.language import Words, mark
from gateway.model.decision import AnswerKind
from gateway.registers.files.columns import RegisterKind

_DRAW: Final = frozenset({"text_field", "words_field", "lines_field", "person_field", "radios", "select", "tick"})
_ACTION: Final = re.compile(r'action="(/[^"#]*)')
_FILLED: Final = re.compile(r"\{\{.*?\}\}")
_REGISTER: Final = re.compile(r"/registers/([a-z]+)/")
_TICK_WORDS: Final = mark("What you ticked to hide")
_YES: Final = {"yes": mark("Yes"), "no": mark("No")}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLabels:
    """The labels of all templates."""

    forms: tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]  # of a form's address, field → label

    @classmethod
    def of(cls, environment: Environment) -> "FormLabels":
        """Read out of every template."""
        return cls(forms=tuple(_forms(environment)))

    def label(self, action: str, field: str) -> str:
        """What a field of the form at an address is called; empty: nobody knows."""
        path = action.partition("?")[0]
        register = _REGISTER.match(path)
        if register is not None and register[1] in set(RegisterKind):
            columns = FIELDS[RegisterKind(register[1])]
            if field in columns:
                return columns[field].label
        if path.startswith("/cases/") and field in MEND_TITLES:
            return MEND_TITLES[field]
        if field.startswith(TICK):
            return _TICK_WORDS
        own = [labels[field] for form, labels in self.forms if field in labels and form.fullmatch(path)]
        # The page that confirms a form carries its fields on to another address of the same place.
        place = "/".join(path.split("/")[:2])
        near = {labels[field] for form, labels in self.forms if field in labels and form.pattern.startswith(place)}
        return own[0] if own else next(iter(near)) if len(near) == 1 else ""


def value_words(field: str, value: str) -> str:
    """What was chosen, as the form says it; what was written stays as it is."""
    if field == "decision" and value in set(AnswerKind) and AnswerKind(value) in TITLES:
        return TITLES[AnswerKind(value)][0]
    return _YES.get(value, value)


def _forms(environment: Environment) -> Iterator[tuple[re.Pattern[str], dict[str, str]]]:
    if environment.loader is None:
        return
    for name in environment.list_templates():
        source = environment.loader.get_source(environment, name)[0]
        labels = dict(_labels(environment.parse(source)))
        if labels:
            for action in dict.fromkeys(_ACTION.findall(source)):
                parts = map(re.escape, _FILLED.split(action))
                yield re.compile("[^/]+".join(parts)), labels


def _labels(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    for call in tree.find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name) or call.node.name not in _DRAW or len(call.args) < 2:
            continue
        field, label = call.args[0], call.args[1]
        if isinstance(field, nodes.Const) and isinstance(label, nodes.Call) and label.args:
            words = label.args[0]
            if isinstance(words, nodes.Const):
                yield str(field.value), Words(str(words.value))
