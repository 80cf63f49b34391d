"""`gateway run`: from start to end, in processes of its own."""

import json
import signal
import smtplib
import ssl
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.builders import DUTY, NEWSLETTER, PASSWORD, WEN, Place

SECONDS = 30


def wait_for(path: Path, process: subprocess.Popen[str]) -> dict[str, tuple[str, int]]:
    deadline = time.monotonic() + SECONDS
    while not path.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    addresses: dict[str, tuple[str, int]] = json.loads(path.read_text())
    return addresses


def test_it_runs_takes_mail_in_is_healthy_and_ends_in_order(place: Place) -> None:
    config = place.config / "gateway.yaml"
    config.write_text(config.read_text().replace("host: 0.0.0.0\n    port: 2587", "host: 127.0.0.1\n    port: 0"))
    command = [sys.executable, "-m", "gateway", "run", "--role", "intake", "--role", "worker", "--role", "clock"]
    process = subprocess.Popen(
        [*command, "--json", "--config", place.config],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        host, port = wait_for(place.config / "var" / "listeners.json", process)["submission"]
        trusted = ssl.create_default_context(cafile=place.config / "tls" / "gateway.pem")
        trusted.check_hostname = False  # it is named by number here
        with smtplib.SMTP(host, port, timeout=SECONDS) as client:
            client.starttls(context=trusted)
            client.login(WEN, PASSWORD)
            client.sendmail(WEN, [DUTY], NEWSLETTER)
        live = place.run("check", "--live")
        deadline = time.monotonic() + SECONDS
        while (state := place.run("trace", DUTY, "--json").json()[0]["recipients"][0]["state"]) == "received":
            assert time.monotonic() < deadline
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=SECONDS)
    finally:
        process.kill()
        process.wait()

    assert (live.code, live.err) == (0, "")
    assert state == "ready", err
    assert process.returncode == 0, err
    assert json.loads(out) == {"roles": ["intake", "worker", "clock"], "ended_in_order": True}
    assert "Traceback" not in err


def test_what_no_process_could_start_with_is_told_once(place: Place) -> None:
    (place.config / "var" / "gateway.db").unlink()

    ran = place.run("run")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "database: its tables are older than this program; run `gateway store upgrade`\n"
