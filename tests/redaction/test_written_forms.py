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

NUMBERS = r"""
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
NI NUMBER\n«AB 12 34\n56 C»
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
Case number «BM24P 08817».
Case No: «BM 24 P 08817»
court case no «LS25 C50 417»
His passport is Polish, no. «EH 4471209»
his passport, number «548221907», expired
passport nos «548221907» and «548221915»
NHS nos (Mia, Tia, Leo): «999 551 2093», «999 660 3181», «999 718 2041»
NHS numbers: «9995512093» / «9996603181»
UPNs «Q205412018007», «W333201516022» & «C890400721113»
Mosaic IDs «1184027», Tom «1184028» and Ann «1184029»
The NHS number you asked for yesterday at the meeting is «9995512093»
Name DOB Age NHS No\nMia Okafor 12/07/1987 «38» «999 551 2092» Mother
N.I. number: «A B 1 2 3 4 5 6 C»
driving licence number: «PENHA/805127/G99XX»
her telephone is «oh seven seven double oh nine hundred three four five»
ring «oh one six three two, nine six oh, one one one»
mobile «zero seven seven zero zero nine double zero one two three»
NHS number «nine nine nine, five five one, two oh nine two»
council tax «4417208813»
postcode «H D 4 5 J W»
p/code «hd45jw»
their postcode was HD4 5JW, now «HD4-5JW»
6 beaumont park rd huddersfield «hd45jw» mob
N.H.S. no «999 55I 2O92»
hospital number «M 44 71 20» lives
Messages from «2a02:c7f:1204::4471». Then none.
""".strip().splitlines()

# Each kind of number in many ways of writing it: labels before, after and on the line above, slips, no label.
MORE = r"""
HMRC «1955839661» self employed
Matter: «118820-002»
SEND Tribunal «EH331/25/00044»
OCC REF «13250448817» INCIDENT «0912 14112025»
SWIFT «P118820»; SEEMiS «44188204»
Eligibility code «50012345678», mum's
eligibility code: «50012345678»
IMEI of phone he gave her «354812094417763».
IMEI: «35-481209-441776-3»
Rent account «700144921» stands at £2,310.45.
rent acc «700144921»
rent account no. «700144921»
SFE customer reference «10377219945».
customer ref «10377219945»
customer number: «8841 2207»
ID «2207718» logged in
(ID «2207718»)
Port ref «EDP/118204» CID «9981 2204»
CID: «9981 2204»
Specimen «L,25.0117734.K». Ring mum
Specimen no «25.0117734»
lab no «H25-118204»
Legal planning ref «LPM/44».
legal ref «CHJ/20417-3»
Our ref: «CHJ/20417-3»
Our ref «SY/ARR/10-22871»
Your Ref - «DC/2025/118»
agreement no «0118/229/4471» £900
loan agreement number «0118/229/4471»
council tax acc «61187204X»
council tax account «6118 7204»
Council Tax ref: «6118720-4»
water «2200 4471 90»
water account no «2200447190»
gas account «8500 1187 204»
MPAN «12 0004 4718 820»
MPRN: «4471882091»
NMC «18C0447E»
NMC pin «18C0447E»
GMC «7118204»
GMC no. «7118204»
HCPC: «SW118204»
SWE reg «SW118204»
PPN/«118204»/25 RAG amber
SHNUM «2418820»
UIN «25-118-2044»
UIN: «UIN-118204»
cand no «0118», UCI «92341A250118B»
candidate number «0118»
centre no 12345 cand no «4471»
student ID «S1182044»
student no. «118204»
staff no «118204»
clock number «118204»
Client code «SP-0418».
Insurer auth «AX8817720».
authorisation code «AX8817720»
Auth no: «AX8817720»
policy «AX8817720»
claim no «SWF/881204»
claim «SWF/881204»
CHB number «CHB44718820AB»
child benefit no. «CHB44718820»
CHB ref «CHB44718820AB»
PIP ref «P118204»
UC claim ref «UC-118204-3»
HB/CTR «0093317»
roll number «D/10447712-3»
building soc roll no «D/10447712-3»
Bidding no. «5582910»
Bidding number: «5582910»
applicant no «118204»
Locata «118204»
Blue badge «K4H7TP0420»
bus pass «633597 0118 2044 7718»
Freedom pass no «6335970118204477»
Oyster no «0118 2044 7718»
library card «20118204»
Young Scot card «6335 9701 1820 4477»
ARC «ACR/1182/4409»
BRP «ZU8830127»
BRP no: «ZU 8830127»
GWF «GWF065533901»
share code «W4K 9XT 2PL»
eVisa share code «W4K9XT2PL»
HO app «3434-0011-2298-7716»
NASS «25/07/04418»
Asylum support ref «25/07/04418»
custody no «04CB/7718/25»
custody ref «04CB/7718/25»
Crime no «42/118736/25»
crime ref «01YK/4471/25»
CRIS «6530218/25»
Occ no «25000418837»
OCC: «25000418837»
log «0418» 12/11
log no «0418»
PNCID «12/345678K»
PNC «11/0187743T»
prison no «A7719FK»
HMP Hull, No. «A4418CX», wing C
CRN «X418820»
ASN: «25/0000/00/118237P»
URN: «05 EK 0118225»
URN «05EK0118225»
Athena ref «42/118736/25»
NICHE «25000418837»
misper ref «MP/25/3381»
NRM ref «NRM25-04417»
LADO ref «LD/25/118»
SCRA ref «R/2025/08812»
WCCIS «1220871»
LAS ID: «P-0044187»
LAS «P-0044187»
SSID: «SS 118 204»
SSD no «118204»
ICS: «290114»
LL id «776120»
EHM: «44718»
FAN «F-20188»: step down
EMIS «88213»
RiO «1177340»
Rio no. «1177340»
MRN «RX334187»
Hosp no «RX334187»
Hosp «MK 0418823»
hosp num: «H4410923»
Unit no «441092»
K number «K118204»
PAS no «118204»
District number «118204»
GP EMIS no «88213»
DBS no «001644718233»
DBS «001718820447», clear
CV ID «22018»
CMS ref «12 3456 7890»
case number «ZW24P00917»
Case No: «LE25C50431»
Case no. «LE25C50431»
case «BM25C00714» concerning
proceedings «BM25C00714»
Appeal no. «PA/50114/2025»
COP case «1234567T»
Coroner's ref «2025-01188»
SAR «25/0447»
DSAR ref: «25-0447»
complaint no «C-0118»
Ombudsman ref «25 011 882»
LGO ref «25 011 882»
EA ref «EA/TR/25/6612»
Authority ref is «EA/TR/25/6612»
EHCP ref: «SEN-2024-01187»
EHCP no «01187»
Seemis no «204411873»
SCN «204411873»
Scottish Candidate No: «204411873»
Admission no: «004471»
HB ref «HB/0093317»
ref «HB/0093317»
Dictated 10.11.2025 typed 14.11.2025 JG/RP/«4418820»
file no «20417»
File: «20417»
matter no «20417-3»
LAA cert «1182044ABC»
certificate no «ABC1182044»
UPRN «100023309841»
FRN «118204»
tenancy no. «0093317»
property ref «0093317»
parking permit «PP118204»
permit no «PP118204»
fine ref «YK0118204A»
PCN «YK0118204A»
TV licence «118 204 4718»
Netflix acc no «118204»
account ref «118204»
membership no «118204»
gym membership «118204»
Club no. «118204»
Steam ID «76561198011820447»
nhs card number «999 5211688»
NHS«9996735788»
NHS# «999 673 5788»
N.H.S. No. «999 673 5788»
N H S number «999 673 5788»
nhs nmber «9996735788»
NHS numbr «9996735788»
NHS no.(s): «999 673 5788»
«9996735788» (NHS)
«999 673 5788» is her NHS number
NHS No\n«999 673\n5788»
NHS number: «999/673/5788»
NHS number: «999_673_5788»
CHI «1405175052»
CHI no. «140517 5052»
CHI number - «14 05 17 5052»
HSC number «335 061 5996»
health and care number: «335 061 5996»
medical card no «335 061 5996»
H+C «335 061 5996»
UPN: «H2058 0269 8665»
UPM «H205802698665»
UPN «h205802698665»
UPN «H 205 802 698 665»
Unique pupil number «H205-8026-98665»
upn no «H205802698665»
ULN «235 233 3449»
ULN: «2352333449»
unique learner no. «235 2333 449»
learner number «2352333449»
NI: «SK-22-18-40-A»
NI «SK.22.18.40.A»
NI «SK 221840 A»
N.I. no «sk221840a»
national insurance «SK 22 18 40 A»
nat ins no «SK221840A»
NINO/NASS: «SG 88 41 20 D»
«SG884120D»
natioanl insurance «SG884120D»
NI num «SG 88 41 20»
UTR: «19558 39661»
UTR «1955839661»
unique taxpayer reference «1955839661»
tax ref «1955839661»
self assessment no. «1955839661»
Halifax «11.02.55» no «00771934»
sort «204418» a/c «7391 0526»
s/c «77 71 04», a/no. «10338264»
sort code «11.02.55» account «00771934»
Monzo «04-00-04» / «88120473»
Nationwide «07-01-16» «33187204»
bank is «60-83-71» acc «40218837»
Old acc: «30 98 12», «0044 1827»
New: Halifax «11.02.55» no «00771934»
into «20-44-18» «73910526»
pay to «20 44 18», «73910526»
sort code:\n«204418»\naccount number:\n«73910526»
IBAN «GB82 WEST 1234 5698 7654 32»
card «4242 4242 4242 4242»
long card number «4242424242424242»
card no. «4242-4242-4242-4242» exp 12/27
card ending «4242»
part plate «GJ70»
reg «BF 21 ZRO»
car reg. «yp67kkd»
«YP67KKD»
index «P418 GNX»
passport «U 11872044»
passport no. «A08817342»
ppt no «116624718»
driving licence «CROSS602021H99KD»
DL no «CROSS 602021 H99KD»
email «priyanka(dot)sathe@mail.example»
email: «jo [at] mail [dot] example»
e mail «jo_bloggs @mail.example»
mail me «jo@mail .example»
07700 900123: tel «07700 900123»
ring «07700/900/391»
«0770 0900 437»
«0 7700 900 556»
«0044 7700 900 127»
«+44 (0)7700 900 640»
«07700 9 00 777»
«(07700) 900 777»
«07700 90 02 77»
«01632-960-331»
«01632 960 500 x 3»
«020 7946 0111 ext 42»
«07700.900.123»
«O7700 90O123»
mob - «7700 900123»
tel «960118» (Leeds)
MAC «00-1B-44-11-3A-B7»
MAC «001B.4411.3AB7»
IP «2001:db8:41::9a»
IP «203.0.113.77»
postcode «SS3 9 AB» I think
«l8 3tb»
«CB1 3LP»
«M14»  5TQ
pc «DE238BX»
PC: «DE23 8BX»
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
Invoice no 118204, order ref 204-4471882-0918733, tracking no JD0002 2911 8720 4471.
Meeting ID: 384 221 907 15. Passcode: tR7xQa. Phone conference ID: 771 820 934#. Access code 771820.
Ticket #1182044 raised. KB5044284, build 10.0.19045.5011. Error 0x80070643. Error code 118204.
ISBN 978-0-11-706803-9. ISO 15489-1:2016. SI 2010/959. EWCA Civ 793. UKHL 35.
Model TX-118, batch 0418-B, barcode 5012345678900, serial no 00418-00425. Part no 118204.
Room no 212. Bus no 42. House no 12. Question no 4. Page no 118. Item no 12. Table no 4. Bed no 12. Bay no 3.
Job ref FSW/11/25. Vacancy no 118204. Grant ref GR-118. Course code SG301. Module code SG301. Tender no 118204.
Cohort no 12, group no 4, ward no 7, round number 118. Box number 118. Phone number is on the poster.
In number 2024 families. Number of children 1284. Numbers: 1284 families. No 1 in 2024.
Product code 118204. Promo code SAVE2025. Discount code WINTER25. Door code is 4471. Postal code. Zip code.
Ward code E05001234. LSOA E01004321. Cost code 118204. Budget code 4471-118. Nominal code 7700. Ledger code 4471.
Asset tag 3391. Licence no 2023/00456/LAPRE of the hall. Food hygiene rating no 5. Flight no BA1182. Train no 1182.
Planning ref 24/00123/FUL. Drawing no 1182-B, planning application no 24/00123.
The NHS 111 number; NHS 10 year plan; NHS 2025. UPN is on SIMS. UTR stands for. Case 12 in 2024.
UK GDPR Art 15(1)(h), DPA 2018 Sch 3, CA 1989 s17. RFC 5321. TLS 1.3. MP4. COVID19. Windows 11. H2O. A4.
Summary: 3,019 contacts, 611 referrals, 24,500 pounds; 2024/25; 9.30-16.30; SCP 14-17; 1:12000.
CQC 1-118204 rating. EYFS 2024. SATS 2025. DBS 2025 update service. LGA 2025 conference. HMRC 2025 rates.
One two three four five six seven eight nine ten, coming ready or not.
The score was nought nought, one one, two one and then three two.
The 2025 budget; council tax 2025/26, band C, 1904.18 a year.
Invoice nos 4500012345, 4500012346 and 4500012347.
""".strip().splitlines()


ADDRESSES = r"""
the boy at number «22 Mossbank» (Kian)
Norma Teasdale – «Bramblings, Pook Lane», anniversary
Address on the form is «7 Samson's Yard».
kicked me out of «top flr 6 Regent Sq». staying
staying «22b Harp Ln» wiv mate
Lives: «Sunny Bank Residential Home, Rm 22, 15 Cliff Parade». Son
all at «Vaux Farm, Stow Bardolph»
Lives «Corner House (no number), Sedge Lane».
lives at «41 thorpe st» til fri
Were at my nans «41 thorpe st»
We are at number «twelve Chapel Terrace», the one
«forty-one Priory Avenue», flat B
«twenty two Marine Parade», flat three
at «number 9 Elm Grove»
«no. 16 Kestrel Drive»
moved to «Ardlui, Shore Road, Cove», G84 0LX
at «Old Forge Cottage, Main St, Oakthorpe».
I am Howard Crossland, «Rose Cottage, Ferry Lane», born
We live at «The Rectory, Great Tew».
Dad Giles at «The Rectory, Great Tew»
his mum at «Hillside, Back Lane, Nether Poppleton»
Address: «Tŷ Gwyn, Heol y Bryn, Llandeilo»
Cyfeiriad: «Llys Awel, 4 Stryd y Farchnad, Caernarfon»
Cartref: «4 Stryd y Farchnad»
Home: «114a Cazenove Rd», N16 6AD
home «3 The Paddock, off Vicarage Hill, Bude»
«3 The Paddock», Bude
«41, The Ridings, Hexthorpe»
of «41, The Ridings»
«16 Glebe Close», key safe
«Flat 1 Mafeking Ct, 3 Park Row»
«Flat 7b Jubilee Tower»
her new address is «Flat 7b Jubilee Tower»
«flat9 cooper house»
adress: «flat9 cooper house», mums
«6 Bk Garden Terr»
was «6 Bk Garden Terr».
«6 Nant y Coed»
housing re «6 Nant y Coed»
«Plot 4, Hawthorn Park, Wolverhampton Road»
«Unit 3, Lantern House, 40-44 Great Horton Road»
«Rm 212, Holiday Court, London Road»
«Travelbest Inn rm 118, Ring Rd»
«57 Coppice Ct, Block C, 300 Old Kent Road, London»
«14, Cobbler's Yard, Northampton»
«Damson Cottage, Withy Lane»
to live with them at «Damson Cottage, Withy Lane».
«Greystones, 8 Kirk Wynd, Falkland»
«The Nook, 3a Lower Wharf Road»
«2/1, 47 Kenneth Street, Inverness»
«15/3 Gorgie Rd» EH11 2NX
«Fl.2/2, 19 Havelock St, Glasgow»
«Flat 3F1, 22 Leith Walk»
«PF2, 22 Leith Walk»
«0/1 22 Dumbarton Road»
«12/14 Upper Parliament Street» top bell
«Apt 4, Rosewater House, 180 Mill Rd, Cambridge»
«109b Lumb Lane, Bradford»
«Third Floor Flat C, 212 Cheetham Hill Road»
«BASEMENT FLAT, 5 GROVE HILL RD»
«4 COLLIERS ROW» S72 8LX
«Caravan 12, Sandy Bay Holiday Park»
pitch «14 Sandy Bay Holiday Park»
c/o Mrs Amis, «5 Dunster Mews»
c/o «29 Hessle Rd»
by her nan, Sheila Garside, «29 Hessle Rd»
live at «2 Mount Pleasant» with
«9 Elm Grove, Hove»
«8 Quarry Bank Rise»
«4 Sparrowhawk Cl» - seizure
«88A Mersey Bank Av» M21 7NU
«18 Dulwich Mansions, Lordship Lane»
«14 rossnagalliagh» derry bt47 3pq
were in «14 rossnagalliagh derry»
«118 Biscot Rd, Luton»
«36 Tithe Barn Ct»
«33 St\nAldhelm's Road»
«77 Anlaby Road, Hull»
«Fairways, 21 Golf Links Road, Westward Ho!» EX39 1HH
at «'Wayside', Marsh Lane»
«Lower Lodge, Estate Road, Helmsley»
Address\n«Flat 2\n9 Harbour View\nWhitby»
address is «9 Harbour View»
lives on «Bellevue Terrace»
she stays on «Kirkgate»
moved from «12 Kirkgate» to «9 Bondgate»
addr «4 mill lane leeds»
addr: «4 mill lane, leeds»
new addy «4 mill lane»
house is «17 Bryn Teg, Bangor»
17 «Bryn Teg»
«3 Ffordd y Mor, Barry»
«12 Clos Cae Mawr»
«5 Rhodfa'r Mor»
«Tan y Graig, Llanberis», LL55 4TB
«29 The Maltings»
«7 Old Dairy Mews»
«4 Queen's Gate Place Mews»
«10 Upper Bank»
«2 Church View»
«4 Mill Court, Station Approach»
keys for «4 Mill Ct»
=> «4 Mill Ct», 2nd floor
Property: «Flat 12, 4 Cathedral View»
Prev addr: «109b Lumb Lane, Bradford»
Placement: «19 Tern Avenue, Goole»
Approved address «19 Tern Avenue» is where
at the family home, «7 Vulcan Way»
the house at «7 Vulcan Way» by
outside «7 Vulcan Way»
seen at «7 Vulcan Way» at 2pm
He's on tag at his nan's, no. «5 Bankside»
living at «flat 2 8 tenter fold»
she is in «room 5 of the Crown B&B»
at «pitch 12 Lowtown caravan site»
«block b flat 17 marlowe point» and needs cots
«Flats 12-14 Mordaunt Hse»
they are at «sixteen beech street»
«one hundred and four Mill Rd»
«flat 2 above the chippy 77 high st»
House no: «12» Street: «Elm Grove» Town: Leeds
Address line 1: «12 Elm Grove»
"line1": "«15 Whetley Ln»", "town"
«18 Almond Vw»
""".strip().splitlines()

NO_ADDRESSES = """
The Children Centre, High Street, is open. Meet at the library on Station Road.
Meeting at Town Hall, Market Place, Leeds. Venue: St Chad's Hall, Bell Street.
5 minute walk, 3 bed house, 2 door car. 6 of the best. 4 way meeting. 10 view limit.
Court 4. Room 2.14. Stage 3 Way Forward. Item 4 Park and ride. 12 Angry Men.
He has a long road ahead; drive, walk, run; a mile of lane. On the way to school.
Mill Lane Surgery rang. Oak Road Nursery. Bell Street Police Station. Park View School. The Maltings Nursery.
2 x nappies size 4. 30 Moses baskets. 12 Prams. 8 Stairgates. 3 Blackboards. 45 Chairs.
Rose Cottage tea room. Corner House cafe.
Meet in room 2 of the Conference Hotel, or in unit 4, Enterprise Marina.
GP at the Manor Surgery, 12 Osler Road. Clinic: Riverside Health Centre, 40 Quay Street, Hull.
Down one busy street and two dark lanes. Street: n/a. House no: none.
Flat rate 4 of the court. Pitch 4 is closed, plot 2 of the story.
""".strip().splitlines()


@pytest.mark.parametrize("row", [*CASES, *VEHICLES, *ACCOUNTS, *NUMBERS, *MORE, *ADDRESSES])
def test_is_found(row: str) -> None:
    text, spans = parts(row)
    hits = find(text)
    clear = [text[a:b] for a, b in spans if not any(hit.start <= a and b <= hit.end for hit in hits)]

    assert spans
    assert clear == []


@pytest.mark.parametrize("text", LEFT)
def test_is_left(text: str) -> None:
    assert [text[hit.start : hit.end] for hit in find(text, detectors=OF_VALUES)] == []


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_no_address(text: str) -> None:
    assert [text[hit.start : hit.end] for hit in find(text) if hit.detector is Detector.ADDRESS] == []
