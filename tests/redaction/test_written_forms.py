"""Numbers, codes and accounts as casework mail writes them: «» stands around what must be found, whatever else is."""

import pytest

from redaction import DETECTORS, MENTIONS, Detector, find
from redaction.model import Names
from tests.redaction.written import parts

OF_VALUES = tuple(one for one in DETECTORS if not isinstance(one, Names) and Detector(one.__name__) not in MENTIONS)

CASES = """
Please quote «MOS2588448» in any reply.
Re: Amira Khan - «1204477»
Subject: «LCS-260178» closing summary
Attached is the chronology for «EH/25/2498» as discussed.
Case closed on Mosaic («1984423»)
LCS ID «204417»; EHM episode «88213»
See EHM record «EHM/2024/00981».
Child's Mosaic ID is «0482213» and the sibling's is «0482214».
ICS number «448812»
Crime reference: «5240/12/25»
Reported to the Met, CRIS «4612345/25».
MERLIN «24PAC123456» received
Niche occurrence «OCC 44000123456»
log number «442 of 12/03/2025»
STORM log «20250312-0441»
custody record «01YD/1234/25»
Appeal number «PA/01234/2024» at First-tier
Home Office refs: «M7788991» and «M7788992»
CoS number «C2G1A23456P»
school admission number «005123»
Hospital number: «RX1 234567»
housing benefit claim «8812334»
Policy number «POL-8837712»
policy no: «AV12 334455»
refs «FS-0012» and «FS-0013»
Client «C-00981» did not attend.
SU «40417» called at 9am
Referral «REF0099812» accepted
Blue Badge no. «ABCD1234567890X0629»
UCI number: «683410220041»
complaint ref «COM/2231»
Datix «W123456»
ID  Name\\n«44102»  Amy Holt
reference number «ZX99 1182» was issued
The reference given by the council was «HSG-0042217».
I was given case number «44 821 003» by the lady on the phone
my crime number from the police is «2500112233»
Amy Holt (ID «204417»)
Amy Holt - «EHE/448/NW»
Amy Holt #«204417»
«204417» - Amy Holt
Mosaic lD: «20441l7»
Case N0: «LS24C5O123»
mosaic: «204417»\\n\\nlater in the thread, «204417» again
""".strip().splitlines()

VEHICLES = """
black audi a3 «kp18zxc» outside the house
Neighbours saw a white Transit («M654 HGT») at 2am.
old Land Rover, «ABC 123D», parked on the verge
private plate «SH4 RON»
plate «1 ABC»
ANPR hit on «GN65 HJK» at 21.14
van «NKZ 9876»
REG «FX20.ZZA»
Irish reg «191-D-12345»
Polish plates «WA 12345»
She was collected in «DN58 VBX».
my reg is «yb19 uio» if you need it for the gate
Q plate «Q123 ABC»
""".strip().splitlines()

ACCOUNTS = """
her insta is «miaaa.xo»
roblox user called «unicorngirl99»
uses the name «xX_slayer_Xx» on Fortnite
PSN «DarkLord-77»
from a new account «bez_onelove91»
user name «mholt22», password reset
Vinted «amyh92»
Cash app «$amyholt92»
youtube channel «MiaPlaysRoblox»
Name\\tSnapchat\\tInsta\\nMia Okafor\\t«mia.ok»\\t«miaok_14»
""".strip().splitlines()

NUMBERS = """
tel/«07700 900123»
«O7700 900123»
mobile «077OO 9OO123»
home 7946 0123 or «7946 0123»
«447700900123»
«44 7700 900123»
«0048512345678»
«07700 900123/4»
«07700 900123» or «900124»
NINO«AB123456C»
NI: «AB I2 34 S6 C»
NI NUMBER\\n«AB 12 34\\n56 C»
NI number «A B 1 2 3 4 5 6 C»
«JG1O3759A» is hers
HSC No: «3200000010»
SC: «12-34-56» AC: «12345678»
«123456» «12345678»
account ending «5678»
PPT «533104882»
passport expired 2019, number «533104882»
travel doc «C01234567»
birth certificate no. «BXCF 123456»
Postcode: «W6 OHP»
«amy.holt@example,com»
TRN: «1234567»
""".strip().splitlines()

LEFT = """
The delivery ref is DL-99120.
Our grant GR-2025-118 funds the hub.
Planning application 24/00123/FUL was refused.
Student numbers: 412. Pupil numbers rose to 220.
Case 1 of the deck; claim 45p a mile; file 2 of 7; child 1 and child 2
DfE-00128-2023 guidance, HR-POL-0032, ISO-27001-2022, KB0012345
The plate was broken; 12 plates and 20 cups. Reg 14 of 2010 and reg 5 apply.
course code AB12 CDE, room AB47 CDE
Snap: cancelled. Facebook: closed at 5. Teams: link below. Skype is retired.
columns first_name, user_group and case_file_2 of the account
Meeting ID: 812 3456 7890
MARAC 14 heard 23 cases in 2024; CP conference at 14:30
""".strip().splitlines()


@pytest.mark.parametrize("row", [*CASES, *VEHICLES, *ACCOUNTS, *NUMBERS])
def test_is_found(row: str) -> None:
    text, spans = parts(row)
    hits = find(text)
    clear = [text[a:b] for a, b in spans if not any(hit.start <= a and b <= hit.end for hit in hits)]

    assert spans
    assert clear == []


@pytest.mark.parametrize("text", LEFT)
def test_is_left(text: str) -> None:
    assert [text[hit.start : hit.end] for hit in find(text, detectors=OF_VALUES)] == []
