"""Issue keys: what a stand is on, apart from its words, so that histories can be drawn.

"Provide him with arms", "supply weapons to the army" and "weapons deliveries" have one key, ``provide/arms``: the
class of what would be done, and the class of the thing. What undoes it ("lift" beside "impose") has the same key and
the other sign. The key names the words that it rests on, and stands beside the issue, never in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from msgspec import Struct
from spacy.tokens import Token

from dragoman.codebooks.load import load_codebook


class Predicate(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An entry of ``codebooks/issue_predicates.yaml``."""

    id: str
    words: frozenset[str]
    contrary: frozenset[str]
    source: str
    example: str
    counter: str


class Thing(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An entry of ``codebooks/issue_things.yaml``."""

    id: str
    words: tuple[str, ...]
    usual: str
    also: tuple[str, ...] = ()
    verbs: frozenset[str] = frozenset()
    document: bool = False
    undone: tuple[str, ...] = ()
    """Those of the words that name what is left when `usual` is undone: a truce is the end of fighting."""
    source: str
    example: str
    counter: str


class IssueKey(NamedTuple):
    """The matter of an issue: ``str(key)`` is what two passages on one matter share."""

    predicate: str
    thing: str
    contrary: bool
    """True where the words would undo it: "lift the embargo" for ``restrict/embargo``."""
    words: tuple[str, ...]
    """The words of the issue that the key rests on, in text order."""

    def __str__(self) -> str:
        return f"{self.predicate}/{self.thing}"


def issue_key_of(issue: str | Sequence[Token]) -> str | None:
    """The key of an issue, a deed or a condition as a string ("provide/arms"), ``None`` where none is known.

    Args:
        issue: The parsed words where there are any; else the words as text, whose endings are then taken off by rule.
    """
    key = key_of_text(issue) if isinstance(issue, str) else issue_key(issue)
    return None if key is None else str(key)


def issue_key(issue: Sequence[Token]) -> IssueKey | None:
    """The key of an issue, ``None`` where no thing of the codebook is in it.

    The first thing named counts, the longest name first; of the predicates that fit, the usual one of the thing.
    """
    return _key(
        [token.text for token in issue],
        [_word(token) for token in issue],
        [token.lemma_.lower() for token in issue],
    )


def key_of_text(text: str) -> IssueKey | None:
    """The key of words that aren't parsed: each is read as the form of a codebook word that its ending allows."""
    words = WORDS.findall(text)
    lemmas = _lemmas(words)
    return _key(words, lemmas, lemmas)


def keys_named(text: str) -> frozenset[str]:
    """The keys that somebody may mean who asks for a matter: "arms" names all that can be done to them.

    A key itself ("provide/arms") names itself; a deed alone ("recognition") that deed to everything.
    """
    if text in _all_keys():
        return frozenset({text})
    words = WORDS.findall(text)
    lemmas = _lemmas(words)
    key = _key(words, lemmas, lemmas)
    if key is not None:
        thing = next(entry for entry in load_codebook("issue_things", Thing) if entry.id == key.thing)
        is_bare = len(key.words) == len(words)
        return frozenset({str(key)}) if not is_bare else frozenset(f"{one}/{thing.id}" for one in _deeds_to(thing))
    named = {entry.id for entry in _predicates().values() if not (entry.words | entry.contrary).isdisjoint(lemmas)}
    return frozenset(known for known in _all_keys() if known.split("/")[0] in named)


@cache
def _all_keys() -> frozenset[str]:
    things = load_codebook("issue_things", Thing)
    return frozenset(f"{predicate}/{thing.id}" for thing in things for predicate in _deeds_to(thing))


def _deeds_to(thing: Thing) -> tuple[str, ...]:
    return (thing.usual, *thing.also)


def _lemmas(words: Sequence[str]) -> list[str]:
    return [next((form for form in _base_forms(word.lower()) if form in _vocabulary()), word) for word in words]


def _key(texts: Sequence[str], names: Sequence[str], lemmas: Sequence[str]) -> IssueKey | None:
    """The key of words, given as written, as names of things are written, and as lemmas."""
    found = list(_things_in(names)) or _by_verb(lemmas)
    if not found:
        return None
    thing, at, length = _meant(found, lemmas)
    rest = [number for number in range(len(texts)) if not at <= number < at + length]
    predicate, contrary, verb = _predicate(thing, lemmas, rest)
    if " ".join(names[at : at + length]) in thing.undone:
        contrary = verb is None or lemmas[verb] not in ENDING
    numbers = sorted({*range(at, at + length), *([] if verb is None else [verb])})
    return IssueKey(predicate, thing.id, contrary, tuple(texts[number] for number in numbers))


def _by_verb(lemmas: Sequence[str]) -> list[tuple[Thing, int, int]]:
    """The thing that a verb names by itself: "arm the rebels"."""
    things = load_codebook("issue_things", Thing)
    return [(thing, at, 1) for at, lemma in enumerate(lemmas) for thing in things if lemma in thing.verbs]


ENDING = frozenset({"break", "end", "suspend", "stop", "violate", "violation", "cancel"})
"""Words that undo even what is itself an undoing: who ends a truce fights."""
WORDS = re.compile(r"\w+|-")


def _base_forms(word: str) -> list[str]:
    """The word, and what it may be a form of, the likeliest first: "supplies" of "supply", "lifting" of "lift"."""
    forms = [word]
    if word.endswith("ies"):
        forms.append(f"{word[:-3]}y")
    forms += [word.removesuffix(ending) for ending in ("s", "es") if word.endswith(ending)]
    for ending in ("ing", "ed"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            forms += [stem, f"{stem}e", stem[:-1], f"{stem[:-1]}y"]  # lift, provide, permit, supply
    return forms


@cache
def _vocabulary() -> frozenset[str]:
    """The words of things and predicates, each by itself."""
    entries = load_codebook("issue_things", Thing)
    things = {word for thing in entries for name in thing.words for word in name.split()}
    predicates = load_codebook("issue_predicates", Predicate)
    return frozenset(
        things.union(*(thing.verbs for thing in entries), *(entry.words | entry.contrary for entry in predicates))
    )


def _word(token: Token) -> str:
    """The word as the names of things are written; a verb ("based on", "vote for") names none."""
    if token.pos_ in {"VERB", "AUX"}:
        return ""
    lemma = token.lemma_.lower()
    if token.pos_ != "PROPN":
        return lemma
    return f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma.removesuffix("s")  # the model leaves names as they are


def _things_in(words: Sequence[str]) -> Iterator[tuple[Thing, int, int]]:
    """Each thing named, where it stands and how many words name it."""
    at = 0
    while at < len(words):
        named = _named(words, at)
        if named is None:
            at += 1
            continue
        thing, length = named
        after = _named(words, at + length)  # "arms embargo" is an embargo
        if after is not None:
            thing, length = after[0], length + after[1]
        yield thing, at, length
        at += length


def _meant(found: Sequence[tuple[Thing, int, int]], lemmas: Sequence[str]) -> tuple[Thing, int, int]:
    """Of the things named the one that the issue is on.

    The first, but for "provide the army with drones", where the verb is of another's class, and "a law on firearms".
    """
    first, at, length = found[0]
    if (
        len(found) > 1
        and first.document
        and at + length < len(lemmas)
        and lemmas[at + length] in {"on", "about", "for"}
    ):
        return found[1]
    given = _predicates()["provide"]
    with_it = [each for each in found if lemmas[each[1] - 1] == "with" and each[0].usual == given.id]
    if with_it and not given.words.isdisjoint(lemmas[:at]):
        return with_it[0]
    return found[0]


def _named(words: Sequence[str], at: int) -> tuple[Thing, int] | None:
    """The thing whose name begins at a word, and how many words the name has."""
    for name, thing in _things().get(words[at], ()) if at < len(words) else ():
        if tuple(words[at : at + len(name)]) == name:
            return thing, len(name)
    return None


def _predicate(thing: Thing, lemmas: Sequence[str], rest: Sequence[int]) -> tuple[str, bool, int | None]:
    """The class of what is done to the thing, whether it is undone, and the word that says so."""
    entries = _predicates()
    for entry in (entries[name] for name in _deeds_to(thing)):
        for number in rest:
            if lemmas[number] in entry.words | entry.contrary:
                return entry.id, lemmas[number] in entry.contrary, number
    return thing.usual, False, None


@cache
def _predicates() -> dict[str, Predicate]:
    return {entry.id: entry for entry in load_codebook("issue_predicates", Predicate)}


@cache
def _things() -> dict[str, list[tuple[tuple[str, ...], Thing]]]:
    """The things by first word, longer names first."""
    by_first: dict[str, list[tuple[tuple[str, ...], Thing]]] = {}
    for thing in load_codebook("issue_things", Thing):
        for name in thing.words:
            words = tuple(name.split())
            by_first.setdefault(words[0], []).append((words, thing))
    return {first: sorted(names, key=lambda name: -len(name[0])) for first, names in by_first.items()}
