"""A supervisor for a folder, as a process of its own: `python -m tests.run.supervise FOLDER ROLE...`."""

import sys
from pathlib import Path

from gateway.log import StructuredLog, configure
from gateway.run.supervisor import RoleName, Supervisor

if __name__ == "__main__":
    configure(style="json")
    roles = [RoleName(word) for word in sys.argv[2:]]
    # On a machine that is busy enough, to import what a process needs takes longer than what counts as a steady life.
    steady = 3600.0
    supervisor = Supervisor(Path(sys.argv[1]), roles, workers=2, log=StructuredLog(), steady_seconds=steady)
    sys.exit(supervisor.run())
