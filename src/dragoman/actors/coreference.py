"""Which phrases of an article refer to the same actor.

In this order, each step sure of more than the next: names; names set beside descriptions ("the minister, Ana Silva");
descriptions that repeat a title or a description; pronouns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.actors.agency import acts, says
from dragoman.actors.dictionaries import Entry
from dragoman.actors.knowledge import load_knowledge
from dragoman.actors.listed_names import has_listed_role
from dragoman.actors.named import PARTICLES, Names
from dragoman.actors.phrases import Phrase
from dragoman.actors.pronouns import quote_speakers, quoted_tokens, resolve_pronouns
from dragoman.actors.words import words
from dragoman.records import ActorKind

NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4}
SHORTENED: set[ActorKind] = {"company", "ngo", "other"}
"""Kinds whose names are cut short once they are known."""
OWNING = {"poss", "compound", "nmod"}
LOOSE = {"appos", "conj", "npadvmod", "ROOT"}
"""What the parser makes of a title that stands after a name and a comma."""
LONGEST_ACRONYM = 6
WORDS_BACK = 60
"""How far back the two of "the two leaders" may stand."""


@dataclass(slots=True, eq=False)
class Entity:
    """An actor while the phrases that refer to it are gathered."""

    phrases: list[Phrase] = field(default_factory=list)
    pronouns: list[Phrase] = field(default_factory=list)
    kind: ActorKind = "other"
    country: str | None = None
    key: str | None = None
    """Id of the known actor."""
    author: bool = False
    """Whether it is the author of the text, known by his pronouns alone."""

    def add(self, phrase: Phrase) -> None:
        """Take a phrase in."""
        if not self.phrases or (phrase.form == "name" and not self.named):
            self.kind = phrase.kind
        self.phrases.append(phrase)
        self.country = self.country or phrase.country
        if phrase.fact is not None:
            self.key = phrase.fact.id

    def merge(self, other: Entity) -> None:
        """Take in all phrases of another."""
        for phrase in other.phrases:
            self.add(phrase)
        self.pronouns.extend(other.pronouns)

    @property
    def listed(self) -> Entry | None:
        """What a user's dictionary says of it."""
        return next((phrase.listed for phrase in self.phrases if phrase.listed is not None), None)

    @property
    def named(self) -> bool:
        """Whether a name is among the phrases."""
        return any(phrase.form in {"name", "place"} for phrase in self.phrases)

    @property
    def plural(self) -> bool:
        """Whether it is more than one."""
        return not self.author and all(phrase.plural for phrase in self.phrases)

    @property
    def gender(self) -> str | None:
        """``m``, ``f`` or unknown; a pronoun tells as well."""
        return next((phrase.gender for phrase in (*self.phrases, *self.pronouns) if phrase.gender), None)

    @property
    def roles(self) -> set[tuple[str, ...]]:
        """The role nouns that were said of it."""
        return {phrase.noun_words for phrase in self.phrases if phrase.noun_words}

    def has_head(self, head: int) -> bool:
        """Whether one of its phrases has this head word."""
        return any(phrase.head == head for phrase in (*self.phrases, *self.pronouns))

    def last_before(self, head: int) -> Phrase | None:
        """The nearest phrase before a token."""
        before = [phrase for phrase in self.phrases if phrase.head < head]
        return max(before, key=lambda phrase: phrase.head, default=None)


def resolve(doc: Doc, phrases: list[Phrase], names: Names) -> list[Entity]:
    """The actors of an article, each with the phrases that refer to it, in the order of their first phrase."""
    named = sorted((p for p in phrases if p.form != "description"), key=lambda phrase: phrase.head)
    described = sorted((p for p in phrases if p.form == "description"), key=lambda phrase: phrase.head)
    entities: list[Entity] = []
    quoted = quoted_tokens(doc)
    speakers = quote_speakers(doc, quoted)
    _resolve_names(named, entities)
    of_head = {phrase.head: entity for entity in entities for phrase in entity.phrases}
    for phrase in described:
        if (several := _several(phrase, entities)) is not None:
            for one in several:
                one.pronouns.append(phrase)
            continue
        speaker = of_head.get(speakers.get(phrase.head, -1))
        others = [entity for entity in entities if entity is not speaker]
        entity = _referent(phrase, others, of_head, names, speaker)
        if entity is None and _only_takes_up(phrase):
            continue
        if entity is None:
            entity = Entity()
            entities.append(entity)
        entity.add(phrase)
        of_head[phrase.head] = entity
    entities.sort(key=lambda entity: min(phrase.start for phrase in entity.phrases))
    _note_owners(entities)
    owners = {phrase.org_entity for entity in entities for phrase in (*entity.phrases, *entity.pronouns)}
    entities = [entity for entity in entities if id(entity) in owners or _acts_somewhere(entity)]
    resolve_pronouns(doc, entities, quoted, speakers)
    return _merge_by_owner(entities)


def _merge_by_owner(entities: list[Entity]) -> list[Entity]:
    """Those who hold one office of one owner are one: "Silva's spokesman" and, where he is Silva, "his spokesman"."""
    of_head = {phrase.head: entity for entity in entities for phrase in (*entity.pronouns, *entity.phrases)}
    first: dict[tuple[int, tuple[str, ...]], Entity] = {}
    merged: set[int] = set()
    for entity in entities:
        for phrase in entity.phrases:
            owner = _owner(phrase, of_head)
            if owner is None or owner is entity:
                continue
            held = first.setdefault((id(owner), phrase.noun_words), entity)
            if held is not entity and id(entity) not in merged and not (held.named and entity.named):
                held.merge(entity)
                of_head.update((other.head, held) for other in (*entity.phrases, *entity.pronouns))
                merged.add(id(entity))
                break
    return [entity for entity in entities if id(entity) not in merged]


def _owner(phrase: Phrase, of_head: dict[int, Entity]) -> Entity | None:
    """Whose the office or campaign is that a description names; `None` where others may be the same to him."""
    if phrase.plural or phrase.noun is None:
        return None
    span = phrase.core if phrase.form == "description" else phrase.title
    if span is None:
        return None
    if phrase.noun.noun_class not in {"office", "campaign"} or any(
        token.lower_ in words("when") or token.lower_ in words("another") for token in phrase.doc[slice(*span)]
    ):
        return None
    before = [*phrase.token.lefts, *phrase.doc[span[0] : min(span[1], phrase.head)]]
    owners = [of_head[token.i] for token in before if token.dep_ in OWNING and token.i in of_head]
    return owners[-1] if owners else None


def _acts_somewhere(entity: Entity) -> bool:
    """Whether a name that may be anything's (a book's, a product's, a school's) is once an argument of what is done."""
    if entity.kind not in {"other", "ngo", "company"} or not entity.named or entity.key is not None:
        return True
    return any(
        phrase.token.dep_ in {"nsubj", "nsubjpass", "agent", "poss", "dobj", "dative"} or acts(phrase.token)
        for phrase in entity.phrases
    )


def _country_of(entity: Entity) -> str | None:
    """The country of an actor, by what the report or the knowledge base says of him."""
    if entity.country is None and entity.kind == "person" and entity.named:
        known = (load_knowledge().person(phrase.name) for phrase in entity.phrases if phrase.form == "name")
        return next((person.country for person in known if person is not None), None)
    return entity.country


def _referent(
    phrase: Phrase, entities: list[Entity], of_head: dict[int, Entity], names: Names, speaker: Entity | None
) -> Entity | None:
    """The actor that a description refers to, where it isn't a new one; ``speaker`` is who says it in a quotation."""
    entity = _beside_name(phrase, of_head) or _of_known(phrase, entities)
    if entity is not None:
        return entity
    if _is_a_country(phrase):
        code = names.state_before(phrase)
        if speaker is not None and phrase.doc[phrase.start].lower_ in {"this", "our"}:
            code = _country_of(speaker)
        return next((e for e in entities if code and e.key == code and e.last_before(phrase.head)), None)
    return _antecedent(phrase, entities) or _by_epithet(phrase, entities)


def _by_epithet(phrase: Phrase, entities: list[Entity]) -> Entity | None:
    """The man whom "the candidate" takes up: the only person named in this sentence and the last."""
    if phrase.kind != "person" or phrase.plural or not phrase.definite or _has_owner(phrase) or phrase.country:
        return None
    if phrase.noun_words[-1] not in words("epithets"):
        return None
    sentence = phrase.token.sent
    first = sentence.start
    while first > 0 and phrase.doc[first - 1].is_space:
        first -= 1
    first = phrase.doc[first - 1].sent.start if first else first
    near = [
        entity
        for entity in entities
        if entity.kind == "person" and any(first <= other.head < sentence.end for other in entity.phrases)
    ]
    if len(near) != 1 or near[0].last_before(phrase.head) is None or not _countries_agree(near[0], phrase):
        return None
    return None if _is_subject_nearby(near[0], phrase) or not near[0].named else near[0]


def _note_owners(entities: list[Entity]) -> None:
    """Tell each phrase which actor its organisation or owner is."""
    of_phrase = {id(phrase): entity for entity in entities for phrase in entity.phrases}
    for entity in entities:
        for phrase in entity.phrases:
            if phrase.org is not None and id(phrase.org) in of_phrase:
                phrase.org_entity = id(of_phrase[id(phrase.org)])


def _resolve_names(named: Iterable[Phrase], entities: list[Entity]) -> None:
    by_key: dict[str, Entity] = {}
    phrases = list(named)
    by_alias = {phrase.doc[start].text: phrase for phrase in phrases for start, _ in phrase.aliases}
    # full names first, so that a surname in the first line finds its man
    for phrase in sorted(phrases, key=lambda p: (p.fact is None and p.listed is None, -len(p.words), p.head)):
        key = phrase.fact.id if phrase.fact else phrase.listed.place if phrase.listed else None
        entity = by_key.get(key) if key else None
        if entity is None and phrase.name in by_alias and by_alias[phrase.name] is not phrase:
            entity = next((e for e in entities if by_alias[phrase.name] in e.phrases), None)
        if entity is None and phrase.fact is None:
            entity = _same_name(phrase, entities) or _short_of_known(phrase, entities) or _spelled_out(phrase, entities)
        if entity is None:
            entity = Entity()
            entities.append(entity)
        entity.add(phrase)
        if key:
            by_key[key] = entity


def _same_name(phrase: Phrase, entities: list[Entity]) -> Entity | None:
    """The nearest actor whose name fits: equal, or one is a part of the other that keeps the surname."""
    fitting = [
        entity
        for entity in entities
        if entity.key is None
        and not {phrase.gender, entity.gender} >= {"m", "f"}
        and any(_fits(phrase, other) for other in entity.phrases)
    ]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    if len(phrase.words) == 1 and not phrase.title:  # a bare surname is the man whom the report is about
        before = [entity for entity in fitting if entity.last_before(phrase.head)]
        return max(before or fitting, key=lambda entity: (len(entity.phrases), -min(p.head for p in entity.phrases)))
    return max(fitting, key=lambda e: other.head if (other := e.last_before(phrase.head)) else -1)


def _short_of_known(phrase: Phrase, entities: list[Entity]) -> Entity | None:
    """The known outlet or company whose name is cut short: "the Times" after "The New York Times"."""
    fitting = [entity for entity in entities if any(_cuts_short(phrase, other) for other in entity.phrases)]
    return max(fitting, key=lambda e: other.head if (other := e.last_before(phrase.head)) else -1, default=None)


def _is_short_for(short: tuple[str, ...], long: tuple[str, ...], phrase: Phrase, other: Phrase) -> bool:
    """Whether a name is a company's or association's without what follows: "Northwind" for "Northwind Inc"."""
    if not {phrase.kind, other.kind} <= SHORTENED or long[: len(short)] != short:
        return False
    coined = phrase.name.isupper() or any(letter.isdigit() for letter in short[0])
    return len(short) > 1 or coined or bool({long[-1], f"{long[-1]}."} & words("company-endings"))


def _spelled_out(phrase: Phrase, entities: list[Entity]) -> Entity | None:
    """The organisation whose initials a name is, also without brackets: "the RNC" after "Republican National …"."""
    letters = phrase.name.replace(".", "")
    if not 2 <= len(letters) <= LONGEST_ACRONYM or not letters.isupper() or not letters.isalpha():
        return None
    return next((e for e in entities if any(letters in _initials(other) for other in e.phrases)), None)


def _initials(phrase: Phrase) -> set[str]:
    """The acronyms that a name of several words may have: with and without the initials of its small words."""
    if phrase.form != "name" or phrase.kind in {"person", "state", "population"} or len(phrase.words) < 2:
        return set()
    tokens = [token.text for token in phrase.doc[slice(*phrase.core)] if token.is_alpha]
    return {"".join(word[0] for word in tokens if word[0].isupper()), "".join(word[0] for word in tokens).upper()}


def _cuts_short(phrase: Phrase, other: Phrase) -> bool:
    """Whether a name is the last word of an outlet's, or the first of a company's."""
    if other.form != "name" or len(phrase.words) >= len(other.words) or not phrase.words:
        return False
    if other.kind == "media" and phrase.kind in {"media", "other"}:
        return len(phrase.words) == 1 and other.words[-1:] == phrase.words
    return _is_short_for(phrase.words, other.words, phrase, other)


def _fits(phrase: Phrase, other: Phrase) -> bool:
    if phrase.listed is not None and other.listed is not None:
        return phrase.listed is other.listed
    short, long = sorted((phrase.words, other.words), key=len)
    if not short:
        return False
    if short == long:
        return phrase.kind == other.kind or phrase.kind in {"person", "other"} or other.kind in {"person", "other"}
    if other.kind != "person":
        same_kind = len(short) >= 2 and long[: len(short)] == short and phrase.kind == other.kind
        return same_kind or _is_short_for(short, long, phrase, other)
    if phrase.gender and other.gender and phrase.gender != other.gender:
        return False
    if len(short) == 1 or short[0] in PARTICLES:
        return long[-len(short) :] == short or (len(short) == 1 and long[0] == short[0])
    return set(short) <= set(long) and short[-1] == long[-1]


def _beside_name(phrase: Phrase, of_head: dict[int, Entity]) -> Entity | None:
    """The named actor that stands beside a description: in apposition, or as its predicate ("X is the minister")."""
    token = phrase.token
    beside: list[Token] = [child for child in token.children if child.dep_ == "appos"]
    if token.dep_ == "appos":
        beside.append(token.head)
    if token.dep_ == "attr" and token.head.lemma_ == "be":
        beside.extend(child for child in token.head.children if child.dep_ == "nsubj")
    if phrase.end + 1 < len(phrase.doc) and phrase.doc[phrase.end].text == ",":  # an apposition that the parser missed
        after = phrase.doc[phrase.end + 1 : phrase.end + 4]
        beside.extend(part for part in after if part.i in of_head and part.dep_ in {"appos", "npadvmod", "dep"})
    listed = phrase.start > 1 and phrase.doc[phrase.start - 1].text == "," and token.dep_ in LOOSE
    if listed and not phrase.definite and phrase.noun is not None and phrase.noun.noun_class == "office":
        beside.append(phrase.doc[phrase.start - 2])  # "Ana Silva, Minister of Labour"
    if phrase.start > 1 and token.dep_ == "appos" and phrase.doc[phrase.start - 1].text == ",":
        before = of_head.get(phrase.doc[phrase.start - 2].i)  # the parser may hang it on a name further off
        if before is not None and before.kind == phrase.kind and before.named:
            beside.insert(0, phrase.doc[phrase.start - 2])
    for other in beside:
        entity = of_head.get(other.i)
        if entity is None or phrase.plural or not _countries_agree(entity, phrase):
            continue
        if entity.kind == phrase.kind or (phrase.noun is not None and phrase.noun.noun_class == "sides"):
            return entity
    return None


def _several(phrase: Phrase, entities: list[Entity]) -> list[Entity] | None:
    """Those whom "the two leaders" are; empty where they can't be told; `None` for a phrase of another sort."""
    before = phrase.doc[phrase.start : phrase.head]
    number = next((token.lower_ for token in before if token.lower_ in NUMBERS), None)
    if number is None or not phrase.plural or phrase.noun is None or not (phrase.definite or number == "both"):
        return None
    men = phrase.noun_words[-1] in {"man", "woman"}
    kinds = {"person"} if men else _KINDS_OF_SEVERAL.get(phrase.noun.noun_class)
    if not kinds:
        return None
    last = {
        id(entity): found.head
        for entity in entities
        if entity.kind in kinds
        and not {phrase.gender, entity.gender} >= {"m", "f"}
        and (found := entity.last_before(phrase.head))
    }
    nearest = sorted((entity for entity in entities if id(entity) in last), key=lambda entity: -last[id(entity)])
    wanted = NUMBERS[number]
    chosen = [entity for entity in nearest if not entity.plural and entity.named][:wanted]
    near = max(0, phrase.head - WORDS_BACK)
    if len(chosen) < wanted or any(last[id(entity)] < near for entity in chosen):
        return []
    one_sentence = len({phrase.doc[last[id(entity)]].sent.start for entity in chosen}) == 1
    return chosen if wanted == 2 or one_sentence else []


_KINDS_OF_SEVERAL: dict[str, set[ActorKind]] = {
    "office": {"person"}, "person": {"person"}, "states": {"state"}, "party": {"party", "armed_group"},
    "sides": {"state", "party", "armed_group", "government_body", "igo"}, "body": {"government_body", "state"},
}  # fmt: skip


def _of_known(phrase: Phrase, entities: list[Entity]) -> Entity | None:
    """The actor that a description names otherwise: members of a council, a group's fighters, a state's people."""
    lemma = _noun(phrase)
    if phrase.org is not None and phrase.plural and lemma == "member":
        return _holding(phrase.org, entities)
    if (
        phrase.noun is not None
        and phrase.noun.noun_class == "group"
        and phrase.org is not None
        and phrase.org.kind == "armed_group"
    ):
        return _holding(phrase.org, entities)
    if lemma in words("peoples") and phrase.kind == "population" and phrase.country and _is_plain(phrase):
        key = f"{phrase.country}-people"
        return next((e for e in entities if e.key == key), None) or next(
            (e for e in entities if any(_is_people(other, phrase.country) for other in e.phrases)), None
        )
    if lemma in words("allies") and phrase.country and phrase.org is None:
        return next((entity for entity in entities if entity.key == phrase.country), None)
    return None


def _noun(phrase: Phrase) -> str:
    return phrase.noun_words[-1] if phrase.noun_words else phrase.token.lemma_.lower()


def _holding(phrase: Phrase, entities: list[Entity]) -> Entity | None:
    return next((entity for entity in entities if phrase in entity.phrases), None)


def _is_people(phrase: Phrase, country: str) -> bool:
    return phrase.country == country and _noun(phrase) in words("peoples") and _is_plain(phrase)


def _is_plain(phrase: Phrase) -> bool:
    """Whether a description of a people has nothing beside its country: "the Iraqi people", "the people of Iraq"."""
    return len(phrase.modifiers) <= 2


def _is_a_country(phrase: Phrase) -> bool:
    """Whether a phrase is "the country", "their nation"."""
    return phrase.definite and not phrase.plural and any(entry.kinds == ("state",) for entry in phrase.taken_up)


def _only_takes_up(phrase: Phrase) -> bool:
    """Whether a description without antecedent is no actor: "the group", "their country", a predicate."""
    if phrase.noun is None:
        return False
    if phrase.token.dep_ in {"attr", "oprd"} and phrase.token.head.lemma_ == "be":
        return True
    if phrase.noun.noun_class == "campaign" and not _has_owner(phrase) and not says(phrase.token):
        return True
    if phrase.noun.noun_class == "taken-up" or (phrase.noun.noun_class == "document" and not says(phrase.token)):
        return True
    if phrase.noun.noun_class == "sides" and phrase.taken_up:
        return True
    return phrase.noun.noun_class == "states" and not phrase.plural and "community" not in phrase.noun_words


def _has_owner(phrase: Phrase) -> bool:
    return phrase.org is not None or any(child.dep_ == "poss" for child in phrase.token.lefts)


def _countries_agree(entity: Entity, phrase: Phrase) -> bool:
    return not (entity.country and phrase.country) or entity.country == phrase.country


def _antecedent(phrase: Phrase, entities: list[Entity]) -> Entity | None:
    """The actor that a description takes up again; `None` for one that brings in somebody new."""
    if _is_new(phrase):
        return None
    candidates = [entity for entity in entities if _takes_up(phrase, entity)]
    if not candidates and phrase.taken_up and not phrase.plural and not _has_own_country(phrase):
        fitting = [entity for entity in entities if _may_be_taken_up(phrase, entity)]
        candidates = [
            entity for entity in fitting if any(_has_word(p, phrase.noun_words[-1]) for p in entity.phrases)
        ] or fitting
    before = [(last.head, entity) for entity in candidates if (last := entity.last_before(phrase.head))]
    if phrase.kind == "person":  # "the secretary" is the Secretary rather than the press secretary
        before = [pair for pair in before if phrase.noun_words in pair[1].roles] or before
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    return candidates[0] if len(candidates) == 1 and _is_told_ahead(phrase) else None


def _is_told_ahead(phrase: Phrase) -> bool:
    """Whether a headline or first line may name an office whose holder is named below: "Harbour minister resigns"."""
    return (
        phrase.noun is not None
        and phrase.noun.noun_class == "office"
        and not any(token.is_space for token in phrase.doc[: phrase.head])
        and (len(phrase.modifiers) > 1 or len(phrase.noun_words) > 1)
    )


def _has_own_country(phrase: Phrase) -> bool:
    return phrase.country is not None and phrase.kind != "other"


def _may_be_taken_up(phrase: Phrase, entity: Entity) -> bool:
    """Whether "the group", "the council" can be this actor: of such a kind, and named with the noun where it must."""
    if (
        not (entity.named or entity.kind in {"party", "armed_group"})
        or (entity.plural and entity.kind != "armed_group")
        or _is_subject_nearby(entity, phrase)
    ):
        return False
    noun = phrase.noun_words[-1]
    return any(
        entity.kind in entry.kinds and (not entry.name_has or any(_has_word(other, noun) for other in entity.phrases))
        for entry in phrase.taken_up
    )


def _has_word(phrase: Phrase, noun: str) -> bool:
    """Whether a name, or another name of the known actor, has a word in it."""
    return phrase.form == "name" and (noun in phrase.words or (phrase.fact is not None and noun in phrase.fact.words))


def _is_subject_nearby(entity: Entity, phrase: Phrase) -> bool:
    """Whether an actor is the subject of the clause in which a phrase is something else: "Chad warned the country"."""
    verb = next((token for token in phrase.token.ancestors if token.pos_ in {"VERB", "AUX"}), None)
    return verb is not None and any(
        other.token.dep_ == "nsubj" and other.token.head.i == verb.i for other in entity.phrases
    )


def _is_new(phrase: Phrase) -> bool:
    first = phrase.doc[phrase.start : phrase.head]
    if len(first) and first[0].lower_ == "such":
        return False
    if any(
        token.lower_ in {"a", "an", "some", "several", "many"} or token.lower_ in words("another") for token in first
    ):
        return True
    return not phrase.definite and not phrase.plural and phrase.kind == "person" and not _is_told_ahead(phrase)


def _takes_up(phrase: Phrase, entity: Entity) -> bool:
    if phrase.noun is None or not _countries_agree(entity, phrase):
        return False
    same_text = any(other.modifiers == phrase.modifiers for other in entity.phrases if other.form == "description")
    if len(phrase.doc[phrase.start : phrase.head]) and phrase.doc[phrase.start].lower_ == "such":
        return any(other.noun_words == phrase.noun_words for other in entity.phrases)
    if phrase.plural or entity.phrases[0].plural:
        return same_text and phrase.plural == entity.phrases[0].plural
    if (
        phrase.kind == "person"
        and phrase.definite
        and entity.listed is not None
        and has_listed_role(phrase, entity.listed)
    ):
        return True
    if phrase.kind == "person":
        return (
            entity.kind == "person"
            and (phrase.definite or _is_told_ahead(phrase))
            and any(_same_role(phrase, other) for other in entity.phrases)
        )
    if entity.named:
        return False
    heads = {other.noun_words[-len(phrase.noun_words) :] for other in entity.phrases}
    if phrase.definite and phrase.noun_words in heads:
        shorter = phrase.modifiers
        return any(shorter <= other.modifiers or other.modifiers <= shorter for other in entity.phrases)
    return same_text


def _same_role(phrase: Phrase, other: Phrase) -> bool:
    """Whether a role noun takes up another: "the minister" after "foreign minister", not the other way round."""
    if not other.noun_words or not phrase.noun_words:
        return False
    if other.noun_words[-len(phrase.noun_words) :] == phrase.noun_words:
        extra = phrase.modifiers - other.modifiers
        return not extra or phrase.country is not None
    return False
