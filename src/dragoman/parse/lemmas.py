"""The rule lemmatizer, made quicker and mended where it takes one verb for another.

Its list of known words becomes a set: the same lemmas, without a walk through 57,000 nouns for each. And it reads
"hoped" as "hop", "staged" as "stag" and "raped" as "rap", since it prefers the shorter of two verbs that it knows; but
the shorter one would double its last letter: "hopped".
"""

from __future__ import annotations

import re
from collections.abc import Collection

from spacy.language import Language
from spacy.pipeline import Lemmatizer

INDEX = "lemma_index"
EXCEPTIONS = "lemma_exc"
DOUBLES = re.compile(r"[^aeiou]*(?:qu)?[aeiou][^aeiouwxy]")
"""A verb of one syllable that doubles its last letter before "-ed" and "-ing"."""
RARE = frozenset({"stag"})
"""A verb that hides a far commoner one and whose own forms the lemmatizer doesn't know."""
UNKNOWN_VERBS = frozenset(
    "airlift backtrack blacklist carpet-bomb co-ordinate cordon counter-attack counterattack defund deregister"
    " firebomb gridlock re-appoint re-arrest re-elect re-occupy reappoint redeploy reelect reoccupy repost sanction"
    " stonewall telephone test-fire".split()
)
"""Verbs of the news that the lemmatizer's list lacks, some of them; "cordoned" became "cordone"."""


def index_lemmas(nlp: Language) -> None:
    """Have the rule lemmatizer of a pipeline look its known words up instead of searching them."""
    for _, pipe in nlp.pipeline:
        if isinstance(pipe, Lemmatizer) and INDEX in pipe.lookups:
            table = pipe.lookups.get_table(INDEX)
            for part_of_speech, words in list(table.items()):
                table[part_of_speech] = frozenset(words)
            if "verb" in table and EXCEPTIONS in pipe.lookups:
                irregular = pipe.lookups.get_table(EXCEPTIONS)["verb"]
                table["verb"] = (table["verb"] | UNKNOWN_VERBS) - _shadows(table["verb"], irregular)


def _shadows(verbs: Collection[str], irregular: Collection[str]) -> frozenset[str]:
    """The verbs like "hop" that hide "hope"; their own forms are known as exceptions ("hopped") or need no list."""
    pairs = (verb for verb in verbs if f"{verb}e" in verbs and DOUBLES.fullmatch(verb))
    return RARE | {verb for verb in pairs if f"{verb}{verb[-1]}ed" in irregular}
