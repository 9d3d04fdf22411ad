"""Stands taken with a word for it: "refuses to", "its opposition to", "is committed to", "is unacceptable"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from dragoman.positions.book import Stand, load_stands
from dragoman.positions.clauses import (
    SUBJECTS,
    auxiliaries,
    child,
    governor,
    is_negated,
    subject_of,
    without_no,
)
from dragoman.positions.complements import Complement, complement, extent, is_subjunctive, judged
from dragoman.positions.conditions import Found
from dragoman.positions.hits import Hit
from dragoman.records import PositionAct, Strength

LIGHT = frozenset(
    {"express", "voice", "reiterate", "reaffirm", "affirm", "declare", "announce", "state", "give", "show", "have", "repeat",
     "renew", "restate", "confirm", "offer", "pledge", "underline", "underscore", "stress", "emphasise", "emphasize", "make",
     "issue", "convey", "signal", "indicate", "raise", "register", "reject", "maintain", "keep", "demonstrate", "share",
     "withdraw", "pursue", "follow", "adopt", "take", "extend", "throw", "lend", "redouble", "note", "add", "join", "put",
     "send", "hold", "retain", "strengthen", "deepen", "reassert", "communicate", "pay", "say", "lift", "drop", "harbour"}
)  # fmt: skip
"""Verbs whose subject holds the stand that their object names: "voiced its opposition"."""
COPULAS = frozenset({"be", "remain", "stay", "become", "seem", "appear", "feel", "stand", "keep", "get", "look"})
PRAISE = frozenset(
    {"important", "welcome", "positive", "good", "great", "significant", "encouraging", "major", "historic", "crucial",
     "essential", "big", "right", "constructive", "useful", "vital", "key", "necessary", "hopeful", "real"}
)  # fmt: skip
BALANCE = frozenset({"balanced", "neutral", "even-handed", "impartial", "equidistant", "equal", "neutrality"})
ONLY = frozenset({"only", "sole", "best", "one", "viable", "single"})
REVERSING = frozenset({"withdraw", "drop", "abandon", "end", "lack", "lose", "deny", "cease", "renounce"})
"""Verbs whose object is a stand that is no longer held: "withdrew its support"."""
OWNING = frozenset({"have", "win", "gain", "enjoy", "receive", "get", "secure", "seek", "need", "lose", "obtain"})
"""Verbs after which "the support of …" is that of the one who gives it."""
NAMING = frozenset({"call", "consider", "deem", "find", "label", "brand", "declare", "think", "judge", "make", "term"})
"""Verbs that say what they judge a thing to be: "called the raid unacceptable"."""
FUTILE = frozenset({"fail", "stop", "cease", "end", "avoid", "hesitate", "deny", "refrain"})
"""Verbs that undo the stand they govern: "failed to condemn"."""


def find_stands(sentence: Span, conditions: Sequence[Found]) -> Iterator[Hit]:
    """The stands of a sentence that a word of the codebook takes."""
    book = load_stands()
    gone = {i for each in conditions for i in range(each.first, each.end)}
    for token in sentence:
        match token.pos_:
            case "VERB" | "AUX":
                entries = book.of_verb(token)
                hit = _first(_of_verb(token, entry, gone) for entry in entries) or _participle(token, gone)
            case "NOUN" | "PROPN":
                hit = _first(_of_noun(token, entry, gone) for entry in book.of_word("noun", token))
            case "ADJ":
                hit = _first(_of_adjective(token, entry, gone) for entry in book.of_word("adjective", token))
            case _:
                hit = _first(_of_adverb(token, entry, gone) for entry in book.of_word("adverb", token))
        if hit is not None:
            yield hit


def _first(hits: Iterator[Hit | None]) -> Hit | None:
    return next((hit for hit in hits if hit is not None), None)


def _participle(token: Token, gone: set[int]) -> Hit | None:
    if token.tag_ not in {"VBN", "VBD"}:
        return None
    entries = load_stands().of_word("adjective", token)
    return _first(_of_adjective(token, entry, gone) for entry in entries)


def _of_verb(verb: Token, entry: Stand, gone: set[int]) -> Hit | None:
    """A verb of stand with its subject, or in the passive with its agent."""
    if verb.i in gone or verb.dep_ in {"amod", "compound", "aux", "auxpass", "nmod"} or _is_futile(verb):
        return None
    passive = child(verb, "auxpass", "nsubjpass") is not None or (
        verb.tag_ == "VBN" and child(verb, "agent") is not None
    )
    found = complement([verb], entry.frames)
    if found is None or not _fits(entry, found, verb):
        return None
    if passive:
        agent = child(verb, "agent")
        holder = child(agent, "pobj") if agent is not None else None
        if holder is None:
            return None
    else:
        holder = subject_of(verb)
    if entry.whom and not found.whom:
        return None
    helpers = auxiliaries(verb)
    if any(each.lower_ in {"must", "should", "shall", "ought"} for each in helpers) and not _is_first_person(holder):
        return None
    act = _act(entry, is_negated(verb))
    if act is None:
        return None
    return _hit(verb, entry, act, found, holder, gone, _strength(entry, helpers))


def _fits(entry: Stand, found: Complement, verb: Token) -> bool:
    """Whether the issue is one that the entry allows."""
    if (
        entry.id == "demand"
        and verb.lemma_ == "insist"
        and found.about.dep_ == "ccomp"
        and not is_subjunctive(found.about)
    ):
        return False
    if found.about == verb or found.about.lower_ in {"themselves", "itself", "himself", "herself"}:
        return False
    return not entry.objects or found.about.lemma_.lower() in entry.objects or found.about.pos_ == "PROPN"


def _is_futile(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.head.lemma_ in FUTILE


def _is_first_person(token: Token | None) -> bool:
    return token is not None and token.lower_ in {"i", "we"}


def _act(entry: Stand, negated: bool) -> PositionAct | None:
    return entry.denied if negated else entry.act


def _strength(entry: Stand, helpers: Sequence[Token]) -> Strength:
    words = {each.lower_ for each in helpers}
    if words & {"may", "might", "could", "can"}:
        return "tentative"
    return "qualified" if "would" in words and entry.strength == "firm" else entry.strength


def _hit(
    trigger: Token,
    entry: Stand,
    act: PositionAct,
    found: Complement,
    holder: Token | None,
    gone: set[int],
    strength: Strength,
    *,
    spoken: bool = False,
) -> Hit:
    verb = governor(trigger)
    return Hit(
        trigger=trigger,
        act=act,
        rule=entry.id,
        issue=extent(found, gone),
        about=found.about,
        holder=holder,
        toward=found.whom,
        spoken=spoken or entry.spoken,
        strength=strength,
        words=frozenset({trigger.i, verb.i, found.about.i}),
    )


def _of_noun(noun: Token, entry: Stand, gone: set[int]) -> Hit | None:
    """A noun of stand: with an owner ("its refusal to …"), under a light verb, or as a judgement on a subject."""
    if noun.i in gone or noun.dep_ == "compound":
        return None
    if entry.needs is not None and not _has_needed(noun, entry.needs):
        return None
    if "subject" in entry.frames and (judgement := _as_predicate(noun, entry, gone)) is not None:
        return judgement
    if entry.predicated:
        return _as_aim(noun, entry, gone)
    verb = noun.head
    left_out = {"subject"} if verb.lower_ != "with" and verb.lemma_ not in OWNING else {"subject", "object"}
    found = complement([noun], [frame for frame in entry.frames if frame not in left_out])
    light = noun.dep_ in {"dobj", "attr"} and verb.lemma_ in LIGHT | {"be"}
    if found is None and light:
        found = complement([noun, verb], [f for f in entry.frames if f not in {"subject", "object"}])
    if found is None or (entry.objects and not _fits(entry, found, noun)):
        return None
    negated = without_no(noun) or (light and is_negated(verb)) or (noun.dep_ == "dobj" and verb.lemma_ in REVERSING)
    act = _act(entry, negated)
    holder = _owner_of_noun(noun, found)
    if act is None or holder is None:
        return None
    return _hit(noun, entry, act, found, holder, gone, _strength(entry, auxiliaries(verb) if light else ()))


def _owner_of_noun(noun: Token, found: Complement) -> Token | None:
    """Whose stand a noun names: its possessor, the subject of its light verb, the one it comes "by" or "from"."""
    if (own := child(noun, "poss")) is not None:
        return own
    for prep in noun.children:
        if (
            prep.dep_ == "prep"
            and prep.lower_ in {"of", "by", "from"}
            and (obj := child(prep, "pobj")) not in {None, found.about}
        ):
            return obj
    verb = noun.head
    first = noun
    while first.dep_ == "conj":
        first = first.head
        if (own := child(first, "poss")) is not None:
            return own
        verb = first.head
    if first.dep_ in {"dobj", "attr"} and (verb.lemma_ in LIGHT or verb.lemma_ in REVERSING):
        return subject_of(verb)
    if first.dep_ == "pobj" and verb.lower_ in {"in", "with"}:
        return subject_of(governor(verb))
    if first.dep_ == "nsubjpass" and (agent := child(verb, "agent")) is not None:
        return child(agent, "pobj")
    return next((each for each in noun.lefts if each.dep_ in {"compound", "amod", "nmod"} and each.ent_type_), None)


def _has_needed(noun: Token, needs: str) -> bool:
    words = {each.lower_ for each in noun.lefts} | {w.lower_ for each in noun.lefts for w in each.lefts}
    return bool(words & {"only": ONLY, "praise": PRAISE, "balance": BALANCE}[needs]) or (
        needs == "balance" and noun.lower_ in BALANCE
    )


def _as_predicate(noun: Token, entry: Stand, gone: set[int]) -> Hit | None:
    """A noun that judges: "the raid is a red line", "talks are the only way", "the only way is talks"."""
    top = noun
    while top.dep_ in {"pobj", "prep"} and top.head != top and top.head.pos_ != "VERB":
        if top.head.pos_ == "AUX":
            break
        top = top.head
    copula = top.head
    if copula.lemma_ not in COPULAS:
        return None
    if top.dep_ in SUBJECTS:
        thing = child(copula, "attr", "ccomp", "xcomp")
        found = None if thing is None or thing == noun else _predicated(thing)
    elif top.dep_ in {"attr", "acomp", "prep"}:
        found = _named_after(noun) if child(copula, "expl") is not None else judged(copula, top)
    else:
        return None
    act = _act(entry, is_negated(copula) or without_no(noun))
    if found is None or act is None or copula.i in gone or found.about.i == noun.i:
        return None
    return _hit(noun, entry, act, found, None, gone, _strength(entry, auxiliaries(copula)), spoken=True)


def _named_after(noun: Token) -> Complement | None:
    """ "There is only one way: talks."""
    colon = next((t for t in noun.doc[noun.i : noun.sent.end] if t.text == ":"), None)
    if colon is None or colon.i + 1 >= noun.sent.end:
        return None
    rest = noun.doc[colon.i + 1 : noun.sent.end]
    return Complement(rest.root, None, ())


def _predicated(thing: Token) -> Complement:
    """The thing that a copula equates with its subject: a noun, a that-clause or an infinitive."""
    opening = next(
        (c for c in thing.children if c.lower_ in {"to", "that"} and c.dep_ in {"aux", "mark"} and c.i < thing.i), None
    )
    return Complement(thing, opening.i + 1 if opening is not None else None, ())


def _as_aim(noun: Token, entry: Stand, gone: set[int]) -> Hit | None:
    """ "Our aim is to …": the owner of the aim holds it."""
    copula = noun.head
    if noun.dep_ != "nsubj" or copula.lemma_ != "be":
        return None
    thing = child(copula, "xcomp", "ccomp", "attr")
    if thing is None or is_negated(copula):
        return None
    return _hit(noun, entry, entry.act, _predicated(thing), child(noun, "poss"), gone, entry.strength, spoken=True)


def _of_adjective(word: Token, entry: Stand, gone: set[int]) -> Hit | None:
    """An adjective of stand after a copula: the subject holds it, or is judged by it."""
    if word.i in gone:
        return None
    if word.tag_ in {"VBN", "VBD"} and child(word, "auxpass") is not None:
        copula, helpers = word, auxiliaries(word)
    else:
        copula = word.head
        if word.dep_ not in {"acomp", "attr", "oprd", "conj", "ccomp", "xcomp", "advcl"} or copula == word:
            return None
        first = word
        while first.dep_ == "conj" and first.head.pos_ in {"ADJ", "VERB"}:
            first = first.head
        copula = first.head
        helpers = auxiliaries(copula)
        if copula.lemma_ in NAMING:
            return _as_named(word, copula, entry, gone)
        if copula.lemma_ not in COPULAS:
            return None
    act = _act(entry, is_negated(copula) or is_negated(word))
    if act is None or copula.i in gone:
        return None
    if "subject" in entry.frames:
        found = judged(copula, word)
        return (
            None if found is None else _hit(word, entry, act, found, None, gone, _strength(entry, helpers), spoken=True)
        )
    found = complement([word, copula], entry.frames)
    if found is None:
        return None
    return _hit(word, entry, act, found, subject_of(copula), gone, _strength(entry, helpers))


def _as_named(word: Token, verb: Token, entry: Stand, gone: set[int]) -> Hit | None:
    """ "Called the raid unacceptable": the subject of the naming verb judges."""
    thing = child(verb, "dobj") or child(word, "nsubj")
    act = _act(entry, is_negated(verb))
    if thing is None or act is None or "subject" not in entry.frames or verb.i in gone:
        return None
    return _hit(word, entry, act, Complement(thing, None, ()), subject_of(verb), gone, entry.strength)


def _of_adverb(word: Token, entry: Stand, gone: set[int]) -> Hit | None:
    """ "Is against the plan", "is in favour of it", "came out in support of it"."""
    verb = word.head
    if word.i in gone or word.dep_ not in {"prep", "advmod", "acomp"} or verb.lemma_ not in COPULAS | {"come", "speak"}:
        return None
    last = word.doc[word.i + max(len(w.split()) for w in entry.words if w.split()[0] == word.lower_) - 1]
    found = complement([last if last.i > word.i else word], entry.frames)
    act = _act(entry, is_negated(verb))
    if found is None or act is None:
        return None
    return _hit(word, entry, act, found, subject_of(verb), gone, entry.strength)
