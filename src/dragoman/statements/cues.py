"""Cues: the words that attribute, looked up by lemma in the codebook ``speech.yaml``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from msgspec import Struct
from spacy.tokens import Token

from dragoman.codebooks.load import load_codebook
from dragoman.records import StatementAct

type Kind = Literal["verb", "noun", "adjective", "adverb"]
type Frame = Literal["clause", "quote", "infinitive", "gerund", "object", "small", "prep", "identity"]


class Cue(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An entry of the codebook; its head comment says what the fields mean."""

    id: str
    kind: Kind = "verb"
    words: tuple[str, ...]
    frames: tuple[Frame, ...]
    preps: tuple[str, ...] = ()
    listener: bool = False
    light: bool = False
    """True for a noun that attributes only with an owner or as the object of a verb such as "express"."""
    act: StatementAct
    attitude: bool = False
    source: str
    example: str
    counter: str


type Lexicon = dict[tuple[Kind, str], tuple[tuple[str | None, Cue], ...]]


@cache
def lexicon() -> Lexicon:
    """The codebook by kind and word; a verb with a particle stands under the verb, with the particle beside it."""
    table: dict[tuple[Kind, str], list[tuple[str | None, Cue]]] = {}
    for cue in load_codebook("speech", Cue):
        for word in cue.words:
            head, _, particle = word.partition(" ")
            table.setdefault((cue.kind, head), []).append((particle or None, cue))
    return {key: tuple(entries) for key, entries in table.items()}


@cache
def entries() -> dict[str, Cue]:
    """The codebook's entries by id."""
    return {cue.id: cue for cue in load_codebook("speech", Cue)}


def entry_of(words: Sequence[Token], content: Token) -> str | None:
    """The entry that the words of a cue belong to, given the first word of what is attributed.

    A preposition in the cue ("called for") or an infinitive after it ("asked them to") decides between entries of
    one verb; else the entry that tells more than "say" is taken.
    """
    found = [cue for word in words for cue in cues_of(word)]
    if not found:
        return None
    preps = {word.lower_ for word in words if word.tag_ in ("IN", "TO", "RP")}

    def fits(cue: Cue) -> tuple[bool, bool]:
        led = bool(preps.intersection(cue.preps)) or (content.tag_ == "TO" and "infinitive" in cue.frames)
        return led, cue.act not in ("say", "believe")

    return max(found, key=fits).id


def cues_of(token: Token) -> tuple[Cue, ...]:
    """The entries that a token can be the cue of, by its part of speech, in the codebook's order."""
    book = lexicon()
    if token.tag_[:2] == "VB":
        found = book.get(("verb", token.lemma_.lower()), ())
        verbs = tuple(cue for particle, cue in found if particle is None or particle in _particles(token))
        if token.tag_ == "VBN":
            return verbs + tuple(cue for _, cue in book.get(("adjective", token.lower_), ()))
        return verbs
    if token.tag_ in ("NN", "NNS"):
        return tuple(cue for _, cue in book.get(("noun", token.lemma_.lower()), ()))
    if token.tag_[:2] == "JJ":
        return tuple(cue for _, cue in book.get(("adjective", token.lower_), ()))
    if token.tag_[:2] == "RB":
        return tuple(cue for _, cue in book.get(("adverb", token.lower_), ()))
    return ()


def _particles(verb: Token) -> set[str]:
    """Particles, and what follows "make" in "make clear"."""
    return {c.lower_ for c in verb.rights if c.dep_ in ("prt", "acomp", "oprd", "advmod") or c.i == verb.i + 1}
