"""The event codebook, ready to be matched: each pattern with the lemma that it hangs on.

The format of the entries is told at the head of ``codebooks/events.yaml``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from msgspec import Struct

from dragoman.codebooks.load import load_codebook
from dragoman.errors import CodebookError
from dragoman.records import EventType

PREPOSITION = "+"
OBJECT = ">"


class EventEntry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One kind of event and the words that name it."""

    id: str
    type: EventType
    mode: str | None = None
    context: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    whom: tuple[str, ...] = ("object",)
    noun_of: Literal["doer", "whom"] | None = None
    doer: Literal["subject", "speaker"] = "subject"
    needs: Literal["one", "both", "doer", "recipient", "place"] = "one"
    """Which actors must be found for the words to count as an event."""
    mutual: bool = False
    bare: Literal["any", "new"] | None = None
    takes_in: bool = False
    alleges: bool = False
    lasting: bool = False
    seat: bool = False
    yields: bool = False
    pairs_only: bool = False
    """Counts only where two actors are given and their relation is asked for."""
    source: str
    example: str
    counter: str


class NounClass(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Nouns that the codebook names together."""

    id: str
    words: tuple[str, ...]
    source: str
    example: str
    counter: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One wording of an entry.

    ``head`` is the lemma of the trigger; ``words`` must hang on it; ``preposition`` and ``objects`` are what a noun
    takes, or what heads a verb's object.
    """

    entry: EventEntry
    kind: Literal["verb", "noun", "adjective", "modal"]
    head: str
    words: tuple[str, ...] = ()
    preposition: str | None = None
    objects: frozenset[str] = frozenset()
    objectless: bool = False
    """The verb must have no object: the pattern ends in ``>``."""

    @property
    def weight(self) -> int:
        """How much the pattern asks for: the one that asks most is the best reading of a word."""
        return 2 * len(self.words) + 2 * bool(self.objects) + bool(self.preposition)


@dataclass(frozen=True, slots=True)
class EventBook:
    """The patterns of all entries by part of speech and head lemma, best first."""

    verbs: dict[str, list[Pattern]] = field(default_factory=lambda: defaultdict(list))
    nouns: dict[str, list[Pattern]] = field(default_factory=lambda: defaultdict(list))
    adjectives: dict[str, list[Pattern]] = field(default_factory=lambda: defaultdict(list))
    modals: dict[str, list[Pattern]] = field(default_factory=lambda: defaultdict(list))


@cache
def noun_classes() -> dict[str, tuple[str, ...]]:
    """The classes of nouns that the codebook names with a dollar sign."""
    return {noun_class.id: noun_class.words for noun_class in load_codebook("event_nouns", NounClass)}


@cache
def load_event_book() -> EventBook:
    """The event codebook.

    Raises:
        CodebookError: An entry names a class of nouns that doesn't exist, or an entry is malformed.
    """
    classes = noun_classes()
    book = EventBook()
    for entry in load_codebook("events", EventEntry):
        for text in entry.verbs:
            _add(book.verbs, _verb_pattern(entry, text, classes))
        for text in entry.nouns:
            _add(book.nouns, _noun_pattern(entry, text, classes))
        for text in entry.adjectives:
            form, *words = text.split()
            _add(book.adjectives, Pattern(entry, "adjective", form, tuple(words)))
        for text in entry.modals:
            lemma, *words = text.split()
            _add(book.modals, Pattern(entry, "modal", lemma, tuple(words)))
    for table in (book.verbs, book.nouns, book.adjectives, book.modals):
        for patterns in table.values():
            patterns.sort(key=lambda pattern: (-pattern.weight, len(pattern.objects) or 1000))
    return book


def _add(table: dict[str, list[Pattern]], pattern: Pattern) -> None:
    table[pattern.head].append(pattern)


def _verb_pattern(entry: EventEntry, text: str, classes: dict[str, tuple[str, ...]]) -> Pattern:
    words, takes, objects = text.partition(OBJECT)
    head, *rest = words.split()
    nouns = _objects(entry, objects, classes)
    return Pattern(entry, "verb", head, tuple(rest), objects=nouns, objectless=bool(takes) and not nouns)


def _noun_pattern(entry: EventEntry, text: str, classes: dict[str, tuple[str, ...]]) -> Pattern:
    words, _, objects = text.partition(OBJECT)
    words, _, preposition = words.partition(PREPOSITION)
    *modifiers, head = words.split()
    return Pattern(
        entry, "noun", head, tuple(modifiers), preposition.strip() or None, _objects(entry, objects, classes)
    )


def _objects(entry: EventEntry, text: str, classes: dict[str, tuple[str, ...]]) -> frozenset[str]:
    found: set[str] = set()
    for word in filter(None, (part.strip() for part in text.split("|"))):
        if not word.startswith("$"):
            found.add(word)
        elif word[1:] in classes:
            found.update(classes[word[1:]])
        else:
            known = ", ".join(sorted(classes))
            raise CodebookError(f"events.yaml: entry {entry.id!r} names the class {word!r}; use one of: {known}")
    return frozenset(found)
