"""Purposes are one however they are written."""

import pytest

from gateway.model.parties import purpose_key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("early-help", "early-help"),
        ("Early help", "early-help"),
        ("early_help", "early-help"),
        ("  Early  Help ", "early-help"),
        ("Section 47", "section-47"),
        ("", ""),
        ("--", ""),
    ],
)
def test_purpose_key(written: str, key: str) -> None:
    assert purpose_key(written) == key
