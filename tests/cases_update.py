"""`python -m tests.cases_update [NAME...]`: write expect.yaml and out.eml from what happens. Then read the diff."""

import io
import sys
import tempfile
from pathlib import Path
from typing import Final

from ruamel.yaml import YAML

from tests.cases_bench import Ran, bench, observed
from tests.cases_loader import Expect, load, names

_ORDER: Final = ("marked", "effective", "people", "unreadable", "recipients", "told", "not_taken")


def out_files(ran: Ran) -> dict[str, bytes]:
    """What was changed on its way, by file name: `out.eml`, or one for each recipient where copies differ."""
    written = (ran.case.folder / "in.eml").read_bytes()
    changed = {address: content for address, content in ran.received.items() if content != written}
    if not changed:
        return {}
    if len(set(changed.values())) == 1 and len(changed) == len(ran.received):
        return {"out.eml": next(iter(changed.values()))}
    return {f"out-{address}.eml": content for address, content in changed.items()}


def write(ran: Ran) -> None:
    """Lay what happened down as what is expected."""
    (ran.case.folder / "expect.yaml").write_text(_yaml(observed(ran)), encoding="utf-8")
    for old in ran.case.folder.glob("out*.eml"):
        old.unlink()
    for name, content in out_files(ran).items():
        (ran.case.folder / name).write_bytes(content)


def _yaml(expect: Expect) -> str:
    """Keys in a fixed order; what is empty is left out."""
    told = expect.model_dump(mode="json")
    kept = {key: told[key] for key in _ORDER if told[key] or key == "marked"}
    kept["recipients"] = {
        address: {key: value for key, value in one.items() if value or key == "channel"}
        for address, one in told["recipients"].items()
    }
    yaml = YAML(typ="rt")
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 120
    yaml.default_flow_style = False
    yaml.representer.add_representer(
        type(None), lambda one, _: one.represent_scalar("tag:yaml.org,2002:null", "null")
    )
    text = io.StringIO()
    yaml.dump(kept, text)
    return text.getvalue()


def main() -> None:
    """All cases, or those named."""
    chosen = sys.argv[1:] or names()
    with tempfile.TemporaryDirectory() as folder, bench(Path(folder)) as made:
        for name in chosen:
            write(made.run(load(name)))


if __name__ == "__main__":
    main()
