"""What was left out of a page, and as what: nothing is lost, and a reader can see why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby

import numpy as np

from dragoman.readers.line_model import Choice
from dragoman.readers.lines import COLUMNS, Flags, Hashes, Seen, word_hashes
from dragoman.records import Removed

BREADCRUMB = re.compile(r"\s[/>»›→|]\s|\s::\s")
PATH = re.compile(r"^home\s*[/>»›→|]", re.IGNORECASE)
BYLINE = re.compile(
    r"(?:by|von|par|por|di|written by|author|reporter|from our)\b|.*\b(?:correspondent|staff writer)\b", re.IGNORECASE
)
SIGNED_BELOW = re.compile(
    r"\(?(?:additional )?(?:reporting|writing|editing|compiled|edited|written) by\b", re.IGNORECASE
)
"""How agencies name at the end who wrote a report."""
DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d?:\d\d\b|\bago\b|\b(?:updated|published|posted)\b", re.IGNORECASE)
CREDIT = re.compile(
    r"\b(?:photo(?:graph)?s?|image|picture|getty|reuters|afp|epa|ap photo|credit|courtesy|file photo|pictured|"
    r"screenshot)\b|©|\((?:ap|l|r)\)",
    re.IGNORECASE,
)
TEASER = re.compile(
    r"(?:check also|read|see|watch|also|related|more|don.t miss|recommended|trending|popular|latest|next|previous|"
    r"you may|what to know)\b",
    re.IGNORECASE,
)
SIGN_UP = re.compile(
    r"\b(?:newsletter|subscri\w+|sign up|inbox|follow us|download (?:the|our) app|notifications?|cookies?)\b",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"(?:share|tweet|print|e-?mail|facebook|twitter|whatsapp|linkedin|pinterest|reddit|copy link|comments?)\b",
    re.IGNORECASE,
)
RIGHTS = re.compile(
    r"©|\bcopyright\b|\ball rights reserved\b|\bterms of (?:use|service)\b|\bprivacy policy\b", re.IGNORECASE
)
ODD_LABEL = re.compile(
    r"[©\d]|rights|terms|privac|cookie|newsletter|sign|subscri|inbox|follow|download|notif|share|tweet|print|mail|facebook|"
    r"twitter|whatsapp|linkedin|pinterest|reddit|copy|comment|read|see|watch|also|related|more|miss|recommend|trend|"
    r"popular|latest|next|prev|you may|know|\bby\b|author|report|photo|image|picture|credit|staff|correspond|ago|updat|"
    r"publish|post|[/>»›→|]",
    re.IGNORECASE,
)
"""What a short line outside the text must hold to be anything but an item of a menu; it spares most lines the rest."""
TO_OTHER_PAGES = re.compile(
    r"(?:(?:read|see|watch|check|view) (?:also|more|next|too)|(?:also|must) (?:read|see|watch)|don.t miss|"
    r"you may also like|related(?: (?:articles?|stor(?:y|ies)|coverage|news|links?|posts?|topics?|content|reading))?|"
    r"recommended(?: (?:for you|stories|reading))?|more on this(?: story| topic)?|most (?:read|popular)(?: in [\w ]+)?|"
    r"trending(?: now)?|up next|editor.?s.? (?:picks?|choice))(?P<label>\s*$)?(?(label)|\s*(?:[:»>…|]|[-–—]\s))",
    re.IGNORECASE,
)
"""What opens a line that leads to another page: a label alone, or before a colon or a dash."""
TO_THE_VISITOR = re.compile(
    r"(?:advertisement|(?:story|article) continues? below.*|continue reading(?: below)?|scroll (?:down )?to continue.*|"
    r"click here (?:to get|for|to sign).*\b(?:app|newsletter|updates)|sign up|subscribe|"
    r"(?:sign up|subscribe) (?:to|for|here|now)\b.*)\s*[.:…]?$",
    re.IGNORECASE,
)
"""A line that a page says to its visitor in the middle of a report."""
MOST_INSERT_WORDS = 25
MOST_TITLE_WORDS = 30
MOST_SIGNATURE_WORDS = 16
LABEL_WORDS = 4
"""A line of so few words outside the text is an item of a menu."""


CUE_WORDS = (
    "by compiled edited editing reporting writing von par por di written author reporter from correspondent staff "
    "ago updated published posted photo photos photograph photographs image picture getty reuters afp epa ap "
    "credit courtesy pictured screenshot l r check read see watch also related more don recommended trending "
    "popular latest next previous you what newsletter subscribe subscribed subscriber subscribers subscribes "
    "subscribing subscription subscriptions sign follow download notification notifications cookie cookies inbox "
    "share tweet print e email mail facebook twitter whatsapp linkedin pinterest reddit copy comment comments "
    "copyright rights terms privacy secretary minister president spokesman spokeswoman spokesperson spokespeople "
    "ambassador director chair chairman chairwoman chairperson commissioner representative adviser advisor envoy "
    "editor chancellor commander general admiral senator governor coordinator office bureau ministry embassy "
    "mission press media"
)
"""Every word that a pattern of this module asks for, in whatever form."""


@cache
def cue_words() -> Hashes:
    """The hashes of `CUE_WORDS`, in order."""
    return np.unique(word_hashes(CUE_WORDS))


def lines_without_cue(seen: Seen) -> Flags:
    """Which lines no pattern of this module can match: without any of its words, its signs, or a digit."""
    signs = seen.matrix[:, COLUMNS.index("bar")] + seen.matrix[:, COLUMNS.index("mark")] + seen.digits
    return np.asarray(~seen.lines_with(cue_words()) & (signs == 0))


def removed_lines(
    texts: Sequence[str], choice: Choice, title: int | None, plain: Sequence[bool] | Flags = ()
) -> tuple[Removed, ...]:
    """The lines that aren't body, neighbours of one kind together; `plain` marks `lines_without_cue`, where known."""
    body = np.flatnonzero(choice.keep)
    ends = (int(body[0]), int(body[-1])) if len(body) else (len(texts), -1)
    left_out = np.flatnonzero(~choice.keep).tolist()
    marked = plain.tolist() if isinstance(plain, np.ndarray) else plain or [False] * len(texts)
    kinds = [
        (
            _why_plain(number, texts, ends, title) if marked[number] else why_removed(number, texts, ends, title),
            number,
        )
        for number in left_out
    ]
    pieces = []
    for (why, _), group in groupby(enumerate(kinds), key=lambda item: (item[1][0], item[1][1] - item[0])):
        pieces.append(Removed(text="\n".join(texts[number] for _, (_, number) in group), why=why))
    return tuple(pieces)


def _why_plain(number: int, texts: Sequence[str], ends: tuple[int, int], title: int | None) -> str:
    """What a line is that isn't body and that no pattern can match: place and length alone say it."""
    text = texts[number]
    if title is not None and text == texts[title]:
        return "title"
    if number < ends[0] and ("»" in text or "›" in text or "," in text):  # a path or a place
        return why_removed(number, texts, ends, title)
    short = text.count(" ") < LABEL_WORDS
    if ends[0] < number < ends[1]:
        return "label" if short else "insert"
    if short:
        return "navigation"
    if number > ends[1]:
        return "teaser"
    return "deck" if title is not None and number > title else "masthead"


def why_removed(number: int, texts: Sequence[str], ends: tuple[int, int], title: int | None) -> str:
    """What a line is that isn't body; `ends` are the body's first and last line."""
    text = texts[number]
    words = text.count(" ") + 1
    if title is not None and text == texts[title]:
        return "title"
    if title is not None and title < number < ends[0] and (is_signature(text) or PLACE.match(text)):
        return "byline" if is_signature(text) else "dateline"
    if words <= LABEL_WORDS and not ends[0] < number < ends[1] and not ODD_LABEL.search(text):
        return "navigation"
    if SIGN_UP.search(text):
        return "newsletter"
    if RIGHTS.search(text):
        return "rights"
    if SHARE.match(text) and words <= LABEL_WORDS:
        return "sharing"
    if number > ends[1] and SIGNED_BELOW.match(text):
        return "byline"
    if number > ends[1]:
        return "navigation" if words <= LABEL_WORDS and not TEASER.match(text) else "teaser"
    if number > ends[0]:
        return _why_inside(text, words)
    return _why_above(number, text, words, texts, title)


OFFICE = re.compile(
    r"\b(?:secretary|minister|president|spokes\w+|ambassador|director|chair\w*|commissioner|representative|adviser|advisor|"
    r"envoy|editor|correspondent|staff|reporter|chancellor|commander|general|admiral|senator|governor|coordinator)\b",
    re.IGNORECASE,
)
NAMED = re.compile(r"(?:[A-Z][\w.’'-]*\.?\s+){1,5}[A-Z][\w’'-]+,\s+[A-Z]")
BODY_THAT_ISSUES = re.compile(
    r"(?:office|bureau|ministry|embassy|mission|press (?:office|service|department|release|statement)|media note)\b",
    re.IGNORECASE,
)


def is_signature(text: str) -> bool:
    """True for a line that says who wrote or issued a text: "Jane Doe, Minister of State", "Office of the Speaker"."""
    words = text.split()
    if len(words) > MOST_SIGNATURE_WORDS or text[-1] in ".:":
        return False
    capitals = all(word[0].isupper() or not word[0].isalpha() or len(word) <= 3 for word in words)
    named = NAMED.match(text)
    in_office = named is not None and OFFICE.search(text, named.end() - 1) is not None
    return BYLINE.match(text) is not None or (capitals and (in_office or BODY_THAT_ISSUES.match(text) is not None))


def is_cue_of_chrome(text: str) -> bool:
    """True for what only a web page says: share, subscribe, related, all rights reserved, the path to the page."""
    short = text.count(" ") < LABEL_WORDS
    return bool(
        RIGHTS.search(text)
        or (short and (SHARE.match(text) or TEASER.match(text) or SIGN_UP.search(text)))
        or (PATH.search(text) and text[-1] not in ".?!")
    )


def is_insert(text: str) -> bool:
    """True for a line that isn't the report's wherever it stands: "Read also: …", "Advertisement"."""
    if text.count(" ") >= MOST_INSERT_WORDS:
        return False
    return TO_OTHER_PAGES.match(text) is not None or TO_THE_VISITOR.match(text) is not None


def is_label_of_teasers(text: str) -> bool:
    """True for a label that stands above lines that lead to other pages: "Related stories"."""
    found = TO_OTHER_PAGES.match(text)
    return found is not None and (found["label"] is not None or text.endswith(":"))


def reads_like_title(text: str) -> bool:
    """True for a line that could be a headline wherever it stands: some words, nothing of a byline, date or menu."""
    other = BREADCRUMB.search(text) or DATED.search(text) or CREDIT.search(text)
    return text.count(" ") + 1 >= LABEL_WORDS and not other and is_headline(text)


def is_headline(text: str) -> bool:
    """True for a line that is the headline if it is the first one of a text: some words, no full stop, no byline."""
    words = text.count(" ") + 1
    return 2 <= words <= MOST_TITLE_WORDS and text[-1] not in ".:,;" and not is_signature(text) and not is_head(text)


PLACE = re.compile(r"(?:[A-Z][\w.’'-]*\s?){1,3},\s(?:[A-Z][\w.’'-]*\s?){1,3}$")
KIND_OF_TEXT = re.compile(
    r"(?:press|media|public|joint|official|fact|news|readout|remarks|statement|interview|transcript|communiqu)\w*"
    r"(?: (?:statement|release|note|sheet|schedule|briefing|remarks|notice|as delivered|as prepared))?s?$",
    re.IGNORECASE,
)
MOST_DATE_WORDS = 8


def is_head(text: str) -> bool:
    """True for what stands between a headline and its text: who issued it, where, when, what kind of text it is."""
    dated = DATED.search(text) is not None and text.count(" ") < MOST_DATE_WORDS and text[-1] not in ".?!:"
    return is_signature(text) or PLACE.match(text) is not None or KIND_OF_TEXT.match(text) is not None or dated


def _why_inside(text: str, words: int) -> str:
    if CREDIT.search(text):
        return "caption"
    if TEASER.match(text):
        return "teaser"
    return "label" if words <= LABEL_WORDS else "insert"


def _why_above(number: int, text: str, words: int, texts: Sequence[str], title: int | None) -> str:
    dated_bar = "|" in text and DATED.search(text)  # a bar parts the day from the weather as well as a path
    if BREADCRUMB.search(text) and not dated_bar and (title is None or number < title):
        return "breadcrumb"
    if is_signature(text):
        return "byline"
    if DATED.search(text) and words <= 15:
        return "masthead" if title is not None and number < title else "dateline"
    if CREDIT.search(text):
        return "caption"
    if title is not None and number > title:
        return "byline" if words <= LABEL_WORDS else "deck"
    return "navigation" if words <= LABEL_WORDS else "masthead"
