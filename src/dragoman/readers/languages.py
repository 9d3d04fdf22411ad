"""The language of a text, as an ISO 639-1 code."""

from __future__ import annotations

import re
from functools import cache

import pycountry
from py3langid.langid import MODEL_FILE, LanguageIdentifier

SURE = 0.9
"""Below this probability a short text is taken to be what it declares, or English: a headline in capitals or a
list of names reads like no language to a model of letters."""
SHORT = 300
"""Letters; a longer text is what the model says that it is."""

COMMON_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|that|is|was|for|with|said|on|has|have|by|from)\b", re.IGNORECASE)
ENGLISH_SHARE = 0.12
"""Share of common English words above which a text is English whatever a model says; German prose has 0.03."""


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, *, declared: str | None = None) -> str:
    """The language that most of the text is in; `declared` is what the page says of itself."""
    sample = text[:4000]
    words = len(sample.split()) or 1
    if len(COMMON_ENGLISH.findall(sample)) / words >= ENGLISH_SHARE:
        return "en"
    found, probability = _identifier().classify(sample)
    if len(sample) < SHORT and probability < SURE:
        return declared or "en"
    return str(found)


def name_of(code: str) -> str:
    """The English name of a language: ``fr`` gives "French"."""
    language = pycountry.languages.get(alpha_2=code)
    return str(language.name) if language is not None else "an unknown language"
