"""Dates of birth and ages as casework mail writes them: «» stands around what must be found, whatever else is."""

from datetime import date

import pytest

from redaction import find
from redaction.detect.born_beside import born_beside
from redaction.hit import Detector, Evidence, Hit
from tests.redaction.written import parts

BORN = r"""
Amy Holt dob «03/04/2012»
DOB: «03-Apr-2012»
DoB - «03.04.2012»
DOB «030412»
date of birth: «03 April 2012»
Date of birth (dd/mm/yyyy): «03/04/2012»
DOB\tName\n«03/04/2012»\tAmy Holt
Name;Born;Sex\nAmy Holt;«3/4/12»;F
1. Amy Holt - «03/04/2012»
Amy («03/04/2012») and Ben («05/06/2014»)
She was born on «3 April 2012» in Leeds.
born in «2012»
Xanthippe («2015») + Kwame («2017»)
Family: Xylo («2015»), Quibs («2018») and Mum.
(b. «3.4.12»)
Amy Holt b. «3 Apr 2012»
turns 13 on «3rd May»
will be 18 on «12/06/2026»
her 18th birthday is «12 June»
her birthday, «12 June», is soon
birthday «12/6/14»
twins Amy and Ben (both «03/04/2012»)
DOBs: Amy «03/04/2012», Ben «05/06/2014»
dates of birth «3.4.12», «5.6.14» and «7.8.16»
born on the «third of April, two thousand and twelve»
DOB: «April 3, 2012»
DOB: «2012/04/03»
DOB: «3/IV/2012»
DOB: «03 04 2012»
DOB: «03-04-12»
DOB; «O3/O4/2012»
D0B: «03/04/2012»
Date of Birlh: «03/04/2012»
Day «03» Month «04» Year «2012» of birth
YOB: «2012»
Birth date: «3 April 2012»
Place and date of birth: Leeds, «3 April 2012»
Deceased; born «3 April 1952» died 4 May 2025
HOLT Amy «03-04-2012» F
RE AMY HOLT «03/04/2012» 999 000 0018
Subject: Amy Holt «3/4/12»
Pupil: Amy Holt («03.04.12») Year 9
Amy Holt: «03/04/12»
Amy Holt | «03/04/12» | F
Amy Holt (F) «03/04/12»
Amy Holt (mother, «03/04/82»)
Mum Amy Holt «03/04/82», Dad Lee Holt «05/06/80»
mum's date of birth is «3rd of April 1982»
dob is «3rd april 12»
DOB of child: «3/4/2012»
DOB for Amy is «3/4/2012»
confirmed her DOB, «3 April 2012»
gave her dob as «03/04/12» and address as
due to turn 18 in «April 2026»
Amy was 5 on «3 April»
Geboren: «03.04.2012»
D.d.n. «03.04.2012»
born «3/4/12» @ 38 weeks
was born at 38+2 on «03/04/2025»
DOB unknown, thought to be «2008»
DOB: «01/01/2008» (disputed, also gave «01/01/2005»)
siblings: Ben «05/06/14», Cal «07/08/16»
Ben Holt b. «2014»
Ben, born «summer 2014»
First name(s)\nBen\nSurname\nHolt\nDate of Birth\n«05 06 2014»
name: ben holt d.o.b: «5-6-14»
Name        DOB         Year\nBen Holt    «05/06/14»    6
<dob>«05/06/2014»</dob>
birth_date\t«5/6/2014»
Amy Holt, 999 000 0018, «03/04/2012»
NHS 999 000 0018 «03/04/2012»
UPN D205000024001, «03/04/2012»
Amy Holt (13, «03/04/2012»)
Amy Holt 13 yrs («03/04/2012»)
female, «03/04/2012»
M «03/04/2012»
«03/04/2012» F
mother («03/04/82») and child («3.4.12»)
D/O/B «03/04/2012»
D of B: «03/04/2012»
D.of.B. «03/04/2012»
d-o-b «03/04/2012»
bday «3/4/12»
birthdate «3 April 2012»
Birthdate:«3Apr2012»
DOB «3APR12»
DOB «3APR2012»
HOLT Amy «03/04/1982» 4 Mill Lane
HOLT, Amy b.«03/04/1982»
Holt Amy *«03/04/1982»
Amy Holt née Shaw, «03/04/1982»
Amy Holt (née Shaw) «03/04/1982»
Amy Holt (aka Amy Shaw), «03/04/1982»
Amy Holt aka Shaw «03/04/1982»
Amy Holt known as Mimi, «3.4.12»
Amy Holt W6 0HP «03/04/1982»
Amy Holt, 4 Mill Lane, Leeds, «03/04/1982»
Amy Holt -- «03/04/1982»
Amy Holt – DOB – «03/04/1982»
Amy Holt [«03/04/1982»]
Amy Holt <«03/04/1982»>
Amy Holt & Ben Holt («3.4.82» & «5.6.80»)
parents Amy Holt («3.4.82») & Ben Holt («5.6.80»)
Amy, Ben and Cal («3.4.12», «5.6.14» and «7.8.16»)
child (DOB «3.4.12») of Amy Holt
born to Amy Holt on «3 April 2025»
gave birth on «3 April 2025»
Date & time of birth: «03/04/2025» 04:12
Birth registered: Cal Holt, «3 April 2025»
She will turn 18 on «3 April 2026».
becomes 18 on «3 April 2026»
attains 18 on «3 April 2026»
reaches 18 on «03/04/2026»
16th birthday: «03/04/2026»
it is her birthday on «3.4.12»
was born the «3rd April 2012»
was born «3rd of April, 2012»
born Leeds «3 April 2012»
born Tuesday «3 April 2012»
born prematurely on «3 April 2012»
born by section on «3 April 2012»
born early, on «3 April 2012»,
The date she was born is «3 April 2012»
her date of birth, which is «3 April 2012»,
DOB («03/04/12»)
DOB confirmed as «03/04/12»
DOB given: «03/04/12»
DOB on file «03/04/12»
DOB?? «03/04/12»
DOB* «03/04/12»
DOB – «03/04/12»
DOB/Age: «03/04/12» / 13
DOB & age: «03/04/12», 13
Name/DOB: Amy Holt / «03/04/12»
Name & DOB: Amy Holt «03/04/12»
Full name and DOB: Amy Holt «03/04/12»
Child(ren) name(s) & DOB(s): Amy Holt «03/04/12», Ben Holt «05/06/14»
child name dob school\namy holt «3/4/12» oak primary
amy holt «3/4/12» oak primary
amy holt («3/4/12»)
Date of brith: «03/04/2012»
date of bith «03/04/2012»
Date of 8irth «23 / 06 / 1957»
Date of birht - «3 April 2012»
Dat of birth: «03/04/2012»
date if birth «03/04/2012»
Dateofbirth: «03/04/2012»
DOB«06/10/2024» 13 months
d.o.b«1.2.13». adress
DoB«03Apr2012»
D,O,B: «03/04/2012»
D.O.B.: «03/04/2012»
D-O-B: «03/04/2012»
DOB: «03|04|2012»
DOB «03_04_2012»
DOB: «03 / 04 / 2012»
DOB: «03 . 04 . 2012»
DOB: «03 - 04 - 12»
DOB «3,4,2012»
DOB «20120403»
DOB: «2012 04 03»
DOB: «2012.04.03»
DOB: «12/31/2007»
born «12/31/2007»
born «May 3rd, 2011»
born «May 3rd 2011»
DOB: «May 3, '11»
DOB «Apr 9 11»
DOB: «April the 3rd 2012»
DOB: «3rd day of April 2012»
bday «20/5»
bday «3 may»
b'day «21 Nov»
birthday «3/4»
her birthday's the «6th of March»
his birthday is the «12th January»
birthday: «12 Jan»
birthday on «12.01».
Birthday is «4th December»
had her birthday on «12 June»
Her birthday (dob) is wrong as «21/01/23», it's «12/01/23».
his date of birth we had down as «21/01/23» but it should be «12/01/23»
DOB on the form «03/04/12», DOB on the passport «05/04/12»
DOB was «03/04/12» but she says it's «05/04/12»
claimed DOB «01/01/2008», given as «03/07/2007» at port
DOB «01/01/2008» not «01/01/2005»
dob either «3.4.12» or «4.3.12»
the GP has «3.4.12» as her dob
gave «3.4.12» as his date of birth
used «03/04/2012» as her birthday
Susp: Lukas Holt (son) «19990403»
Amy Holt «19990403»
Amy Holt M «060715» UPN
Amy Holt (F) «03042012»
Amy Holt b.«1951» (d. 2019)
Iris Holt b. «1951»
F1 Ned Holt b.c.«1975»
Ned Holt (b. circa «1975»)
Amy Holt («2003»)
Amy Holt (b «2003»), Ben Holt («2005»)
children Amy («2012») and Ben («2015»)
born in «2015»
she was born in the summer of «2015»
born «30 iulie 1990»
born «3 kwietnia 1990»
DOB: «3 avril 1990»
dyddiad geni «7 Mai 2016»
dyddiad geni: «12 Chwefror 2016»
d.g. «12.08.2013»
ganwyd «12.08.2013»
ganed ar «12 Awst 2013»
ur. «12.08.1983»
data urodzenia: «12.08.1983»
data nașterii: «12.08.1983»
Fecha de nacimiento: «12/08/1983»
né le «12/08/1983»
nata il «12/08/1983»
born «2011年5月3日»
born on the «ninth of May twenty twenty one»
born «eleventh of October 1988»
DOB: «eleventh of October 1988»
date of birth («eleventh of October 1988») agrees
born on the «third of April 2012»
DOB «twelfth of June nineteen eighty-eight»
date of birth is the «first of May, nineteen ninety»
born «first May 2012»
turns 3 on «12 January»
will be 80 on «21 November»
is five on the «3rd of May»
who'll be 2 on the «5th of Jan»
She'll be 21 on «3 March»
he'll be 3 on «12/01»
turned 16 on Monday «3rd March»
her 3rd birthday on «12 Jan»
his eighteenth birthday is «4 May»
first birthday «4 May 2025»
DOB: «Feb 29 2004»
DOB: «14 Oct '89»
DOB «5Oct1995»
DOB «10-Jun-06»
dob approx «1999»
DOB: approx. «1999»
dob c. «2005»
dob unknown (est. «2005»)
DOB «1/1/1940» 85
DOB/age: «1/1/1940» 85
Born: «22 Feb 2012»
Born in Leeds in «2012»
YOB «1983»
Year of birth: «1983»
Born:\n«22 Feb 2012»
Date of\nbirth: «22 Feb 2012»
DOB\n\n«22/02/2012»
Date of birth ............ «22/02/2012»
D of B ............ «19/5/15»
D.of B.: «19/5/15»
DoB_________«19/5/15»
Birth\tSex\n«19/5/15»\tF
BirthDate,Sex\n«2010-09-30»,F
dob;nhs\n«16/2/12»;999 000 0018
| Name | DoB |\n|---|---|\n| Amy Holt | «19.12.12» |
Name / Passport / DOB\nRosa Holt / 116624718 / «04/09/90»
Amy Holt; «12/08/13»; F; Leeds
DOBs «13/02/2016» & «25/10/2019»
twins, both «13/02/2016»
BORN «29/02/2012» AGED 13
b: «2012»
(b: «2012»)
(born: «3 May 2012»)
Amy (b.«3/5/12»)
Amy (born «May 2012»)
M Cordelia b.«13/3/79»
«140711» - NHS 999 000 0018 - URGENT
Amy Holt - «140711» - NHS
dob «140711»
RE: B Latch «14/07/11»
Amy Holt was born at 32 weeks on the «1st of July, 2024».
delivered on «3 April 2025» at 38 weeks, a boy
She is 9, «3/4/16».
Age 9 («3/4/16»)
my dob is «3 4 16»
he was born «10 4 18» and
my date of birth «3rd oct 2011»
d.o.b. «28.02.2013»
Born on a Tuesday, «6 November 2018», and
born at ten past four on a Tuesday, «6 November 2018»
DOB «31/02/2014»
DOB «03/13/2014»
DOB «29/02/2015»
given as DOB «1386/4/12», given as «03/07/2007»
D.O.B:«080108». Lives
Date of birth: «1 8 1 1 1 9 9 0»
DOB «02/1984»
appt for N Freer (DOB «12/9»)
She turned 15 on «Halloween».
Her eldest was born on the «2nd of May 2018» and her youngest in «October 2021».
He was born on «2 May 2018», his sister in «2021»
children born «2015», «2017» and «2019»
children born in «March 2015» and «June 2017»
dobs «12/3/15» «14/5/17» «1/2/19»
DOB «12.03.2015», «12.04.2015» (conflicting)
date of birth given as both «12/3/05» and «1/1/07»
passport says «12/3/05» but birth certificate says «13/2/05»
IP CARLY MATHER «190295». SUSP
Dean Wardle, «021290», NFA
Wes, born '«87»
b. '«92»
born in «92».
(dob: «30th of the 6th 2010»)
dob «one one ninety nine»
dob «third june oh nine»
born «Christmas Day 2014»
born «New Year's Eve 1999»
D.O.B: Day «12» Month «03» Year «2015»
delivered a baby girl on «12/11/25» at 04:12
gave birth to twins on «12/11/25»
Born «03.11.1990» and «15.6.2019».
widow of Frank, born «1.12.35» (he died 3/3/19 aged 85)
""".strip().splitlines()

AGED = r"""
Amy, «13», and Ben, «9»
aged «7»
«7 y/o» boy
«7 yr old» girl
a «seven-year-old» boy
a «3 year old» boy
«11 years old»
chronological age «7;3»
aged «7 years 3 months»
«18 months» old baby
baby, «6 weeks»
«6/52» old
she is «9»
He was «12» when it started
when she was «four» years old
at age «12»
AGE «12»
Name,Age\nAmy Holt,«12»
Amy is in «Year 4»
«Year 10» pupil
Amy is in «reception»
«year 9» boy
aged «7», «9» and «11»
children («7», «9», «11»)
two boys «4» and «6»
three kids under five («4», «3» and «10 months»)
Mum («34») and dad («40»)
daughter, «14»
grandmother, «67»,
my «14» year old
«34»yo female
female «14»
male aged «14»
turns «18» in May
just turned «5»
Amy is «8».
Amy («8», «Year 4»)
Amy «8»
Amy Holt «8y»
Amy Holt, age «8»,
Amy Holt (aged «8»)
Amy Holt («8 years»)
Amy Holt («8yo»)
«8 YEARS OLD»
the «8-month-old»
a «fifteen year old» girl
a boy of «10»
she is «8 years of age»
i am «15»
I'm «15»
he is only «3»
hes «11» now
is he «3»?
who's «3»,
Ben's «3» and
sister Liv «3»
the baby is «3 months»
his «16th» birthday
D.O.B. 03/04/12 («13»)
DOB 03/04/12 («13 years»)
amy holt «13»
3 children: Amy «13», Ben «9», Cal «4»
Class: «Year 4»
Year group: «Year 4»
NC Year: «4»
School year «4»
Amy, «Year 4»
my eldest is «9» and the youngest is «4»
the youngest («4») sleeps in with mum
eldest «9», middle «6», youngest «3»
the little one, «3», was asleep
the older boy («11») spoke to us
her eldest child, «12», is a carer
Amy (now «16»)
Amy (then «12»)
Amy, then «12», told
Amy, now «16», told
Amy Holt/«13»/F
Amy Holt «13» F
Amy Holt (f/«13»)
Amy Holt («13F»)
Amy Holt [F«13»]
Amy Holt «13 y.o»
Amy Holt «13yr»
«13yr» boy with asthma
«13 yr» girl
«37 years» female presented
This «37 year» lady
Pt «37 years», G2P1
«three and a half» year old
aged «3½»
aged «2y4m»
Amy «2yrs 4mths»
Amy («21 mo»)
Amy «11mo»
«6 wk» baby
Age now: «13»
Age on admission: «13»
Amy - «13» - Oak Academy
Amy: «13», Year 8
Who: Amy «13» & Ben «9»
Amy «13» + Ben «9»
Amy («13»), Ben («9») & Cal («18/12»)
hi im kezia im «15» n i need help
my name is kezia and i am «15» years old
my name's Kez, «15»
i was «12» wen it started
I have just turned «16» and
she has turned «16» so
once he turns «18» he
when Amy turned «16» she
since she was «6»
since the age of «6»
until he was «9»
by the time she was «9»
children are «9», «7» & «4»
kids aged «9»/«7»/«4»
Ages: «9», «7», «4»
Children's ages: «9», «7» and «4»
ages of children «9», «7»
Children (ages): Amy («9»)
Family: mum «34», dad «40», 2 kids «9» & «4»
mum «34»
Mother «34 years», father «40 years»
mother of a «9yo» and a «4yo»
Mrs Holt («82»)
Mrs Holt, «82», lives alone
Mr Holt is «82» and frail
Amy Holt, «34», of 4 Mill Lane
Amy Holt, a «34»-year-old mother
Applicant: Amy Holt; «34»; carer
Victim: Amy Holt «34 yrs»
V1 Amy Holt «34» yrs
a «Y9» girl
Y«9» pupil
She's a «Year 9».
Amy (Oak Primary, «Y4»)
Amy, Oak Primary, «Year 4»
Amy moves up to «Year 7» in September
Amy, who is in «year 7» at Oak
Amy Holt - «Year 7» - attendance 84%
Pupil: Amy Holt   Year: «7»   Tutor group: 7B
Pupil\tYear\tAttendance\nAmy Holt\t«7»\t84%
Pupil name: Amy Holt\nYear group: «Year 7»
Age (years)\n«7»
Age\n«7»
Age | «7»
Chronological age at test: «7 years 4 months»
CA: «7:04» RA: 6:01
reading age 6:01, «aged 7»
Rm 4 Shanelle, «17½», on phone
Amy, «2½», and Ben
she's «2 and a half» not 3
hes «4 n half» now
he is «four and a half»
Amy is «six and three quarters»
«4 and a bit» years old
Amy («14.5»)
aged «7 and 3/4»
Amy («P3») is at Dalneigh
Eilidh is in «P3» at
Callum («S2») has been
«Primary 7» pupil
a «P7» pupil
She is in «S4» now
25% extra time. «Year 13». JCQ
Sathe Priyanka, «Year 13»
Amy Holt «Y9»
«yr 9» lad
«Blwyddyn 4»
Bl «7»
mae hi'n «9 oed»
School: Ysgol Bro Tywi, «Blwyddyn 4»
School is «Year R»
School («Year Eight»)
Child is «14» (Year 10).
eldest Felix is «thirteen» (Year 9) youngest is «3mo».
The mother, Simran Bahl, is «twenty-three».
Amy, my sister, is «12».
Honey & sibs («1», «3», «6»): ICPC
siblings («1», «3» & «6»)
kids: «1», «3», «6»
her kids («3», «5» and «10»)
kids («3», «5» and «10»)
three sons (aged «15», «12» and «7»)
twin grandsons («7»)
twins («7»)
the twins, «7»,
Kwaku (s, «13»), Adwoa (d, «11»)
Children: Thabo «10», Naledi «4»
DoB/Age: 17.01.2010 / «15 yrs 10 mths»
DOB 17.01.2010 «15y10m»
DOB 06/10/2024 «13 months»
DOB 06/10/2024 aged «13 months»
found him to be «19»
assessed as «19»; he says he is «16»
they say she's «12»
put his age at «19»
until he is «18» and
left school at «15»
cautioned at «19»
pregnant at «16»
She was «16» when she had him
had her first at «seventeen»
When you were «eleven days old» you
M, «12»
(M, «9»)
Amy (F, «6»)
«5yo» M, found alone
«19 yo», G2P1
aged about «six» or «seven»
approx «9 yrs» of age
looks about «12»
age: «88»
Age - «88»
Age? «88»
AGE/SEX: «34»/F
Sex/Age: F/«34»
NCYear\tName\n«11»\tAmy Holt
UPN,Surname,DOB,NCYear\nA123,Holt,2010-09-30,«11»
Yr,Name\n«5»,Amy Holt
Name | Yr |\n Amy Holt | «8» |
«14 month old»
«14-month-old» twins
a «fourteen month old»
baby is «10wks»
baby «10wks»
& the baby «10wks» both
her «3rd» birthday
his «eighteenth» birthday
my «80th» bday
teenager («17»)
a girl, «15»,
a lad of «17»
Mum's «34»
Dad's «40» and
mum is «34»
nan «71»
Mr Holt («82 yrs»)
Patient («71 yrs»)
F «71 yrs»
little Teo – «1» on the 28th
Teo turns «1» on
will be «2» on the 5th
he'll be «2» next month
he's just gone «11»
he's coming up to «11»
she's nearly «nine»
she's almost «9»
I'm «34» and
Ima «15» yr old
Zuri Kimani («3;7»)
aged «4:02»
Aged «04»
Amy, year «9», and
the «nine-year-old»
«Nine-year-old» Amy
«8 year-old»
«8-yr-old»
he must be «three» or so
he will be «7». his nan
Chantal Obuya, «17 yr» primip
SCHOOL YR: «10»
Name | D.O.B. | Age | Sch yr\nAmy Holt | 09.03.11 | «14» | «10»
CHILDREN «6» AND «9» PRESENT
kids r «4», «6» n «9»
two girls of «8» and «5»
kids «7» «5» «2»
My eldest is «12», the middle one «9» and the youngest «4»
She is «six-and-a-half».
His sister is «seven and three quarters».
They're now «14 mths» (corrected «12»).
Ollie is rising «5».
Mother: «29». Father: «33».
he was «ten» in May
mum in her «early 30s»
a man in his «late forties»
dad is in his «50s»
Pt «76M» fell at home
«34F» with low mood
M («7»), F («4»)
Chronological age on 31 August 2025: «17»
Age of child: «9»
CA «9:04», RA
chron. age «8;2»
«Y5» («9»)
«Yr 11», «16»
School: Moor End, «yr 9»
sch Moor End «yr 10»
Angharad Pugh - mum - «31» - works nights
Sara Dunne | «34» | mother
Sara Dunne, «17» in Feb, is in care
Amy Holt 3/4/2012 «13» 999 000 0018
he said he's «15», really «38»
She's «thirteen» not «twelve», birthday was last week
my little one is «2» in april
She had the first at «19».
Solomon was «nine years and four months» when it began
Amy Holt / «15» / «yr 10» / lives with mum. Sister Zoe Holt / «9».
staying at 11 Newlyn Way. «26» YRS. Two kids.
""".strip().splitlines()

LEFT = """
Meeting on 03/04/2025 at 10.00. Minutes of 12 March 2025.
The review is on 3 April 2026; next one 5 June 2026.
Report dated 4 May 2025. Signed J Price 04/05/2025.
Seen 3.3.25 by duty. Visit 12/3/25, call 14/3/25.
The hub opened in 2012 and was born of a need in April 2011.
Howe (2005) and Munro (2011) say so.
Cohort: children with birthdays between 1 September 2011 and 31 August 2012.
Policy reviewed April 2024, next review April 2026.
The turnover rose to 4 on 3 May.
Birthday party room hire: 12 June 2026.
He turned 4 corners on 3 May.
Children Act 1989; Working Together 2023; KCSIE 2025.
Deadline 31/03/2026. Period 01/04/2025 - 31/03/2026.
Group for ages 5-11. For children aged 5 to 11. Under 18s. Over 65s welcome.
Year 4 of the programme. The 2-year review. A three-year plan. In year 2 of the contract we hire.
Baby was born at 36/40. 24/7 helpline. Seen 2/52 ago. Review in 6/52.
She is 20 minutes late. There are 3 and 5 left. He was 1 of 4. It is 9 miles.
A 3 month wait. 10 weeks on the list. A 12 week course. Six years of experience.
Stage 3, level 2, Key Stage 4. Reception is open 9-5; please sign in at reception.
The nursery will be closed. Year 2025. Ofsted visited in year 3.
Children under 5 eat free. Key workers aged 18+. From the age of 16 young people may consent.
Score 7;  rating (8), (9). Question 4 (5 marks).
They are 2 and 3 on the agenda. Section 3, 4 and 5. Pages 7, 9 and 11.
He is 6ft tall. Size 9 shoes. 14F temperature.
Workers are 12 in number. The room is 4 by 6.
Born to be wild, festival 3 May 2026.
The date of breach was 03/04/2025. Date of bail 03/04/2025.
Date of booking: 03/04/2025. Date of referral 4/5/25. Date of both visits 4/5/25.
Minutes (3/4/25) attached. Report (2023) attached. The Act (1989) and Working Together (2023).
Smith (2019) and Jones (2021) found that. See Munro (2011) and Laming (2003).
The Munro Review (2011) and the Laming report (2003).
Ofsted (2023) said good. Contract (12/04/2025) signed.
Visited at 9 on 12/01. Meeting 18 on 3 March 2026 moved.
Delivered 3 April 2025 by courier. Delivered on 3/4/25 to the hub.
Invoice 20250403. Ref 20240301. file_20240301.pdf
The 12.08.2013 version of the policy. Your bill of 12/08/2025 (25/10/2025 revised)
Birthdays at club this month. Birth to five, 3 April 2025.
150 people, 060715 tickets
The first of May, nineteen staff came. On the third of April two of us met.
Version 2.3.12 and 5.6.14 of the form. Paragraphs 3.4.12 and 5.6.14.
Room 12 / 04 / 20 seats. 3 / 4 / 12 split.
There will be 12 on 3 May. It will be 10 on 3 May.
P3 of the report; see P7. Page P3. S2 of the Act; s17 and S47 enquiries. M5 J12. B4101.
Section 2. Paragraph 3. Item S4. Primary 1 care. Key stage 2. Year 4 of the plan.
Group is 6 on Mondays. Room is 12. Bus is 42. The total is 34.
Children (12) attended the session. Kids 4 free.
F 12 and M 14 forms. Size M, 12 boxes. 12 F and 13 M attended.
A 12 month plan. 14 months ago. For 14 months she waited.
10 weeks pregnant. At 24 weeks. 36 weeks gestation.
Left at 15.30. Arrived at 10 and left at 4. Closed at 16. Met at 18 High Street.
His 3rd placement. Her 2nd visit. My 4th email.
Until 18 December. Until 5 we are open. At 19 Tern Avenue.
He is 4 miles away. She is 2 stone heavier. He's 6 foot.
Amy has 4 sessions left. Amy took 3 tablets. Ben got 9 out of 10.
Amy 4 sessions, Ben 3 sessions
In S3 storage. The P45 and P60 forms. Y10 cable.
Dads 4 Kids project; Kids 1st. Sons of 2 fathers.
Open to ages 8 to 12. Aged 16+. Under-fives. 0-19 service. 11-16s.
Found him at 10. Put it at 19 pounds.
Kids Company 10 years on. Mum 2 Mum group.
They are 2 and 3 on the agenda.
They're 4 points ahead.
Boys 3 and 2 girls. Children 4 and 5 weeks of leave.
The centre opened in the early 80s. Music of the 90s.
Room 34F, bay 12M, flat screens 4F.
Prices are rising 5% a year. Costs rising 20, then 30.
Class 5 (30) and Year 5 (30 places). Team 11, 16 points.
School trip: Moor End, item 9.
Born in 12 minutes flat. She was born 5 weeks early.
Delivered a baby monitor on 3/5/25. The parcel was delivered on 3/5/25.
Age at 31 August 2025 is asked for.
Bands 4, 5 and 2019. The passport office gives 12 weeks.
Team Alpha, 021290 units. Carly Mather, 120447 steps.
Opened in March 2015 and June 2017.
Frank died on 3/3/19. The contract ran out. 26 years of service, not 25.
Year 5/6 room, Year 10 / 11 hall. Points: 15 / 9 / 4. The bus is 12 in December, really 13 in all.
""".strip().splitlines()


def clear(row: str, *detectors: Detector) -> list[str]:
    text, spans = parts(row)
    hits = [hit for hit in find(text) if hit.detector in detectors]
    assert spans
    return [text[a:b] for a, b in spans if not any(hit.start <= a and b <= hit.end for hit in hits)]


@pytest.mark.parametrize("row", BORN)
def test_born(row: str) -> None:
    assert clear(row, Detector.DATE_OF_BIRTH) == []


@pytest.mark.parametrize("row", AGED)
def test_aged(row: str) -> None:
    assert clear(row, Detector.AGE) == []


@pytest.mark.parametrize("text", LEFT)
def test_other_days_and_counts_are_left(text: str) -> None:
    born_or_aged = {Detector.DATE_OF_BIRTH, Detector.AGE}

    assert [text[hit.start : hit.end] for hit in find(text) if hit.detector in born_or_aged] == []


@pytest.mark.parametrize(
    ("text", "today", "found"),
    [
        ("Mia Okafor\n3 March 2014", None, True),
        ("Mia Okafor\n3 March 2014", date(2020, 1, 1), True),
        ("Mia Okafor\n3 March 2021", None, True),
        ("Mia Okafor\n3 March 2023", None, False),
        ("Mia Okafor\n3 March 2023", date(2026, 11, 23), True),
        ("Mia Okafor\n3 March 2025", date(2026, 11, 23), False),
        ("Mia Okafor\n3 March 2025", date(2031, 1, 1), True),
        ("Mia Okafor moved 3.4.23", date(2026, 11, 23), False),
    ],
)
def test_what_is_years_back_hangs_on_the_day(text: str, today: date | None, found: bool) -> None:
    assert (Detector.DATE_OF_BIRTH in {hit.detector for hit in find(text, today=today)}) is found


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        # A number that is two things at once, and an address that ends with its postcode.
        ("NHS 9994039830 and 8 February 2014.", ((4, 14, Detector.CASE_ID), (4, 14, Detector.NHS_NUMBER))),
        (
            "Mia Holt, 9 Larkhill, W6 0HP, 3 March 2014",
            ((22, 28, Detector.POSTCODE), (10, 28, Detector.ADDRESS), (0, 8, Detector.NAME)),
        ),
    ],
    ids=["two-kinds-of-one-number", "postcode-within-an-address"],
)
def test_what_a_day_stands_beside_hangs_on_no_order(text: str, spans: tuple[tuple[int, int, Detector], ...]) -> None:
    hits = [Hit(start=start, end=end, detector=what, evidence=Evidence.PATTERN) for start, end, what in spans]

    found = [[text[hit.start : hit.end] for hit in born_beside(text, order)] for order in (hits, hits[::-1])]

    assert found[0] == found[1]
    assert text.endswith((found[0][0], f"{found[0][0]}."))
