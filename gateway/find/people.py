"""The register's people, as the index of names and identifiers takes them."""

from gateway.model.parties import RegisterSnapshot
from redaction import People, PersonRow


def people_index(register: RegisterSnapshot) -> People:
    """The index of everybody in a snapshot; built once for each generation, then read only."""
    return People.from_rows(
        PersonRow(
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
        for person in register.people.values()
    )
