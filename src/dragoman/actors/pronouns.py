"""What the pronouns of an article refer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from dragoman.actors.agency import says
from dragoman.actors.phrases import Phrase
from dragoman.actors.words import words

if TYPE_CHECKING:
    from dragoman.actors.coreference import Entity

SENTENCES_BACK = 3
SPEAKER_AGAIN = 4.0
"""What it adds that "he said" comes after another "said": the speaker is mostly the same."""
GENDER_KNOWN = 2.0
"""What it adds that a name or title tells the gender."""
PAIR_BEFORE = 11.0
"""Score up to which a plural actor gives way to two who acted together in the sentence before."""
TOLD = 4.0
"""What it takes away that somebody is only told of what the pronoun does: "told reporters they would return"."""
SUBJECT_OF_CLAUSE = 2.5
"""What it adds to be the subject of the nearest clause around a pronoun: "Silva said that Said lost his seat"."""
WORDS_TO_SPEAKER = 15
"""How far from a quotation its speaker may be named."""
COORDINATED = 5.0
"""What it adds that a possessive is joined to its owner: "the parties and their supporters"."""
PERSONAL = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
NEUTER = {"it", "its", "itself"}
PLURAL = {"they", "them", "their", "themselves", "theirs"}
QUOTES = {
    "“": frozenset("”"), '"': frozenset('"'), "„": frozenset("“”"), "«": frozenset("»"), "‘": frozenset("’"),
    "''": frozenset({"''"}), "``": frozenset({"''", "``"}),
}  # fmt: skip
"""Marks that open a quotation, and those that close it."""
MANY = {"population", "party", "armed_group"}
"""Kinds that are "they" even where their name is singular."""
SINGLE_BODIES = {"state", "government_body", "igo", "ngo", "party", "armed_group", "company", "media"}


def resolve_pronouns(doc: Doc, entities: Sequence[Entity], quoted: set[int], speakers: Mapping[int, int]) -> None:
    """Give each third-person pronoun that has one to its actor.

    Args:
        doc: The parsed article.
        entities: The actors; those that a pronoun stands for get it.
        quoted: As `quoted_tokens`.
        speakers: As `quote_speakers`.
    """
    numbers = {token.i: n for n, sentence in enumerate(doc.sents) for token in sentence}
    for token in doc:
        word = token.lower_
        two = is_bare_two(token)
        if not two and (token.pos_ != "PRON" or not (word in PERSONAL or word in NEUTER or word in PLURAL)):
            continue
        if word in NEUTER and not _refers(token):
            continue
        subject = _clause_subject(token)
        scored = [
            (score, n)
            for n, entity in enumerate(entities)
            if not (token.i in speakers and entity.has_head(speakers[token.i]))
            and (score := _score(token, subject, entity, numbers, quoted)) > 0
        ]
        best = max(scored, key=lambda pair: (pair[0], -pair[1]), default=(0.0, -1))
        pair = _pair(token, entities, numbers) if two or word in PLURAL else []
        if pair and (two or best[0] < PAIR_BEFORE):
            chosen = pair
        elif not two and best[0] > _best_thing(token, entities, numbers):
            chosen = [entities[best[1]]]
        else:
            continue
        for entity in chosen:
            phrase = Phrase(doc, token.i, token.i + 1, token.i, "pronoun", entity.kind, (token.i, token.i + 1))
            phrase.gender = PERSONAL.get(word)
            entity.pronouns.append(phrase)


def is_bare_two(token: Token) -> bool:
    """True for "the two" and "both" as a whole subject, whom the sentences before name."""
    return (
        token.lower_ in {"two", "both"} and token.dep_ in {"nsubj", "nsubjpass"} and token.head.pos_ in {"VERB", "AUX"}
    )


def _pair_again(token: Token, entities: Sequence[Entity], numbers: dict[int, int]) -> list[Entity]:
    """The several actors that the nearest subject "they" or "the two" of the sentences before stood for."""
    several: dict[int, list[Entity]] = {}
    for entity in entities:
        for phrase in entity.pronouns:
            if (
                phrase.token.dep_ in {"nsubj", "nsubjpass"}
                and 0 < numbers[token.i] - numbers[phrase.head] <= SENTENCES_BACK
            ):
                several.setdefault(phrase.head, []).append(entity)
    return next((several[head] for head in sorted(several, reverse=True) if len(several[head]) > 1), [])


def _pair(token: Token, entities: Sequence[Entity], numbers: dict[int, int]) -> list[Entity]:
    """Two persons, or two states, that did something together in the sentence before: "Silva met Said. They …".

    Else those who were "they" in the sentences before.
    """
    before = [
        (entity, phrase)
        for entity in entities
        for phrase in entity.phrases
        if numbers[token.i] - numbers[phrase.head] == 1 and entity.kind in {"person", "state"} and not phrase.plural
    ]
    for entity, phrase in before:
        if phrase.token.dep_ != "nsubj" or phrase.token.head.dep_ != "ROOT":
            continue
        verb = phrase.token.head
        for other, second in before:
            place = (
                second.token.head
                if second.token.dep_ == "pobj" and second.token.head.lower_ == "with"
                else second.token
            )
            beside = place.head.i == verb.i and second.token.dep_ in {"dobj", "pobj"}
            joined = second.token.dep_ == "conj" and second.token.head.i == phrase.head
            if other is not entity and other.kind == entity.kind and (beside or joined):
                return [entity, other]
    return _pair_again(token, entities, numbers)


def quoted_tokens(doc: Doc) -> set[int]:
    """The tokens inside quotation marks; a quotation that isn't closed ends with its paragraph."""
    inside: set[int] = set()
    closing: frozenset[str] | None = None
    for token in doc:
        if token.is_space and "\n" in token.text:
            closing = None
        elif closing is None and token.text in QUOTES:
            closing = QUOTES[token.text]
        elif closing is not None and token.text in closing:
            closing = None
        elif closing is not None:
            inside.add(token.i)
    return inside


def quote_speakers(doc: Doc, quoted: set[int]) -> dict[int, int]:
    """For each token inside quotation marks the subject of the verb of speech next to them, where there is one.

    Whoever speaks says "I" of himself: "he" in a quotation is somebody else.
    """
    subjects = [token.i for token in doc if token.i not in quoted and says(token)]
    breaks = [token.i for token in doc if token.is_space and "\n" in token.text]
    found: dict[int, int] = {}
    run: list[int] = []
    for i in sorted(quoted):
        if run and i != run[-1] + 1:
            found.update(_speaker(run, subjects, breaks))
            run = []
        run.append(i)
    found.update(_speaker(run, subjects, breaks))
    return found


def _speaker(run: list[int], subjects: list[int], breaks: list[int]) -> dict[int, int]:
    """The subject nearest to a quotation, in its paragraph."""
    if not run:
        return {}
    first = max((i for i in breaks if i < run[0]), default=-1)
    last = next((i for i in breaks if i > run[-1]), run[-1] + WORDS_TO_SPEAKER + 1)
    near = [(min(abs(run[0] - i), abs(i - run[-1])), i) for i in subjects if first < i < last]
    distance, speaker = min(near, default=(WORDS_TO_SPEAKER + 1, -1))
    return dict.fromkeys(run, speaker) if distance <= WORDS_TO_SPEAKER else {}


def _refers(token: Token) -> bool:
    """Whether "it" can be an actor here: its possessive, or the subject of something that is done."""
    if token.lower_ == "its":
        return True
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    verb = token.head
    if verb.pos_ == "AUX" or verb.lemma_ in words("weather-it"):
        return False
    empty = token.dep_ == "nsubjpass" and any(
        child.dep_ in {"ccomp", "csubj"} and child.i > verb.i for child in verb.children
    )
    return verb.pos_ == "VERB" and not empty  # "it was agreed that …" is nobody


def _agrees(word: str, entity: Entity, phrase: Phrase) -> bool:
    """Whether kind, number and gender allow it; a council's members, a party, the police may be "they"."""
    if word in PERSONAL:
        return entity.kind == "person" and not phrase.plural and entity.gender in {None, PERSONAL[word]}
    if word in NEUTER:
        return (entity.kind in SINGLE_BODIES or (entity.kind == "other" and entity.named)) and not phrase.plural
    return phrase.plural or entity.kind in MANY


def _score(token: Token, subject: int, entity: Entity, numbers: dict[int, int], quoted: set[int]) -> float:
    """How well an actor fits as what a pronoun refers to; 0 where it can't be.

    ``subject`` is the subject of the pronoun's clause.
    """
    best, at = 0.0, numbers[token.i]
    for phrase in (*entity.phrases, *entity.pronouns):
        distance = at - numbers[phrase.head]
        if distance > SENTENCES_BACK or phrase.head >= token.i or not _agrees(token.lower_, entity, phrase):
            continue
        if _same_clause_argument(token, phrase.token) or (token.dep_ == "nsubjpass" and distance):
            continue
        score = 10.0 - 3 * distance + _prominence(phrase.token, token)
        score -= 2 * ((phrase.head in quoted) != (token.i in quoted))
        score += phrase.form == "pronoun"
        score += distance == 0 and token.dep_ == "nsubj" and phrase.token.dep_ == "nsubj"
        score += SPEAKER_AGAIN * (says(token) and says(phrase.token))
        score += SUBJECT_OF_CLAUSE * (phrase.head == subject)
        score -= TOLD * _is_told(phrase.token, token)
        score += COORDINATED * (token.dep_ == "poss" and token.head.dep_ == "conj" and token.head.head.i == phrase.head)
        best = max(best, score + phrase.head / len(token.doc))
    known = GENDER_KNOWN * (token.lower_ in PERSONAL and entity.gender is not None)
    return best and best + known + min(len(entity.phrases), 5) * 0.2


def _clause_subject(pronoun: Token) -> int:
    """The subject of the nearest verb above a pronoun that isn't part of it; -1 where there is none."""
    below = pronoun
    for verb in pronoun.ancestors:
        if verb.pos_ in {"VERB", "AUX"}:
            subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
            if subject is not None and subject.i not in {below.i, pronoun.i} and not subject.is_ancestor(pronoun):
                relative = subject.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl"
                return verb.head.i if relative else subject.i
        below = verb
    return -1


def _is_told(listener: Token, pronoun: Token) -> bool:
    verb = listener.head
    if pronoun.dep_ != "nsubj":
        return False
    return listener.dep_ in {"dobj", "dative"} and verb.lemma_ in words("speech") and verb.is_ancestor(pronoun)


def _best_thing(token: Token, entities: Sequence[Entity], numbers: dict[int, int]) -> float:
    """How well the best thing that is no actor fits: in "the utilities and their networks" nobody is meant.

    "They" and "he" aren't asked: what acts so is an actor. A thing with a country stands for it: "Russian policy".
    """
    word = token.lower_
    if word not in NEUTER and word not in {"their", "them"}:
        return 0
    heads = {phrase.head for entity in entities for phrase in entity.phrases}
    back = 1 if word == "it" else 0
    best = 0.0
    for i in range(token.i - 1, -1, -1):
        noun = token.doc[i]
        distance = numbers[token.i] - numbers[i]
        if distance > back:
            break
        if noun.i in heads or not _is_rival(noun, token):
            continue
        weight = {"nsubj": 2.5, "nsubjpass": 2.5, "dobj": 1.0}.get(noun.dep_, 0.0)
        best = max(best, 10 - 3 * distance + weight + i / len(token.doc))
    return best


def _is_rival(noun: Token, pronoun: Token) -> bool:
    """Whether a common noun before a pronoun may be what it means."""
    plural = pronoun.lower_ in PLURAL
    if noun.pos_ != "NOUN" or (noun.tag_ == "NNS") != plural or noun.ent_type_ in {"DATE", "TIME"}:
        return False
    deps = {"nsubj", "nsubjpass"} if pronoun.lower_ == "it" else {"nsubj", "nsubjpass", "dobj", "pobj", "conj"}
    if noun.dep_ not in deps or pronoun.is_ancestor(noun) or noun.is_ancestor(pronoun):
        return False
    return not any(child.ent_type_ in {"NORP", "GPE"} for child in noun.lefts)


def _prominence(token: Token, pronoun: Token) -> float:
    """How much a mention is in the foreground; what is done to "it" until, after, if … was done to an object before."""
    while token.dep_ in {"appos", "conj"} and token.head.i != token.i:
        token = token.head
    if pronoun.dep_ == "nsubjpass" and pronoun.head.dep_ == "advcl" and token.dep_ == "dobj":
        return 5.0
    if token.dep_ in {"nsubj", "nsubjpass"}:
        root = token.head.dep_ == "ROOT"
        return 4.0 if root else 3.0
    return {"dobj": 1.5, "agent": 1.5, "dative": 1.5, "poss": 0.5}.get(token.dep_, 1.0)


def _same_clause_argument(pronoun: Token, other: Token) -> bool:
    """Whether two words are arguments of one verb, so that they can't be the same."""
    if pronoun.dep_ == "poss":
        return False
    governor = pronoun.head if pronoun.dep_ != "pobj" else pronoun.head.head
    other_governor = other.head if other.dep_ != "pobj" else other.head.head
    return governor.i == other_governor.i and governor.pos_ in {"VERB", "AUX"}
