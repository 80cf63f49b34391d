"""Registers as hypothesis draws them: few names and values, so that people share them."""

from datetime import date

from hypothesis import strategies as st

from redaction import PersonRow

FIRSTS = ("Mia", "Tom", "Thomas", "Alex", "Sandra", "Jean-Luc", "Mary Ann", "Ada", "Grace", "J.", "Siobhán")
SURNAMES = (
    "Okafor",
    "Okafor-Smith",
    "Smith",
    "van der Berg",
    "Berg",
    "McDonald",
    "O'Neill",
    "Adas",
    "Mia",
    "Lee Bello",
)
MIDDLES = ("", "", "Rose", "Lee Tom")
HOMES = ("3 Larch Road, London W6 0HP", "Flat 2, 12 Elm Rd, Leeds LS1 4AP", "Dove Court, Hull", "")
IDS = tuple(f"P-{number}" for number in range(8))

names = st.one_of(
    st.builds(" ".join, st.tuples(st.sampled_from(FIRSTS), st.sampled_from(MIDDLES), st.sampled_from(SURNAMES))),
    st.builds("{}, {}".format, st.sampled_from(SURNAMES), st.sampled_from(FIRSTS)),
    st.sampled_from(FIRSTS),
    st.sampled_from(("Khadijatou", "Zoë Ångström", "—", "Mrs Ada Bello")),
)


def _several(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=2).map(tuple)


rows = st.builds(
    PersonRow,
    id=st.sampled_from(IDS),
    name=names,
    aliases=_several(names),
    date_of_birth=st.sampled_from((None, date(2014, 3, 9), date(2012, 2, 29), date(1985, 12, 25))),
    nhs_number=st.sampled_from(("", "999 000 0018", "999 000 0026")),
    upn=st.sampled_from(("", "D205000024001")),
    nino=st.sampled_from(("", "AB123456C")),
    case_ids=_several(st.sampled_from(("LCS-12345", "778899", "7"))),
    addresses=_several(st.sampled_from(HOMES)),
    protected_addresses=_several(st.sampled_from(HOMES)),
    emails=_several(st.sampled_from(("ada@mail.example", "tom.berg@mail.example"))),
    phones=_several(st.sampled_from(("07700 900123", "+44 20 7946 0123", "12345678"))),
    relations=st.lists(st.tuples(st.sampled_from(("mother", "brother")), st.sampled_from(IDS)), max_size=2).map(
        tuple
    ),
)

registers = st.lists(rows, max_size=8, unique_by=lambda row: row.id)

PIECES = (
    *FIRSTS, *SURNAMES, "Rose", "R.", "Mrs", "the", "The", "family", "T.", "Tom's", "and", "Family:", "came",
    "DOB 9/3/2014", "25 December 1985", "29.2.12", "999 000 0018", "ab 12 34 56 c", "lcs 12345", "778899", "W6 0HP",
    "3 Larch Rd", "flat 2\n12 Elm Road", "ada@mail.example", "tomberg@mail.example", "(0)7700 900-123", "MiaOkafor",
    "Okafro", "McDonlad", "Khadijatou", "Zoe Angstrom", "Larch Road", "020 7946 0123",
)  # fmt: skip
GAPS = (" ", " ", ", ", ". ", "\n", " & ")
texts = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GAPS)), max_size=14).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)
