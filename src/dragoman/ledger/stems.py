"""Words without their inflection, so that "lifted the embargo" and "lifting of the embargo" can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import snowballstemmer

IRREGULAR = {
    form: verb
    for verb, forms in {
        "arise": "arose arisen", "begin": "began begun", "bear": "bore borne", "break": "broke broken",
        "bring": "brought", "build": "built", "buy": "bought", "choose": "chose chosen", "cling": "clung",
        "deal": "dealt", "do": "did done does", "draw": "drew drawn", "drive": "drove driven", "fall": "fell fallen",
        "feel": "felt", "fight": "fought", "find": "found", "forbid": "forbade forbidden", "free": "freed",
        "get": "got gotten", "give": "gave given", "go": "went gone goes", "grow": "grew grown", "hold": "held",
        "keep": "kept", "lay": "laid", "lead": "led", "leave": "left", "lend": "lent", "lose": "lost",
        "make": "made", "meet": "met", "pay": "paid", "quit": "quitted", "repay": "repaid", "rise": "rose risen",
        "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold", "send": "sent", "shoot": "shot",
        "sit": "sat", "speak": "spoke spoken", "stand": "stood", "strike": "struck", "take": "took taken",
        "tell": "told", "think": "thought", "understand": "understood", "win": "won", "withdraw": "withdrew withdrawn",
        "withhold": "withheld", "write": "wrote written",
    }.items()
    for form in forms.split()
}  # fmt: skip

STOPS = frozenset({
    "a", "an", "the", "this", "that", "these", "those", "it", "its", "they", "them", "their", "he", "him", "his",
    "she", "her", "we", "us", "our", "you", "your", "i", "me", "my", "and", "or", "but", "nor", "of", "in", "on",
    "at", "by", "for", "from", "with", "to", "as", "into", "over", "under", "about", "against", "between",
    "through", "during", "before", "after", "until", "unless", "if", "only", "while", "when", "where", "which",
    "who", "whom", "whose", "what", "than", "then", "so", "be", "is", "are", "was", "were", "been", "being", "have",
    "has", "had", "having", "do", "does", "did", "will", "would", "shall", "should", "can", "could", "may", "might",
    "must", "not", "no", "any", "some", "all", "both", "each", "other", "another", "such", "same", "there", "here",
    "also", "again", "still", "already", "yet", "ever", "never", "very", "more", "most", "less", "least", "one",
    "ones", "own", "up", "out", "off", "down", "once", "provided", "providing", "long", "without", "condition"
})  # fmt: skip

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without inflection: ``withdrew``, ``withdrawing`` and ``withdraws`` give one stem."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    return str(_stemmer.stemWord(IRREGULAR.get(word, word)))


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word) for word in WORD.findall(text)]


def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    return frozenset(stem(word) for word in WORD.findall(text) if word.lower() not in STOPS and len(word) > 1)


def place_of(phrase: Sequence[str], words: Sequence[str], reach: int) -> int | None:
    """Where a phrase stands among the stems of a text, at most ``reach`` words between two of its own."""
    for first, word in enumerate(words):
        if word != phrase[0]:
            continue
        at = first
        for wanted in phrase[1:]:
            window = words[at + 1 : at + 2 + reach]
            if wanted not in window:
                break
            at += 1 + window.index(wanted)
        else:
            return first
    return None


def alike(one: str, other: str) -> float:
    """How much two texts share: Jaccard of their words that carry meaning."""
    first, second = content_stems(one), content_stems(other)
    return len(first & second) / len(first | second) if first and second else 0.0
