"""Actors that are named: known names, and what the parser's entity recogniser takes for names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from dragoman.actors.agency import acts, says
from dragoman.actors.dictionaries import Dictionaries
from dragoman.actors.knowledge import Fact, FactSort, Match, load_knowledge
from dragoman.actors.listed_names import is_listed_name, listed_phrase, note_listed
from dragoman.actors.phrases import Phrase, text_of
from dragoman.actors.titles import HYPHENS, noun_at, title_before
from dragoman.actors.words import words
from dragoman.records import ActorKind, MentionKind

MEANINGS: tuple[FactSort, ...] = ("state", "body", "people", "seat", "capital")
"""Which meaning of a known name goes first."""
ENTITY_LABELS = {"PERSON", "ORG", "NORP", "FAC", "GPE", "LAW", "PRODUCT", "WORK_OF_ART", "EVENT", "LOC"}
SHORTEST_SURNAME = 3
AFTER_SUBJECT = {"VERB", "AUX", "PART", "ADV"}
"""What comes after a surname that the tagger takes for a verb or a noun where it begins a sentence."""
PARTICLES = {"al", "el", "ben", "bin", "abu", "de", "von", "van", "di", "da", "del", "la", "le", "ibn", "ould"}


class Names:
    """The named phrases of an article, and its country adjectives."""

    def __init__(self, doc: Doc, dictionaries: Dictionaries | None = None) -> None:
        self.doc = doc
        self.adjectives: dict[int, Fact] = {}
        self.countries: dict[int, str] = {}
        self.taken: dict[int, Phrase] = {}
        self.based: dict[int, str] = {}
        """Countries of names that go on as "-based"; they count for governments only."""
        self.titled: set[int] = set()
        self.places: set[int] = set()
        """Seats of government that are only places here."""
        self.phrases: list[Phrase] = []
        self._find(doc, dictionaries)
        self.phrases.sort(key=lambda phrase: phrase.start)
        for phrase in self.phrases:
            self._add_acronym(phrase)

    def _find(self, doc: Doc, dictionaries: Dictionaries | None) -> None:
        """Each sort of name after those that go before it: known ones, persons, listed ones, the rest."""
        entities = [cleaned for entity in doc.ents if (cleaned := _clean(entity)) is not None]
        longer = {i: entity for entity in entities for i in range(entity.start, entity.end)}
        known = list(load_knowledge().names_in(doc))
        self._american = american_states(doc, known)
        for matches in known:
            self._add_known(matches, longer.get(matches[0].start))
        free = [entity for entity in entities if not self._is_taken(entity.start, entity.end)]
        for entity in free:
            self._add_person(entity)
        for i in range(len(doc)):
            self._note_title(i)
            if i not in self.taken and doc[i].pos_ == "PROPN" and not doc[i].ent_type_:
                self._add_unrecognised(i)
        if dictionaries is not None:
            self._add_listed(dictionaries, longer)
        self._add_again([phrase for phrase in self.phrases if phrase.kind == "person"])
        for phrase in sorted(self.phrases, key=lambda phrase: phrase.start):
            self._add_title(phrase)
        for entity in free:
            if not self._is_taken(entity.start, entity.end):
                self._add_entity(entity)
        self._add_again([phrase for phrase in self.phrases if phrase.kind != "person" and phrase.fact is None])

    def _note_title(self, i: int) -> None:
        """Titles whose head comes first are no part of a name: "secretary of state"."""
        found = noun_at(self.doc, i) if self.doc[i].pos_ in {"NOUN", "PROPN"} else None
        if found is not None and "of" in found[1]:
            self.titled.update(range(i, i + len(found[1])))

    def _is_taken(self, start: int, end: int) -> bool:
        return any(i in self.taken or i in self.titled or i in self.places for i in range(start, end))

    def _add_known(self, matches: list[Match], entity: Span | None) -> None:
        """A name of the knowledge base, as what it means here: a state, its people, a seat of government that acts."""
        doc, start, end = self.doc, matches[0].start, matches[0].end
        facts = {match.fact.sort: match.fact for match in matches}
        if "person" in facts and (entity is None or not _is_longer_name(entity, start, end)):
            self._add(_person(doc, start, end))
        if facts.keys() & {"person", "region"}:  # "New Mexico" isn't Mexico
            return
        country = next((match.fact.country for match in matches if match.fact.sort != "body"), None)
        if country and _is_led(doc, end):  # "Paris-based": neither Paris nor France does anything
            self.based[start] = country
            return
        if country:
            self.countries.update(dict.fromkeys(range(start, end), country))
        if "adjective" in facts:
            self.adjectives.update(dict.fromkeys(range(start, end), facts["adjective"]))
        if entity is not None and _is_longer_name(entity, start, end) and "body" not in facts:
            return
        token = _head(doc, start, end)
        fact = next((facts[sort] for sort in MEANINGS if sort in facts), None)
        if (
            fact is None
            or fact.id in self._american
            or _is_name_of_a_thing(doc, end)
            or ("adjective" in facts and _only_describes(token, facts))
        ):
            return
        if fact.sort in {"capital", "seat"} and not acts(token):
            self.places.update(range(start, end))
            return
        if fact.sort == "state" and token.dep_ in {"compound", "nmod"}:
            self.adjectives.update(dict.fromkeys(range(start, end), fact))
        form: MentionKind = "place" if fact.sort in {"capital", "seat"} else "name"
        phrase = Phrase(doc, start, end, token.i, form, fact.kind, (start, end), fact.country, fact.codes, fact)
        phrase.plural = fact.kind == "population"
        self._add(phrase)

    def _add_person(self, entity: Span) -> None:
        """A person: by the recogniser, by a title before the name, or known."""
        doc, start, end = self.doc, entity.start, entity.end
        known = load_knowledge().person(entity.text) is not None and entity.label_ != "DATE"
        titled = (
            entity.label_ in {"ORG", "NORP", "GPE"}
            and end - start <= 2
            and start not in self.countries
            and title_before(doc, start, doc[start].sent.start)
        )
        inner_title = _after_inner_title(entity)
        named = entity.label_ in {"ORG", "GPE", "FAC", "PRODUCT"} and _has_given_name(entity)
        if (entity.label_ != "PERSON" or _ends_as_a_body(entity)) and not (known or titled or inner_title or named):
            return
        inner = max(_skip_titles(doc, start, end), inner_title)
        head = _head(doc, inner, end) if inner < end else doc[start]
        if doc[end - 1].lower_ in words("not-actors") and not known:  # "the Ruth Lima Room", "(Laughter.)"
            return
        if inner < end and _is_only_title(doc, inner, end):  # "Madam Secretary"
            return
        if inner < end and not (head.dep_ == "compound" and head.head.lower_ in words("not-actors") and not known):
            self._add(_person(doc, inner, end))

    def _add_entity(self, entity: Span) -> None:
        """Something else that has a name: a body, a party, a company."""
        doc, start, end = self.doc, entity.start, entity.end
        head, kind = _head(doc, start, end), _kind_of_name(doc, start, end)
        if entity.label_ in {"GPE", "LOC"}:
            speaks = says(head)
            kind = "other" if speaks else None
        elif entity.label_ not in {"ORG", "PERSON"}:
            argument = head.dep_ in {"nsubj", "nsubjpass", "pobj", "dobj", "poss", "conj"}
            kind = kind if argument and entity.label_ in {"FAC", "NORP", "PRODUCT"} and kind != "other" else None
        noun = noun_at(doc, end - 1)
        if noun is not None and len(noun[1]) == end - start:  # "the Supreme Court": a description with capital letters
            return
        if kind == "ngo" and head.dep_ == "pobj" and head.head.lower_ in {"at", "in", "near", "from", "outside"}:
            return
        country = self._country(start, end) or self._country_of_leader(start, end)
        if kind == "armed_group" and country and doc[end - 1].lower_ in words("state-forces"):
            kind = "government_body"
        if kind == "other" and not (head.pos_ == "PROPN" and doc[start].text[:1].isupper()):
            return
        if kind is not None:
            self._add(Phrase(doc, start, end, head.i, "name", kind, (start, end), country))

    def _country_of_leader(self, start: int, end: int) -> str | None:
        """The country of a body named after its known head: "Biden Administration"."""
        if end - start != 2:
            return None
        person = load_knowledge().person(self.doc[start].text)
        return person.country if person else None

    def _add_unrecognised(self, i: int) -> None:
        """A run of proper nouns that the recogniser passed over, where it acts."""
        doc = self.doc
        if i and (doc[i - 1].pos_ == "PROPN" and i - 1 not in self.taken and not doc[i - 1].ent_type_):
            return
        end = i
        while end < len(doc) and doc[end].pos_ == "PROPN" and not doc[end].ent_type_ and end not in self.taken:
            end += 1
        inner = _skip_titles(doc, i, end)
        if inner == end or not doc[inner].is_title:
            return
        head = _head(doc, inner, end)
        if head.i + 1 < len(doc) and head.dep_ in {"compound", "amod", "nmod"}:
            return
        if load_knowledge().person(text_of(doc, (inner, end))) is not None:
            self._add(_person(doc, inner, end))
            return
        if (head.dep_ == "nsubj" and head.head.lemma_.lower() in words("speech")) or inner > i:
            kind = _kind_of_name(doc, inner, end)
            if kind is not None and not noun_at(doc, end - 1):
                phrase = _person(doc, inner, end)
                phrase.kind = "person" if kind == "other" else kind
                self._add(phrase)

    def _add_listed(self, dictionaries: Dictionaries, longer: Mapping[int, Span]) -> None:
        """The names of the user's dictionaries: they stand where they are as long as any other name there."""
        for found in dictionaries.actors_in(self.doc.text):
            span = self.doc.char_span(found.start, found.end)
            if span is None or any(i in self.places or i in self.adjectives for i in range(span.start, span.end)):
                continue
            inside = {id(self.taken[i]): self.taken[i] for i in range(span.start, span.end) if i in self.taken}
            same = next((phrase for phrase in inside.values() if is_listed_name(phrase, span)), None)
            if same is not None:
                note_listed(same, found.entry)
                continue
            entity = longer.get(span.start)
            if any(phrase.core[1] - phrase.core[0] >= len(span) for phrase in inside.values()) or (
                entity is not None and _is_longer_name(entity, span.start, span.end)
            ):
                continue
            self._remove(inside.values())
            phrase = listed_phrase(span, found.entry, _kind_of_name(self.doc, span.start, span.end))
            if phrase is not None:
                self._add(phrase)

    def _remove(self, phrases: Iterable[Phrase]) -> None:
        gone = {id(phrase) for phrase in phrases}
        self.phrases = [phrase for phrase in self.phrases if id(phrase) not in gone]
        self.taken = {i: phrase for i, phrase in self.taken.items() if id(phrase) not in gone}

    def _add_again(self, phrases: list[Phrase]) -> None:
        """Names of the article that the recogniser passed over in other places, also by the surname alone."""
        forms = dict[tuple[str, ...], Phrase]()
        for phrase in phrases:
            name = tuple(token.text for token in self.doc[slice(*phrase.core)])
            forms.setdefault(name, phrase)
            if phrase.kind == "person" and len(name) > 1 and len(name[-1]) >= SHORTEST_SURNAME and name[-1].istitle():
                forms.setdefault(name[-1:], phrase)
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for form in sorted(forms, key=len, reverse=True):
            by_first.setdefault(form[0].lower(), []).append(form)
        texts = [token.text for token in self.doc]
        for i, text in enumerate(texts):
            for form in by_first.get(text.lower(), ()):
                end = i + len(form)
                if _is_same_form(texts[i:end], form) and not self._is_taken(i, end) and _stands_alone(self.doc, i, end):
                    first = forms[form]
                    head = _head(self.doc, i, end)
                    self._add(Phrase(self.doc, i, end, head.i, "name", first.kind, (i, end), gender=first.gender))
                    break

    def _country(self, start: int, end: int) -> str | None:
        return next((self.countries[i] for i in range(start, end) if i in self.countries), None)

    def country_near(self, phrase: Phrase) -> str | None:
        """The country named last before a phrase in its sentence, else next after it, else most in the report.

        The subject that does something to it isn't asked: in "Chad attacked the rebels", nothing says whose they are.
        """
        sentence = self.doc[phrase.head].sent
        agents = {child.i for verb in phrase.token.ancestors for child in verb.children if child.dep_ == "nsubj"}
        near = [i for i in range(sentence.start, sentence.end) if i in self.countries and i not in agents]
        before = [i for i in near if i < phrase.head]
        found = before[-1:] or near[:1]
        if found:
            return self.countries[found[0]]
        acting = {self.countries.get(i) for i in agents}
        return self.dominant if self.dominant not in acting else None

    def state_before(self, phrase: Phrase) -> str | None:
        """The country named last before "the country", other than the subject of its clause."""
        agents = {child.i for verb in phrase.token.ancestors for child in verb.children if child.dep_ == "nsubj"}
        return next(
            (self.countries[i] for i in range(phrase.start - 1, -1, -1) if i in self.countries and i not in agents),
            None,
        )

    @cached_property
    def dominant(self) -> str | None:
        """The country that makes up half of all that the report names, if there is one."""
        counts = Counter(self.countries.values())
        country, most = max(counts.items(), key=lambda pair: pair[1], default=("", 0))
        return country if most * 2 > counts.total() else None

    def _add(self, phrase: Phrase) -> None:
        self.phrases.append(phrase)
        self.taken.update(dict.fromkeys(range(phrase.start, phrase.end), phrase))

    def _add_title(self, phrase: Phrase) -> None:
        if phrase.kind != "person":
            return
        previous = max((p.end for p in self.phrases if p.end <= phrase.start and p.kind == "person"), default=0)
        phrase.title = title_before(self.doc, phrase.start, max(previous, self.doc[phrase.start].sent.start))
        if phrase.title is None:
            return
        phrase.start = phrase.title[0]
        self.titled.update(range(*phrase.title))
        phrase.country = self._country(*phrase.title) or load_knowledge().country_of_title(
            text_of(self.doc, phrase.title)
        )
        lowered = {token.lower_ for token in self.doc[phrase.title[0] : phrase.title[1]]}
        phrase.gender = "f" if lowered & words("female") else "m" if lowered & words("male") else phrase.gender
        for i in range(*phrase.title):
            inner = self.taken.get(i)
            if inner is not None and inner is not phrase and inner.kind != "person":
                phrase.org = inner
                phrase.country = phrase.country or inner.country
        if (found := noun_at(self.doc, phrase.title[1] - 1)) is not None:
            phrase.noun, phrase.noun_words = found
            phrase.codes = found[0].codes

    def _add_acronym(self, phrase: Phrase) -> None:
        doc, i = self.doc, phrase.end
        if i + 2 < len(doc) and doc[i].text == "(" and doc[i + 2].text == ")" and _is_acronym(doc[i + 1].text):
            phrase.aliases.append((i + 1, i + 2))


def american_states(doc: Doc, known: list[list[Match]]) -> frozenset[str]:
    """States whose name is an American state's here: Georgia, beside Alabama and without Tbilisi or Georgians."""
    doubtful = load_knowledge().american_states
    if not any(match.fact.sort == "state" and match.fact.name in doubtful for found in known for match in found):
        return frozenset()
    told = {match.fact.country for found in known for match in found if match.fact.sort != "state"}
    named = {match.fact for found in known for match in found if match.fact.name in doubtful}
    if not names_american_states(doc, {fact.name for fact in named}):
        return frozenset()
    return frozenset({fact.id for fact in named} - told)


def names_american_states(doc: Doc, besides: Iterable[str] = ()) -> bool:
    """Whether an article names American states, beside some whose names mean others as well."""
    return any(name in doc.text for name in load_knowledge().american_states - set(besides))


def _is_same_form(texts: list[str], form: tuple[str, ...]) -> bool:
    """Whether words are a name again, in its own letters or in the capitals of a headline."""
    return tuple(texts) == form or (len(form[-1]) > 1 and tuple(texts) == tuple(word.upper() for word in form))


def _stands_alone(doc: Doc, start: int, end: int) -> bool:
    """Whether a word is a name here, and no part of a longer one: "Price" in "Price said", not in "Ana Price"."""
    first, last = doc[start], doc[end - 1]
    after = doc[end] if end < len(doc) else None
    if last.pos_ != "PROPN" and first.is_sent_start and (after is None or after.pos_ not in AFTER_SUBJECT):
        return False
    if doc[start].ent_type_ and any(
        entity.start <= start and entity.end >= end and _is_longer(entity, start, end) for entity in first.sent.ents
    ):
        return False
    before = doc[start - 1] if start and not first.is_sent_start else None
    if before is not None and _is_capital_name(before) and not _is_title_word(before):
        return False
    return after is None or not (_is_capital_name(after) and last.dep_ in {"compound", "nmod"})


def _is_longer(entity: Span, start: int, end: int) -> bool:
    """Whether an entity has more words of a name than these, possessive endings and titles aside."""
    inside = [i for i in range(entity.start, entity.end) if not start <= i < end]
    return any(_is_capital_name(entity.doc[i]) and not _is_title_word(entity.doc[i]) for i in inside)


def _is_capital_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()


def _is_title_word(token: Token) -> bool:
    found = noun_at(token.doc, token.i)
    return token.lower_ in words("honorifics") or (found is not None and found[0].kind == "person")


def _is_acronym(text: str) -> bool:
    return sum(char.isupper() for char in text) >= 2 and text.replace(".", "").replace("-", "").isalnum()


def _clean(entity: Span) -> Span | None:
    """The entity without article, possessive ending and punctuation; `None` where nothing is left."""
    if entity.label_ not in ENTITY_LABELS or re.match(r"[DRI]-[A-Z]", entity.text):  # "R-Ohio"
        return None
    doc, start, end = entity.doc, entity.start, entity.end
    bracket = next((i for i in range(start, end) if doc[i].text in {"(", "["}), end)
    end = bracket if bracket > start else end
    while start < end and (doc[start].lower_ in {"the", "a", "an"} or doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > start and (
        doc[end - 1].text in {"'s", "’s", "'", "’"} or doc[end - 1].is_punct or doc[end - 1].is_space
    ):
        end -= 1
    return Span(doc, start, end, label=entity.label_) if end > start else None


def _is_led(doc: Doc, end: int) -> bool:
    """Whether a name goes on as "-based", "-led", "-backed"."""
    return end + 1 < len(doc) and doc[end].text in HYPHENS and doc[end + 1].lower_ in words("led")


def _is_longer_name(entity: Span, start: int, end: int) -> bool:
    """Whether a known name is only a part of another name: "Bank of Cyprus"."""
    longer = entity.start <= start and entity.end >= end and entity.end - entity.start > end - start
    return (
        longer and entity.label_ in {"ORG", "PERSON", "FAC", "LAW", "EVENT", "WORK_OF_ART"} and not _is_titled(entity)
    )


def _only_describes(token: Token, facts: Mapping[FactSort, Fact]) -> bool:
    """Whether a form that may be an adjective is one here: "British troops", but not "the British refused"."""
    describes = token.dep_ in {"amod", "compound", "nmod"} or token.pos_ == "ADJ" or "state" not in facts
    return describes and not (token.dep_ in {"nsubj", "dobj", "pobj"} and "people" in facts)


def _is_titled(entity: Span) -> bool:
    return entity.label_ == "PERSON" and _skip_titles(entity.doc, entity.start, entity.end) > entity.start


def _head(doc: Doc, start: int, end: int) -> Token:
    return doc[start:end].root


def _is_name_of_a_thing(doc: Doc, end: int) -> bool:
    """Whether capitals go on into the name of an agreement, a place …: "Security Council Resolution 2328"."""
    return (
        end < len(doc)
        and doc[end].is_title
        and doc[end].lower_ in words("not-actors")
        and doc[end - 1].dep_ == "compound"
    )


def _skip_titles(doc: Doc, start: int, end: int) -> int:
    """Where the name begins after the titles that an entity begins with."""
    i = start
    for j in range(start, end):
        found = noun_at(doc, j)
        if doc[j].lower_ in words("honorifics") or (found and found[0].kind == "person" and j + 1 < end):
            i = j + 1
        elif j > i and doc[j].text not in HYPHENS:
            break
    return i


def _person(doc: Doc, start: int, end: int) -> Phrase:
    phrase = Phrase(doc, start, end, _head(doc, start, end).i, "name", "person", (start, end))
    phrase.gender = _gender_of_name(doc[start].lower_) if end - start > 1 else None
    return phrase


def _gender_of_name(given: str) -> str | None:
    """The gender that a given name tells, if it does."""
    return "f" if given in words("female-names") else "m" if given in words("male-names") else None


def _after_inner_title(entity: Span) -> int:
    """Where a person's name begins in what was taken for a body: "Harbour Ministry spokesman Omar Said"; else 0."""
    doc = entity.doc
    if entity.label_ != "ORG" or _ends_as_a_body(entity):
        return 0
    for j in range(entity.end - 2, entity.start, -1):
        found = noun_at(doc, j)
        if found is not None and found[0].noun_class in {"office", "person"} and entity.end - j - 1 in {2, 3}:
            return j + 1
    return 0


def _is_only_title(doc: Doc, start: int, end: int) -> bool:
    """Whether what was taken for a person is a form of address and no name."""
    return all(_is_title_word(doc[i]) for i in range(start, end)) and (
        end - start > 1 or doc[start].lower_ in words("bare-titles")
    )


def _has_given_name(entity: Span) -> bool:
    """Whether what was taken for a body or a place is called like a person: "Fatima Okafor"."""
    given = entity[0]
    return (
        len(entity) in {2, 3}
        and _gender_of_name(given.lower_) is not None
        and given.text not in load_knowledge().american_states
        and all(token.text[:1].isupper() and token.pos_ == "PROPN" for token in entity)
        and _kind_of_name(entity.doc, entity.start, entity.end) == "other"
        and noun_at(entity.doc, entity.end - 1) is None
    )


def _ends_as_a_body(entity: Span) -> bool:
    """Whether what was taken for a person is named like an institution: "Ruth Lima Foundation"."""
    last = entity[-1].lower_
    return len(entity) > 2 and any(last in words(f"{sort}-endings") for sort in ("ngo", "company", "body", "media"))


ENDINGS: tuple[tuple[str, ActorKind], ...] = (
    ("body-endings", "government_body"),
    ("media-endings", "media"),
    ("armed-endings", "armed_group"),
    ("party-endings", "party"),
    ("company-endings", "company"),
    ("ngo-endings", "ngo"),
)


def _kind_of_name(doc: Doc, start: int, end: int) -> ActorKind | None:
    """What a name is by its head noun; `None` for the name of an agreement, a place, an event."""
    lowered = [token.lower_ for token in doc[start:end]]
    head = next(
        (lowered[n - 1] for n, word in enumerate(lowered) if word in {"of", "for", "on", "to", "in"} and n), lowered[-1]
    )
    if head == "bank" and {"national", "central", "reserve", "state"} & set(lowered):
        return "government_body"
    if head == "bank" and words("development-banks") & set(lowered):
        return "igo"
    if head == "group" and words("groups-of-states") & set(lowered):
        return "igo"
    if head in {"organization", "organisation"}:
        return "igo" if {"international", "world", "global"} & set(lowered) else "ngo"
    for words_of, kind in ENDINGS:
        if head in words(words_of):
            return kind
    things = {head, lowered[-1], lowered[-2] if len(lowered) > 2 else head}
    things |= {thing.removesuffix("s") for thing in things}
    if things & words("not-actors") or lowered[-1].isdigit():
        return None
    if (found := noun_at(doc, start + lowered.index(head))) is not None and found[0].kind != "person":
        return found[0].kind
    return "other"
