"""Whether a sentence looks back or ahead, which decides between the last Monday and the next one."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

type Direction = Literal["past", "future", "unknown"]

AHEAD = frozenset(
    {"will", "shall", "'ll", "’ll", "wo", "would", "going", "due", "scheduled", "set", "planned", "expected", "slated"}
)
AHEAD_LEMMAS = frozenset({"plan", "expect", "intend", "schedule", "upcoming", "forthcoming"})
BACK_TAGS = frozenset({"VBD", "VBN"})


def direction(token: Token) -> Direction:
    """Where the clause around a time expression looks: ahead with "will" and its like, back with a past tense."""
    for above in (token, *token.ancestors):
        if above.lemma_ in AHEAD_LEMMAS or any(child.lower_ in AHEAD for child in above.children if child.i != token.i):
            return "future"
        if above == token or above.pos_ not in {"VERB", "AUX"}:
            continue
        if any(child.dep_ == "aux" and child.lower_ == "to" for child in above.children) and above.dep_ != "ROOT":
            return "future"
        tags = {above.tag_} | {child.tag_ for child in above.children if child.dep_ in {"aux", "auxpass"}}
        if tags & BACK_TAGS:
            return "past"
        if above.tag_ == "VBG" and above.dep_ != "ROOT":
            continue
        return "unknown"
    return "unknown"
