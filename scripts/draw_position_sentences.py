"""Draw the sentences of a check set of positions: offsets to annotate by hand, nothing of their text.

    draw_position_sentences.py TEXTS OUT.jsonl --seed N [--not-from CHECKSET.jsonl …] [--runs N] [--connectives N]
        [--conditions N]

TEXTS is a folder of ``DOC.txt``. Some rows are runs of five sentences in a row, each run from another article, so that
what is no position comes as often as in the news; then single sentences of further articles in which any connective of
conditions stands beside a modal, a negation or a word of stand; then single sentences of others in which one that is
mostly a condition ("unless", not "after") stands beside a word of will or stand with somebody before it. The drawing
looks at words alone, never at what the program makes of them. Each line is ``{"doc", "start", "end",
"positions": []}``.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from dragoman.offsets import sentences, span_of
from dragoman.parse import load_parser
from dragoman.readers.plain import plain_article

RUN = 5
"""Sentences in a row."""
CONNECTIVES = re.compile(
    r"\b(?:until|unless|only (?:if|when|after|then)|if|provid(?:ed|ing) that|as long as|so long as|without|before|after"
    r"|once|in (?:exchange|return) for|subject to|except|pending|depend(?:s|ing) on|conditional|on condition)\b",
    re.IGNORECASE,
)
STANDS = re.compile(
    r"\b(?:will|would|wo|must|should|shall|not|\w+n['’]t|never|no|refus\w+|reject\w+|support\w*|back\w*|oppos\w+"
    r"|promis\w+|pledg\w+|vow\w+|threat\w+|demand\w*|insist\w*|call\w* (?:for|on)|urg\w+|agree\w*|offer\w*|willing"
    r"|ready|prepared|plan\w*|want\w*)\b",
    re.IGNORECASE,
)
MOSTLY_CONDITIONS = re.compile(
    r"\b(?:until|unless|only (?:if|when|after|then)|if|provid(?:ed|ing) that|as long as|so long as"
    r"|in (?:exchange|return) for|subject to|except|pending|depends on|conditional on|on condition that)\b",
    re.IGNORECASE,
)
WILLS = re.compile(
    r"\b(?:I|[Ww]e|[Hh]e|[Ss]he|[Tt]hey|[A-Z]\w+|\w+ans)\b\W+(?:\w+ )?"
    r"(?:will|would|won['’]t|wouldn['’]t|must|should|refus\w+|promis\w+|pledg\w+|vow\w+|threaten\w*|demand\w*"
    r"|support\w*|oppos\w+|call\w* for|want\w*|agree\w*|offer\w*)\b"
    r"|\w['’](?:ll|d) "
)
type Row = dict[str, object]


def main() -> None:
    """Read the arguments, draw, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--not-from", type=Path, nargs="*", default=[], help="check sets whose articles aren't drawn")
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--connectives", type=int, default=160)
    parser.add_argument("--conditions", type=int, default=175)
    options = parser.parse_args()
    used = {json.loads(line)["doc"] for path in options.not_from for line in path.read_text("utf-8").splitlines()}
    docs = sorted(path.stem for path in options.texts.glob("*.txt") if path.stem not in used)
    chance = random.Random(options.seed)
    chance.shuffle(docs)
    rows = [row for doc in docs[: options.runs] for row in run_of(options.texts, doc, chance)]
    rest = iter(docs[options.runs :])
    for connective, stand, number in (
        (CONNECTIVES, STANDS, options.connectives),
        (MOSTLY_CONDITIONS, WILLS, options.conditions),
    ):
        singles = (single_of(options.texts, doc, connective, stand, chance) for doc in rest)
        rows += islice((row for row in singles if row is not None), number)
    options.out.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")


def run_of(texts: Path, doc: str, chance: random.Random) -> Iterator[Row]:
    """Five sentences in a row."""
    places = sentence_places(texts, doc)
    first = chance.randrange(max(1, len(places) - RUN))
    return (as_row(doc, place) for place in places[first : first + RUN])


def single_of(
    texts: Path, doc: str, connective: re.Pattern[str], stand: re.Pattern[str], chance: random.Random
) -> Row | None:
    """A sentence in which a connective stands beside a word of stand; rarer connectives are drawn as often as "if"."""
    text = (texts / f"{doc}.txt").read_text("utf-8")
    by_connective: dict[str, list[tuple[int, int]]] = {}
    for start, end in sentence_places(texts, doc):
        found = connective.search(text, start, end)
        if found is not None and stand.search(text, start, end):
            by_connective.setdefault(found.group().lower(), []).append((start, end))
    if not by_connective:
        return None
    return as_row(doc, chance.choice(by_connective[chance.choice(sorted(by_connective))]))


def sentence_places(texts: Path, doc: str) -> Sequence[tuple[int, int]]:
    """Start and end of each sentence of a text, in the text as the file has it."""
    text = (texts / f"{doc}.txt").read_text("utf-8")
    article = plain_article(text)
    places, at = [], 0
    for sentence in sentences(load_parser().parse(article)):
        start, end = span_of(sentence)
        words = article.body[start:end]
        found = text.find(words, at)
        if found >= 0 and len(words.split()) >= 4:
            places.append((found, found + len(words)))
            at = found + len(words)
    return places


def as_row(doc: str, place: tuple[int, int]) -> Row:
    """A line to annotate."""
    return {"doc": doc, "start": place[0], "end": place[1], "positions": []}


if __name__ == "__main__":
    main()
