"""The codebooks of stands and of conditions, looked up by word."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Literal

from msgspec import Struct
from spacy.tokens import Token

from dragoman.codebooks.load import load_codebook
from dragoman.records import ConditionKind, PositionAct, Strength

type WordKind = Literal["verb", "noun", "adjective", "adverb"]


class Stand(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words with which somebody takes a stand; the codebook says what each field means."""

    id: str
    kind: WordKind
    words: tuple[str, ...]
    act: PositionAct
    denied: PositionAct | None = None
    frames: tuple[str, ...]
    objects: frozenset[str] = frozenset()
    whom: bool = False
    needs: Literal["only", "praise", "blame", "balance", "words", "weight"] | None = None
    spoken: bool = False
    strength: Strength = "firm"
    source: str
    example: str
    counter: str


class Connective(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that open a condition; the codebook says what each field means."""

    id: str
    forms: tuple[str, ...]
    kind: ConditionKind
    under: Literal["denial", "prospect"] | None = None
    clause: bool = False
    back: bool = False
    predicate: bool = False
    source: str
    example: str
    counter: str


class WordGroup(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words around a stand that say whose it is and whether it holds."""

    id: str
    words: frozenset[str]
    source: str
    example: str
    counter: str


class StandBook:
    """The stands by kind and first word."""

    def __init__(self, entries: tuple[Stand, ...]) -> None:
        self._by_word: dict[tuple[str, str], list[tuple[tuple[str, ...], Stand]]] = defaultdict(list)
        for entry in entries:
            for word in entry.words:
                first, *rest = word.split()
                self._by_word[entry.kind, first].append((tuple(rest), entry))

    def of_verb(self, verb: Token) -> list[Stand]:
        """The entries of a verb, the ones with its particle before the ones without."""
        particles = {child.lower_ for child in verb.children if child.dep_ in {"prt", "prep", "advmod", "dobj"}}
        found = self._by_word.get(("verb", verb.lemma_), ())
        with_particle = [entry for rest, entry in found if rest and rest[0] in particles]
        return with_particle + [entry for rest, entry in found if not rest and entry not in with_particle]

    def of_word(self, kind: WordKind, token: Token) -> list[Stand]:
        """The entries of a noun (by lemma) or of an adjective or adverb (as written), with the words that follow it."""
        doc, key = token.doc, token.lemma_.lower() if kind == "noun" else token.lower_
        found = []
        for rest, entry in self._by_word.get((kind, key), ()):
            after = tuple(word.lower_ for word in doc[token.i + 1 : token.i + 1 + len(rest)])
            if after == rest:
                found.append(entry)
        return found


@cache
def load_stands() -> StandBook:
    """The codebook of stands.

    Raises:
        CodebookError: As `dragoman.codebooks.load.load_codebook`.
    """
    return StandBook(load_codebook("stands", Stand))


@cache
def words_of(group: str) -> frozenset[str]:
    """The words of a group of the codebook ``stand_words``.

    Raises:
        CodebookError: As `dragoman.codebooks.load.load_codebook`.
    """
    return next(entry.words for entry in load_codebook("stand_words", WordGroup) if entry.id == group)


@cache
def load_connectives() -> dict[str, tuple[tuple[tuple[str, ...], Connective], ...]]:
    """The connectives by their first word, longer ones first.

    Raises:
        CodebookError: As `dragoman.codebooks.load.load_codebook`.
    """
    by_first: dict[str, list[tuple[tuple[str, ...], Connective]]] = defaultdict(list)
    for entry in load_codebook("conditions", Connective):
        for form in entry.forms:
            words = tuple(form.split())
            by_first[words[0]].append((words, entry))
    return {first: tuple(sorted(forms, key=lambda f: -len(f[0]))) for first, forms in by_first.items()}
