"""Invented people and mails for the tests of redaction."""

from datetime import date

from redaction import People, PersonRow

MIA = PersonRow(
    id="P-1",
    name="Mia Rose Okafor",
    aliases=("Mimi", "Mia Smith"),
    date_of_birth=date(2014, 3, 3),
    nhs_number="999 000 0018",
    upn="D205000024001",
    case_ids=("LCS-12345", "778899"),
    addresses=("Flat 2, 12 Example Road, London W6 0HP",),
    relations=(("mother", "P-2"),),
)
GRACE = PersonRow(
    id="P-2",
    name="Grace Okafor",
    nino="AB123456C",
    phones=("07700 900123", "020 7946 0123"),
    emails=("grace.okafor@example.org",),
    protected_addresses=("7 Hidden Lane, Leeds LS1 4AP",),
)
SIOBHAN = PersonRow(id="P-3", name="Siobhán O'Brien-McDonald", date_of_birth=date(1985, 12, 25))
MARK = PersonRow(id="P-4", name="Mark Best")
NAMESAKE = PersonRow(id="P-5", name="Mia Okafor", date_of_birth=date(2011, 7, 1))
VAN = PersonRow(id="P-6", name="Anna van der Berg")

PEOPLE = People.from_rows((MIA, GRACE, SIOBHAN, MARK, VAN))
