"""Names and register hits → who each is: a person of the register, a correspondent, or somebody else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from gateway.find.addressed import Correspondents
from gateway.find.kinds import CONTACTS, IDENTIFIERS, PLACES
from gateway.find.layout import Layout
from gateway.find.names import Name, Roll, in_local_part, name_of
from gateway.find.namesakes import MANY, Signs, fitting, is_weak, narrowed, related, signs
from gateway.find.spots import Emails, Placed, Sort, Spot, Spots, Who
from gateway.model.parties import PersonId, RegisterSnapshot
from gateway.registers.address import normal
from redaction import Detector, Evidence, Hit

_LONGEST: Final = 300  # code points of a name
_OFFICE: Final = 28  # code points before a name in which an office stands
# "Her Honour Judge Ellery", "District Judge Ellery", "HHJ Ellery", "Mrs Justice Ellery": a judge by the whole title,
# since "Judge" alone may be a surname and "DJ" a nickname.
_BENCH: Final = re.compile(
    r"(?:\b(?:His|Her)[ ]Honou?r(?:[ ]Judge)?|\bHHJ|\bDDJ|\b(?:District|Circuit|Tribunal|Employment)[ ]Judge"
    r"|\b(?:Mr|Mrs|Ms|Lord|Lady)[ ]Justice)[ ][A-Z][\w'’-]{1,30}(?:[ ][A-Z][\w'’-]{1,30})?\Z"
)
_DISPLAYED: Final = re.compile(r"[\"'’]?[ \t]{0,3}[<\[(](?:mailto:)?")


class Identity:
    """Says who is meant, for one message."""

    def __init__(
        self,
        placed: Sequence[Placed],
        layout: Layout,
        register: RegisterSnapshot,
        who: Correspondents,
        about: Iterable[str],
        addressed: Iterable[str],
        kin: Iterable[str] = (),
    ) -> None:
        self._placed: Final = placed
        self._layout: Final = layout
        self._register: Final = register
        self._who: Final = who
        self._signs: Final[Signs] = signs((hit for _, hit in placed), about)
        self._known: Final = Roll(name_of(name) for name in who.names)
        at_hand = who.at_hand or who.addresses
        self._colleagues: Final = Roll(
            name_of(member.name) for member in register.staff.values() if normal(member.email) in at_hand
        )
        self._addressed: Final = frozenset(addressed)
        self._kin: Final = tuple(sorted(kin))
        self._locals: Final = tuple(
            re.split(r"[._+-]", normal(address).partition("@")[0]) for address in who.at_hand or who.addresses
        )
        self._emails: Final = Emails(placed)
        self._staff_phones: Final = {_digits(member.phone) for member in register.staff.values()} - {""}
        self._named, self._ruled_out = self._certain()
        self._family: Final = self._nearest()

    def resolved(self) -> list[Spot]:
        """Every hit of which the message tells whom it is about, once for each person.

        Values beside which somebody must be looked for, and mentions, are left out.
        """
        registered = [spot for unit, hit in self._placed if hit.persons for spot in self._registered(unit, hit)]
        contacts = [spot for unit, hit in self._placed if not hit.persons for spot in self._contact(unit, hit)]
        register_names = Spots(spot for spot in registered if spot.hit.detector is Detector.NAME)
        strangers: list[tuple[int, Hit, Name]] = []
        absorbed: list[Spot] = []
        dropped: set[Placed] = set()
        for unit, hit in self._placed:
            if hit.persons or hit.detector is not Detector.NAME:
                continue
            if self._sits(unit, hit):
                continue
            name = name_of(self._written(unit, hit))
            over = _overlapping(register_names, unit, hit)
            # "Mrs Grace Okafor" says "Grace Okafor" more fully; "Maria Okafor" is not Mia, whose surname she shares.
            # What the model alone takes for a whole name ("Jak Thornbury") outweighs no sign of the register in it.
            told = name.full and hit.evidence is not Evidence.MODEL
            same = [spot for spot in over if not (told and is_weak(spot.hit))]
            absorbed += [
                Spot(unit=unit, hit=hit, who=spot.who, corresponding=spot.corresponding)
                for spot in {spot.who: spot for spot in same}.values()
            ]
            if not same:
                strangers.append((unit, hit, name))
                dropped |= {
                    (unit, spot.hit) for spot in over if hit.start <= spot.hit.start and spot.hit.end <= hit.end
                }
        kept = [spot for spot in registered if (spot.unit, spot.hit) not in dropped]
        return [*kept, *contacts, *absorbed, *self._others(strangers, contacts)]

    # -- people of the register

    def _certain(self) -> tuple[frozenset[str], frozenset[str]]:
        """Whom a full name or an identifier means, and nobody else; and the namesakes whom the signs rule out."""
        named: set[str] = set()
        possible: set[str] = set()
        met: set[str] = set()
        for unit, hit in self._placed:
            strong = hit.detector in IDENTIFIERS or (hit.detector is Detector.NAME and not is_weak(hit))
            if hit.persons and strong and self._professional(unit, hit) is None:
                left = self._candidates(unit, hit)
                named.update(left if len(left) == 1 else ())
                possible.update(left)
                met.update(hit.persons)
        return frozenset(named), frozenset(met - possible)

    def _candidates(self, unit: int, hit: Hit) -> tuple[str, ...]:
        candidates = tuple(dict.fromkeys(hit.persons))
        if hit.detector is Detector.NAME and self._layout.corresponds(unit, hit.start):
            # A greeting means who is written to, not their namesake.
            addressed = tuple(one for one in candidates if one in self._addressed)
            candidates = addressed if len(addressed) == 1 else candidates
        if is_weak(hit):
            # Not namesakes but a family: an identifier of the child does not make "Mrs Okafor" the child.
            return tuple(one for one in candidates if one not in self._ruled_out) or candidates
        whole = hit.detector is Detector.NAME
        return narrowed(candidates, self._signs, self._register, self._who if whole else None)

    def _sits(self, unit: int, hit: Hit) -> bool:
        """Whether somebody whom the register does not have is named as the judge: who sits is told in open court."""
        text = self._layout.text(unit)
        return _BENCH.search(text[max(0, hit.start - _OFFICE) : hit.end]) is not None

    def _professional(self, unit: int, hit: Hit) -> str | None:
        """The address of who corresponds, where a name is only a part of it: "mia.okafor@council.example"."""
        within = self._emails.around(unit, hit)
        if within is None or within.persons or not self._who.writes(self._written(unit, within)):
            return None
        return self._written(unit, within)

    def _nearest(self) -> dict[str, tuple[str, ...]]:
        """First names that mean somebody with no surname: of who is written to, and of their and named people's
        relations and those they act for.

        "Her mother Grace" beside the child's whole name is the Grace that the register gives her, and "Mia" in a mail
        to Grace the child for whom she acts.
        """
        near = dict.fromkeys(sorted(self._addressed))
        for person in sorted(self._named | self._addressed):
            entry = self._register.people.get(PersonId(person))
            if entry is not None:
                near |= dict.fromkeys((*(other for _, other in entry.relations), *entry.acts_for))
        near |= dict.fromkeys(self._kin)
        found: dict[str, tuple[str, ...]] = {}
        for person in near:
            entry = self._register.people.get(PersonId(person))
            for written in (entry.name, *entry.aliases) if entry is not None else ():
                name = name_of(written)
                first = name.first if name.words else ""
                found[first] = tuple(dict.fromkeys((*found.get(first, ()), person)))
        return found

    def _registered(self, unit: int, hit: Hit) -> Iterator[Spot]:
        name = name_of(self._written(unit, hit))
        if is_weak(hit) and name.title and self._works(unit, hit, name):
            yield Spot(unit=unit, hit=hit, who=_correspondent(name), corresponding=True)
            return
        corresponding = self._layout.corresponds(unit, hit.start) and hit.detector in {Detector.NAME, *CONTACTS}
        if corresponding and hit.detector is Detector.NAME and self._is_colleague(hit, name):
            yield Spot(unit=unit, hit=hit, who=_correspondent(name), corresponding=True)
            return
        professional = self._professional(unit, hit)
        if professional is not None:
            yield self._owned(unit, hit, professional)
            return
        email = hit if hit.detector is Detector.EMAIL else self._emails.around(unit, hit)
        corresponding = corresponding or (
            email is not None and normal(self._written(unit, email)) in self._who.addresses
        )
        for ids in self._meant(unit, hit, name):
            yield Spot(unit=unit, hit=hit, who=Who(sort=Sort.REGISTER, ids=ids), corresponding=corresponding)

    def _meant(self, unit: int, hit: Hit, name: Name) -> Iterator[tuple[str, ...]]:
        """The people a register hit is about; more than one id where it may be any of them.

        A part of a name, and what a household shares, means those who are named; where nobody is, whom it may be.
        """
        candidates = self._candidates(unit, hit)
        if is_weak(hit):
            candidates = fitting(candidates, name, self._register)
        if is_weak(hit) or hit.detector is not Detector.NAME:
            named = [one for one in candidates if one in self._named]
            if hit.detector is Detector.DATE_OF_BIRTH:
                named = named or [one for one in candidates if related(one, self._named, self._register)]
            if named:
                yield from ((one,) for one in named)
                return
        # A birthday of nobody who is named: whose it is, who stands beside it may tell. An address that many share,
        # as a hostel's, tells no more than any other.
        if hit.detector is Detector.NAME or (hit.detector is not Detector.DATE_OF_BIRTH and len(candidates) <= MANY):
            yield tuple(sorted(candidates))

    def _works(self, unit: int, hit: Hit, name: Name) -> bool:
        """Whether "Mrs Price" is who is written to, or a colleague who takes part, though a family has that name.

        "Dear Mrs Price" to a school is its teacher: none of that family is an addressee, or named in full.
        """
        if not self._named.isdisjoint(hit.persons) or not self._addressed.isdisjoint(hit.persons):
            return False
        return self._layout.corresponds(unit, hit.start) or self._colleagues.wider(name) is not None

    def _is_colleague(self, hit: Hit, name: Name) -> bool:
        """Whether somebody of ours who takes part bears this name, and no addressee of the register does."""
        ours = self._colleagues.same(name) or self._colleagues.wider(name)
        return ours is not None and self._addressed.isdisjoint(hit.persons)

    # -- correspondents' own values

    def _contact(self, unit: int, hit: Hit) -> Iterator[Spot]:
        """Addresses and numbers of those who correspond, and all that a signature has."""
        text = self._written(unit, hit)
        in_signature = self._layout.signs(unit, hit.start) and hit.detector in CONTACTS | PLACES
        if hit.detector is Detector.EMAIL and (in_signature or self._who.writes(text)):
            yield self._owned(unit, hit, text)
        elif in_signature or (hit.detector is Detector.PHONE and _digits(text) in self._staff_phones):
            yield Spot(unit=unit, hit=hit, who=Who(sort=Sort.CORRESPONDENT, key="signature"), corresponding=True)

    def _owned(self, unit: int, hit: Hit, address: str) -> Spot:
        owner = next((name for name in self._known if in_local_part(name, address)), None)
        who = _correspondent(owner) if owner is not None else Who(sort=Sort.CORRESPONDENT, key=normal(address))
        return Spot(unit=unit, hit=hit, who=who, corresponding=True)

    def _written(self, unit: int, hit: Hit) -> str:
        return self._layout.text(unit)[hit.start : hit.end]

    # -- people who are not in the register

    def _others(self, names: list[tuple[int, Hit, Name]], contacts: list[Spot]) -> Iterator[Spot]:
        emails = Spots(spot for spot in contacts if spot.hit.detector is Detector.EMAIL)
        at_hand = Roll(map(name_of, self._who.present))  # who corresponds, by what stands in this message
        for unit, hit, name in names:
            known = self._known.same(name)
            if self._professional(unit, hit) is not None:
                at_hand.add(name)
            elif known is not None:
                at_hand.add(known)
            elif self._corresponds(unit, hit, name) or self._beside_their_address(unit, hit, name, emails):
                at_hand.add(self._known.wider(name) or name)
        # A name that stands only before an address: whoever is called so by a first name is greeted, not told of.
        shown = Roll(name for unit, _, name in names if self._layout.shows_address(unit))
        strangers = Roll(
            name
            for unit, _, name in names
            if name.full and at_hand.same(name) is None and not self._layout.shows_address(unit)
        )
        for unit, hit, name in names:
            who = self._other(unit, hit, name, at_hand, strangers, shown)
            corresponding = who.sort is Sort.CORRESPONDENT or self._layout.corresponds(unit, hit.start)
            yield Spot(unit=unit, hit=hit, who=who, corresponding=corresponding)

    def _corresponds(self, unit: int, hit: Hit, name: Name) -> bool:
        """Whether a place tells that who bears the name corresponds: anybody's name can stand before an address."""
        if self._layout.shows_address(unit) and name.full:
            return Roll(map(name_of, self._who.present)).same(name) is not None
        return self._layout.corresponds(unit, hit.start)

    def _other(self, unit: int, hit: Hit, name: Name, at_hand: Roll, strangers: Roll, shown: Roll) -> Who:
        here = self._layout.corresponds(unit, hit.start)
        corresponding = at_hand.same(name)
        near = self._family.get(name.first, ()) if len(name.words) == 1 else ()
        if here:
            near = tuple(one for one in near if one in self._addressed)
        if near and (here or strangers.wider(name) is None) and not (here and self._colleagues.wider(name)):
            return Who(sort=Sort.REGISTER, ids=tuple(sorted(near)))
        if corresponding is None and here:
            corresponding = at_hand.wider(name) or name
        # Elsewhere a part of a name is rather somebody whom the message is about than who writes.
        stranger = strangers.same(name) or strangers.wider(name)
        if corresponding is None and stranger is None:
            corresponding = at_hand.wider(name) or shown.wider(name)
        if corresponding is not None:
            return _correspondent(corresponding)
        return Who(sort=Sort.STRANGER, key=(stranger or name).key)

    def _beside_their_address(self, unit: int, hit: Hit, name: Name, emails: Spots) -> bool:
        """Whether a correspondent's mail address stands on the same line that is made from this name, or right
        behind it: "Joanne Hill <sales@firm.example>"; or whether the name is that of an addressee's address."""
        start, end = self._layout.line(unit, hit.start)
        if not name.full:
            return False
        return any(name.first in local and name.last in local for local in self._locals) or any(
            in_local_part(name, self._written(unit, spot.hit))
            or _DISPLAYED.fullmatch(self._layout.text(unit), hit.end, spot.hit.start)
            for spot in emails.within(unit, start, end)
        )


def _correspondent(name: Name) -> Who:
    return Who(sort=Sort.CORRESPONDENT, key=name.key)


def _digits(phone: str) -> str:
    digits = "".join(char for char in phone if char.isdigit())
    return "0" + digits[2:] if digits.startswith("44") else digits


def _overlapping(spots: Spots, unit: int, hit: Hit) -> list[Spot]:
    near = spots.within(unit, max(0, hit.start - _LONGEST), hit.end)
    return [spot for spot in near if spot.hit.end > hit.start]
