"""Actors that are described: "the Russian foreign minister", "security forces", "families of the victims"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.actors.agency import says
from dragoman.actors.knowledge import NounEntry, TakenUpEntry, load_knowledge
from dragoman.actors.named import Names, names_american_states
from dragoman.actors.phrases import Phrase, text_of
from dragoman.actors.titles import HYPHENS, noun_at
from dragoman.actors.words import words

LEFT = {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "advmod", "punct", "case"}
ARTICLES = {"the", "a", "an", "this", "that", "these"}
SUBJECTS = {"nsubj", "nsubjpass", "agent"}
CUT = {"including", "such", "like"}
ACTIVE = {"nsubj", "nsubjpass", "dobj", "dative", "agent", "poss", "pobj", "conj", "appos", "attr", "ROOT"}


def find_descriptions(doc: Doc, names: Names) -> list[Phrase]:
    """The descriptions of an article, in text order; none is inside a name or a title."""
    found = (_description(doc, token, names) for token in doc if token.i not in names.taken)
    titles = {i for phrase in names.phrases if phrase.title for i in range(*phrase.title)}
    return [phrase for phrase in found if phrase is not None and phrase.head not in titles]


def _description(doc: Doc, token: Token, names: Names) -> Phrase | None:
    if token.lower_ == "those" and token.pos_ in {"PRON", "DET"} and token.dep_ != "det":
        return _those(doc, token)
    if (
        token.i in names.places
        or token.pos_ not in {"NOUN", "PROPN"}
        or token.dep_ in {"compound", "amod", "nmod", "npadvmod"}
    ):
        return None
    noun = noun_at(doc, token.i)
    if noun is None:
        return None
    entry, noun_words = noun
    start, end = _left_edge(token, names), _right_edge(token)
    inner_start = start
    while (
        inner_start < token.i
        and (doc[inner_start].dep_ == "det" or doc[inner_start].is_space)
        and doc[inner_start].lower_ in ARTICLES
    ):
        inner_start += 1
    phrase = Phrase(
        doc,
        start,
        end,
        token.i,
        "description",
        entry.kind,
        (inner_start, end),
        codes=entry.codes,
        noun=entry,
        noun_words=noun_words,
    )
    phrase.plural = token.tag_ in {"NNS", "NNPS"} or "Plur" in token.morph.get("Number", [])
    determiner = next((child for child in token.children if child.dep_ == "det"), None)
    possessor = next((child for child in token.children if child.dep_ == "poss"), None)
    phrase.definite = possessor is not None or (
        determiner is not None and determiner.lower_ in {"the", "this", "that", "these"}
    )
    phrase.taken_up = _taken_up(phrase)
    phrase.country = _country(phrase, names)
    phrase.org = _organisation(phrase, names)
    if phrase.country is None and phrase.org is not None:
        phrase.country = phrase.org.country
    if phrase.country is None and entry.kind == "person":
        after = len(noun_words) if "of" in noun_words else 1  # "secretary of state": the head comes first
        phrase.country = load_knowledge().country_of_title(text_of(doc, (inner_start, token.i + after)))
    lowered = {part.lower_ for part in doc[start:end]} | set(noun_words)
    phrase.gender = "f" if lowered & words("female") else "m" if set(noun_words) & words("male") else None
    return phrase if _is_actor(phrase, entry) and not _is_american_states(phrase) else None


def _is_american_states(phrase: Phrase) -> bool:
    """Whether "states" are America's, in an article that names some: they choose, and do nothing together."""
    states = phrase.plural and phrase.noun_words == ("state",) and phrase.country is None
    return states and names_american_states(phrase.doc)


def _taken_up(phrase: Phrase) -> tuple[TakenUpEntry, ...]:
    """What a phrase may take up: "the group", "this small group", "their country", but not "their small group"."""
    if not phrase.definite or phrase.plural:
        return ()
    entries = load_knowledge().taken_up.get(" ".join(phrase.noun_words), ())
    pointed = phrase.doc[phrase.start].lower_ in {"this", "that", "these"}
    bare = phrase.head - phrase.core[0] < len(phrase.noun_words)
    return tuple(entry for entry in entries if pointed or bare or entry.kinds == ("state",))


def _those(doc: Doc, token: Token) -> Phrase | None:
    """People known by what follows: "those who back it", "those in need"."""
    following = next(
        (child for child in token.children if child.dep_ in {"relcl", "prep", "acl"} and child.i > token.i), None
    )
    if following is None or (following.dep_ == "prep" and following.lower_ not in {"in", "behind", "with", "without"}):
        return None
    if token.head.lower_ in {"among", "of"} or (following.dep_ == "relcl" and not _has_who(following)):
        return None
    end = _subtree_end(following)
    return Phrase(doc, token.i, end, token.i, "description", "population", (token.i, end), plural=True, codes=("CIV",))


def _has_who(clause: Token) -> bool:
    return any(token.lower_ in {"who", "whom", "whose"} for token in clause.subtree)


def _subtree_end(token: Token) -> int:
    """Where the words that hang on a token end, cut at a comma, a bracket or a quotation mark."""
    right = token.right_edge.i + 1
    for i in range(token.i + 1, right):
        if token.doc[i].text in {",", "(", "”", '"', ";", "–", "—"}:
            return i
    return right


def _left_edge(token: Token, names: Names) -> int:
    edge = token.i
    while edge - 1 in names.taken and token.doc[edge - 1].head.i in {edge, token.i}:  # "Islamic State fighters"
        edge = names.taken[edge - 1].start
    for child in sorted(token.lefts, key=lambda left: -left.i):
        if child.dep_ not in LEFT or child.text in {",", "(", "“", '"', "”"}:
            break
        edge = min(edge, child.left_edge.i)
    if edge in names.taken and names.taken[edge].start < edge:  # the parser parted "Council of State's head"
        edge = names.taken[edge].start
        edge -= edge > 0 and token.doc[edge - 1].lower_ == "the"
    while edge < token.i and (
        token.doc[edge].is_punct or token.doc[edge].is_space or token.doc[edge].pos_ in {"ADV", "CCONJ", "SCONJ", "ADP"}
    ):
        edge += 1
    return edge


def _right_edge(token: Token) -> int:
    """The end of the noun phrase: with its of-phrase, and with "close to X", "to the conflict" where it belongs."""
    end = token.i + 1
    for child in token.rights:
        if child.i > end + 1 or child.lower_ in CUT:
            break
        if child.dep_ == "prep" and (child.lower_ == "of" or (child.lower_ in {"to", "for"} and _takes_to(token))):
            end = _preposition_end(child)
        elif child.dep_ == "amod" and child.lower_ == "close":
            end = _subtree_end(child)
        elif child.text in HYPHENS:
            continue
        else:
            break
    return end


def _takes_to(token: Token) -> bool:
    return token.lemma_.lower() in words("takes-to")


def _preposition_end(preposition: Token) -> int:
    """The end of a noun's prepositional phrase without the clauses and lists that hang on it."""
    pobj = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if pobj is None:
        return preposition.i
    owner = next((child for child in pobj.lefts if child.dep_ == "poss" and child.pos_ == "PROPN"), None)
    near = owner is not None and owner.left_edge.i <= preposition.i + 2
    if owner is not None and near and noun_at(pobj.doc, pobj.i) is None:  # "the government of Chad's plans"
        return owner.i + 1
    end = pobj.i + 1
    for child in pobj.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == end:
            end = _preposition_end(child)
        elif child.dep_ in {"cc", "conj"} and child.i == end and child.dep_ == "cc":
            joined = next((c for c in pobj.rights if c.dep_ == "conj"), None)
            if joined is not None and joined.pos_ == pobj.pos_ and joined.left_edge.i == child.i + 1:
                end = joined.i + 1
            break
        else:
            break
    return end


def _country(phrase: Phrase, names: Names) -> str | None:
    """The country whose adjective or name modifies the noun; that of an of-phrase where there is none before it."""
    before = dict.fromkeys(names.countries[i] for i in range(phrase.start, phrase.head) if i in names.countries)
    after = dict.fromkeys(names.countries[i] for i in range(phrase.head, phrase.end) if i in names.countries)
    found = list(before or after)
    if not found and phrase.noun is not None and phrase.noun.noun_class == "body":
        found = [names.based[i] for i in range(phrase.start, phrase.head) if i in names.based][:1]
    listed = (
        not before
        and phrase.plural
        and any(child.dep_ == "conj" for token in phrase.doc[phrase.head : phrase.end] for child in token.rights)
    )
    return found[0] if len(found) == 1 and not listed else None


def _organisation(phrase: Phrase, names: Names) -> Phrase | None:
    inside = (names.taken[i] for i in range(phrase.start, phrase.end) if i in names.taken and i != phrase.head)
    return next((inner for inner in inside if inner.kind not in {"state", "population"}), None)


def _is_actor(phrase: Phrase, entry: NounEntry) -> bool:
    token = phrase.token
    if token.dep_ not in ACTIVE:
        return False
    if entry.kind == "person" and not phrase.plural and _is_nobody_yet(token):
        return False
    if entry.noun_class == "document":
        return says(token) or (token.dep_ == "nsubj" and phrase.definite)
    if entry.needs == "speech":
        return _cited(token)
    if entry.noun_class == "campaign" and token.head.lemma_ in words("lasting"):
        return False
    if entry.needs == "role":
        return (token.dep_ in {"nsubj", "nsubjpass", "agent", "dative"} and token.head.pos_ == "VERB") or _cited(token)
    bare = phrase.core[1] - phrase.core[0] == 1
    return _fills_class(phrase, entry, bare) and _fills_needs(phrase, entry, bare)


def _fills_class(phrase: Phrase, entry: NounEntry, bare: bool) -> bool:
    """What the sort of noun asks beyond the codebook's needs."""
    token, noun = phrase.token, phrase.noun_words[-1]
    if noun in words("weak-heads") and bare and phrase.plural:
        return says(token)
    if noun == "opposition":
        return not any(child.dep_ == "prep" and child.lower_ == "to" for child in token.children)
    if noun == "media":
        return phrase.doc[phrase.head - 1].lower_ != "social"
    if phrase.plural:
        return entry.noun_class != "population" or not _determiners(token) & {"my", "your"}
    if entry.kind == "person":
        return _is_somebody(phrase, entry, bare)
    if entry.noun_class == "population":
        return noun in words("peoples-as-one") or token.dep_ in SUBJECTS
    if entry.noun_class == "sides":
        return phrase.country is not None or (phrase.definite and noun != "side")
    return entry.noun_class != "taken-up" or phrase.definite


def _is_somebody(phrase: Phrase, entry: NounEntry, bare: bool) -> bool:
    """Whether a role is said of somebody: not in "elected president", "no candidate", "her head"."""
    token, determiners = phrase.token, _determiners(phrase.token)
    of_office = token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ == "office"
    as_role = token.dep_ == "pobj" and token.head.lower_ in {"as", "for"} and not phrase.definite
    if of_office or as_role or determiners & words("no-one"):
        return False
    if entry.noun_class == "office" and determiners & {"a", "an"} and phrase.country is None:
        return token.dep_ in SUBJECTS or token.dep_ == "appos"
    if bare and not determiners:
        return token.dep_ in {"nsubj", "nsubjpass", "appos"}
    if phrase.noun_words == ("head",):
        owned = any(child.dep_ == "poss" and child.pos_ == "PRON" for child in token.children)
        return not owned and (not bare or phrase.org is not None or phrase.end > phrase.head + 1)
    return True


def _is_nobody_yet(token: Token) -> bool:
    """Whether a role is nobody's in particular: "each candidate", "the next president"."""
    return any(child.lower_ in words("no-one") | words("not-yet") for child in token.lefts)


def _determiners(token: Token) -> set[str]:
    return {child.lower_ for child in token.lefts if child.dep_ in {"det", "poss"}}


def _fills_needs(phrase: Phrase, entry: NounEntry, bare: bool) -> bool:
    """What the codebook asks of a phrase with this noun."""
    token = phrase.token
    argument = token.dep_ in {"nsubj", "nsubjpass", "dobj", "dative", "agent"} or _cited(token)
    if entry.needs == "argument":
        return argument or not bare
    if entry.needs == "modifier" and entry.noun_class == "population":
        return not bare and (
            phrase.definite
            or phrase.country is not None
            or (phrase.plural and argument)
            or phrase.end > phrase.head + 1
        )
    if entry.needs == "modifier":
        return not bare or (
            phrase.definite and (entry.noun_class in {"body", "force", "party"} or bool(phrase.taken_up))
        )
    return True


def _cited(token: Token) -> bool:
    return says(token) or (token.dep_ == "pobj" and token.head.lower_ == "by")
