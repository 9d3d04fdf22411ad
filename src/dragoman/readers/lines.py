"""The lines of a text dump as numbers: layout, wording and repetition, nothing of what they are about.

Everything is counted at once over the code points of the whole text, so that a thousand pages a second can be read.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urlsplit

import numpy as np
import numpy.typing as npt

type Floats = npt.NDArray[np.float32]
type Ints = npt.NDArray[np.intp]
type Flags = npt.NDArray[np.bool_]
type Hashes = npt.NDArray[np.uint64]

UPPER, LOWER, LETTER, DIGIT, SPACE, END, COMMA, COLON, QUOTE, BRACKET, BAR, MARK, OTHER = range(13)
"""Classes of code points. LETTER: of a script without case; END: ends a sentence; BAR: parts the items of a menu;
MARK: signs of addresses, rights and hashtags."""
SIGNS = {
    END: ".!?…。！？",
    COMMA: ",;、，",
    COLON: ":：",
    QUOTE: "\"'“”‘’«»„‹›「」`",
    BRACKET: "()[]{}",
    BAR: "|•·→←▶►▼▲/\\>",
    MARK: "@#©®™$€£%&+=_*~^×",
}

COLUMNS = (
    "length", "words", "word_length", "upper", "digit", "sign", "comma", "capitals", "caseless",
    "ends_sentence", "ends_quote", "ends_colon", "ends_dots", "inner_ends",
    "starts_upper", "starts_digit", "starts_quote", "starts_sign", "bar", "mark", "all_capitals",
    "blank_before", "blank_after", "heading", "bullet", "repeated", "first_time", "out_of_step", "prose",
    "echo_before", "echo_after", "address",
)  # fmt: skip
"""What each column of the matrix of lines holds."""

PROSE_WORDS = 10
"""A line of that many words is taken for running text when text is summed."""
CONTENT_LETTERS = 5
"""A word of that many letters says something of the matter: it is looked for again in lines near by."""
ECHO_LINES = 12
"""How far away, in lines, a word may stand again."""
REACHES = (4, 12, 40)
"""Lines on either side over which the amount of running text is summed."""

_BASE = np.uint64(0x9E3779B97F4A7C15)
"""Odd, so that its powers can be undone modulo 2**64: the hash of a word doesn't depend on where it stands."""
_MIX = np.uint64(0xFF51AFD7ED558CCD)


@cache
def _tables() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint64]]:
    """Class, and lower case, of each code point of the basic plane."""
    classes = np.full(0x10000, OTHER, dtype=np.uint8)
    lower = np.arange(0x10000, dtype=np.uint64)
    for code in range(0x10000):
        category = unicodedata.category(chr(code))
        if category in ("Lu", "Lt"):
            classes[code] = UPPER
            lower[code] = ord(chr(code).lower()[0])
        elif category == "Ll":
            classes[code] = LOWER
        elif category[0] in "LM":
            classes[code] = LETTER
        elif category == "Nd":
            classes[code] = DIGIT
        elif category in ("Zs", "Cc"):
            classes[code] = SPACE
    for number, signs in SIGNS.items():
        for sign in signs:
            classes[ord(sign)] = number
    return classes, lower


_powers: dict[str, npt.NDArray[np.uint64]] = {}


def _powers_of_base(count: int) -> tuple[Hashes, Hashes]:
    """The first powers of the base, and of its inverse."""
    if len(_powers.get("up", ())) < count:
        size = max(count, 1 << 15)
        inverse = np.uint64(pow(int(_BASE), -1, 2**64))
        _powers["up"] = np.cumprod(np.full(size, _BASE, dtype=np.uint64), dtype=np.uint64)
        _powers["down"] = np.cumprod(np.full(size, inverse, dtype=np.uint64), dtype=np.uint64)
    return _powers["up"][:count], _powers["down"][:count]


@dataclass(frozen=True, slots=True)
class Lines:
    """The printed lines of a dump, without blank ones and without the marks of headings and bullets."""

    texts: list[str]
    blank_before: Flags
    heading: Flags
    bullet: Flags


@dataclass(frozen=True, slots=True)
class Seen:
    """What a model sees of the lines of a dump."""

    matrix: Floats
    """One row a line, one column for each of `COLUMNS`."""
    place: Floats
    """One row a line: where it stands in the page, and how much running text stands around it."""
    words: Hashes
    """The hashes of all words, in order."""
    first_word: Ints
    """For each line, the index of its first word in `words`; where it has none, of the next line's first."""
    digits: Ints
    """How many digits each line has."""

    def lines_with(self, words: Hashes) -> Flags:
        """Which lines hold one of the words, whose hashes are in order."""
        place = np.minimum(np.searchsorted(words, self.words), len(words) - 1)
        found = np.flatnonzero(words[place] == self.words)
        lines = np.zeros(len(self.matrix), dtype=bool)
        lines[np.searchsorted(self.first_word, found, side="right") - 1] = True
        return lines


def words_of(matrix: Floats) -> Floats:
    """How many words each line has, at least one."""
    return np.asarray(np.expm1(matrix[:, COLUMNS.index("words")]), dtype=np.float32)


def split_lines(text: str) -> Lines:
    """The printed lines of a text dump."""
    texts: list[str] = []
    marks: list[tuple[bool, bool, bool]] = []
    blank = True
    for line in text.split("\n"):
        line = line.strip()
        if not line:
            blank = True
            continue
        heading = bullet = False
        if line[0] in "#*-•":
            mark, _, rest = line.partition(" ")
            heading, bullet = not mark.strip("#"), mark in ("*", "-", "•")
            if (heading or bullet) and rest:
                line = rest.lstrip("*# ") or rest
        texts.append(line)
        marks.append((blank, heading, bullet))
        blank = False
    table = np.array(marks, dtype=bool).reshape(-1, 3)
    return Lines(texts, table[:, 0], table[:, 1], table[:, 2])


def see(lines: Lines, url: str | None = None) -> Seen:
    """The lines as numbers; there must be at least one."""
    texts = lines.texts
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = np.minimum(codes, 0xFFFF)
    class_of, lower = _tables()
    classes = class_of[codes]
    lengths = np.fromiter(map(len, texts), dtype=np.intp, count=len(texts))
    starts = np.concatenate(([0], np.cumsum(lengths[:-1] + 1)))
    ends = starts + lengths
    letters = lower[codes]
    sums = _summed_up(letters)
    begins = _words(classes)
    hashes = _hashes(sums, begins[:, 0], begins[:, 1])
    line_of_word = np.searchsorted(starts, begins[:, 0], side="right") - 1
    first_word = np.searchsorted(line_of_word, np.arange(len(texts)))
    count = np.maximum(np.diff(np.append(first_word, len(hashes))), 1)
    matrix = np.empty((len(texts), len(COLUMNS)), dtype=np.float32)
    digits = _fill_layout(matrix, lines, codes, classes, starts, ends, count, _hashes(sums, starts, ends))
    _fill_wording(matrix, classes, begins, hashes, line_of_word, count, url)
    return Seen(matrix, _place(matrix), hashes, first_word, digits)


def _words(classes: npt.NDArray[np.uint8]) -> Ints:
    """Start and end of each run of letters and digits."""
    inside = np.zeros(len(classes) + 2, dtype=np.int8)
    inside[1:-1] = classes <= DIGIT
    return np.flatnonzero(inside[1:] != inside[:-1]).reshape(-1, 2)


def _summed_up(lower: Hashes) -> Hashes:
    """Sums of the code points up to each place, each times a power of the base."""
    summed = np.zeros(len(lower) + 1, dtype=np.uint64)
    np.cumsum((lower + np.uint64(1)) * _powers_of_base(len(lower))[0], out=summed[1:])
    return summed


def _hashes(summed: Hashes, starts: Ints, ends: Ints) -> Hashes:
    """A hash of each stretch of code points, by `_summed_up`."""
    mixed = (summed[ends] - summed[starts]) * _powers_of_base(len(summed))[1][starts]
    return (mixed ^ (mixed >> np.uint64(29))) * _MIX


def word_hashes(text: str) -> Hashes:
    """The hashes of the words of a text, as `Seen.words` has them."""
    codes = np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32), 0xFFFF)
    class_of, lower = _tables()
    begins = _words(class_of[codes])
    return _hashes(_summed_up(lower[codes]), begins[:, 0], begins[:, 1])


def _fill_layout(
    matrix: Floats, lines: Lines, codes: npt.NDArray[np.uint32], classes: npt.NDArray[np.uint8], starts: Ints,
    ends: Ints, words: Ints, hashes: Hashes,
) -> Ints:  # fmt: skip
    """Fills the columns that layout gives, from ``length`` to ``prose``, and says how many digits each line has."""
    flat = np.repeat(np.arange(len(starts)) * 13, np.diff(np.append(starts, len(codes))))
    counts = np.bincount(flat + classes, minlength=13 * len(starts)).reshape(-1, 13).T.astype(np.float32)
    size = (ends - starts).astype(np.float32)
    letters = counts[UPPER] + counts[LOWER] + counts[LETTER]
    first, last = classes[starts], classes[ends - 1]
    before_last = classes[np.maximum(ends - 2, starts)]
    _, where, inverse, times = np.unique(hashes, return_index=True, return_inverse=True, return_counts=True)
    sentence = (last == END) | (((last == QUOTE) | (last == BRACKET)) & (before_last == END))
    step = np.abs(np.diff(np.log1p(words)))
    columns = (
        np.log1p(size), np.log1p(words), letters / words / 8, counts[UPPER] / size, counts[DIGIT] / size,
        (counts[BAR] + counts[MARK] + counts[OTHER]) / size, counts[COMMA] / words, 0, counts[LETTER] / size,
        sentence, (last == QUOTE) | (last == BRACKET), last == COLON, codes[ends - 1] == ord("…"),
        np.log1p(counts[END]),
        first == UPPER, first == DIGIT, first == QUOTE, first >= BRACKET, counts[BAR] > 0, counts[MARK] > 0,
        (counts[LOWER] == 0) & (counts[UPPER] > 1),
        lines.blank_before, np.append(lines.blank_before[1:], True), lines.heading, lines.bullet,
        np.log(times[inverse]), where[inverse] == np.arange(len(starts)),
        np.minimum(np.append(step, 2), np.insert(step, 0, 2)),
        np.log1p(np.minimum(words, 60) * (sentence | (words >= PROSE_WORDS))),
    )  # fmt: skip
    for number, column in enumerate(columns):
        matrix[:, number] = column
    return np.asarray(counts[DIGIT], dtype=np.intp)


def _fill_wording(
    matrix: Floats, classes: npt.NDArray[np.uint8], begins: Ints, hashes: Hashes, line_of: Ints, count: Ints,
    url: str | None,
) -> None:  # fmt: skip
    """The columns that single words give: capitals, words that stand again near by, words of the address."""
    rows = len(matrix)
    column = COLUMNS.index
    matrix[:, column("capitals")] = np.bincount(line_of, classes[begins[:, 0]] == UPPER, rows) / count
    content = np.flatnonzero(begins[:, 1] - begins[:, 0] >= CONTENT_LETTERS)
    order = content[np.argsort(hashes[content], kind="stable")]
    same = hashes[order[1:]] == hashes[order[:-1]]
    gap = line_of[order[1:]] - line_of[order[:-1]]
    near = same & (gap > 0) & (gap <= ECHO_LINES)
    contents = np.maximum(np.bincount(line_of[content], minlength=rows), 1)
    matrix[:, column("echo_before")] = np.bincount(line_of[order[1:][near]], minlength=rows) / contents
    matrix[:, column("echo_after")] = np.bincount(line_of[order[:-1][near]], minlength=rows) / contents
    slug = word_hashes(unquote(urlsplit(url).path)) if url else hashes[:0]
    if len(slug):
        matrix[:, column("address")] = np.bincount(line_of, np.isin(hashes, slug), rows) / np.maximum(count, 3)
    else:
        matrix[:, column("address")] = 0


def _place(matrix: Floats) -> Floats:
    """Place in the page, and running text within each of `REACHES` before and after, and in the whole page."""
    count = len(matrix)
    prose = np.expm1(matrix[:, COLUMNS.index("prose")].astype(np.float64))
    address = matrix[:, COLUMNS.index("address")]
    summed = np.concatenate(([0.0], np.cumsum(prose)))
    place = np.arange(count)
    columns = [place / count, np.log1p(place) / 4, np.log1p(count - 1 - place) / 4, np.full(count, np.log1p(count) / 4)]
    columns += [summed[:-1] / (summed[-1] + 1), np.full(count, np.log1p(summed[-1]) / 4)]
    columns += [np.maximum.accumulate(address), np.maximum.accumulate(address[::-1])[::-1]]
    for reach in REACHES:
        before = summed[:-1] - summed[np.maximum(place - reach, 0)]
        after = summed[np.minimum(place + reach + 1, count)] - summed[1:]
        columns += [np.log1p(before) / 4, np.log1p(after) / 4]
    return np.stack(columns, axis=1).astype(np.float32)
