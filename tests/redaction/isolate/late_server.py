"""The warm server on a machine that lets it look seldom: ends, requests and closed rooms come to it in one batch."""

import selectors
import sys
import time

from redaction.isolate import server


class Late(selectors.EpollSelector):
    """Tells of everything a while later: that a child ended, then what was asked for, then that its room closed."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        super().select(timeout)
        time.sleep(0.02)
        asked: list[tuple[selectors.SelectorKey, int]] = []
        told: list[tuple[selectors.SelectorKey, int]] = []
        for one in super().select(0):
            (asked if one[0].fd == int(sys.argv[2]) else told).append(one)
        told.sort(key=lambda one: one[0].fd, reverse=True)  # the number of a child's end is above its room's
        return [*told[:1], *asked, *told[1:]]


if __name__ == "__main__":
    selectors.DefaultSelector = Late  # type: ignore[misc, assignment]  # the server takes whatever is the default
    server.main()
