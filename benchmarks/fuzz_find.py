"""Feeds ``find`` texts that a coverage-guided fuzzer makes up, until one breaks it or takes too long.

Run ``python -m benchmarks.fuzz_find -max_total_time=600`` with atheris installed (it is needed by nothing else); the
options are libFuzzer's. It ends with the input that broke something, or with a count of executions.
"""

import sys
import time
from itertools import pairwise
from typing import Final

import atheris  # type: ignore[import-untyped]  # has no types; installed for a run by hand only

with atheris.instrument_imports(include=["redaction.detect", "redaction.tokens", "redaction.normal"]):
    from redaction import find, resolve
    from redaction.detect.case_patterns import compiled, fault_in

_MOST_SECONDS: Final = 1.0  # of processor time for the few thousand characters that an input has
_WORDS: Final = (
    "NHS number ", "NINO ", "UPN ", "ULN ", "UTR ", "TRN ", "passport ", "driving licence ", "reg ", "sort code ",
    "account ", "card ", "case ref ", "LCS ", "CAD ", "court ", "Tel ", "instagram ", "IBAN ", "999 000 0018",
    "AB123456C", "@", " at ", " dot ", "https://", "203.0.113.7", "00:1A:2B:", "20-00-00 ", "4111 1111 1111 1111",
    "\t", "|", ",", "\r\n> ", "\u200b", "DOB ", "born on ", "aged 9", "Year 4", "Mosaic (", "MOS12345", "EH/25/2498 ",
    "Grace Okafor ", "3.4.12", "mum ", "reg AB12 CDE ", "0482213 ", "insta ",
)  # fmt: skip


def one_input(data: bytes) -> None:
    """What must hold for any text and for any form of a case number."""
    provider = atheris.FuzzedDataProvider(data)
    text = ""
    while provider.remaining_bytes() and len(text) < 4000:
        text += _WORDS[provider.ConsumeIntInRange(0, len(_WORDS) - 1)] * provider.ConsumeIntInRange(0, 3)
        text += provider.ConsumeUnicode(provider.ConsumeIntInRange(0, 12))
    started = time.process_time()
    hits = find(text)
    if time.process_time() - started > _MOST_SECONDS:
        raise RuntimeError(f"{len(text)} characters took {time.process_time() - started:.1f} s")
    if hits != sorted(hits) or any(not 0 <= hit.start < hit.end <= len(text) for hit in hits):
        raise RuntimeError("hits out of order or outside of the text")
    if any(left.end > right.start for left, right in pairwise(resolve(hits))):
        raise RuntimeError("resolved hits overlap")
    form = text[:40]
    if not fault_in(form):
        compiled(form).search(text)


def main() -> None:
    """Run until an input breaks something or the time is up."""
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
