"""`make demo`: see in a minute what the gateway is for."""

import signal
import sys
import time
from pathlib import Path

from rich.console import Console

from gateway.demo.story import Demo, DemoFailed, before_and_after, held_cases, how_to_answer, results
from gateway.model.errors import GatewayError

_FOLDER = Path("demo")


def main() -> int:
    """Show the story; with a terminal, stay until Ctrl-C unless --once is given."""
    once = "--once" in sys.argv[1:]
    console = Console(width=None if sys.stdout.isatty() else 150)
    console.print("[bold]Family Support[/] is an invented charity. Its staff send mail as they always do;")
    console.print("the gateway stands between them and their partners. Making it: keys, certificates, registers …")
    try:
        demo = Demo(_FOLDER, console)
    except GatewayError as error:
        console.print(f"[red]{error}[/]")
        return 1
    for number in (signal.SIGHUP, signal.SIGTERM):
        # The gateway itself outlives its terminal, where SIGHUP means another look at the policy; a demo is to end.
        signal.signal(number, signal.default_int_handler)
    try:
        demo.start()
        listens = demo.send()
        sent = demo.settled()
        arrived = demo.mailbox.arrived()
        console.print(results(sent))
        shown = before_and_after(arrived)
        if shown is not None:
            console.print(shown)
        console.print(held_cases(sent))
        console.print(f"Everything that arrived, notices too, lies in {_FOLDER / 'mailbox'}.")
        if not once and sys.stdin.isatty() and sys.stdout.isatty():
            said = how_to_answer(demo.organisation, demo.console_port, listens)
            # Lines to copy: neither boxed nor broken.
            console.print("", said, "It runs until Ctrl-C.", sep="\n", soft_wrap=True, highlight=False)
            while True:
                time.sleep(1)
    except DemoFailed as error:
        console.print(f"[red]{error}[/]")
        return 1
    except KeyboardInterrupt:
        console.print()
    finally:
        demo.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
