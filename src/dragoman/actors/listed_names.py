"""Names of the users' dictionaries in an article, and what they say of its actors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import pycountry
from spacy.tokens import Span

from dragoman.actors.agency import acts
from dragoman.actors.dictionaries import Dictionaries, Entry, sectors
from dragoman.actors.knowledge import load_knowledge, name_words
from dragoman.records import ActorKind

if TYPE_CHECKING:
    from dragoman.actors.phrases import Phrase

SECTOR_KINDS: dict[str, ActorKind] = {
    "REB": "armed_group", "SEP": "armed_group", "INS": "armed_group", "UAF": "armed_group", "IMG": "armed_group",
    "OPP": "party", "PTY": "party", "IGO": "igo", "IGS": "igo", "NGO": "ngo", "NGM": "ngo", "MNC": "company",
    "BUS": "company", "MED": "media", "CVL": "population", "CIV": "population", "GOV": "government_body",
    "MIL": "government_body", "LEG": "government_body", "JUD": "government_body", "COP": "government_body",
    "SPY": "government_body",
}  # fmt: skip
"""What the first sector of a code says of an actor that isn't a person."""
ORGANISATIONS = {"IGO", "IMG", "NGO", "NGM", "MNC"}
"""Codes that stand where a country does."""


def is_listed_name(phrase: Phrase, span: Span) -> bool:
    """Whether a listed name is the name of a phrase, or the surname of a person's."""
    if phrase.core == (span.start, span.end) or (phrase.start, phrase.end) == (span.start, span.end):
        return True
    return phrase.kind == "person" and phrase.core[1] == span.end and phrase.core[0] < span.start


def note_listed(phrase: Phrase, entry: Entry) -> None:
    """Let a name be the listed actor's."""
    phrase.listed = entry
    if entry.listed is not None and entry.listed.kind is not None:
        phrase.kind = entry.listed.kind


def listed_phrase(span: Span, entry: Entry, kind: ActorKind | None) -> Phrase | None:
    """A phrase for a listed name that no other rule takes for an actor; `None` for a place that doesn't act.

    Args:
        span: The name.
        entry: What the dictionaries say.
        kind: What the words of the name say.
    """
    from dragoman.actors.phrases import Phrase  # a phrase holds the entry that lists it

    root = span.root
    table = entry.listed is not None
    if not table and (root.pos_ == "ADJ" or root.dep_ == "amod"):
        return None
    told = (entry.listed.kind if entry.listed else None) or _kind_of(entry)
    is_place = root.ent_type_ in {"GPE", "LOC", "FAC"} and told == "state"
    if is_place and not acts(root):
        return None
    if not table and root.ent_type_ == "PERSON":
        told = "person"
    core = (span.start, span.end)
    return Phrase(span.doc, *core, root.i, "name", told or kind or "other", core, listed=entry)


def _kind_of(entry: Entry) -> ActorKind | None:
    """What kind of actor a code means: ``LBY`` a state, ``LBYREB`` an armed group."""
    code = entry.codes[0].code if entry.codes else ""
    country, rest = _country_part(code), sectors(code)
    if country and len(rest) == 1:
        return "state"
    return next((SECTOR_KINDS[sector] for sector in rest if sector in SECTOR_KINDS), None)


def _country_part(code: str) -> str | None:
    country = pycountry.countries.get(alpha_3=code[:3])
    return str(country.alpha_3) if country is not None and code[:3] not in ORGANISATIONS else None


def listed_country(entry: Entry, day: date | None) -> str | None:
    """The country that the dictionaries give an actor, on a day."""
    if entry.listed is not None:
        return entry.listed.country
    return _country_part(entry.code(day) or "")


def listed_codes(entry: Entry, day: date | None) -> tuple[str, ...]:
    """The sectors that the dictionaries give an actor on a day; those of its role where they give none."""
    if entry.listed is not None and not entry.listed.codes:
        return tuple(dict.fromkeys(code for role in entry.listed.roles for code in _codes_of_role(role)))
    code = entry.code(day) or ""
    return sectors(code.removeprefix(_country_part(code) or ""))


def _codes_of_role(role: str) -> tuple[str, ...]:
    words = tuple(name_words(role))
    options = load_knowledge().nouns.get(words[-1], ()) if words else ()
    return next((entry.codes for wanted, entry in options if words[-len(wanted) :] == wanted), ())


def has_listed_role(phrase: Phrase, entry: Entry) -> bool:
    """Whether "the defence minister" is the office that the dictionaries give an actor."""
    if entry.listed is None:
        return False
    said = {word for word in name_words(phrase.doc[phrase.core[0] : phrase.head + 1].text) if word != "the"}
    return any(said <= set(name_words(role)) for role in entry.listed.roles)


def note_agents(phrases: Iterable[Phrase], dictionaries: Dictionaries) -> None:
    """Give descriptions and titles the sectors that the agents of the dictionaries have for them."""
    for phrase in phrases:
        span = phrase.title or (phrase.core if phrase.form == "description" else None)
        if span is not None:
            codes = dictionaries.agent_codes(phrase.doc[span[0] : span[1]].text)
            phrase.codes = codes or phrase.codes
