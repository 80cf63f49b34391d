"""Keeping a lease while slow work goes on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from gateway.model.errors import GatewayError
from gateway.ports import Clock, Step
from gateway.spool.steps import Steps


@contextmanager
def kept(step: Step, steps: Steps, clock: Clock, lease_seconds: float) -> Iterator[None]:
    """Renew the step's lease while the block runs.

    A renewal that fails is left: what the block commits then meets the fence, and nothing is done twice.
    """
    done = threading.Event()

    def renew() -> None:
        while not done.wait(lease_seconds / 3):
            try:
                steps.renew(step, lease_seconds, clock.now())
            except GatewayError:
                return

    thread = threading.Thread(target=renew, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
