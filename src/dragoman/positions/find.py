"""Positions of an article: who stands where on what, and under which condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from dragoman.actors.index import ActorIndex
from dragoman.offsets import content_id, sentences
from dragoman.positions.anaphora import issue_text, issue_tokens
from dragoman.positions.book import words_of
from dragoman.positions.clauses import SUBJECTS, child, governor, is_asked, is_passive, lines_up, span_without_stop
from dragoman.positions.conditions import Found, as_condition, find_conditions, is_unreal
from dragoman.positions.hits import Hit
from dragoman.positions.holders import Speech, actors_of, holders_of, toward_of
from dragoman.positions.issue_keys import issue_key
from dragoman.positions.modals import find_modal_stands
from dragoman.positions.stands import DEPENDS, find_stands
from dragoman.records import Article, Event, Position, PositionAct, Statement, StatementAct, Time

PERSONS = frozenset({"he", "she", "they", "you", "everyone", "everybody", "people"})
"""Words for those who can be told to do something, known by name or not."""


AS_SAID: dict[StatementAct, PositionAct] = {"warn": "threatens", "threaten": "threatens", "promise": "promises"}
"""What a will is by the word that tells it: "warned that it would close the strait"."""


def find_positions(
    doc: Doc,
    article: Article,
    index: ActorIndex,
    times: Sequence[Time],
    statements: Sequence[Statement],
    events: Sequence[Event],
) -> list[Position]:
    """The positions of an article, in text order, with their conditions."""
    speech = Speech(doc, statements)
    found: list[Position] = []
    for sentence in sentences(doc):
        conditions = find_conditions(sentence, times)
        hits = [*find_stands(sentence, conditions), *find_modal_stands(sentence, conditions)]
        hits.sort(key=lambda hit: hit.trigger.i)
        hits = _with_shared_objects(hits)
        hits = [hit for hit in hits if not is_asked(hit.trigger) and not any(_contains(other, hit) for other in hits)]
        limits = _limits(hits, conditions)
        for hit, own in zip(hits, limits, strict=True):
            found.extend(_positions(hit, own, doc, article, index, times, speech))
    return _each_once(found)


def _each_once(found: Sequence[Position]) -> list[Position]:
    """The positions without those that two words of one sentence take alike ("speak out in support of it")."""
    kept: dict[str, Position] = {}
    for position in found:
        first = kept.get(position.id)
        if first is None or len(position.conditions) > len(first.conditions):
            kept[position.id] = position
    return list(kept.values())


def _with_shared_objects(hits: list[Hit]) -> list[Hit]:
    """With what a second stand leaves out: "it had economic interests in Libya but no military interests"."""
    shared = list(hits)
    for number, (one, other) in enumerate(pairwise(hits), 1):
        if one.rule == other.rule and one.trigger.head == other.trigger.head and one.trigger.dep_ == "dobj":
            bare = child(other.trigger, "prep") is None and not other.toward
            things = [thing for prep in one.trigger.children if (thing := child(prep, "pobj")) is not None]
            shared[number] = replace(other, toward=tuple(things)) if bare else other
    return shared


def _contains(outer: Hit, inner: Hit) -> bool:
    """True where one stand is what another is on: "urged them to support the plan" is one stand."""
    first, end = outer.issue
    if inner is outer:
        return False
    if inner.trigger == outer.trigger and (inner.about == outer.about or inner.rule == DEPENDS):
        return outer.rule < inner.rule if inner.rule != DEPENDS else outer.rule != DEPENDS
    if inner.rule.startswith("modal") and outer.trigger.head == inner.trigger and outer.trigger.pos_ == "NOUN":
        return outer.trigger.dep_ == "dobj"  # "will express its support": the noun names the stand
    if inner.trigger == outer.trigger and inner.rule.startswith("modal") and not outer.rule.startswith("modal"):
        return True  # "would welcome", "will not recognise": the verb's own stand
    if not first <= inner.trigger.i < end or inner.trigger == outer.trigger:
        return False
    if outer.rule.startswith("modal") and inner.trigger.head == outer.trigger and inner.trigger.dep_ == "dobj":
        return False
    if inner.trigger.pos_ in {"NOUN", "PROPN"}:
        return inner.holder is None or not first <= inner.holder.i < end
    return not any(word.dep_ == "relcl" for word in lines_up(inner.trigger) if first <= word.i < end)


def _limits(hits: Sequence[Hit], conditions: Sequence[Found]) -> list[list[Found]]:
    """The conditions of each stand: a condition limits the stand that governs it, else its neighbour."""
    limits: list[list[Found]] = [[] for _ in hits]
    for condition in conditions:
        owner = _owner(condition, hits)
        if owner is not None:
            limits[owner].append(condition)
    return limits


def _owner(condition: Found, hits: Sequence[Hit]) -> int | None:
    for word in lines_up(condition.limits):
        for number, hit in enumerate(hits):
            inside = word == condition.limits and hit.issue[0] <= word.i < hit.issue[1]
            if word.i in hit.words or (inside and not _is_told(word, hit)):
                return number
        told = word.dep_ == "acl" and child(word, *SUBJECTS) is not None  # "the claim that they would leave if …"
        if told or word.dep_ in {"ccomp", "parataxis", "relcl"}:
            break
    return None


def _is_told(word: Token, hit: Hit) -> bool:
    """True for a word in a clause that the issue only tells of: "rejected the claim that they would leave if …"."""
    between = [each for each in lines_up(word) if each.i > hit.about.i and each != hit.about]
    return any(each.dep_ in {"acl", "relcl"} and child(each, *SUBJECTS) is not None for each in between)


def _positions(
    hit: Hit,
    conditions: Sequence[Found],
    doc: Doc,
    article: Article,
    index: ActorIndex,
    times: Sequence[Time],
    speech: Speech,
) -> list[Position]:
    """One position for each holder."""
    # a condition makes a stand of what would else be a forecast; "he would gain if …", "he will be …" stay one
    firm = hit.rule == "modal-will" and (hit.strength == "firm" or hit.act == "refuses")
    if conditions and firm and hit.about.lemma_ != "be" and not is_passive(hit.about):
        hit = replace(hit, spoken=False)
    if _foretells(hit, index):
        return []
    if any(is_unreal(each) for each in conditions):
        return []
    hit, holders = _held(hit, conditions, doc, index, speech)
    if not conditions and _is_idle(hit):
        return []
    if not hit.in_words and not (holders and _are_persons((*holders, *actors_of(hit.about, index)), index)):
        return []
    statement = speech.cued_by(hit.trigger) or speech.around(hit.trigger)
    if statement is not None and statement.act == "deny" and speech.around(hit.trigger) is statement:
        return []
    if statement is not None and hit.rule == "modal-will" and hit.act == "will":
        hit = replace(hit, act=AS_SAID.get(statement.act, "will"))
    issue = span_without_stop(doc[hit.issue[0] : hit.issue[1]])
    recognised = [hit.trigger] if hit.act in {"recognises", "does_not_recognise"} else []  # the act is in the verb
    key = issue_key([*recognised, *issue_tokens(hit, doc, index)])
    evidence = span_without_stop(_evidence(hit, conditions, doc))
    return [
        Position(
            id=content_id("po", article.id, holder, hit.act, *issue),
            holder=holder,
            act=hit.act,
            issue=issue,
            issue_text=issue_text(hit, doc, article, index),
            issue_key=str(key) if key is not None else None,
            toward=toward_of(hit, holder, doc, index),
            strength="qualified" if conditions and hit.strength == "firm" else hit.strength,
            conditions=tuple(as_condition(each, index) for each in conditions),
            statement=statement.id if statement is not None else None,
            time=_time(hit, times, statement),
            evidence=evidence,
            rule=hit.rule,
        )
        for holder in holders
    ]


def _held(
    hit: Hit, conditions: Sequence[Found], doc: Doc, index: ActorIndex, speech: Speech
) -> tuple[Hit, tuple[str, ...]]:
    """The stand that is taken, and its holders: the hit itself, or what its words mean with another subject."""
    holders = holders_of(hit, index, speech)
    if holders or hit.holder is None:
        return hit, holders
    if actors_of(hit.holder, index):
        other = hit.otherwise
        if other is not None and (other.holder is not None or toward_of(other, "", doc, index)):
            return other, holders_of(other, index, speech)
        return hit, ()
    denied = hit.act == "refuses" and is_passive(hit.about)
    if hit.impersonal is not None and (denied or (conditions and hit.about.lemma_ != "be")):
        return hit.impersonal, holders_of(hit.impersonal, index, speech)
    return hit, ()


def _foretells(hit: Hit, index: ActorIndex) -> bool:
    """True for a "should" that expects: "the victory should give him strength"; what can't act can't be told to."""
    verb = hit.about
    if hit.rule != "modal-must" or hit.strength != "qualified" or verb.lemma_ == "be" or is_passive(verb):
        return False
    if verb.lemma_ == "have" and child(verb, "dobj") is not None:  # "should have trouble", "should have the votes"
        return True
    return not any(token.lower_ in PERSONS or index.of(token) is not None for token in hit.toward)


def _are_persons(actors: Sequence[str], index: ActorIndex) -> bool:
    """True for several persons with names, who attack each other in words."""
    return len(actors) > 1 and all(index.actors[a].kind == "person" and not index.actors[a].unnamed for a in actors)


def _is_idle(hit: Hit) -> bool:
    """True for what only a condition makes a stand: "may leave"; for "cannot reach it", "how they plan to do it"."""
    if hit.rule == "modal-may":
        return True
    if hit.rule == "intend" and any(each.tag_ in {"WRB", "WP"} for each in hit.trigger.lefts):  # "how he plans to"
        return True
    return hit.rule == "modal-can" and hit.act == "refuses" and hit.about.lemma_ not in words_of("withholding")


def _evidence(hit: Hit, conditions: Sequence[Found], doc: Doc) -> Span:
    """From the holder to the end of issue and conditions."""
    sentence = hit.trigger.sent
    tokens: list[Token] = [hit.trigger, doc[hit.issue[0]], doc[hit.issue[1] - 1]]
    for word in (hit.holder, *hit.toward, child(governor(hit.trigger), *SUBJECTS, "expl")):
        if word is not None and sentence.start <= word.i < sentence.end:
            tokens += [word.left_edge, word]
    for each in conditions:
        tokens += [doc[each.first], doc[each.end - 1]]
    numbers = [token.i for token in tokens if sentence.start <= token.i < sentence.end]
    return doc[min(numbers) : max(numbers) + 1]


def _time(hit: Hit, times: Sequence[Time], statement: Statement | None) -> str | None:
    """The time named in the stand's own clause, else that of the statement."""
    sentence = hit.trigger.sent
    inside = [t for t in times if sentence.start_char <= t.start < sentence.end_char]
    near = [t for t in inside if any(word.i in hit.words for word in _governors(sentence, t))]
    if near:
        return near[0].id
    return statement.time if statement is not None else None


def _governors(sentence: Span, time: Time) -> list[Token]:
    token = next(token for token in sentence if token.idx + len(token) > time.start)
    return list(lines_up(token))[:4]
