"""Parses written by hand, so that a rule of grammar is tested without a trained model."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from dragoman.actors.index import ActorIndex
from dragoman.readers.plain import plain_article
from dragoman.records import Actor, Article, Mention

VOCAB = spacy.blank("en").vocab
TAGS = {"VERB": "VBD", "AUX": "VBD", "NOUN": "NN", "PROPN": "NNP", "PRON": "PRP", "DET": "DT", "ADP": "IN"}
TAGS |= {"PUNCT": ".", "PART": "RB", "CCONJ": "CC", "SCONJ": "IN", "ADJ": "JJ"}


def built(parse: str) -> tuple[Article, Doc, ActorIndex]:
    """Article, parse and actors of a sentence, one word a line: ``word POS dep head [lemma [tag]]``.

    ``head`` is the number of the head's line, counted from 1; a root heads itself. Every proper noun is a state.
    """
    rows = [line.split() for line in parse.strip().splitlines()]
    words = [row[0] for row in rows]
    doc = Doc(
        VOCAB,
        words=words,
        spaces=[after not in {".", ",", ""} for after in [*words[1:], ""]],
        pos=[row[1] for row in rows],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) - 1 for row in rows],
        lemmas=[row[4] if len(row) > 4 else row[0].lower() for row in rows],
        tags=[row[5] if len(row) > 5 else TAGS[row[1]] for row in rows],
    )
    names = {token.text: token.text.lower() for token in doc if token.pos_ == "PROPN"}
    actors = [Actor(id=one, name=name, kind="state", names=(name,)) for name, one in names.items()]
    mentions = [
        Mention(actor=names[t.text], start=t.idx, end=t.idx + len(t), text=t.text, kind="name")
        for t in doc
        if t.text in names
    ]
    return plain_article(doc.text), doc, ActorIndex(doc, actors, mentions)
