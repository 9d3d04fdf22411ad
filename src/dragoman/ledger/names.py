"""Name forms made comparable: across spellings of one name, never across names that only look alike.

Names from Arabic, Russian and other scripts come in many Latin spellings (Haftar, Hafter, Hifter). Two spellings of a
word are taken as one where their consonants agree and the words look alike as a whole.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Indel

ARTICLES = frozenset({"the", "a", "an", "any", "some", "this", "that", "its", "their", "his", "her", "our"})
PARTICLES = frozenset({
    "al", "el", "ul", "ad", "ar", "as", "at", "az", "an", "il", "le", "la", "de", "di", "da", "del", "van",
    "von", "den", "der", "bin", "ben", "ibn", "ould", "dos", "du", "y", "e"
})  # fmt: skip
TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "sir", "dame", "lord", "lady", "dr", "prof", "professor", "hon", "rev", "father",
    "sheikh", "shaykh", "sheik", "imam", "ayatollah", "haji", "hajj", "field", "marshal", "general", "gen",
    "lieutenant", "lt", "major", "maj", "colonel", "col", "brigadier", "brig", "captain", "capt", "commander",
    "admiral", "sergeant", "sgt", "president", "pres", "premier", "prime", "minister", "vice", "deputy", "senator",
    "sen", "representative", "rep", "governor", "gov", "mayor", "chancellor", "king", "queen", "prince", "princess",
    "emir", "sultan", "pope", "cardinal", "bishop", "archbishop", "ambassador", "secretary", "foreign", "defence",
    "defense", "judge", "justice", "speaker", "envoy", "chairman", "chairwoman", "spokesman", "spokeswoman",
    "former", "acting"
})  # fmt: skip

BODIES = frozenset({
    "agency", "alliance", "army", "assembly", "authority", "bank", "board", "brigade", "bureau", "cabinet", "chamber",
    "coalition", "command", "commission", "committee", "company", "conference", "congress", "council", "court",
    "delegation", "department", "embassy", "federation", "force", "forces", "forum", "front", "government", "group",
    "guard", "house", "kingdom", "league", "legislature", "ministry", "mission", "movement", "navy", "office",
    "opposition", "organisation", "organization", "parliament", "party", "police", "presidency", "republic",
    "secretariat",
    "senate", "service", "state", "states", "tribunal", "union",
})  # fmt: skip
"""Words for kinds of bodies: alone they say of which kind one is, not which one."""

WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*", re.UNICODE)
POSSESSIVE = re.compile(r"['’`]s\b")
MARKS = re.compile(r"['’`ʼʿʾ]")

JOINED = re.compile(r"\b(abu|abou) (\w+)")
"""Parts that are written together or apart: "Abu Sahmain", "Abusahmain"."""

SOUNDS = (
    ("sch", "s"), ("tch", "c"), ("kh", "k"), ("gh", "k"), ("ch", "c"), ("sh", "s"), ("ph", "f"), ("th", "t"),
    ("dh", "d"), ("zh", "j"), ("ts", "s"), ("tz", "s"), ("ck", "k"), ("dj", "j"), ("ks", "x"), ("q", "k"), ("g", "k"),
    ("c", "k"), ("w", "v"), ("z", "s"),
)  # fmt: skip
"""Letters that stand for one another in Latin spellings of one word. Source: the romanisation tables of the United
Nations Group of Experts on Geographical Names for Arabic, Russian, Ukrainian, Persian, read side by side."""

CLOSELY = 0.8
"""The same for a family name that stands alone: "Hafter" and "Haftar" have 0.83, "Jubeir" and "Jaber" 0.73."""
LEAST_ALIKE = 0.65
"""Share of letters that two spellings of one word have in common: "Haftar" and "Hifter" have 0.67."""


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """The name in small letters, without accents, punctuation and article: ``house of representatives``."""
    text = unicodedata.normalize("NFKD", MARKS.sub("", POSSESSIVE.sub("", name)))
    text = "".join(letter for letter in text if not unicodedata.combining(letter)).casefold()
    words = WORD.findall(text.replace("ı", "i"))
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The consonants of a folded word, whatever the romanisation: ``haftar`` and ``hifter`` give ``hftr``."""
    word = _plain(word)
    first = "a" if word[:1] in tuple("aeiouy") else ""
    return first + re.sub("[aeiouy]|(?<=[aeiouy])h(?![aeiouy])", "", word)


def _plain(word: str) -> str:
    """The word with one letter for each group of `SOUNDS`, and none doubled."""
    for letters, one in SOUNDS:
        word = word.replace(letters, one)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=65536)
def person_words(name: str) -> tuple[str, ...]:
    """The folded words of a person's name in Latin letters, without titles and particles; the family name is last."""
    text = JOINED.sub(r"\1\2", folded(name if name.isascii() else _in_latin_letters(name)))
    words = text.split()
    titles = [number for number, word in enumerate(words) if word in TITLES]
    for after in (titles[-1] + 1 if titles else 0, 0):  # before a title stands whose it is: "Russian President"
        named = tuple(word for word in words[after:] if word not in PARTICLES and word not in TITLES)
        if named:
            return named
    return tuple(words[-1:])


def _in_latin_letters(name: str) -> str:
    """A name of another script transliterated; Chinese characters come out as one word with capitals inside."""
    return re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", anyascii(name))


@lru_cache(maxsize=65536)
def name_sound(name: str) -> str:
    """The key under which a name form is kept: the sound of its last word."""
    words = person_words(name)
    return sound(words[-1]) if words else ""


@lru_cache(maxsize=65536)
def is_person_name(form: str) -> bool:
    """True where a form is a person's name, with or without titles, and no description: "the head of the council"."""
    words = WORD.findall(form)
    others = [word for word in words if word.casefold() not in PARTICLES and word.casefold() not in TITLES]
    return bool(others) and not any(word[:1].islower() for word in others) and words[0].casefold() not in ARTICLES


def same_word(one: str, other: str) -> bool:
    """True where two folded words are spellings of one: equal, or alike in consonants and as a whole."""
    if one == other:
        return True
    return sound(one) == sound(other) and Indel.normalized_similarity(_plain(one), _plain(other)) >= LEAST_ALIKE


def same_family_name(one: str, other: str) -> bool:
    """True where the family names of two people are spelled closely alike: a family name alone needs more."""
    first, second = person_words(one)[-1:], person_words(other)[-1:]
    return bool(first and second) and Indel.normalized_similarity(_plain(first[0]), _plain(second[0])) >= CLOSELY


def same_person_name(one: str, other: str) -> bool | None:
    """True for two full names of one person, False for names of two, ``None`` where a family name alone is compared."""
    first, second = person_words(one), person_words(other)
    if not first or not second or not same_word(first[-1], second[-1]):
        return False
    given, others = first[:-1], second[:-1]
    if not given or not others:
        return None
    return any(same_word(a, b) or _initial(a, b) for a in given for b in others)


def _initial(one: str, other: str) -> bool:
    one, other = one.replace(".", ""), other.replace(".", "")
    return (len(one) == 1 or len(other) == 1) and one[:1] == other[:1]


def is_specific(form: str) -> bool:
    """True where a form of a body's name can't be any other body's: an acronym, or a name that says which one."""
    words = WORD.findall(form)
    while len(words) > 1 and words[0].casefold() in ARTICLES:
        words = words[1:]
    if len(words) == 1:
        return words[0][:1].isupper() and words[0].casefold() not in BODIES
    return any(word[:1].isupper() for word in words)
