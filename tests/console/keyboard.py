"""Somebody who uses the keyboard alone, and sees where it is."""

from typing import Final

from tests.console.screens import Person

_FURTHEST: Final = 250  # presses of Tab; no page has so many places to be
# Everything that the keyboard should come to: of a group of radio buttons, the chosen one or any.
_PLACES: Final = """() => {
  const groups = new Set();
  return [...document.querySelectorAll("a[href],button,input:not([type=hidden]),select,textarea,summary")]
    .filter((one) => !one.disabled && one.checkVisibility({visibilityProperty: true}))
    .filter((one) => one.type !== "radio" || (!groups.has(one.name) && groups.add(one.name)))
    .length;
}"""
# What the keyboard is on: its number in the order of the page, and what is wrong about how it stands there.
_HERE: Final = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const label = ["radio", "checkbox"].includes(one.type) && one.nextElementSibling;
  const style = label ? getComputedStyle(label, "::before") : getComputedStyle(one);
  const ringed = style.outlineStyle !== "none" && !/^rgba.*, 0\\)$|transparent/.test(style.outlineColor);
  const box = (label || one).getBoundingClientRect();
  const wrong = [];
  if (!ringed && style.boxShadow === "none") wrong.push("focus does not show");
  if (box.bottom <= 0 || box.top >= innerHeight || box.width < 1) wrong.push("out of sight");
  if (one.tabIndex > 0) wrong.push("an order of its own");
  const name = (one.innerText || one.name || one.id || one.tagName).trim().slice(0, 60);
  return [[...document.querySelectorAll("*")].indexOf(one), name, wrong.join(", ")];
}"""


class Keyboard:
    """One person's. A place is named by a CSS selector."""

    def __init__(self, person: Person) -> None:
        self._person: Final = person

    def press(self, *keys: str) -> None:
        """Keys, one after the other."""
        for key in keys:
            self._person.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Over what stands there."""
        self.press("Control+a")
        self._person.page.keyboard.type(text)

    def to(self, place: str) -> None:
        """Tab, until it is reached."""
        for _ in range(_FURTHEST):
            if self._person.page.locator(f":is({place}):focus").count():
                return
            self.press("Tab")
        raise AssertionError(f"{place} is not reached by Tab")

    def enter(self, place: str) -> None:
        """Tab to it and press Enter, and wait for the page that this leads to."""
        self.to(place)
        with self._person.page.expect_navigation():
            self.press("Enter")

    def choose(self, field: str, value: str) -> None:
        """One of a group of radio buttons, by the arrow keys."""
        self.to(f"input[name='{field}']")
        self.press("Space")
        for _ in range(_FURTHEST):
            if self._person.page.locator(f"input[name='{field}'][value='{value}']:checked").count():
                return
            self.press("ArrowDown")
        raise AssertionError(f"{value} of {field} is not reached by arrow keys")

    def focused(self, place: str) -> bool:
        """Whether the keyboard is there."""
        return bool(self._person.page.locator(f":is({place}):focus").count())

    def faults(self) -> list[str]:
        """What is wrong on the way through a page that was just opened, from its first place to its last and out."""
        page, found = self._person.page, list[str]()
        places, seen = page.evaluate(_PLACES), list[int]()
        for _ in range(_FURTHEST):
            self.press("Tab")
            here = page.evaluate(_HERE)
            if here is None or here[0] in seen:
                break
            number, name, wrong = here
            if not seen and name != "Skip to main content":
                found.append(f"it begins with {name}")
            if seen and number < seen[-1]:
                found.append(f"{name}: before what it follows")
            if wrong:
                found.append(f"{name}: {wrong}")
            seen.append(number)
        if len(seen) != places:
            found.append(f"{len(seen)} of {places} places are reached")
        return [f"{page.url}: {one}" for one in found]
