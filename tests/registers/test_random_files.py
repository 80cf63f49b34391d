"""Whatever a register file says, it is taken in or refused with its row, and what was taken in can be decided on."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.decide.decide import decide
from gateway.decide.facts import ChannelFacts
from gateway.gather import gather
from gateway.registers.directory import Directory
from gateway.registers.files.columns import COLUMNS, RegisterKind
from gateway.registers.files.plan import Onto, plan
from gateway.registers.files.table import Table, TableRow
from gateway.registers.rows.entry import Entry, entry
from gateway.registers.snapshot import snapshot
from tests.gather.builders import COUNCIL, LOOKED, found, person, policy
from tests.registers.builders import IN_ORDER, LONDON, NOON, OWN

IDS = {
    RegisterKind.PEOPLE: ["P-1", "P-2", "P-3"],
    RegisterKind.PARTIES: ["COUNCIL", "ELM"],
    RegisterKind.STAFF: ["ana@ours.example", "mo@ours.example"],
}
WORDS = [
    "",
    "*",
    "P-1",
    "P-2",
    "P-1|P-2",
    "mother:P-1|son:P-2",
    "father:P-3",
    "COUNCIL",
    "ELM",
    "G-1",
    "yes",
    "no",
    "2026-01-01",
    "2026-11-02",
    "2027-01-01",
    "2015-03-04",
    "1986-07-19",
    "confidential",
    "internal",
    "self",
    "ana@ours.example",
    "mo@ours.example",
    "desk@council.example",
    "council.example",
    "name|health",
    "parent",
    "9990000018",
    "early-help",
    "the caller",
    "P-3",
    "shared",
    "post",
    "Ana",
    "14 Larch Road W6 0HP",
]
CELLS = st.one_of(st.sampled_from(WORDS), st.text(max_size=6))


@st.composite
def rows(draw: st.DrawFn, kind: RegisterKind) -> list[dict[str, str]]:
    """Some rows, each in order but for a few cells."""
    lines = []
    for number in range(draw(st.integers(0, 3))):
        start = IN_ORDER.get(kind, dict.fromkeys(COLUMNS[kind], ""))
        changed = draw(st.dictionaries(st.sampled_from(COLUMNS[kind]), CELLS, max_size=4))
        identity = draw(st.sampled_from(IDS.get(kind, [f"X-{number}"])))
        lines.append({**start, COLUMNS[kind][0]: identity, **changed})
    return lines


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_file_is_taken_in_or_refused_and_any_register_decided_on(data: st.DataObject) -> None:
    entries: list[Entry] = []
    for kind in RegisterKind:
        lines = data.draw(rows(kind), label=kind.value)
        columns = tuple(dict.fromkeys(column for line in lines for column in line)) or COLUMNS[kind][:1]
        table = Table(
            columns=columns,
            rows=tuple(
                TableRow(number=number, cells={column: line.get(column, "") for column in columns})
                for number, line in enumerate(lines, start=2)
            ),
        )
        onto = Onto(rows={}, registers=snapshot(1, entries), zone=LONDON, own_domains=OWN)
        planned = plan(kind, table, onto, replace=False)
        assert not (planned.faults and planned.added)
        assert all(fault.row for fault in planned.faults), [str(fault) for fault in planned.faults]
        for row in planned.added:
            built = entry(kind, row.named(kind), LONDON)
            assert not isinstance(built, tuple)
            entries.append(built)
    directory = Directory.of(snapshot(1, entries))
    people = [person(one) for one in directory.registers.people]
    for address in (COUNCIL, "grace@mail.example", "ana@ours.example", "desk@elm.example"):
        looked = replace(LOOKED, directory=directory, found=found(*people), at=NOON + timedelta(days=1))
        decision = decide(gather(looked, address, ChannelFacts(transport=True)), policy())
        assert decision.findings
