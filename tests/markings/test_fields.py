"""Header fields that carry a marking: as standards, products and real archives write them."""

import base64
import json

import pytest

from gateway.model.marking import Marking
from gateway.policy.markings import Markings
from gateway.read.markings import markings
from tests.markings.builders import SCHEMES, reading

CONFIDENTIAL_GUID = "3de9faa6-9fe1-49b3-9a08-227a296b54a6"
PUBLIC_GUID = "f58bdfea-ef2b-4b83-bd0c-5ce5b1f0a4e7"
LABELLED = Markings(labels={CONFIDENTIAL_GUID.upper(): "confidential", PUBLIC_GUID: "unclassified"}).to_schemes()


def told(found: tuple[Marking, ...]) -> str:
    return " ".join(f"{one.scheme}:{one.level.word if one.level is not None else 'secret'}" for one in found)


def msip(guid: str, name: str, enabled: str = "True") -> str:
    at = f"MSIP_Label_{guid}_"
    return (
        f"{at}Enabled={enabled}; {at}SiteId=72f988bf-86f1-41af-91ab-2d7cd011db47; {at}Owner=a@example.org;"
        f" {at}SetDate=2019-11-13T17:00:46.8954126Z; {at}Name={name}; {at}Extended_MSFT_Method=Automatic;"
    )


def titus(*values: str) -> str:
    props = [{"n": f"P{at}", "vals": [{"value": value}]} for at, value in enumerate(values)]
    tree = {"CategoryLabels": "", "Metadata": {"ns": "x", "id": "y", "props": props}, "SubjectLabels": []}
    return base64.b64encode(json.dumps(tree).encode()).decode()


OTHER = "11111111-2222-3333-4444-555555555555"
FIELDS = [
    # PSPF, any namespace and version, case and blanks as they come.
    (
        {"X-Protective-Marking": "VER=2018.4, NS=gov.au, SEC=OFFICIAL:Sensitive, ORIGIN=a@agency.example"},
        "pspf:internal",
    ),
    ({"X-Protective-Marking": "VER=2018.6, NS=gov.au, SEC=OFFICIAL: Sensitive"}, "pspf:internal"),
    (
        {"X-Protective-Marking": "VER=2018.4, NS=gov.au, SEC=OFFICIAL:Sensitive, ACCESS=Personal-Privacy"},
        "pspf:confidential",
    ),
    (
        {"X-Protective-Marking": "VER=1.0, NS=family.example, SEC=Confidential, ACCESS=Personal-Privacy"},
        "pspf:confidential",
    ),
    ({"x-protective-marking": "ver=1.0,ns=family.example,sec=internal"}, "pspf:internal"),
    ({"X-Protective-Marking": "SEC=Unclassified"}, "pspf:unclassified"),
    (
        {"X-Protective-Marking": "VER=2018.4, NS=gov.au, SEC=TOP-SECRET, CAVEAT=SH:NATIONAL-CABINET"},
        "pspf:secret",
    ),
    ({"X-Protective-Marking": "SEC=SECRET, ACCESS=Personal-Privacy"}, "pspf:secret"),
    ({"X-Protective-Marking": "SEC=PROTECTED, DOWNTO=OFFICIAL, EXPIRES=2019-07-01"}, "pspf:confidential"),
    ({"X-Protective-Marking": "CONFIDENTIAL"}, "pspf:confidential"),
    ({"X-Protective-Marking": "OFFICIAL-SENSITIVE [PERSONAL]"}, "pspf:confidential"),
    ({"X-Protective-Marking": "official"}, "pspf:unclassified"),
    # A field that is there to mark, with a word we do not know: the highest, never nothing.
    ({"X-Protective-Marking": "SEC=BURGUNDY"}, "pspf:confidential"),
    ({"X-Protective-Marking": "burgundy"}, "pspf:confidential"),
    ({"X-Protective-Marking": ""}, ""),
    ({"X-Protective-Marking": "  \r\n "}, ""),
    # Sensitivity (RFC 2156).
    ({"Sensitivity": "Personal"}, "sensitivity:internal"),
    ({"Sensitivity": "private"}, "sensitivity:internal"),
    ({"Sensitivity": "Company-Confidential"}, "sensitivity:confidential"),
    ({"sensitivity": "company-confidential"}, "sensitivity:confidential"),
    ({"Sensitivity": "Normal"}, ""),
    ({"Sensitivity": "Extreme"}, "sensitivity:confidential"),
    # msip_labels: by GUID first.
    ({"msip_labels": msip(CONFIDENTIAL_GUID, "AIP1")}, "msip:confidential"),
    ({"Msip_Labels": msip(CONFIDENTIAL_GUID.upper(), "AIP1", "true")}, "msip:confidential"),
    ({"msip_labels": msip(PUBLIC_GUID, "Anything")}, "msip:unclassified"),
    ({"msip_labels": msip(PUBLIC_GUID, "Confidential")}, "msip:unclassified"),
    ({"msip_labels": f"MSIP_Label_{CONFIDENTIAL_GUID}_Enabled=true"}, "msip:confidential"),
    (
        {"msip_labels": f"MSIP_Label_{CONFIDENTIAL_GUID[:20]}\r\n {CONFIDENTIAL_GUID[20:]}_Enabled=true;"},
        "msip:confidential",
    ),
    ({"msip_labels": msip(CONFIDENTIAL_GUID, "AIP1", "False")}, ""),
    ({"msip_labels": msip(PUBLIC_GUID, "P") + msip(CONFIDENTIAL_GUID, "C")}, "msip:unclassified msip:confidential"),
    # By its name where the GUID is not ours, but never as the lowest class.
    ({"msip_labels": msip(OTHER, "Confidential")}, "msip:confidential"),
    ({"msip_labels": msip(OTHER, "OFFICIAL-SENSITIVE -\r\n Personal")}, "msip:confidential"),
    ({"msip_labels": msip(OTHER, "Internal Use Only")}, "msip:internal"),
    ({"msip_labels": msip(OTHER, "Internal\r\n Only")}, "msip:internal"),
    ({"msip_labels": msip(OTHER, "Unclassified")}, ""),
    ({"msip_labels": msip(OTHER, "AMD\r\n Internal Distribution Only")}, ""),
    ({"msip_labels": msip(OTHER, "???????")}, ""),
    ({"msip_labels": ""}, ""),
    ({"msip_labels": ";;;=;MSIP_Label_;"}, ""),
    # Exchange: the others are ignored unless Classified is exactly "true".
    ({"X-Microsoft-Classified": "true", "X-Microsoft-Classification": "Confidential"}, "exchange:confidential"),
    ({"X-Microsoft-Classified": "true", "X-Microsoft-Classification": "Attorney A/C"}, "exchange:confidential"),
    ({"X-Microsoft-Classified": "true", "X-Microsoft-ClassID": CONFIDENTIAL_GUID}, "exchange:confidential"),
    ({"X-Microsoft-Classified": "true", "X-Microsoft-ClassID": "{" + PUBLIC_GUID + "}"}, "exchange:unclassified"),
    ({"X-Microsoft-Classified": "false", "X-Microsoft-Classification": "Confidential"}, ""),
    ({"X-Microsoft-Classification": "Confidential"}, ""),
    # Titus and kin.
    ({"X-Titus-Metadata-40": titus("OFFICIAL-SENSITIVE", "NT")}, "titus:internal"),
    ({"X-Titus-Metadata-40": titus("Confidential")}, "titus:confidential"),
    ({"X-Titus-Metadata-40": titus("CTP_NT")}, ""),
    ({"X-Titus-Metadata-40": "no base64 at all"}, ""),
    ({"X-Titus-Metadata-40": base64.b64encode(b"[" * 40_000).decode()}, ""),
    ({"x-ctpclassification": "CTP_NT"}, ""),
    ({"X-Classification": "Internal"}, "vendor:internal"),
    ({"X-Classification": "Classification: Internal"}, ""),
    # RFC 7444.
    (
        {"SIO-Label": 'marking="CONFIDENTIAL"; fgcolor=black; bgcolor=red; type=":ess"; label="MQ=="'},
        "sio:confidential",
    ),
    ({"SIO-Label": 'type=":x411"; marking=OFFICIAL'}, "sio:unclassified"),
    ({"SIO-Label": 'marking="Chartreuse"'}, "sio:confidential"),
    # Fields that are no markings.
    ({"X-Spam-Status": "Confidential"}, ""),
    ({"Importance": "High"}, ""),
]


@pytest.mark.parametrize(("fields", "expected"), FIELDS)
def test_field(fields: dict[str, str], expected: str) -> None:
    assert told(markings(reading(fields=tuple(fields.items())), LABELLED)) == expected


def test_every_field_of_a_name_is_read() -> None:
    # A second field below the first must not hide: PSPF allows one, senders have two.
    twice = (("X-Protective-Marking", "SEC=OFFICIAL"), ("X-Protective-Marking", "SEC=PROTECTED"))

    assert told(markings(reading(fields=twice), SCHEMES)) == "pspf:unclassified pspf:confidential"


def test_where_names_the_field() -> None:
    found = markings(reading(fields=(("Sensitivity", "Private"),)), SCHEMES)

    assert [(one.where, one.text) for one in found] == [("header:sensitivity", "Private")]


def test_no_address_in_the_text() -> None:
    value = "VER=2018.4, NS=gov.au, SEC=OFFICIAL, ORIGIN=jo@agency.example"

    assert [one.text for one in markings(reading(fields=(("X-Protective-Marking", value),)), SCHEMES)] == [
        "SEC=OFFICIAL"
    ]
