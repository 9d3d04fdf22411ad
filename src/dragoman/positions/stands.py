"""Stands taken with a word for it: "refuses to", "its opposition to", "is committed to", "is unacceptable"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from dragoman.positions.book import Stand, load_stands, words_of
from dragoman.positions.clauses import (
    SUBJECTS,
    auxiliaries,
    child,
    governor,
    is_finite,
    is_negated,
    is_passive,
    subject_of,
    without_no,
)
from dragoman.positions.complements import (
    Complement,
    complement,
    equated,
    extent,
    is_subjunctive,
    is_to,
    judged,
)
from dragoman.positions.conditions import Found
from dragoman.positions.hits import Hit
from dragoman.records import PositionAct, Strength

THAT_CLAUSES = frozenset({"ccomp", "acl", "relcl"})
DEPENDS = "depends"
"""The rule of a stand that only its condition makes."""
REFLEXIVES = frozenset({"itself", "themselves", "himself", "herself", "ourselves", "myself", "yourself"})


def find_stands(sentence: Span, conditions: Sequence[Found]) -> Iterator[Hit]:
    """The stands of a sentence that a word of the codebook takes."""
    book = load_stands()
    gone = {i for each in conditions for i in range(each.first, each.end)}
    for token in sentence:
        if token.i in gone:
            continue
        match token.pos_:
            case "VERB" | "AUX":
                entries = book.of_verb(token)
                yield from _first(_of_verb(token, entry, gone) for entry in entries) or _participle(token, gone)
            case "NOUN" | "PROPN":
                yield from _first(_of_noun(token, entry, gone) for entry in book.of_word("noun", token))
            case "ADJ":
                yield from _first(_of_adjective(token, entry, gone) for entry in book.of_word("adjective", token))
            case "PRON" if token.lower_ == "it":
                yield from _of_aim_again(token, gone)
            case _:
                yield from _first(_of_adverb(token, entry, gone) for entry in book.of_word("adverb", token))

    for condition in conditions:
        if condition.entry.predicate:
            yield _dependent(condition, gone)


def _dependent(condition: Found, gone: set[int]) -> Hit:
    """What a verb makes hang on a condition, as something that the speaker is open to: "any aid depends on a vote"."""
    noun = condition.limits
    owner = child(noun, "poss")
    return Hit(
        trigger=noun,
        act="open_to",
        rule=DEPENDS,
        issue=extent(Complement(noun, None, ()), gone, -1),
        about=noun,
        holder=owner,
        spoken=owner is None,
        strength="qualified",
        words=frozenset({noun.i}),
    )


def _first(hits: Iterator[list[Hit]]) -> list[Hit]:
    return next((hit for hit in hits if hit), [])


def _participle(token: Token, gone: set[int]) -> list[Hit]:
    if token.tag_ not in {"VBN", "VBD"}:
        return []
    entries = load_stands().of_word("adjective", token)
    return _first(_of_adjective(token, entry, gone) for entry in entries)


def _of_verb(verb: Token, entry: Stand, gone: set[int]) -> list[Hit]:
    """A verb of stand with its subject, or in the passive with its agent."""
    if verb.dep_ in {"amod", "compound", "aux", "auxpass", "nmod"} or not _is_asserted(verb):
        return []
    if "subject" in entry.frames:
        return _of_judging_verb(verb, entry, gone)
    if "equated" in entry.frames:
        asks = verb.dep_ == "csubj" and any(each.lower_ == "what" for each in verb.children)
        return [_hit(verb, entry, entry.act, each, None, gone) for each in equated(verb)] if asks else []
    found = complement([verb], entry.frames, gone)
    helpers = auxiliaries(verb)
    weighs = entry.act == "open_to" and any(each.tag_ == "MD" for each in helpers)  # "would consider": anything
    if found is None or not (weighs or _fits(entry, found, verb)) or (entry.whom and not found.whom):
        return []
    agent = child(verb, "agent")
    owner = child(verb, "poss") if verb.tag_ == "VBG" else None  # "his calling for a halt"
    passive = child(agent, "pobj") if agent is not None else None
    holder = owner or (passive if is_passive(verb) else subject_of(verb))
    demanded = any(each.lower_ in {"must", "should", "shall", "ought"} for each in helpers)
    if verb.dep_ == "xcomp" and verb.head.lemma_ in {"need", "ought", "get"} and is_to(verb):
        return []
    more = any(each.lower_ == "more" and each.i > verb.i for each in verb.children)  # "could not disagree more"
    act = _act(entry, is_negated(verb) and not (more and any(each.lower_ in {"could", "can"} for each in helpers)))
    if entry.spoken and child(verb, *SUBJECTS) is None:
        return []
    if entry.needs == "weight" and holder is not None and holder.lower_ == "you":  # "you want to change the world"
        return []
    if holder is None or act is None or (demanded and holder.lower_ not in {"i", "we"}):
        return []
    hit = _hit(verb, entry, act, found, holder, gone, helpers)
    return [hit if entry.needs != "words" else replace(hit, in_words=any(_says(each) for each in verb.children))]


def _says(word: Token) -> bool:
    """True for the "saying …" that shows an attack to be one of words."""
    return word.dep_ == "advcl" and word.tag_ == "VBG" and word.lemma_ in words_of("naming") | {"say", "accuse", "tell"}


def _of_judging_verb(verb: Token, entry: Stand, gone: set[int]) -> list[Hit]:
    """A verb that judges its subject, in the mouth of whoever says it: "the raid violates the truce"."""
    subject = child(verb, *SUBJECTS)
    act = _act(entry, is_negated(verb))
    if subject is None or act is None or is_passive(verb) or subject.tag_ in {"PRP", "WP", "WDT"}:
        return []
    if any(each.tag_ == "MD" for each in auxiliaries(verb)) or not is_finite(verb):
        return []
    about = Complement(verb, subject.i, (subject,)) if subject.tag_ == "DT" else Complement(subject, None, ())
    return [_hit(verb, entry, act, about, None, gone)]


def _fits(entry: Stand, found: Complement, word: Token) -> bool:
    """Whether the issue is one that the entry allows."""
    about = found.about
    if about == word or about.lower_ in REFLEXIVES or about.tag_ in {"WP", "WDT"}:
        return False
    if entry.needs == "weight" and (about.pos_ == "PRON" or about.lemma_ in words_of("knowing") | words_of("wishing")):
        return False
    asks = entry.act in {"demands", "calls_for"} and entry.strength != "tentative"
    if (
        asks
        and found.start is not None
        and about.dep_ in THAT_CLAUSES
        and not is_to(about)
        and not is_subjunctive(about)
    ):
        return False
    if entry.act == "refuses" and about.lemma_ in words_of("knowing"):  # "declined to comment"
        return False
    if not entry.objects or about.lemma_.lower() in entry.objects or about.pos_ == "VERB":
        return True
    return about.pos_ == "PROPN" and "government" in entry.objects  # recognises a body by its name


def _is_asserted(verb: Token) -> bool:
    """True where the sentence says that the stand is taken: not "failed to condemn", "by supporting them"."""
    if is_finite(verb) or verb.dep_ in {"ROOT", "csubj"}:
        return True
    match verb.dep_:
        case "xcomp" | "ccomp":
            yet = any(
                each.lower_ == "yet" for word in (verb, verb.head) for each in word.children
            )  # "has yet to back it"
            return verb.head.lemma_ in words_of("transparent") and not yet
        case "conj":
            return _is_asserted(verb.head) if verb.head.pos_ in {"VERB", "AUX"} else False
        case "advcl" | "acl" | "dep":
            return verb.tag_ in {"VBG", "VBN"}
        case "pcomp":
            return verb.head.lower_ in words_of("telling") or child(verb, "poss") is not None
        case _:
            return False


def _act(entry: Stand, negated: bool) -> PositionAct | None:
    return entry.denied if negated else entry.act


def _undone(act: PositionAct, found: Complement) -> PositionAct:
    """What "decided not to attend" says: the contrary of the will to attend."""
    return "will_not" if act == "will" and is_to(found.about) and is_negated(found.about) else act


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
    helpers: Sequence[Token] = (),
) -> Hit:
    return Hit(
        trigger=trigger,
        act=_deepened(trigger, _undone(act, found), found),
        rule=entry.id,
        issue=extent(found, gone, trigger.i),
        about=found.about,
        holder=holder,
        toward=found.whom,
        spoken=entry.spoken,
        own=entry.spoken and holder is not None,
        strength=_strength(entry, helpers),
        words=frozenset({trigger.i, governor(trigger).i, found.about.i}),
    )


def _deepened(trigger: Token, act: PositionAct, found: Complement) -> PositionAct:
    """The stand inside a commitment: "committed to supporting them" supports them."""
    if act not in {"promises", "will"} or found.about.pos_ != "VERB" or trigger.pos_ == "VERB":
        return act
    inner = [entry for entry in load_stands().of_verb(found.about) if entry.act in {"supports", "opposes", "refuses"}]
    inner = [entry for entry in inner if act == "will" or not entry.spoken]
    fitting = (entry for entry in inner if complement([found.about], entry.frames) is not None)
    return next((entry.act for entry in fitting), act)


def _of_noun(noun: Token, entry: Stand, gone: set[int]) -> list[Hit]:
    """A noun of stand: with an owner ("its refusal to …"), under a light verb, or as a judgement on a subject."""
    if noun.dep_ == "compound" or (entry.needs is not None and not _has_needed(noun, entry.needs)):
        return []
    if "equated" in entry.frames and (things := equated(noun)):
        things = [
            each for each in things if entry.act != "will" or (each.about.dep_ != "ccomp" and each.about.pos_ == "VERB")
        ]  # not "the policy is that …", "the plan is a part of …"
        owner = child(noun, "poss")
        negated = is_negated(noun.head)
        return [] if negated else [_hit(noun, entry, entry.act, each, owner, gone) for each in things]
    if "subject" in entry.frames or "clause" in entry.frames:
        return _as_predicate(noun, entry, gone)
    if "agent" in entry.frames:
        return _of_agent(noun, entry, gone)
    verb = noun.head
    given = entry.act in {"supports", "accepts"} and (verb.lower_ == "with" or verb.lemma_ in words_of("owning"))
    left_out = {"equated", "object"} if given else {"equated"}
    row = [noun, *(each for each in noun.conjuncts if each.i < noun.i)]  # "in coordination and support of the talks"
    found = complement(row, [frame for frame in entry.frames if frame not in left_out])
    light = noun.dep_ in {"dobj", "attr"} and verb.lemma_ in words_of("light") | {"be", "see"}
    if found is None and light:
        found = complement([noun, verb], [f for f in entry.frames if f not in {"equated", "object"}])
    if found is None or ("self" not in entry.frames and not _fits(entry, found, noun)):
        return []
    if "self" in entry.frames and not light and child(noun, "poss") is None:
        return []
    negated = (
        without_no(noun)
        or (light and is_negated(verb))
        or (noun.dep_ == "dobj" and verb.lemma_ in words_of("reversing"))
    )
    act = _act(entry, negated)
    holder = _owner_of_noun(noun, found, within=entry.act in {"supports", "opposes"})
    if act is None or holder is None:
        return []
    return [_hit(noun, entry, act, found, holder, gone, auxiliaries(verb) if light else ())]


def _of_agent(noun: Token, entry: Stand, gone: set[int]) -> list[Hit]:
    """A noun for one who holds a stand, where it is said of somebody: "is a critic of it", "Sa'd, a critic of it"."""
    found = complement([noun], entry.frames)
    copula = noun.head if noun.dep_ == "attr" and noun.head.lemma_ in words_of("copula") else None
    holder = subject_of(copula) if copula is not None else noun.head if noun.dep_ == "appos" else None
    act = _act(entry, copula is not None and (is_negated(copula) or without_no(noun)))
    if found is None or holder is None or act is None or not _fits(entry, found, noun):
        return []
    return [_hit(noun, entry, act, found, holder, gone, auxiliaries(copula) if copula is not None else ())]


def _owner_of_noun(noun: Token, found: Complement, *, within: bool) -> Token | None:
    """Whose stand a noun names: its possessor, the subject of its light verb, the one it comes "by" or "from".

    Args:
        noun: The noun of stand.
        found: What it is on.
        within: Whether the subject of the clause will do: "voted in support of it", but not "came in hopes of it".
    """
    if (own := child(noun, "poss")) is not None and (own.tag_ != "PRP$" or own.lower_ in {"our", "my"}):
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
        own = own if own is not None else child(first, "poss")
        verb = first.head
    held = words_of("light") | words_of("reversing") | ({"see"} if without_no(noun) else set())  # "sees no need for"
    if first.dep_ in {"dobj", "attr"} and verb.lemma_ in held and (own is None or own.tag_ == "PRP$"):
        return subject_of(verb)  # "reiterated their support": theirs who reiterate it
    if own is not None:
        return own
    if first.dep_ == "pobj" and (verb.lower_ == "with" or (within and verb.lower_ == "in")):
        return subject_of(governor(verb))
    if first.dep_ == "nsubjpass" and (agent := child(verb, "agent")) is not None:
        return child(agent, "pobj")
    return next((each for each in noun.lefts if each.dep_ in {"compound", "amod", "nmod"} and each.ent_type_), None)


def _has_needed(noun: Token, needs: str) -> bool:
    words = {each.lower_ for each in noun.lefts} | {w.lower_ for each in noun.lefts for w in each.lefts} | {noun.lower_}
    return bool(words & words_of(needs))


def _as_predicate(noun: Token, entry: Stand, gone: set[int]) -> list[Hit]:
    """A noun that judges: "the raid is a red line", "called it a mistake", "there is only one way: talks"."""
    top = noun
    while top.dep_ in {"pobj", "prep"} and top.head != top and top.head.pos_ not in {"VERB", "AUX"}:
        if top.dep_ == "prep" and top.lower_ not in {"of", "in", "as"}:  # "is more urgent, like terrorism"
            return []
        top = top.head
    verb = top.head
    if verb.lemma_ in words_of("naming") and (
        top.dep_ in {"oprd", "ccomp"} or (top.dep_, top.lower_) == ("prep", "as")
    ):
        return _as_named(noun, verb, entry, gone)
    if verb.lemma_ not in words_of("copula") or top.dep_ not in {"attr", "acomp", "prep"}:
        return []
    found = (
        _named_after(noun)
        if child(verb, "expl") is not None
        else judged(verb, top, only_clause="clause" in entry.frames, pronouns=entry.act == "opposes")
    )
    act = _act(entry, is_negated(verb) or without_no(noun))
    if found is None or act is None or verb.i in gone or (found.about == noun and found.start is None):
        return []
    return [_hit(noun, entry, act, found, None, gone, auxiliaries(verb))]


def _named_after(noun: Token) -> Complement | None:
    """What a colon names: "there is only one way: talks"."""
    colon = next((t for t in noun.doc[noun.i : noun.sent.end] if t.text == ":"), None)
    if colon is None or colon.i + 1 >= noun.sent.end:
        return None
    return Complement(noun.doc[colon.i + 1 : noun.sent.end].root, None, ())


def _of_aim_again(pronoun: Token, gone: set[int]) -> list[Hit]:
    """What is equated with an aim that "it" takes up: "Our aim is not only trade. It is to bring peace."."""
    start = pronoun.sent.start
    if pronoun.dep_ != "nsubj" or pronoun.i - start > 1 or start < 2 or pronoun.head.lemma_ != "be":
        return []
    before = subject_of(pronoun.doc[start - 1].sent.root)
    if before is None or before.pos_ != "NOUN":
        return []
    entries = [entry for entry in load_stands().of_word("noun", before) if "equated" in entry.frames]
    aims = [each for each in equated(pronoun) if is_to(each.about)]
    return [
        _hit(pronoun, entry, entry.act, each, child(before, "poss"), gone) for entry in entries[:1] for each in aims
    ]


def _of_adjective(word: Token, entry: Stand, gone: set[int]) -> list[Hit]:
    """An adjective of stand after a copula: the subject holds it, or is judged by it."""
    copula = _copula_of(word)
    if copula is None or copula.i in gone:
        return []
    if copula.lemma_ in words_of("naming") and copula != word:
        return _as_named(word, copula, entry, gone)
    act = _act(entry, is_negated(copula) or is_negated(word))
    if act is None or (copula != word and copula.lemma_ not in words_of("copula")):
        return []
    if {"subject", "clause"} & set(entry.frames):
        of_clause, against = "clause" in entry.frames, entry.act == "opposes"
        found, holder = judged(copula, word, only_clause=of_clause, pronouns=against), None
    else:
        found, holder = complement([word, copula], entry.frames), subject_of(copula)
    if found is None or (holder is not None and not _fits(entry, found, word)):
        return []
    if act == "supports" and holder is None and found.about.tag_ in {"DT", "PRP", "WP", "WDT"}:
        return []
    return [_hit(word, entry, act, found, holder, gone, auxiliaries(copula))]


def _copula_of(word: Token) -> Token | None:
    """The verb that ties an adjective to its subject; a participle with "be" is its own."""
    if word.tag_ in {"VBN", "VBD"} and child(word, "auxpass") is not None:
        return word
    first = word
    while first.dep_ == "conj" and first.head.pos_ in {"ADJ", "VERB"} and first.head != first:
        first = first.head
    if first.dep_ not in {"acomp", "attr", "oprd", "ccomp", "xcomp", "advcl"} or first.head == first:
        return None
    return first.head


def _as_named(word: Token, verb: Token, entry: Stand, gone: set[int]) -> list[Hit]:
    """A judgement in the mouth of the subject: "called the raid unacceptable", "described it as a mistake"."""
    thing = child(verb, "dobj") or child(word, "nsubj")
    act = _act(entry, is_negated(verb))
    holder = subject_of(verb)
    if thing is None or thing.lower_ in REFLEXIVES or act is None or holder is None or is_passive(verb):
        return []
    if "subject" not in entry.frames or entry.needs is not None:
        return []
    hit = _hit(word, entry, act, Complement(thing, None, ()), holder, gone)
    return [replace(hit, spoken=False, own=False)]


def _of_adverb(word: Token, entry: Stand, gone: set[int]) -> list[Hit]:
    """A stand in a preposition: "is against the plan", "is in favour of it", "came out in support of it"."""
    verb = word.head
    if word.dep_ not in {"prep", "advmod", "acomp"} or verb.lemma_ not in words_of("copula") | {"come", "speak"}:
        return []
    length = max(len(form) for form in (w.split() for w in entry.words) if form[0] == word.lower_)
    found = complement([word.doc[word.i + length - 1]], entry.frames)
    act = _act(entry, is_negated(verb))
    return [] if found is None or act is None else [_hit(word, entry, act, found, subject_of(verb), gone)]
