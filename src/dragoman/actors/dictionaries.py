"""Users' dictionaries of actors: PETRARCH/Phoenix files with their CAMEO codes, CSV and FollowTheMoney entities.

An actor file names actors and their codes, with the days between which a code holds; an agent file names roles whose
code is put behind (or before) an actor's; a discard file names phrases whose sentence or story isn't to be coded.

Source: comments of the TABARI and PETRARCH dictionaries (Schrodt 2001; Open Event Data Alliance 2014-2016), retold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from dragoman.actors.listed import Listed, read_csv, read_entities
from dragoman.errors import CodebookError

PIVOT_YEAR = 30
"""Years of two digits up to this one are of this century, as PETRARCH reads them."""
SHORTEST_STEM = 4
LONGEST_ENDING = 4
"""A name without a final ``_`` also fits words that go on after it: as many letters at most, on a stem of so many."""
NO_CODE = "---"

CODE = re.compile(r"\[([^\]]*)\]")
SET = re.compile(r"^(!\w+!)\s*=\s*(.+)$")
PLURAL = re.compile(r"\{([^}]*)\}")
COMMENT = re.compile(r"<!--.*?-->|<!--.*|#.*")
WORD = re.compile(r"\w+")

type Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatedCode:
    """A code and the days on which it holds, both ends in it; `None` for no limit."""

    code: str
    first: date | None = None
    last: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether it holds on a day; a limited code doesn't on a day that isn't known."""
        if self.first is None and self.last is None:
            return True
        return day is not None and (self.first or day) <= day <= (self.last or day)


@dataclass(slots=True)
class Entry:
    """An actor or agent of a dictionary, under all its names."""

    codes: list[DatedCode] = field(default_factory=list)
    place: str = ""
    """File and line."""
    listed: Listed | None = None
    """What a table says of the actor; an entry of a PETRARCH file has codes alone."""

    def code(self, day: date | None) -> str | None:
        """The code on a day: one that is limited to it before one that always holds."""
        holding = [code for code in self.codes if code.holds(day)]
        limited = (code.code for code in holding if code.first or code.last)
        return next(limited, holding[0].code if holding else None)


@dataclass(frozen=True, slots=True)
class FoundActor:
    """An actor of the dictionaries in a text: ``text[start:end]``."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Found:
    """A dictionary name in a text: ``text[start:end]``, with its code on the day asked for."""

    start: int
    end: int
    code: str
    role: Literal["actor", "agent"]


class _Names:
    """Names of one kind, found by their words: exact, or with a longer last word."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[Words, bool, Entry]]] = {}
        self._exact: dict[tuple[Words, bool], Entry] = {}

    def add(self, words: Words, exact: bool, entry: Entry) -> Entry | None:
        """Add a name; gives the entry that has it already, and keeps that one."""
        known = self._exact.setdefault((words, exact), entry)
        if known is not entry:
            return known
        self._by_first.setdefault(words[0], []).append((words, exact, entry))
        return None

    def longest(self, words: Sequence[str], at: int) -> tuple[int, Entry] | None:
        """The entry whose name is longest from a word on, with the number of its words; exact names go first."""
        best: tuple[int, bool, Entry] | None = None
        word = words[at]
        for stem in (word, *(word[:-n] for n in range(1, LONGEST_ENDING + 1) if len(word) - n >= SHORTEST_STEM)):
            for name, exact, entry in self._by_first.get(stem, ()):
                full = tuple(words[at : at + len(name)]) == name
                if not full and (exact or not _goes_on(name, words, at)):
                    continue
                if best is None or (len(name), full) > best[:2]:
                    best = len(name), full, entry
        return (best[0], best[2]) if best else None

    def __len__(self) -> int:
        return len(self._exact)


def _goes_on(name: Words, words: Sequence[str], at: int) -> bool:
    """Whether a name fits but for a longer last word: ARGENTIN for "Argentinian"; a plural fits any name."""
    last = at + len(name) - 1
    if last >= len(words) or tuple(words[at:last]) != name[:-1]:
        return False
    stem, word = name[-1], words[last]
    if word == stem + "S":
        return True
    return word.startswith(stem) and len(stem) >= SHORTEST_STEM and len(word) - len(stem) <= LONGEST_ENDING


class Dictionaries:
    """What the users' files know. ``problems`` lists each line that was left out, with file, line and reason."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.doubles: list[tuple[str, Entry, Entry]] = []
        self._actors = _Names()
        self._agents = _Names()
        self._discards = _Names()
        self._story_discards: set[int] = set()

    def __len__(self) -> int:
        return len(self._actors) + len(self._agents)

    def find(self, text: str, day: date | None = None) -> list[Found]:
        """The dictionary names in a text that have a code on the day: the longest at each place, without overlap."""
        places = [(m.start(), m.end()) for m in WORD.finditer(text)]
        words = [fold(text[start:end]) for start, end in places]
        found: list[Found] = []
        i = 0
        while i < len(words):
            hit = self._hit(words, i, day)
            if hit is not None and not _is_pronoun_us(text, places[i]):
                length, code, role = hit
                found.append(Found(places[i][0], places[i + length - 1][1], code, role))
                i += length
            else:
                i += 1
        return found

    def actors_in(self, text: str) -> Iterator[FoundActor]:
        """The listed actors that a text names, with a capital letter or no letters of two cases at all."""
        places = [(m.start(), m.end()) for m in WORD.finditer(text)]
        words = [fold(text[start:end]) for start, end in places]
        i = 0
        while i < len(words):
            hit = self._actors.longest(words, i) if not text[places[i][0]].islower() else None
            if hit is not None:
                yield FoundActor(places[i][0], places[i + hit[0] - 1][1], hit[1])
            i += hit[0] if hit is not None else 1

    def agent_codes(self, phrase: str) -> tuple[str, ...]:
        """The sectors that the agents of a phrase give: ``agent_codes("prime minister")`` is ``("GOV",)``."""
        found = [one.code.replace("~", "") for one in self.find(phrase) if one.role == "agent"]
        return tuple(dict.fromkeys(part for code in found for part in sectors(code)))

    def _hit(
        self, words: Sequence[str], at: int, day: date | None
    ) -> tuple[int, str, Literal["actor", "agent"]] | None:
        hits: list[tuple[int, str, Literal["actor", "agent"]]] = []
        for names, role in ((self._actors, "actor"), (self._agents, "agent")):
            longest = names.longest(words, at)
            code = longest[1].code(day) if longest else None
            if longest and code is not None:
                hits.append((longest[0], code, role))  # type: ignore[arg-type]
        return max(hits, key=lambda hit: hit[0], default=None)

    def codes(self, phrase: str, day: date | None = None) -> tuple[str, ...]:
        """The CAMEO codes of the actors that a noun phrase names: ``codes("French president")`` is ``("FRAGOV",)``.

        Each actor takes the phrase's agents; agents without an actor give ``---GOV``; nothing known gives ``()``.
        """
        found = self.find(phrase, day)
        agents = [one.code for one in found if one.role == "agent"]
        actors = [one.code for one in found if one.role == "actor"] or ([NO_CODE] if agents else [])
        return tuple(dict.fromkeys(combine(actor, agents) for actor in actors))

    def code_of(self, name: str, day: date | None = None) -> str | None:
        """The code of an actor under exactly this name, or `None`."""
        words = tuple(fold(word) for word in WORD.findall(name))
        longest = self._actors.longest(words, 0) if words else None
        return longest[1].code(day) if longest is not None and longest[0] == len(words) else None

    def discards(self, text: str) -> Literal["story", "sentence"] | None:
        """Whether a sentence, or the whole story, isn't to be coded, because a discard phrase stands in it."""
        words = [fold(word) for word in WORD.findall(text)]
        hits = [hit[1] for i in range(len(words)) if (hit := self._discards.longest(words, i))]
        if any(id(entry) in self._story_discards for entry in hits):
            return "story"
        return "sentence" if hits else None


def combine(actor: str, agents: Iterable[str]) -> str:
    """An actor's code with those of its agents: ``combine("USA", ["~GOV"])`` is ``USAGOV``; none is put in twice."""
    code = actor
    for agent in agents:
        before, _, after = agent.partition("~")
        if before and before not in code:
            code = before + (code if code != NO_CODE else "")
        if after and after not in code[3:]:
            code += after
    return code


def sectors(code: str) -> tuple[str, ...]:
    """A code without its country in its parts of three letters: ``sectors("GOVFRM")`` is ``("GOV", "FRM")``."""
    return tuple(code[i : i + 3] for i in range(0, len(code), 3))


def _says_the_same(first: Entry, second: Entry) -> bool:
    """Whether two entries of one name agree, or are one actor's."""
    if first.listed is None or second.listed is None:
        return first.codes == second.codes
    one, other = first.listed, second.listed
    return (one.kind, one.country, one.roles) == (
        other.kind,
        other.country,
        other.roles,
    ) and first.codes == second.codes


def fold(word: str) -> str:
    """A word as dictionaries are compared: capitals, no accents."""
    if word.isascii():
        return word.upper()
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().upper() or word.upper()


def _is_pronoun_us(text: str, place: tuple[int, int]) -> bool:
    return text[place[0] : place[1]] in {"us", "it", "who"}


def load_dictionaries(source: Path | Iterable[Path]) -> Dictionaries:
    """The dictionaries of a folder, or of some files.

    Text files with ``actors``, ``agents`` or ``discards`` in their names are PETRARCH's; ``.csv`` files are tables of
    actors, ``.jsonl``, ``.ijson`` and ``.json`` files FollowTheMoney entities, one a line. A line that doesn't parse,
    dates out of order and a second entry under a known name with other codes are listed in ``problems``; everything
    else is loaded, and the first of two entries holds.

    Raises:
        CodebookError: The folder or a file isn't there, or none is a dictionary.
    """
    paths = sorted(source.iterdir()) if isinstance(source, Path) and source.is_dir() else source
    files = [paths] if isinstance(paths, Path) else list(paths)
    dictionaries = Dictionaries()
    known = 0
    for path in files:
        if not path.is_file():
            raise CodebookError(f"{path}: no such dictionary file")
        reader = _reader_of(path)
        if reader is not None:
            reader(dictionaries, path)
            known += 1
    # only now are the codes of both entries complete
    dictionaries.problems += [text for text, first, second in dictionaries.doubles if not _says_the_same(first, second)]
    if not known:
        named = source if isinstance(source, Path) else ", ".join(map(str, files))
        raise CodebookError(
            f"{named}: no dictionary; use .csv, .jsonl (FollowTheMoney), or .txt (PETRARCH) with 'actors', 'agents' or "
            "'discards' in its name"
        )
    return dictionaries


def _reader_of(path: Path) -> Callable[[Dictionaries, Path], None] | None:
    if path.suffix.lower() == ".csv":
        return partial(_read_table, read_csv)
    if path.suffix.lower() in {".jsonl", ".ijson", ".json"}:
        return partial(_read_table, read_entities)
    if path.suffix.lower() == ".txt":
        kinds = (("agent", _read_agents), ("discard", _read_discards), ("actor", _read_actors))
        return next((read for kind, read in kinds if kind in path.name.lower()), None)
    return None


def _read_table(read: Callable[[Path, list[str]], Iterator[Listed]], dictionaries: Dictionaries, path: Path) -> None:
    for listed in read(path, dictionaries.problems):
        code = (listed.country or "") + "".join(listed.codes)
        entry = Entry([DatedCode(code, listed.since, listed.until)] if code else [], listed.place, listed)
        for name in listed.names:
            _add_name(dictionaries, dictionaries._actors, f"{name}_", entry, listed.place)


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """The lines of a file without comments, each with its place: ``("Phoenix.actors.txt:12", "FRANCE_ [FRA]")``."""
    in_comment = False
    for number, raw in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
        line = raw
        if in_comment:
            _, closed, line = raw.partition("-->")
            in_comment = not closed
            if in_comment:
                continue
        in_comment = "<!--" in line and "-->" not in line[line.rindex("<!--") :]
        line = COMMENT.sub("", line).rstrip() if "#" in line or "<" in line else line.rstrip()
        if line.strip():
            yield f"{path}:{number}", line


def _read_actors(dictionaries: Dictionaries, path: Path) -> None:
    entry = Entry()
    for place, line in _lines(path):
        name = line.partition("[")[0].strip()
        if name and not name.startswith("+"):
            entry = Entry(place=place)
        elif name and not entry.place:
            dictionaries.problems.append(f"{place}: '{name.lstrip('+')}' is a synonym, but no entry stands above it")
            continue
        entry.codes.extend(_codes(dictionaries, place, line))
        if name:
            _add_name(dictionaries, dictionaries._actors, name.lstrip("+"), entry, place)


def _codes(dictionaries: Dictionaries, place: str, line: str) -> list[DatedCode]:
    if line.count("[") != line.count("]"):
        dictionaries.problems.append(
            f"{place}: a code isn't closed: {line.strip()!r}; write [CODE] or [CODE 20010101-20051231]"
        )
    codes = []
    for body in CODE.findall(line):
        code, *limits = body.split(maxsplit=1)[:2] or [""]
        try:
            codes.append(_dated(code.upper(), limits[0].replace(" ", "") if limits else ""))
        except ValueError as error:
            dictionaries.problems.append(f"{place}: [{body}]: {error}")
    return codes


def _dated(code: str, limits: str) -> DatedCode:
    if not code:
        raise ValueError("no code in the brackets")
    if not limits:
        return DatedCode(code)
    if limits[0] in "<>":
        day = _day(limits[1:])
        return DatedCode(code, last=day) if limits[0] == "<" else DatedCode(code, first=day)
    first_text, dash, last_text = limits.partition("-")
    if not dash:
        raise ValueError(f"{limits!r} is no date limit; use <DATE, >DATE or DATE-DATE")
    first, last = _day(first_text), _day(last_text)
    if first > last:
        raise ValueError(f"the dates are out of order: {first} is after {last}")
    return DatedCode(code, first, last)


def _day(text: str) -> date:
    if not text.isdigit() or len(text) not in {6, 8}:
        raise ValueError(f"{text!r} is no date; use YYMMDD or YYYYMMDD")
    if len(text) == 6:
        text = ("20" if int(text[:2]) <= PIVOT_YEAR else "19") + text
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise ValueError(f"{text!r} is no day of the calendar") from None


def _read_agents(dictionaries: Dictionaries, path: Path) -> None:
    sets: dict[str, list[str]] = {}
    for place, line in _lines(path):
        if match := SET.match(line.strip()):
            sets[match[1]] = [word.strip() for word in match[2].split(",") if word.strip()]
            continue
        codes = CODE.findall(line)
        name = PLURAL.sub("", line.partition("[")[0]).strip()
        if not name or len(codes) != 1 or "~" not in codes[0]:
            dictionaries.problems.append(
                f"{place}: {line.strip()!r} is no agent; write NAME [~CODE] or NAME {{PLURAL}} [~CODE]"
            )
            continue
        entry = Entry([DatedCode(codes[0].replace(" ", "").upper())], place)
        forms = [name]
        for marker in re.findall(r"!\w+!", name):
            if marker not in sets:
                dictionaries.problems.append(f"{place}: no set {marker} is defined above this line")
            forms = [form.replace(marker, member) for form in forms for member in sets.get(marker, [])]
        plural = PLURAL.search(line)
        for form in forms:
            for spelled in dict.fromkeys((form, *_plurals(form, plural, bool(len(forms) > 1)))):
                _add_name(dictionaries, dictionaries._agents, spelled.rstrip("_") + "_", entry, place)


def _plurals(name: str, given: re.Match[str] | None, expanded: bool) -> list[str]:
    if given is not None or expanded:
        return [given[1].strip()] if given is not None and given[1].strip() else []
    stem = name.rstrip("_")
    return [stem[:-1] + "IES"] if stem.endswith("Y") else [stem + "S"]


def _read_discards(dictionaries: Dictionaries, path: Path) -> None:
    for place, line in _lines(path):
        phrase = line.partition("[")[0].strip()
        entry = Entry(place=place)
        words = _words(phrase)
        if not words:
            continue
        dictionaries._discards.add(words, True, entry)
        if phrase.startswith("+"):
            dictionaries._story_discards.add(id(entry))


def _words(name: str) -> Words:
    return tuple(fold(word) for word in WORD.findall(name.replace("_", " ")))


def _add_name(dictionaries: Dictionaries, names: _Names, name: str, entry: Entry, place: str) -> None:
    words = _words(name)
    if not words:
        dictionaries.problems.append(f"{place}: {name!r} has no word in it")
        return
    known = names.add(words, name.endswith("_"), entry)
    if known is not None:
        dictionaries.doubles.append(
            (f"{place}: {name.rstrip('_')!r} stands already at {known.place}; that entry holds", known, entry)
        )
