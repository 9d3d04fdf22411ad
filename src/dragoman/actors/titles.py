"""Nouns that say what somebody is: where they stand, and the title before a name."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.actors.knowledge import NounEntry, load_knowledge
from dragoman.actors.phrases import TokenSpan
from dragoman.actors.words import words

TITLE_POS = {"ADJ", "NOUN", "PROPN", "NUM", "PART", "CCONJ", "ADP"}
LONGEST_FIELD = 6
"""Words of "foreign affairs and trade" in "minister for foreign affairs and trade" that are looked through."""
PEOPLE = {"person", "population", "armed_group"}
HYPHENS = {"-", "–", "‑"}


def noun_at(doc: Doc, i: int) -> tuple[NounEntry, tuple[str, ...]] | None:
    """The longest codebook noun that ends at token ``i``, with its words: ``("foreign", "minister")``."""
    token, known = doc[i], load_knowledge()
    word = token.lower_
    singular = _singular(word)
    for wanted, entry in known.nouns_of.get(word) or known.nouns_of.get(singular, []):
        if tuple(part.lower_ for part in doc[i + 1 : i + len(wanted)]) == wanted[1:]:
            return entry, wanted
    for last in (token.lemma_.lower(), word, singular):
        for wanted, entry in known.nouns.get(last, ()):
            start = i - len(wanted) + 1
            if start >= 0 and all(doc[start + n].lower_ == word for n, word in enumerate(wanted[:-1])):
                return entry, wanted
    return None


def _singular(word: str) -> str:
    if word.endswith("men"):
        return word[:-2] + "an"
    return word.removesuffix("s") if word.endswith("s") else word


def title_before(doc: Doc, start: int, stop: int) -> TokenSpan | None:
    """The title that ends right before token ``start``: "Russian foreign minister", "Field Marshal".

    Args:
        doc: The parsed article.
        start: The first token of the name.
        stop: The title doesn't reach before this token.
    """
    end = start
    while end > stop and doc[end - 1].is_space:
        end -= 1
    last = end - 1
    if last < stop or doc[last].sent != doc[start].sent or doc[last].pos_ == "CCONJ":  # "the minister and Silva": two
        return None
    suffixed = last - 2 >= stop and doc[last - 1].text in HYPHENS and doc[last].lower_ in words("when")
    anchor = last - 2 if suffixed else last
    for back in range(anchor - 1, max(stop, anchor - 4) - 1, -1):  # "secretary of state": the head comes first
        head_first = noun_at(doc, back)
        if head_first and "of" in head_first[1] and back + len(head_first[1]) == anchor + 1:
            anchor = back
            break
    found = noun_at(doc, anchor)
    if not _may_be_title(found, doc[anchor]) and doc[anchor].lower_ not in words("bare-titles"):
        anchor = _head_of_long_title(doc, anchor, stop)
        found = noun_at(doc, anchor)
    if not _may_be_title(found, doc[anchor]) and doc[anchor].lower_ not in words("honorifics"):
        return None
    first = anchor
    if doc[anchor].lower_ in words("bare-titles"):
        return first, end
    while first - 1 >= stop and _in_title(doc[first - 1]) and doc[first - 1].sent == doc[start].sent:
        first -= 1
    while first < anchor and (
        doc[first].pos_ in {"CCONJ", "PART", "ADP"} or doc[first].text in HYPHENS or doc[first].is_space
    ):
        first += 1
    return first, end


def _head_of_long_title(doc: Doc, last: int, stop: int) -> int:
    """The head of a title whose field ends at a token: "envoy" of "envoy for climate"; else the token itself."""
    for i in range(last, max(stop, last - LONGEST_FIELD), -1):
        if i < last and (
            doc[i].lower_ in {"of", "for"} or (doc[i].lower_ == "to" and doc[i - 1].lemma_ in words("takes-to"))
        ):
            found = noun_at(doc, i - 1)
            return i - 1 if found and found[0].noun_class == "office" and _may_be_title(found, doc[i - 1]) else last
        if doc[i].pos_ not in {"NOUN", "PROPN", "ADJ", "CCONJ"} or doc[i].ent_type_ == "PERSON":
            break
    return last


def _may_be_title(found: tuple[NounEntry, tuple[str, ...]] | None, token: Token) -> bool:
    if found is None or token.tag_ in {"NNS", "NNPS"}:
        return False
    return found[0].noun_class in {"office", "person"} or found[0].kind == "person"


def _in_title(token: Token) -> bool:
    if token.text in HYPHENS or token.text in {"'s", "’s", "’", "'", "&"}:
        return True
    if token.lower_ in words("when"):  # "acting" is a verb to the tagger
        return True
    if token.pos_ not in TITLE_POS or token.ent_type_ in {"PERSON", "DATE", "TIME", "CARDINAL", "ORDINAL"}:
        return False
    if token.tag_ in {"NNS", "NNPS"} and (found := noun_at(token.doc, token.i)) and found[0].kind in PEOPLE:
        return False  # "what the refugees President Silva let in said"
    if token.pos_ == "CCONJ" and (found := noun_at(token.doc, token.i - 1)) and found[0].kind == "person":
        return False  # "the Secretary and Foreign Minister Silva": two
    if token.pos_ in {"CCONJ", "ADP"}:  # "foreign and defence minister"
        return token.lower_ == "and" and token.head.dep_ in {"compound", "amod", "nmod"}
    return not token.is_space and token.pos_ != "PART"
