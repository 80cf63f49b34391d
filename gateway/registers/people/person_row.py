"""A person of the registers, as the index of names and identifiers takes them."""

from gateway.model.parties import DataSubject
from redaction import PersonRow


def person_row(person: DataSubject) -> PersonRow:
    """What somebody is found by."""
    return PersonRow(
        id=person.id,
        name=person.name,
        aliases=person.aliases,
        date_of_birth=person.date_of_birth,
        nhs_number=person.nhs_number,
        upn=person.upn,
        nino=person.nino,
        case_ids=person.case_ids,
        addresses=person.addresses,
        protected_addresses=person.protected_addresses,
        emails=person.emails,
        phones=person.phones,
        relations=person.relations,
    )
