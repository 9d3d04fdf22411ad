"""Whether a happening happened: its reality, from the words that have it in their scope on the parse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from msgspec import Struct
from spacy.tokens import Token

from dragoman.codebooks.load import load_codebook
from dragoman.events.clauses import SUBJECTS, VERBAL, children
from dragoman.events.triggers import NOMINAL
from dragoman.records import Reality, Statement, values_of

RANK: tuple[Reality, ...] = (
    "denied", "conditional", "not_done", "possible", "planned", "alleged", "ongoing", "happened",
)  # fmt: skip
"""Where several words speak, the one that leads furthest from "it happened" decides."""
assert set(RANK) == set(values_of(Reality))

WILL = frozenset({"will", "would", "wo", "'ll", "’ll", "shall", "'d", "’d"})
MODALS = WILL | {"can", "could", "may", "might", "must", "should"}
STATES = frozenset(
    {"be", "have", "maintain", "continue", "remain", "stay", "keep", "enjoy", "provide", "get", "receive"}
)
"""Light verbs under which a state goes on; "reiterates its support" is an act of the day."""
COMPLEMENTS = frozenset({"xcomp", "pcomp", "acomp", "oprd"})
OBJECTS = frozenset({"dobj", "pobj", "prep", "nsubjpass", "nsubj", "acl", "attr", "agent"})
DEEPEST = 8


class RealityEntry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that give an event in their scope another reality than "happened"."""

    id: str
    reality: Reality
    auxiliaries: tuple[str, ...] = ()
    governors: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    source: str
    example: str
    counter: str


type Words = dict[str, list[Reality]]


@dataclass(frozen=True, slots=True)
class RealityBook:
    """The words of the reality codebook, by where they stand."""

    auxiliaries: Words = field(default_factory=lambda: defaultdict(list))
    governors: Words = field(default_factory=lambda: defaultdict(list))
    nouns: Words = field(default_factory=lambda: defaultdict(list))
    modifiers: Words = field(default_factory=lambda: defaultdict(list))
    adverbs: Words = field(default_factory=lambda: defaultdict(list))
    marks: Words = field(default_factory=lambda: defaultdict(list))


@cache
def load_reality_book() -> RealityBook:
    """The reality codebook."""
    book = RealityBook()
    for entry in load_codebook("reality", RealityEntry):
        for place in ("auxiliaries", "governors", "nouns", "modifiers", "adverbs", "marks"):
            table: Words = getattr(book, place)
            for word in getattr(entry, place):
                table[word].append(entry.reality)
    return book


def refuses(verb: Token) -> bool:
    """True for "will not", "would not", "is not going to", "is not ready to": a refusal, where the act is friendly."""
    negated = any(children(verb, "neg"))
    if negated and any(child.lower_ in WILL for child in children(verb, "aux")):
        return True
    if verb.dep_ == "xcomp":
        above = verb.head
        copula = above.head if above.pos_ == "ADJ" else above
        if above.lemma_ in {"go", "ready", "willing", "prepared", "intend", "plan"}:
            return any(children(copula, "neg")) or any(children(above, "neg"))
    if verb.dep_ == "conj" and not any(child.dep_ in SUBJECTS | {"aux"} for child in verb.children):
        return refuses(verb.head)
    return False


def find_reality(trigger: Token, verb: Token, statement: Statement | None, cue: str, *, lasting: bool) -> Reality:
    """The reality of an event.

    Args:
        trigger: The word that names it.
        verb: The verb of its clause: the trigger, or the light verb that carries it.
        statement: The innermost statement that vouches for it.
        cue: Lemmas of that statement's cue, parted by spaces.
        lasting: The event is a state, and goes on where it stands in the present tense.
    """
    book = load_reality_book()
    operators = list(_operators(trigger, verb, book))
    found = {reality for reality, _ in operators}
    if any(reality == "happened" for reality, _ in operators):
        return "happened"
    if any(
        reality == "ongoing" and "ongoing" in book.governors.get(word.lemma_.lower(), ()) for reality, word in operators
    ):
        found.discard("planned")  # "will continue to support": it goes on already
    negations = sum(1 for _ in _negations(trigger, verb))
    if negations % 2:
        if "not_done" in found:
            found.discard("not_done")
        else:
            found.add("not_done")
    if statement is not None:
        found |= _by_statement(statement, cue)
    if lasting and _goes_on(trigger, verb, backshifted=statement is not None and statement.form == "indirect"):
        found.add("ongoing")
    return next((reality for reality in RANK if reality in found), "happened")


def reality_cues(trigger: Token, verb: Token) -> list[tuple[Reality, Token]]:
    """The words that have an event in their scope and say something of its reality, negations among them."""
    found = list(_operators(trigger, verb, load_reality_book()))
    found += [("not_done", token) for token in _negations(trigger, verb)]
    return sorted(dict.fromkeys(found), key=lambda cue: cue[1].i)


def _goes_on(trigger: Token, verb: Token, *, backshifted: bool) -> bool:
    """True for a state in the present tense, or in the past tense of indirect speech: "he said they were in touch"."""
    if trigger.pos_ in NOMINAL and verb == trigger:
        return True
    tenses = {"VBP", "VBZ", "VBD"} if backshifted else {"VBP", "VBZ"}
    return verb.tag_ in tenses and (verb == trigger or verb.lemma_.lower() in STATES)


def _by_statement(statement: Statement, cue: str) -> set[Reality]:
    words = set(cue.split())
    if statement.act == "deny":
        return {"denied"}
    if statement.act == "accuse" or words & {"claim", "allege"} or statement.authority == "unattributed":
        return {"alleged"}
    return set()


def _negations(trigger: Token, verb: Token) -> Iterator[Token]:
    """The negations with the event in their scope: on its clause, on the governors of its clause, on its noun."""
    for node, relation in _climb(trigger, verb):
        if relation != "above-noun":
            yield from children(node, "neg")
        for child in children(node, "det", "nsubj", "nsubjpass"):
            if child.lower_ in {"no", "neither", "none", "nobody"} and (relation == "self" or child.dep_ != "det"):
                yield child


def _operators(trigger: Token, verb: Token, book: RealityBook) -> Iterator[tuple[Reality, Token]]:
    """The realities that words in scope give to the event."""
    yield from _modifier_operators(trigger, book)
    for node, relation in _climb(trigger, verb):
        if relation in {"governor", "governor-by-preposition"}:
            yield from _governor_operators(node, relation, trigger, book)
        if relation == "clause" and trigger.pos_ in NOMINAL:
            yield from ((reality, node) for reality in book.governors.get(node.lemma_.lower(), ()))
        if relation in {"self", "clause", "governor"} and node.pos_ in VERBAL:
            yield from _clause_operators(node, book)
        if relation == "above-noun":
            yield from ((reality, node) for reality in book.nouns.get(node.lemma_.lower(), ()))


def _modifier_operators(trigger: Token, book: RealityBook) -> Iterator[tuple[Reality, Token]]:
    """What stands before the word, or in a relative clause after it: "the alleged raid", "talks that will be held"."""
    first = trigger
    while first.dep_ == "conj" and first.head.pos_ in NOMINAL:
        first = first.head  # "continued raids and shelling": the shelling is continued too
    for child in (*trigger.children, *(first.children if first != trigger else ())):
        words = [child] if child.dep_ in {"amod", "det", "compound", "advmod"} else []
        if child.dep_ == "poss":
            words = list(children(child, "amod"))  # "last year's conference"
        for word in words:
            yield from ((reality, word) for reality in book.modifiers.get(word.lower_, ()))
        if trigger.pos_ in NOMINAL and child.dep_ == "relcl":
            yield from _clause_operators(child, book)


def _governor_operators(
    node: Token, relation: str, trigger: Token, book: RealityBook
) -> Iterator[tuple[Reality, Token]]:
    lemma = node.lemma_.lower()
    keys = [f"{lemma} {child.lower_}" for child in children(node, "prep", "prt") if child.is_ancestor(trigger)]
    if relation == "governor":
        keys.append(lemma)
    for key in keys:
        yield from ((reality, node) for reality in book.governors.get(key, ()))


def _clause_operators(verb: Token, book: RealityBook) -> Iterator[tuple[Reality, Token]]:
    auxiliaries = [child.lower_ for child in children(verb, "aux")]
    if not auxiliaries and verb.dep_ == "conj" and not any(children(verb, *SUBJECTS)) and verb.head.pos_ in VERBAL:
        auxiliaries = [child.lower_ for child in children(verb.head, "aux")]
    for word in auxiliaries:
        yield from ((reality, verb) for reality in book.auxiliaries.get(word, ()))
    if verb.tag_ == "VBG" and any(
        word in {"is", "are", "was", "were", "been", "'s", "’s", "'re", "’re", "'m", "be", "am", "has", "have"}
        for word in auxiliaries
    ):
        yield "ongoing", verb
    if verb.tag_ == "VBG" and verb.dep_ == "acl" and verb.head.lower_ in {"those", "among"}:
        yield "ongoing", verb
    for child in verb.children:
        if child.dep_ in {"mark", "advmod", "prep"}:
            yield from ((reality, child) for reality in book.adverbs.get(child.lower_, ()))
        if child.dep_ in {"mark", "advmod"} and verb.dep_ in {"advcl", "ccomp", "pcomp"}:
            yield from ((reality, child) for reality in book.marks.get(child.lower_, ()))
        if child.dep_ == "acomp" or (child.dep_ == "attr" and child.pos_ == "ADJ"):
            yield from ((reality, child) for reality in book.modifiers.get(child.lower_, ()))


def _up_to(token: Token, top: Token) -> Iterator[Token]:
    for above in token.ancestors:
        if above == top:
            return
        yield above


def _climb(trigger: Token, verb: Token) -> Iterator[tuple[Token, str]]:
    """The words in whose scope an event stands, with how: its clause, a clause around it, a governor, a noun."""
    yield trigger, "self"
    if verb != trigger:
        yield from ((noun, "above-noun") for noun in _up_to(trigger, verb) if noun.pos_ in NOMINAL)
        yield verb, "clause"
    step = verb
    for _ in range(DEEPEST):
        relation = _relation(step)
        if relation is None:
            return
        if relation != "through":
            yield step.head, relation
        if relation.startswith("governor") and step.dep_ in OBJECTS and not _carries(step.head):
            return
        if relation == "clause":
            return
        step = step.head


def _relation(step: Token) -> str | None:
    """How the head of a word has the word in its scope; "through": not itself, but what is above it; `None`: not."""
    head, label = step.head, step.dep_
    if head is step:
        return None
    if label in COMPLEMENTS or (label == "ccomp" and not _reports(step)):
        if head.pos_ in {"ADP", "SCONJ"} or head.dep_ == "prep":
            return "through"
        return "governor" if head.pos_ in VERBAL or head.pos_ == "ADJ" else "above-noun"
    if label in OBJECTS and step.pos_ != "AUX":
        if head.pos_ in VERBAL:
            if label in {"nsubj", "agent"} and step.pos_ in NOMINAL:
                return None
            return "governor-by-preposition" if label in {"pobj", "prep"} else "governor"
        return "above-noun" if head.pos_ in NOMINAL else "through"
    if label == "conj" and (step.pos_ in NOMINAL or not any(children(step, *SUBJECTS))):
        return "through"
    if label == "advcl" and step.tag_ == "VBG" and not any(children(step, "mark", *SUBJECTS)):
        return "clause"
    return None


def _carries(verb: Token) -> bool:
    """True for a verb under which an object shares what is said of the verb: "plans to hold talks"."""
    return verb.lemma_.lower() in load_reality_book().governors


def _reports(clause: Token) -> bool:
    """True for the content of a verb of speech, whose negation and mood say nothing of what is said."""
    return any(children(clause, "mark", *SUBJECTS)) and clause.head.pos_ == "VERB"
