"""Where the issue of a stand is: object, that-clause, infinitive, preposition, or the subject of a judgement."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from dragoman.positions.clauses import SUBJECTS, auxiliaries, child, phrase

MODALS_OF_DEMAND = frozenset({"must", "should", "shall", "ought"})
CONCEDING = frozenset({"if", "though", "although", "while", "because", "whether"})
PRONOUN_SUBJECTS = frozenset({"it", "there"})


class Complement(NamedTuple):
    """What a stand is on."""

    about: Token
    """The head of the issue."""
    start: int | None
    """First token of the issue, where it isn't the leftmost of its phrase."""
    whom: tuple[Token, ...]
    """Those it is directed at: the object of "urged them to …"."""


def complement(words: Sequence[Token], frames: Sequence[str], gone: Collection[int] = ()) -> Complement | None:
    """The issue of the stand that some words take (an adjective and its copula, say), by the first frame that fits.

    Words with the numbers in ``gone`` belong to a condition: "agreed to it on condition that …".
    """
    below = {each for word in words for each in word.children if each not in words and each.i not in gone}
    children = sorted(below, key=lambda t: t.i)
    for frame in frames:
        match frame:
            case "object":
                found = _object(words[0], children)
            case "that":
                found = _that(words[0], children)
            case "infinitive":
                found = _infinitive(words[0], children)
            case "ing":
                found = _gerund(children)
            case "self":
                found = Complement(words[0], None, ())
            case "subject" | "clause" | "equated" | "agent":
                found = None
            case preposition:
                found = _after(preposition, words[0], children)
        if found is not None:
            return _antecedent_of(found)
    return None


def _antecedent_of(found: Complement) -> Complement:
    """The noun that a relative pronoun stands for: "the plan, which he opposes"."""
    if found.about.tag_ not in {"WDT", "WP", "WP$"} and not (
        found.about.lower_ == "that" and found.about.dep_ == "dobj"
    ):
        return found
    clause = next((each for each in found.about.ancestors if each.dep_ == "relcl"), None)
    return found if clause is None else Complement(clause.head, None, found.whom)


def _object(word: Token, children: Sequence[Token]) -> Complement | None:
    if word.pos_ == "NOUN":
        return _after("of", word, children)
    thing = next((c for c in children if c.dep_ in {"dobj", "nsubjpass"}), None)
    if thing is None and (gap := _filled_gap(word)) is not None:
        return Complement(gap, None, ())
    if thing is None and word.pos_ == "ADP":
        thing = next((c for c in children if c.dep_ == "pobj"), None)
    if thing is not None and thing.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"}:
        return Complement(thing, None, ())
    return None


def _filled_gap(verb: Token) -> Token | None:
    """The noun that a relative clause without its pronoun is on: "the plan they oppose"."""
    subject = child(verb, "nsubj")
    others = {"dobj", "ccomp", "xcomp", "attr", "prep", "auxpass"}
    if verb.dep_ != "relcl" or verb.pos_ != "VERB" or subject is None or subject.tag_ in {"WDT", "WP"}:
        return None
    if any(each.dep_ in others or each.tag_ == "WRB" for each in verb.children):
        return None
    return verb.head if verb.head.pos_ in {"NOUN", "PROPN"} and subject.lower_ != "that" else None


def _that(word: Token, children: Sequence[Token]) -> Complement | None:
    """A that-clause; after a verb also one without "that", if its verb is finite."""
    for clause in children:
        if (
            clause.dep_ not in {"ccomp", "acl", "relcl", "advcl", "xcomp"}
            or clause.i < word.i
            or clause.pos_ not in {"VERB", "AUX"}
        ):
            continue
        mark = next((c for c in clause.children if c.lower_ == "that" and c.i < clause.i), None)
        if (mark is not None and mark.dep_ in {"mark", "dobj"}) or (
            mark is not None and child(clause, *SUBJECTS) != mark
        ):
            return Complement(clause, mark.i + 1, ())
        if word.pos_ == "VERB" and clause.dep_ == "ccomp" and mark is None and _is_finite(clause):
            return Complement(clause, clause.left_edge.i, ())
    return None


def _is_finite(clause: Token) -> bool:
    tags = {clause.tag_} | {a.tag_ for a in auxiliaries(clause)}
    return child(clause, *SUBJECTS) is not None and bool(tags & {"MD", "VBZ", "VBP", "VBD"})


def is_subjunctive(clause: Token) -> bool:
    """True for a clause that says what shall be: "that he be freed", "that he must leave"."""
    helpers = auxiliaries(clause)
    if any(each.lower_ in MODALS_OF_DEMAND for each in helpers):
        return True
    first = helpers[0] if helpers else clause
    base = not helpers and first.tag_ == "VBP" and first.lemma_ not in {"be", "have"}  # "that the militias leave"
    return base or first.tag_ == "VB" or first.lower_ == "be"


def _infinitive(word: Token, children: Sequence[Token]) -> Complement | None:
    """An infinitive, with those who are to do it."""
    whom = [c for c in children if c.dep_ in {"dobj", "dative"} and c.i > word.i]
    whom += [c for c in children if c.dep_ == "nsubjpass" and word.pos_ == "VERB"]
    on = [c for c in children if c.dep_ == "prep" and c.lower_ in {"on", "upon"} and c.i > word.i]
    whom += [thing for c in on if (thing := child(c, "pobj")) is not None]
    gerund = _after("to", word, children)
    clauses = [*children, *(c for each in whom for c in each.children)]
    for clause in sorted(clauses, key=lambda c: c.i):
        if clause.i < word.i or clause.dep_ not in {"xcomp", "ccomp", "advcl", "acl", "relcl"}:
            continue
        to = next((c for c in clause.children if c.lower_ == "to" and c.dep_ == "aux"), None)
        if to is None or (gerund is not None and gerund.about.i < to.i):  # "committed to working with them to end it"
            continue
        subject = child(clause, "nsubj", "nsubjpass")
        negation = next((c.i for c in clause.children if c.dep_ == "neg" and c.i < to.i), clause.i)
        start = negation if negation < to.i else to.i + 1
        return Complement(clause, start, (subject,) if subject is not None else tuple(whom))
    return None


def _gerund(children: Sequence[Token]) -> Complement | None:
    clause = next((c for c in children if c.tag_ == "VBG" and c.dep_ in {"xcomp", "ccomp", "dobj", "pcomp"}), None)
    return Complement(clause, clause.left_edge.i, ()) if clause is not None else None


def _after(preposition: str, word: Token, children: Sequence[Token]) -> Complement | None:
    for prep in children:
        if (
            prep.lower_ != preposition
            or prep.i < word.i
            or prep.dep_ not in {"prep", "prt", "agent", "dative", "mark", "advmod"}
        ):
            continue
        thing = child(prep, "pobj")
        if thing is not None and thing.ent_type_ not in {"DATE", "TIME"}:
            return Complement(thing, None, ())
        clause = child(prep, "pcomp")
        if clause is not None:
            return Complement(clause, clause.left_edge.i, ())
    return None


def judged(copula: Token, word: Token, *, only_clause: bool = False, pronouns: bool = False) -> Complement | None:
    """What a judgement is on: the subject, or the clause that "it" stands for.

    Args:
        copula: The verb between subject and judgement.
        word: The word that judges.
        only_clause: Whether only a clause will do.
        pronouns: Whether a subject will do that is a pronoun; the issue is then the whole judgement, "this is a lie".
    """
    subject = child(copula, *SUBJECTS)
    if subject is not None and subject.lower_ not in PRONOUN_SUBJECTS:
        if subject.lower_ in {"you", "i", "we"}:
            return None
        if subject.tag_ in {"DT", "PRP"}:
            return Complement(word, subject.i, (subject,)) if pronouns and not only_clause else None
        start = subject.left_edge.i if subject.dep_ in {"csubj", "csubjpass"} else None
        return None if only_clause else Complement(subject, start, ())
    later = (each for parent in (copula, word) for each in parent.children if each.i > word.i)
    clause = next((each for each in later if _is_postponed(each)), None)
    if clause is None:
        return None
    found = opened(clause)
    whom = child(clause, "nsubj", "nsubjpass") if found.start != clause.left_edge.i and is_to(clause) else None
    return found._replace(whom=(whom,) if whom is not None else ())


def _is_postponed(clause: Token) -> bool:
    """True for a clause that an "it" before it can stand for."""
    likely = clause.dep_ in {"ccomp", "xcomp", "advcl", "csubj", "acl", "relcl"}
    return likely and clause.pos_ in {"VERB", "AUX"} and not _is_adjunct(clause)


def is_to(clause: Token) -> bool:
    """True for an infinitive with "to"."""
    return any(each.lower_ == "to" and each.dep_ == "aux" for each in clause.children)


def opened(thing: Token) -> Complement:
    """A noun phrase, or a clause without the "that" or "to" that opens it."""
    opening = next(
        (c for c in thing.children if c.lower_ in {"to", "that"} and c.dep_ in {"aux", "mark"} and c.i < thing.i), None
    )
    if opening is not None:
        return Complement(thing, opening.i + 1, ())
    return Complement(thing, thing.left_edge.i if thing.pos_ in {"VERB", "AUX"} else None, ())


def equated(word: Token) -> list[Complement]:
    """What a copula equates with its subject: "our aim is to …, and to …", "what matters is that …"."""
    copula = word.head
    if word.dep_ not in SUBJECTS or copula.lemma_ != "be":
        return []
    things = [c for c in copula.rights if c.dep_ in {"xcomp", "ccomp", "attr", "conj"} and c.tag_ not in {"JJS", "RBS"}]
    things = [c for c in things if c.dep_ != "conj" or is_to(c)]
    return [opened(thing) for thing in things if thing.pos_ not in {"ADJ", "ADV"}]


def _is_adjunct(clause: Token) -> bool:
    """True for an adverbial clause with a conjunction of its own ("if", "while"), which no "it" stands for."""
    return clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ not in {"that", "for"} for c in clause.children)


def extent(found: Complement, gone: set[int], trigger: int) -> tuple[int, int]:
    """First token and end of the issue, the shortest phrase that names it."""
    first, end = phrase(found.about, leaver(gone, trigger), found.start)
    is_object = found.about.dep_ == "dobj"
    torn_off = [  # a noun that the parser joined to the verb: "supports the plan and consequently the council"
        each
        for each in found.about.head.rights
        if each.dep_ == "conj" and each.pos_ in {"NOUN", "PROPN"} and end <= each.left_edge.i and is_object
    ]  # fmt: skip
    for noun in torn_off:
        end = phrase(noun, leaver(gone, trigger))[1]
    return first, end


def leaver(gone: set[int], trigger: int = -1) -> Callable[[Token], bool]:
    """What the shortest issue does without: conditions, asides, clauses beside it, and the one that has the trigger."""

    def leave(token: Token) -> bool:
        if token.i in gone or token.dep_ == "parataxis":
            return True
        if token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in CONCEDING for c in token.children):
            return True
        if token.dep_ == "relcl" and token.i <= trigger <= token.right_edge.i:
            return True
        before = token.doc[token.left_edge.i - 1].text if token.left_edge.i else ""
        if token.dep_ in {"advcl", "relcl", "appos", "acl", "prep"} and before in {",", "–", "—"}:
            return token.dep_ != "prep" or token.head.pos_ != "VERB" or child(token.head, "dobj", "xcomp") is not None
        return token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"} and child(token, *SUBJECTS) is not None

    return leave
