"""Conditions: connectives, what they cover, which word they limit, and who must act."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from dragoman.actors.index import ActorIndex
from dragoman.positions.book import Connective, load_connectives, words_of
from dragoman.positions.clauses import (
    SUBJECTS,
    auxiliaries,
    child,
    governor,
    is_finite,
    is_negated,
    lines_up,
    span_without_stop,
    subject_of,
)
from dragoman.positions.holders import spelled
from dragoman.records import Condition, ConditionKind, Time

NO_CONDITION_BEFORE = frozenset({"even", "as", "what"})
"""Words before "if" that make it no condition: "even if", "as if", "what if"."""
NO_CONDITION_AFTER = {
    "if": frozenset({"necessary", "need", "possible", "needed", "so", "any", "not", "ever", "only", "anything", "at"}),
    "once": frozenset({"again", "more", "upon", "a", "every"}),
    "without": frozenset({"delay", "further", "doubt", "exception", "hesitation", "fail", "question", "saying"}),
}
"""Words after a connective that make it none: "if necessary", "once again", "without delay"."""


class Found(NamedTuple):
    """A condition before it is known which stand it limits."""

    entry: Connective
    first: int
    """Number of its first token."""
    end: int
    top: Token
    """The head of the condition: its verb, or the preposition."""
    limits: Token
    """The word that it depends on."""


def find_conditions(sentence: Span, times: Sequence[Time]) -> list[Found]:
    """The conditions of a sentence, in text order, whether they limit a stand or not."""
    found: list[Found] = []
    taken = -1
    for token in sentence:
        if token.i < taken:
            continue
        match = _match(token)
        if match is None:
            continue
        entry, end = match
        condition = _condition(entry, token.doc, token.i, end, times)
        if condition is not None:
            found.append(condition)
            taken = end
    return found


def _match(token: Token) -> tuple[Connective, int] | None:
    """The longest connective that begins at a token, and where it ends."""
    doc = token.doc
    for words, entry in load_connectives().get(token.lower_, ()):
        end = token.i + len(words)
        if all(
            doc[token.i + k].lower_ == word for k, word in enumerate(words) if token.i + k < len(doc)
        ) and end <= len(doc):
            return entry, end
    return None


def _condition(entry: Connective, doc: Doc, first: int, end: int, times: Sequence[Time]) -> Found | None:
    if entry.back:
        return _taken_up(entry, doc, first, end)
    if entry.predicate:
        return _predicate(entry, doc, first, end)
    top = None if _is_idiom(entry, doc, first, end) else _top(doc, first, end)
    beside = child(top, "ccomp") if top is not None and top.head == top and doc[first].lower_ == "should" else None
    is_verb = doc[end - 1].tag_ in {"VBG", "VBN"} and child(doc[end - 1], "dobj") is not None
    if is_verb and doc[end - 1].dep_ != "prep":  # "providing material support"
        return None
    if top is None or (top.head == top and beside is None) or (top.dep_ == "acomp" and top.head.lemma_ == "be"):
        return None
    inverted = doc[first].lower_ == "should"
    if (entry.kind == "if" and not inverted and _is_question(top)) or not _can_limit(entry, top):
        return None
    last = _last(top, end)
    if entry.clause and not any(token.pos_ in {"VERB", "AUX"} for token in doc[end:last]):
        return None
    if last <= end - 1 or _is_only_time(doc, end, last, times):
        return None
    return Found(entry, first, last, top, beside or _limited(top, first))


def _limited(top: Token, first: int) -> Token:
    """What a condition limits: what it hangs on; of "if they leave, he said it would sign", what he said."""
    told = child(top.head, "ccomp")
    if told is None or first > top.head.i or told.i < top.head.i or not is_finite(told):
        return top.head
    return top.head if any(each.tag_ == "MD" for each in auxiliaries(top.head)) else told


def _is_idiom(entry: Connective, doc: Doc, first: int, end: int) -> bool:
    """True for "even if", "if necessary", "once again", and for the "should" of a duty."""
    if first and doc[first - 1].lower_ in NO_CONDITION_BEFORE and entry.kind in {"if", "until"}:
        return True
    if end < len(doc) and doc[end].lower_ in NO_CONDITION_AFTER.get(doc[end - 1].lower_, ()):
        return True
    return doc[first].lower_ == "should" and not _is_inverted(doc[first])


def _is_question(top: Token) -> bool:
    """True for the "if" of "asked if he would come"."""
    return top.dep_ == "ccomp" or (top.head.lemma_ in words_of("asking") and top.i > top.head.i)


def _taken_up(entry: Connective, doc: Doc, first: int, end: int) -> Found | None:
    """A condition that stands in the sentence before: from there to the word that takes it up ("Only then")."""
    sentence = doc[first].sent
    before = sentence.start - 1
    while before >= 0 and doc[before].is_space:
        before -= 1
    if before < 0 or first - sentence.start > 2:
        return None
    told = doc[before].sent
    content = child(told.root, "ccomp")
    return Found(entry, told.start, end, told.root if content is None else content, governor(doc[end - 1]))


def _predicate(entry: Connective, doc: Doc, first: int, end: int) -> Found | None:
    """A condition that its verb states: "its support depends on …" limits the subject."""
    subject = subject_of(governor(doc[first]))
    preposition = doc[end - 1]
    if subject is None or subject.pos_ != "NOUN" or subject.sent != preposition.sent or preposition.dep_ != "prep":
        return None
    thing = child(preposition, "pobj")
    if doc[end - 2].lower_ == "subject" and (thing is None or thing.lemma_ not in words_of("assent")):
        return None
    return Found(entry, first, _last(preposition, end), preposition, subject)


def _can_limit(entry: Connective, top: Token) -> bool:
    """True where the word that a condition hangs on is denied, or still to come, as its connective needs."""
    if entry.under is None:
        return True
    tags = {"MD"} if top.dep_ == "prep" else {"MD", "TO"}  # "to accept him after the coup" looks back
    for above in lines_up(top.head):
        if above.pos_ not in {"VERB", "AUX", "ADJ", "NOUN"}:
            continue
        if entry.under == "denial" and (is_negated(above) or above.lemma_ in words_of("denying") or _has_none(above)):
            return True
        if entry.under == "prospect" and _is_to_come(above, tags):
            return True
        if above.pos_ in {"VERB", "AUX"} and above.dep_ not in {"xcomp", "ccomp", "acl", "pcomp"}:
            return False
    return False


def _has_none(verb: Token) -> bool:
    """True for "there can be no peace without …"."""
    attribute = child(verb, "attr")
    return attribute is not None and any(each.lower_ == "no" for each in attribute.children)


def _is_to_come(verb: Token, tags: set[str]) -> bool:
    helpers = {each.tag_ for each in auxiliaries(verb)}
    return bool(helpers & tags) or (verb.tag_ == "VBG" and verb.head.lemma_ == "go")


def _is_inverted(should: Token) -> bool:
    """True for "should the talks fail": the auxiliary opens its clause."""
    verb = should.head
    subject = child(verb, *SUBJECTS)
    return should.dep_ == "aux" and subject is not None and should.i < subject.left_edge.i and not _asks(verb)


def _asks(verb: Token) -> bool:
    return verb.sent[-1].text == "?" and verb.dep_ == "ROOT"


def _top(doc: Doc, first: int, end: int) -> Token | None:
    """The highest word of the constituent that the connective opens."""
    top = doc[end - 1]
    if top.dep_ not in {
        "mark",
        "prep",
        "advmod",
        "aux",
        "advcl",
        "pcomp",
        "acomp",
        "amod",
        "agent",
        "cc",
        "dep",
        "pobj",
    }:
        return None
    opened = False
    for _ in range(4):
        above = top.head
        inside = first <= above.i < end
        opens = first <= top.i < end and top.dep_ in {"mark", "advmod", "aux", "dep"} and above.i >= end
        if above == top or not (inside or (opens and not opened)):
            break
        opened = opened or opens
        top = above
    return top


def _last(top: Token, end: int) -> int:
    """Where the condition ends: with what hangs on its top, and with what the parser tore off it."""
    doc = top.doc
    below = {each.i for each in top.subtree} - _beside(top)
    last = max(end, top.i + 1)
    while last < len(doc) and last in below:
        last += 1
    last = _over_torn_off(top, last)
    while last < len(doc) and (doc[last].text == "-" or doc[last - 1].text == "-") and not doc[last - 1].whitespace_:
        last += 1  # "if re-elected"
    while last > end and ((doc[last - 1].is_punct and doc[last - 1].text not in {")", "]"}) or doc[last - 1].is_space):
        last -= 1
    return last


def _beside(top: Token) -> set[int]:
    """Tokens joined to a condition by mistake: "if he wins, and focus …" goes on with the main clause."""
    clause = next((each for each in (top, *top.children) if is_finite(each) and each.dep_ in {"advcl", "pcomp"}), None)
    joined = [each for each in clause.conjuncts if each.i > clause.i] if clause is not None else []
    return {each.i for verb in joined if verb.tag_ == "VB" and not auxiliaries(verb) for each in verb.subtree}


def _over_torn_off(top: Token, last: int) -> int:
    """Past an editor's brackets, and past a "by …" that an active verb can't have: "without a vote [on it] by them"."""
    doc, verb = top.doc, top.head
    while last < len(doc):
        token = doc[last]
        if token.text in {"[", "("} and token.sent == top.sent:
            close = next((t.i for t in doc[last : last + 30] if t.text in {"]", ")"}), None)
            if close is None:
                return last
            last = close + 1
        elif token.lower_ in {"by", "from"} and token.head == verb and child(verb, "auxpass", "nsubjpass") is None:
            last = token.right_edge.i + 1
        else:
            return last
    return last


def _is_only_time(doc: Doc, first: int, last: int, times: Sequence[Time]) -> bool:
    """True for "until Monday", "before 2015": a day, and nothing that must happen."""
    words = [token for token in doc[first:last] if token.pos_ not in {"DET", "PUNCT", "ADP", "ADJ", "SPACE"}]
    if not words:
        return True
    return all(token.ent_type_ in {"DATE", "TIME"} or _inside(token, times) for token in words)


def _inside(token: Token, times: Sequence[Time]) -> bool:
    return any(time.start <= token.idx < time.end for time in times)


def as_condition(found: Found, index: ActorIndex) -> Condition:
    """The record of a condition."""
    verb = _verb(found)
    return Condition(
        kind=_kind(found),
        span=span_without_stop(found.top.doc[found.first : found.end]),
        who=who_must_act(found, index),
        negated=verb is not None and is_negated(verb) and "not" not in found.top.doc[found.first].lower_,
    )


def _kind(found: Found) -> ConditionKind:
    """By the connective, and by the "only" that stands apart from it: "would only sign if they left"."""
    apart = any(each.lower_ == "only" and each.i < found.first for each in found.limits.children)
    return (
        "only_if"
        if apart and found.entry.kind in {"if", "after", "in_exchange_for", "provided_that"}
        else found.entry.kind
    )


def is_unreal(found: Found) -> bool:
    """True for what isn't the case, so that nothing hangs on it: "if I were a donor", "if they had asked"."""
    verb = _verb(found)
    if found.entry.kind != "if" or verb is None:
        return False
    had = any(each.lower_ in {"had", "'d", "’d"} for each in auxiliaries(verb)) and verb.tag_ == "VBN"
    subject = child(verb, *SUBJECTS)
    plural = subject is None or subject.tag_ in {"NNS", "NNPS"} or subject.lower_ in {"they", "we", "you"}
    office = child(verb, "attr")
    in_office = office is not None and office.lemma_.lower() in words_of(
        "offices"
    )  # "if he were president" means to be
    return had or (verb.lower_ == "were" and not plural and child(verb, "xcomp") is None and not in_office)


def _verb(found: Found) -> Token | None:
    """The verb of the condition, if it is a clause."""
    if found.entry.back:
        return found.top if found.top.pos_ in {"VERB", "AUX"} else None
    for token in (found.top, *found.top.children):
        if (
            token.i >= found.first
            and token.pos_ in {"VERB", "AUX"}
            and token.dep_ in {"advcl", "pcomp", "ccomp", "acl", "relcl"}
        ):
            return token
    return found.top if found.top.pos_ in {"VERB", "AUX", "ADJ"} else None


def who_must_act(found: Found, index: ActorIndex) -> tuple[str, ...]:
    """Ids of the actors whose act meets the condition, by the words of the condition."""
    verb = _verb(found)
    inside = found.top.doc[found.first : found.end]
    connective = {word for form in found.entry.forms for word in form.split()}
    if verb is None or verb.lower_ in connective:  # "pending a vote", "subject to approval"
        return _actors_of_noun(inside, index)
    agent = child(verb, "agent")
    if agent is not None:
        return actors_named(obj, index) if (obj := child(agent, "pobj")) is not None else ()
    if child(verb, "nsubjpass") is not None or (verb.tag_ == "VBN" and verb.dep_ == "advcl" and not auxiliaries(verb)):
        return ()
    subject = child(verb, *SUBJECTS)
    if subject is not None:
        return actors_named(subject, index) or _actors_of_noun([t for t in inside if t in set(subject.subtree)], index)
    return _implied(found, verb, index)


def _implied(found: Found, verb: Token, index: ActorIndex) -> tuple[str, ...]:
    """For a clause without a subject ("if fully inclusive", "without consulting them"): whom it is understood of."""
    if verb.dep_ == "pcomp":
        subject = subject_of(found.limits)
        return actors_named(subject, index) if subject is not None else ()
    for word in lines_up(found.limits):
        is_verb = word.pos_ in {"VERB", "AUX"}
        thing = child(word, "agent", "dobj", "nsubjpass", "nsubj") if is_verb else word
        if thing is None:
            continue
        if actors := actors_named(thing, index) or tuple(
            a for agent in _agents(thing.subtree) for a in actors_named(agent, index)
        ):
            return actors
        if is_verb:
            break
    return ()


def actors_named(token: Token, index: ActorIndex) -> tuple[str, ...]:
    """Ids of the actors of a noun phrase and of those coordinated with it."""
    return index.of_phrase(token) or spelled(token, index)


def _agents(tokens: Iterator[Token] | Sequence[Token]) -> list[Token]:
    """The words after "by" among some tokens."""
    return [obj for t in tokens if t.lower_ == "by" and (obj := child(t, "pobj")) is not None]


def _actors_of_noun(inside: Sequence[Token] | Span, index: ActorIndex) -> tuple[str, ...]:
    """Who acts in "a vote by the Council", "the House's approval", "approval from Tripoli", "UN consent"."""
    tokens = list(inside)

    def undergoes(token: Token) -> bool:
        return token.head.head.lemma_ in words_of("undergoing")  # "the release of the pilots" is no act of theirs

    tests: tuple[Callable[[Token], bool], ...] = (
        lambda t: t.dep_ == "pobj" and t.head.lower_ == "by",
        lambda t: t.dep_ == "poss",
        lambda t: t.dep_ == "pobj" and t.head.lower_ == "from",
        lambda t: t.dep_ in {"nsubj", "compound", "amod", "nmod"},
        lambda t: t.dep_ == "pobj" and t.head.lower_ == "of" and not undergoes(t),
        lambda t: t.dep_ == "pobj" and not undergoes(t),
    )
    for test in tests:
        found = tuple(dict.fromkeys(a for t in tokens if test(t) for a in actors_named(t, index)))
        if found:
            return found
    return ()
