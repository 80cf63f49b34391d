"""gateway.yaml: every fault at once, with its place; and the sample that says what every key is."""

from pathlib import Path

import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML

from gateway.config import Config
from gateway.model.errors import ConfigurationFaults
from gateway.yaml_file import load, parse

BAD = Path(__file__).parent.parent / "bad_config" / "gateway"
SAMPLE = Path(__file__).parent.parent.parent / "config" / "gateway.yaml"


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_bad_config(path: Path) -> None:
    with pytest.raises(ConfigurationFaults) as faults:
        parse(path.read_text(), path.name, Config)

    assert list(faults.value.faults) == path.with_suffix(".error").read_text().splitlines()


def test_unreadable_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationFaults) as faults:
        load(tmp_path / "gateway.yaml", Config)

    assert faults.value.faults == (f"{tmp_path}/gateway.yaml:1:1: cannot be read: FileNotFoundError",)


def test_sample_shows_every_section_with_its_defaults() -> None:
    """A key that the sample does not show is a key that nobody finds."""
    text = SAMPLE.read_text()
    shown = YAML(typ="safe").load(text)
    sample = parse(text, "gateway.yaml", Config)

    for name in ("limits", "reading", "hold", "retention", "processes"):
        section = getattr(sample, name)
        assert isinstance(section, BaseModel)
        assert section == type(section)()
        assert set(shown[name]) == set(type(section).model_fields)
    delivery = type(sample.delivery)(smarthost=sample.delivery.smarthost)
    assert sample.delivery == delivery
    for section in ("organisation", "delivery", "store", "smime"):
        model = type(getattr(sample, section))
        assert [key for key in model.model_fields if f"{key}:" not in text] == []
