"""The lemmatizer's list of known words as a set: the same lemmas, without a walk through 57,000 nouns for each."""

from __future__ import annotations

from spacy.language import Language
from spacy.pipeline import Lemmatizer

INDEX = "lemma_index"


def index_lemmas(nlp: Language) -> None:
    """Have the rule lemmatizer of a pipeline look its known words up instead of searching them."""
    for _, pipe in nlp.pipeline:
        if isinstance(pipe, Lemmatizer) and INDEX in pipe.lookups:
            table = pipe.lookups.get_table(INDEX)
            for part_of_speech, words in list(table.items()):
                table[part_of_speech] = frozenset(words)
