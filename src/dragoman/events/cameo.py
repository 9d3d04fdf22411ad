"""CAMEO codes of events, their quad class and Goldstein value."""

from __future__ import annotations

from functools import cache
from typing import Literal

from msgspec import Struct

from dragoman.codebooks.load import load_codebook
from dragoman.events.book import noun_classes
from dragoman.records import EventType

type QuadClass = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]

QUADS: tuple[tuple[int, QuadClass], ...] = (
    (5, "verbal cooperation"), (8, "material cooperation"), (13, "verbal conflict"), (20, "material conflict"),
)  # fmt: skip
"""The last CAMEO root of each quad class."""
PLOVER_QUADS: dict[EventType, QuadClass] = {
    "AGREE": "verbal cooperation", "CONSULT": "verbal cooperation", "SUPPORT": "verbal cooperation",
    "CONCEDE": "material cooperation", "COOPERATE": "material cooperation", "AID": "material cooperation",
    "RETREAT": "material cooperation", "REQUEST": "verbal conflict", "ACCUSE": "verbal conflict",
    "REJECT": "verbal conflict", "THREATEN": "verbal conflict", "PROTEST": "material conflict",
    "SANCTION": "material conflict", "MOBILIZE": "material conflict", "COERCE": "material conflict",
    "ASSAULT": "material conflict",
}  # fmt: skip


class CameoEntry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of the table: what an event must be, and the code it then gets."""

    id: str
    type: EventType
    mode: str | None = None
    entries: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    objects: str | None = None
    """A class of nouns, one of which the wording must hold."""
    code: str
    source: str


class GoldsteinEntry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The Goldstein value of a CAMEO code."""

    id: str
    value: float


def cameo_code(type_: EventType, mode: str | None, rule: str, words: frozenset[str]) -> str:
    """The CAMEO code of an event, see `cameo_row`."""
    return cameo_row(type_, mode, rule, words).code


def cameo_row(type_: EventType, mode: str | None, rule: str, words: frozenset[str]) -> CameoEntry:
    """The row of the table that gives an event its CAMEO code: the root always, a leaf where the wording decides it.

    Args:
        type_: PLOVER type.
        mode: PLOVER mode.
        rule: Id of the entry of the event codebook that found it.
        words: Lemmas of the trigger and of the words that its pattern took.
    """
    table: tuple[CameoEntry, ...] = load_codebook("cameo", CameoEntry)
    for row in table:
        if row.type != type_ or (row.mode and row.mode != mode) or (row.entries and rule not in row.entries):
            continue
        if row.words and not words.intersection(row.words):
            continue
        if row.objects and not words.intersection(noun_classes()[row.objects]):
            continue
        return row
    raise AssertionError(f"codebooks/cameo.yaml has no row for {type_}")


def quad_class(code: str) -> QuadClass:
    """The quad class of a CAMEO code.

    Raises:
        ValueError: The code has no CAMEO root, 01 to 20.
    """
    root = int(code[:2]) if code[:2].isdigit() else 0
    if not 1 <= root <= 20:
        raise ValueError(f"{code!r} has no CAMEO root; roots are 01 to 20")
    return next(name for last, name in QUADS if root <= last)


def goldstein(code: str) -> float:
    """The Goldstein value of a CAMEO code, between -10 and 10.

    Raises:
        ValueError: The code has no CAMEO root, 01 to 20.
    """
    table = _goldstein_table()
    for length in range(len(code), 1, -1):
        if code[:length] in table:
            return table[code[:length]]
    raise ValueError(f"{code!r} has no CAMEO root; roots are 01 to 20")


@cache
def _goldstein_table() -> dict[str, float]:
    return {entry.id: entry.value for entry in load_codebook("goldstein", GoldsteinEntry)}
