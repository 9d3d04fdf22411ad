"""Who is the subject, the object, the owner of a word of the parse: grammar only, no actors and no codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
VERBAL = frozenset({"VERB", "AUX"})
RELATIVE = frozenset({"WDT", "WP", "WP$"})
SUBJECT_CONTROL = frozenset(
    {"promise", "threaten", "vow", "use", "hold", "take", "have", "launch", "make", "give", "visit", "meet"}
)
"""Verbs whose object is not the one who carries out the infinitive: "promised the rebels to withdraw"."""
PLACEHOLDERS = frozenset({"those", "one", "part", "among", "member"})
"""Words that stand for the subject of the copula: "has been among those calling for"."""
INCLUDING = frozenset({"including", "like", "such", "namely", "notably"})
DEEPEST = 6
"""Steps that a search for a subject goes up: more is a garden path of the parser."""


def children(token: Token, *labels: str) -> Iterator[Token]:
    """The children that hang on a token by one of the labels, in text order."""
    return (child for child in token.children if child.dep_ in labels)


def is_passive(verb: Token) -> bool:
    """True for "was attacked", and for the participle of "troops attacked by rebels"."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "conj" and verb.head.tag_ == "VBN" and not any(children(verb, "nsubj", "aux")):
        return is_passive(verb.head)
    return (
        verb.dep_ in {"acl", "amod"}
        or any(child.dep_ == "agent" for child in verb.children)
        or (verb.dep_ == "advcl" and not any(children(verb, "aux", "nsubj")))
    )


def expand(token: Token) -> list[Token]:
    """A noun with those coordinated after it, and those that it is said to include."""
    found: list[Token] = []
    stack = [token]
    while stack:
        part = stack.pop(0)
        if part in found:
            continue
        found.append(part)
        stack.extend(child for child in children(part, "conj") if child.pos_ not in VERBAL and child.pos_ != "ADJ")
        stack.extend(_torn(part))
        for preposition in children(part, "prep"):
            if preposition.lower_ in INCLUDING:
                stack.extend(prepositional_objects(preposition))
    return sorted(found)


def _torn(noun: Token) -> Iterator[Token]:
    """Names that the parser hangs on a name coordinated with them: "Lavrov and defence minister Shoigu"."""
    for child in noun.children:
        if child.dep_ in {"nmod", "compound"}:
            describes = noun.pos_ == "NOUN" and child.ent_type_ in {"NORP", "GPE"}  # "US and British activists"
            if child.dep_ == "nmod" and any(children(child, "cc")) and not describes:
                yield child
            yield from (inner for inner in children(child, "nmod") if any(children(inner, "cc")))
        elif child.dep_ == "appos":
            others = [inner for inner in children(child, "conj") if inner.pos_ not in VERBAL]
            yield from ((child, *others) if others else ())  # "Peru, Chile and Cuba" is no apposition
        elif child.dep_ == "dep" and child.pos_ == "PROPN":
            yield child


def prepositional_objects(preposition: Token) -> list[Token]:
    """The nouns after a preposition: also after "such as", and after one coordinated with it ("to A and to B")."""
    found = list(children(preposition, "pobj"))
    for inner in preposition.children:
        if inner.dep_ in {"prep", "conj"} and inner.pos_ in {"ADP", "SCONJ"}:
            found.extend(prepositional_objects(inner))
    return found


def subject_of(verb: Token, depth: int = 0) -> list[Token]:
    """Heads of the grammatical subject of a verb, found through relatives, coordination and control."""
    if depth > DEEPEST:
        return []
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if own:
        return [_antecedent(own[0], verb)]
    head, label = verb.head, verb.dep_
    if label == "relcl":
        return [head]
    if label in {"acl", "amod"}:
        return _subject_of_modifier(verb, depth)
    if label == "conj":
        return subject_of(head, depth + 1) if head.pos_ in VERBAL else owner_of(head, depth + 1)
    if label == "pcomp":
        return _controller(verb, head.head, depth) if head.dep_ in {"prep", "agent"} else []
    if label in {"xcomp", "advcl", "ccomp", "prep", "acomp", "attr", "oprd"}:
        return _controller(verb, head, depth)
    return []


def _antecedent(subject: Token, verb: Token) -> Token:
    """The noun behind a relative pronoun, else the subject itself."""
    if subject.tag_ not in RELATIVE:
        return subject
    clause = verb
    while clause.dep_ in {"conj", "xcomp", "ccomp"} and clause.head.pos_ in VERBAL:
        clause = clause.head
    return clause.head if clause.dep_ == "relcl" else subject


def _subject_of_modifier(verb: Token, depth: int) -> list[Token]:
    """The troops of "troops backing Hafter", the owner of "the decision to nominate", whoever is "among those"."""
    noun = verb.head
    if verb.tag_ == "VB" or any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children):
        return owner_of(noun, depth + 1)
    if noun.lower_ in PLACEHOLDERS:
        return _behind_placeholder(noun, depth) or [noun]
    return [noun]


def _behind_placeholder(noun: Token, depth: int) -> list[Token]:
    step = noun
    while step.dep_ in {"pobj", "prep", "attr"} and step.head.pos_ not in VERBAL:
        step = step.head
    return subject_of(step.head, depth + 1) if step.head.pos_ in VERBAL and step.head.lemma_ == "be" else []


def _controller(verb: Token, governor: Token, depth: int) -> list[Token]:
    """The noun that carries out an infinitive or a participle under a governor."""
    if governor.pos_ not in VERBAL:
        if governor.dep_ in {"acomp", "attr", "oprd"} and governor.pos_ == "ADJ":
            return subject_of(governor.head, depth + 1)
        return owner_of(governor, depth + 1)
    controls = verb.dep_ in {"xcomp", "ccomp", "pcomp"} and governor.lemma_ not in SUBJECT_CONTROL
    if controls:
        objects = list(children(governor, "dobj", "dative"))
        if objects and objects[0].pos_ != "ADP":
            return [objects[0]]
    if verb.dep_ == "ccomp" and governor.lemma_ not in {"be", "let", "help", "make", "have", "see"}:
        return []
    return subject_of(governor, depth + 1)


def owner_of(noun: Token, depth: int = 0) -> list[Token]:
    """Who owns a noun: "its decision", "the decision of the House", "took the decision"."""
    if depth > DEEPEST:
        return []
    for child in noun.children:
        if child.dep_ == "poss":
            return [child]
    for child in noun.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"of", "by", "from"}:
            return prepositional_objects(child)
    if noun.dep_ in {"dobj", "attr", "pobj"}:
        governor = noun.head if noun.dep_ != "pobj" else noun.head.head
        if governor.pos_ in VERBAL:
            return subject_of(governor, depth + 1)
    return []


def doers_of(verb: Token) -> list[Token]:
    """Who does what the verb says: the subject of an active verb, the agent of a passive one."""
    if is_passive(verb):
        return [noun for agent in children(verb, "agent") for noun in prepositional_objects(agent)]
    return subject_of(verb)


def objects_of(verb: Token) -> list[Token]:
    """Whom or what the verb acts on: its object, or the subject of a passive verb."""
    if is_passive(verb):
        return subject_of(verb) + list(children(verb, "dobj", "oprd"))
    found = list(children(verb, "dative", "dobj", "attr"))
    found = [token for token in found if token.pos_ != "ADP"]
    if not found:
        found = _relative_object(verb) or _shared_object(verb)
    else:
        found.extend(
            child for child in children(verb, "conj") if child.pos_ in {"NOUN", "PROPN"}
        )  # torn from the object
    return [_antecedent(token, verb) for token in found]


def _relative_object(verb: Token) -> list[Token]:
    """The noun that a relative clause without an object of its own is about: "the town they took"."""
    if verb.dep_ == "relcl" and not is_passive(verb):
        subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
        if subjects and subjects[0].tag_ not in RELATIVE:
            return [verb.head]
    return []


def _shared_object(verb: Token) -> list[Token]:
    """The object of a coordinated verb to the right: "condemned and rejected the plan"."""
    for other in children(verb, "conj"):
        if other.pos_ == "VERB" and not any(children(other, *SUBJECTS)):
            found = list(children(other, "dobj"))
            if found and not any(children(verb, "prep", "xcomp", "ccomp")):
                return found
    return []


def after_preposition(token: Token, words: Iterable[str]) -> list[Token]:
    """Nouns that hang on a token by one of the prepositions."""
    wanted = frozenset(words)
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in {"prep", "dative", "agent"} and child.lower_ in wanted:
            found.extend(prepositional_objects(child))
        elif child.dep_ == "prep" and child.pos_ == "ADV":
            found.extend(
                noun
                for inner in children(child, "prep")
                if inner.lower_ in wanted
                for noun in prepositional_objects(inner)
            )
    return found
