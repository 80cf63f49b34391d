"""The labels of forms, as a page that shows a form's words again has them."""

import pytest
from jinja2 import Environment, PackageLoader

from gateway.console.form_labels import FormLabels, value_words

LABELS = FormLabels.of(
    Environment(
        loader=PackageLoader("gateway.console", "templates"),
        trim_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
)


@pytest.mark.parametrize(
    ("action", "field", "label"),
    [
        ("/keep/check", "phrases", "Which words would tell it?"),
        ("/keep/confirm", "phrases", "Which words would tell it?"),  # carried on from the form
        ("/approve/check", "person", "Who is it about?"),
        ("/keep/check", "person", "From whom is it kept?"),
        ("/cases/GW-1/answer", "purpose", "What is it shared for?"),
        ("/cases/GW-1/answer", "person", "Which person do you mean?"),
        ("/cases/GW-1/answer", "remember", "Remember what it is shared for"),
        ("/cases/GW-1/check", "why", "Why?"),
        ("/cases/GW-1/decide", "ground", "Which law allows it?"),
        ("/cases/GW-1/check", "tick-3", "What you ticked to hide"),
        ("/cases/GW-1/ask", "to_manager", "What should they know?"),
        ("/registers/consents/check?was=C-1", "given_on", "Said yes on"),
        ("/risks/add", "what", "What is the risk, and what is done about it?"),
        ("/breaches/add", "what", "What happened?"),
        ("/nowhere", "phrases", ""),
        ("/registers/nothing/check", "given_on", ""),
    ],
)
def test_a_field_is_called_as_on_its_page(action: str, field: str, label: str) -> None:
    assert LABELS.label(action, field) == label


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("decision", "hide", "Hide the ticked details and send it"),
        ("decision", "marking", "marking"),
        ("informed", "no", "No"),
        ("why", "no answer yet", "no answer yet"),
    ],
)
def test_a_choice_is_called_as_on_its_page(field: str, value: str, words: str) -> None:
    assert value_words(field, value) == words
