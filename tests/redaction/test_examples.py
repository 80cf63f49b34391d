"""The examples of docs/library.md and of the library's docstrings do what they say."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path
from types import FunctionType

import pytest

import redaction

PAGE = Path(__file__).parents[2] / "docs" / "library.md"
MODULES = [
    one.name
    for one in pkgutil.walk_packages(redaction.__path__, "redaction.")
    # What trains the model needs packages that what uses it does not (docs/choices/names-by-model.md).
    if not one.name.endswith("__main__") and not one.name.startswith("redaction.training")
]


def test_the_page() -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "library.md", str(PAGE), 0)
    said: list[str] = []

    failed, tried = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(examples, out=said.append)

    assert failed == 0, "".join(said)
    assert tried > 30


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name: str) -> None:
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for examples in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name)):
        runner.run(examples, out=said.append)

    assert runner.summarize(verbose=False).failed == 0, "".join(said)


def test_every_public_name_has_words_and_the_main_ones_an_example() -> None:
    for name in redaction.__all__:
        one = getattr(redaction, name)
        assert not isinstance(one, type | FunctionType) or one.__doc__, name
    for one in (redaction.find, redaction.read, redaction.redact, redaction.Plan, redaction.Labels):
        assert ">>>" in (one.__doc__ or ""), one
