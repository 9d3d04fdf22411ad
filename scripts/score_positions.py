"""Score positions and conditions against the project's own annotations of PolNeAR sentences.

    score_positions.py CHECKSET.jsonl TEXTS [--show]

CHECKSET holds one sentence a line as offsets into ``TEXTS/DOC.txt``, without text: ``{"doc", "start", "end",
"positions": [{"act": […], "holder": [s, e] | null, "optional", "conditions": [{"kind", "span": [s, e]}]}]}``; ``act``
lists every act that would be right. A found position is right where it is of a group of acts that the annotation
allows; the one whose holder is named in the annotated words is taken first. A condition is right on a matched position
where half of the shorter overlaps. An optional position is neither missed nor wrong.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dragoman.offsets import overlap
from dragoman.pipeline import Pipeline
from dragoman.readers.plain import plain_article
from dragoman.records import Position, Record

GROUPS = {
    act: group
    for group, acts in {
        "against": "refuses opposes will_not rules_out does_not_recognise has_no_interest threatens",
        "for": "supports accepts recognises open_to has_interest",
        "ask": "demands calls_for",
        "commit": "promises offers will",
        "neutral": "neutral",
    }.items()
    for act in acts.split()
}
type Gold = dict[str, Any]


def main() -> None:
    """Read the arguments, read the texts, print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkset", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--show", action="store_true", help="print what was missed and invented")
    options = parser.parse_args()
    by_doc: dict[str, list[Gold]] = defaultdict(list)
    for line in options.checkset.read_text("utf-8").splitlines():
        by_doc[(row := json.loads(line))["doc"]].append(row)
    pipeline, counts = Pipeline(), Counter[str]()
    for doc, rows in by_doc.items():
        text = (options.texts / f"{doc}.txt").read_text("utf-8")
        record = pipeline.read(plain_article(text))
        for row in rows:
            shift = record.article.body.find(text[row["start"] : row["end"]])
            if shift < 0:
                raise SystemExit(f"{doc}: the sentence at {row['start']} isn't in the body")
            score_sentence(row, record, shift - row["start"], counts, show=options.show)
    for name in ("positions", "holders", "conditions"):
        print(f"{name:24} {summary(counts, name)}")
    false = counts["conditions.found"] - counts["conditions.right"]
    print(f"{'false conditions':24} {false} in {counts['sentences']} sentences")


def score_sentence(row: Gold, record: Record, shift: int, counts: Counter[str], *, show: bool) -> None:
    """Count what is right, missed and invented in one sentence."""
    start, end = row["start"] + shift, row["end"] + shift
    found = [p for p in record.positions if start <= p.issue[0] < end or start <= p.evidence[0] < end]
    pairs = matched(row["positions"], found, record, shift)
    counts["sentences"] += 1
    for number, gold in enumerate(row["positions"]):
        required = not gold.get("optional")
        counts["positions.gold"] += required
        counts["positions.right"] += required and number in pairs
        if number in pairs and gold["holder"] is not None:
            counts["holders.gold"] += 1
            counts["holders.found"] += 1
            counts["holders.right"] += held_by(found[pairs[number]], gold, record, shift)
        if required and number not in pairs and show:
            print("missed ", gold["act"], "|", record.article.body[start:end])
        if number in pairs or required:
            own = found[pairs[number]].conditions if number in pairs else ()
            score_conditions(gold, [each.span for each in own], shift, counts)
    optional = sum(bool(row["positions"][number].get("optional")) for number in pairs)
    counts["positions.found"] += len(found) - optional
    for number, position in enumerate(found):
        if number not in pairs.values():
            counts["conditions.found"] += len(position.conditions)
            if show:
                print("extra  ", position.act, position.rule, position.issue_text, "|", record.article.body[start:end])


def matched(golds: Sequence[Gold], found: Sequence[Position], record: Record, shift: int) -> dict[int, int]:
    """Which found position each annotated one is, by place: those of the right holder and required ones go first."""
    pairs: dict[int, int] = {}
    candidates = sorted(
        (not held_by(position, gold, record, shift), bool(gold.get("optional")), number, place)
        for number, gold in enumerate(golds)
        for place, position in enumerate(found)
        if GROUPS[position.act] in {GROUPS[act] for act in gold["act"]}
    )
    for _, _, number, place in candidates:
        if number not in pairs and place not in pairs.values():
            pairs[number] = place
    return pairs


def held_by(position: Position, gold: Gold, record: Record, shift: int) -> bool:
    """Whether a mention of the holder stands in the annotated words."""
    if gold["holder"] is None:
        return False
    first, last = (place + shift for place in gold["holder"])
    return any(m.actor == position.holder and overlap((m.start, m.end), (first, last)) for m in record.mentions)


def score_conditions(gold: Gold, spans: Sequence[tuple[int, int]], shift: int, counts: Counter[str]) -> None:
    """Count the conditions of one annotated position; those of an optional one only where they are annotated."""
    free = list(spans)
    counts["conditions.found"] += len(free)
    for condition in gold["conditions"]:
        want = (condition["span"][0] + shift, condition["span"][1] + shift)
        counts["conditions.gold"] += 1
        for span in free:
            if 2 * overlap(span, want) >= min(span[1] - span[0], want[1] - want[0]):
                free.remove(span)
                counts["conditions.right"] += 1
                break


def summary(counts: Counter[str], name: str) -> str:
    """Precision, recall and F1 of a kind, with the numbers they rest on."""
    right, found, gold = (counts[f"{name}.{part}"] for part in ("right", "found", "gold"))
    precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({right} of {found} found, {gold} annotated)"


if __name__ == "__main__":
    main()
