"""Time to decide a mail about five people for twenty recipients, against a walk over the same facts.

Run ``python -m benchmarks.decide [--json]``. The peer only looks at every fact once: for each recipient it visits
people, hits, consents and agreements, and looks each person's entry up. Nothing can be decided in less.

Every round decides about fact sheets that nothing has looked at, as a mail's are; making them is not timed. Each
figure is the best and the 99th percentile of the same rounds.
"""

import argparse
import gc
import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from gateway.decide.decide import decide_each
from gateway.decide.facts import Facts
from gateway.model.decision import Decision, Treatment
from gateway.policy.file import parse
from tests.decide.twenty_recipients import PEOPLE, RECIPIENTS, mixed, nobody, partners

ROUNDS: Final = 300


def walk(sheets: tuple[Facts, ...]) -> int:
    """Every fact once."""
    seen = 0
    for facts in sheets:
        for person in facts.people:
            for candidate in person.candidates:
                seen += facts.subjects[candidate].notice_version == "2026"
                seen += sum(consent.person == candidate for consent in facts.consents)
            seen += sum(hit.about == person.id for hit in facts.hits)
            seen += sum(agreement.starts <= facts.at for agreement in facts.agreements)
    return seen


def timed(work: Callable[[tuple[Facts, ...]], object], sheets: tuple[Facts, ...]) -> tuple[float, float]:
    """Best and 99th percentile, in milliseconds, each round on sheets of its own."""
    took = []
    for _ in range(ROUNDS):
        unseen = tuple(replace(one) for one in sheets)
        began = time.perf_counter()
        work(unseen)
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    return took[0], took[int(ROUNDS * 0.99)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    policy = parse("version: 1\n", "policy.yaml").policy

    def decided(sheets: tuple[Facts, ...]) -> tuple[Decision, ...]:
        return decide_each(sheets, policy)

    alike, unlike = partners(), mixed()
    gc.freeze()
    # Answers that are worth their time: of partners alike one person has no consent; of the mixed, of all sorts.
    assert {one.treatment for one in decided(alike)} == {Treatment.HOLD}
    assert len({tuple(found.reason for found in one.findings) for one in decided(unlike)}) > RECIPIENTS / 3
    peer, peer_99 = timed(walk, alike)
    rows = [{"what": f"walk over the facts, {RECIPIENTS} recipients", "ms": peer, "p99": peer_99, "times peer": 1.0}]
    for what, some in (
        (f"{RECIPIENTS} partners, {PEOPLE} people", alike),
        (f"{RECIPIENTS} of all sorts, {PEOPLE} people", unlike),
        (f"{RECIPIENTS} of all sorts, nobody in it", nobody(unlike)),
        (f"1 partner, {PEOPLE} people", alike[:1]),
    ):
        ours, ours_99 = timed(decided, some)
        rows.append({"what": f"decide, {what}", "ms": ours, "p99": ours_99, "times peer": ours / peer})
    if as_json:
        print(json.dumps(rows))
        return
    for row in rows:
        print(f"{row['what']:44} {row['ms']:8.2f} ms  p99 {row['p99']:8.2f} ms  x{row['times peer']:.1f} of the walk")


if __name__ == "__main__":
    main()
