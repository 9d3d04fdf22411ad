"""The outlet of a text dump: a name on the page that is also in its address, or the one that claims the rights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from urllib.parse import urlsplit

from dragoman.readers.lines import Flags

MOST_WORDS = 6
FEWEST_LETTERS = 3
RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)[\s:©-]*(?:copyright\b[\s©]*)?"
    r"(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)\d\d|present))?[\s,:|•·-]*)?(?:by\s+)?(?P<name>[^|•·©]{3,60})",
    re.IGNORECASE,
)
AFTER_NAME = re.compile(
    r"[,.]?\s*(?:(?:[-–|,(]\s*)?(?:19|20)\d\d\b.*|\ball rights\b.*|\balle rechte\b.*|\btous droits\b.*|"
    r"\bpowered by\b.*|\bpart of\b.*|\b(?:this|no part|site|terms|privacy|cookie|contact|the material)\b.*|[.]\s.*)$",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"[,\s]+(?:inc|ltd|llc|plc|limited|gmbh|co|corp|corporation|ag|kg|s\.?p?\.?a|l\.?p|pty|news ?papers? limited)\.?$",
    re.IGNORECASE,
)
HOLDING = re.compile(
    r"\b(?:media|holdings?|group|interactive|ventures|network|publishing|communications|digital|company|enterprises|"
    r"verlag\w*|gmbh|e\.v|policy|notice|creative commons|convergence)\b|\d|//|copyright",
    re.IGNORECASE,
)
"""What a company that owns outlets is called, and what isn't a name at all."""
OUTLET = re.compile(
    r"\b(?:times|post|news|herald|tribune|journal|gazette|observer|telegraph|guardian|today|daily|press|radio|tv|agency|"
    r"magazine|review|chronicle|express|mail|star|mirror|standard|voice|globe|monitor|dispatch|courier|independent)\b",
    re.IGNORECASE,
)
"""What outlets are called."""
CLAIM = re.compile(r"\b(?:19|20)\d\d\b|\brights\b|\brechte\b|\bdroits\b", re.IGNORECASE)
"""What tells the line of a site's rights from that of a photographer's."""
PARTS = re.compile(r"\s[|•·»›–—-]+\s|\s{2,}|[|•·©®™]")
NOT_LETTER = re.compile(r"[\W_]+")
HOST_LABELS = frozenset("www m web archive mobile amp en edition news co com org net gov ac edu uk blog".split())


def publisher_of(texts: Sequence[str], body: Flags, last: int, url: str | None) -> str | None:
    """The outlet's name as the page prints it; None where nothing vouches for one.

    Args:
        texts: The lines of the page.
        body: Which of them are the report.
        last: The report's last line.
        url: The page's address: a name that is also in its host is certain, and no other one is taken. Without one,
            who claims the rights must be called what outlets are called, or stand on the page a second time.
    """
    wanted = _labels(url) if url else frozenset()
    starts = {label[:2] for label in wanted}
    holder = None
    for number in range(len(texts) - 1, -1, -1):
        text = texts[number]
        small = text[:300].casefold()
        rights = "©" in small or "copyright" in small or "(c)" in small
        if body[number] or not (rights or (wanted and any(map(small.__contains__, starts)))):
            continue
        named = _rights_holder(text) if rights else None
        if wanted:
            for name in (*filter(None, [named]), *_names_in(text, starts)):
                if _letters(name) in wanted:
                    return name
        elif (
            named is not None and number > last and holder is None and CLAIM.search(text) and not HOLDING.search(named)
        ):
            holder = named
    if holder is None or OUTLET.search(holder):
        return holder
    same = (
        _letters(name) == _letters(holder) for n, text in enumerate(texts) if not body[n] for name in _names_in(text)
    )
    return holder if any(same) else None


def _labels(url: str) -> frozenset[str]:
    """What a name must read as to be that of the host: ``example`` or ``example.org`` without full stops."""
    host = urlsplit(url if "://" in url else f"//{url}").netloc.lower().partition(":")[0]
    labels = [label for label in host.split(".") if label not in HOST_LABELS]
    joined = {NOT_LETTER.sub("", label) for label in labels[:-1] or labels}
    return frozenset(label for label in joined | {NOT_LETTER.sub("", "".join(labels))} if len(label) >= FEWEST_LETTERS)


def _letters(name: str) -> str:
    """A name as it would stand in an address."""
    letters = NOT_LETTER.sub("", re.sub(r"\.(?:com|org|net|co\.uk|de|info|gov)$", "", name.casefold()))
    return letters.removeprefix("the") if len(letters) > len("the") + FEWEST_LETTERS else letters


def _rights_holder(text: str) -> str | None:
    """Who claims the rights in a line."""
    found = RIGHTS.search(text)
    if found is None:
        return None
    name = AFTER_NAME.sub("", found["name"]).strip(" ,.;:-–")
    name = COMPANY.sub("", name).strip(" ,.")
    words = name.split()
    capital = name[:1].isupper() or any(map(str.isupper, name))
    return name if 1 <= len(words) <= MOST_WORDS and len(name) >= FEWEST_LETTERS and capital else None


def _names_in(text: str, starts: AbstractSet[str] = frozenset()) -> Iterator[str]:
    """The parts of a line that could be a name; `starts` are the letters that one of them begins with, where known."""
    for part in PARTS.split(text[:300]):
        part = part.strip(" ,.:")
        if starts and part.casefold().removeprefix("the ")[:2] not in starts and part[:2].casefold() not in starts:
            continue
        if part[:1].isalpha() and part.count(" ") < MOST_WORDS and len(part) >= FEWEST_LETTERS:
            yield COMPANY.sub("", part)
