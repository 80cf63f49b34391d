"""`python -m tests.scenarios [ID...]`: run them and print every miss."""

import sys
import tempfile
from pathlib import Path

from tests.scenarios.loader import scenarios
from tests.scenarios.outsider import chosen_by, report, run

every = chosen_by(sys.argv[1:], list(scenarios()))
with tempfile.TemporaryDirectory() as folder:
    print(report(every, run(Path(folder), every)))
