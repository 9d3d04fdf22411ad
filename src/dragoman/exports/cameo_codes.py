"""CAMEO codes of recorded events: the wording is looked up in the passage, since a record keeps no lemmas."""

from __future__ import annotations

import re
from functools import cache

from snowballstemmer import stemmer

from dragoman.codebooks.load import load_codebook
from dragoman.events.book import noun_classes
from dragoman.events.cameo import CameoEntry, cameo_code
from dragoman.records import Event

WORD = re.compile(r"\w+")


def code_of(event: Event, body: str) -> str:
    """The CAMEO code of an event, as `dragoman.events` gives it to a parsed one.

    Args:
        event: The event.
        body: The body of its article.
    """
    triggers, objects = _vocabulary()
    named = {triggers[stem] for stem in _stems(body[slice(*event.trigger)]) if stem in triggers}
    taken = {objects[stem] for stem in _stems(body[slice(*event.evidence)]) if stem in objects}
    return cameo_code(event.type, event.mode, event.rule, frozenset(named | taken))


@cache
def _vocabulary() -> tuple[dict[str, str], dict[str, str]]:
    """The words by which the table narrows an event down, by stem: those of triggers, and those of their objects."""
    table = load_codebook("cameo", CameoEntry)
    words = [word for row in table for word in row.words]
    objects = [word for row in table if row.objects for word in noun_classes()[row.objects]]
    return {_stem(word): word for word in words}, {_stem(word): word for word in objects}


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in WORD.findall(text.lower())}


@cache
def _stem(word: str) -> str:
    return str(stemmer("english").stemWord(word))
