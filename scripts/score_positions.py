"""Score positions and conditions against the project's own annotations of PolNeAR sentences.

    score_positions.py CHECKSET.jsonl TEXTS [--show]

CHECKSET holds one sentence a line as offsets into ``TEXTS/DOC.txt``, without text: ``{"doc", "start", "end",
"positions": [{"act": […], "holder": [s, e] | null, "optional", "conditions": [{"kind", "span": [s, e], "who":
[[s, e]…], "optional"}]}]}``; ``act`` lists every act that would be right. A found position is right where it is of a
group of acts that the annotation allows; the one whose holder is named in the annotated words is taken first. A
condition is right on a matched position where half of the shorter overlaps; of those the kind and, where it is
annotated, who must act are compared. An optional position or condition is neither missed nor wrong.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dragoman.offsets import overlap
from dragoman.pipeline import Pipeline
from dragoman.readers.plain import plain_article
from dragoman.records import Condition, Position, Record

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
            for remark in score_sentence(row, record, shift - row["start"], counts):
                if options.show:
                    print(remark)
    for name in ("positions", "holders", "conditions", "kinds", "who"):
        print(f"{name:24} {summary(counts, name)}")
    false = counts["conditions.found"] - counts["conditions.right"]
    print(f"{'false conditions':24} {false} in {counts['sentences']} sentences")


def score_sentence(row: Gold, record: Record, shift: int, counts: Counter[str]) -> Iterator[str]:
    """Count what is right, missed and invented in one sentence, and say each thing that isn't right."""
    start, end = row["start"] + shift, row["end"] + shift
    found = [p for p in record.positions if start <= p.issue[0] < end or start <= p.evidence[0] < end]
    pairs = matched(row["positions"], found, record, shift)
    sentence = " ".join(record.article.body[start:end].split())
    counts["sentences"] += 1
    for number, gold in enumerate(row["positions"]):
        own = found[pairs[number]] if number in pairs else None
        required = not gold.get("optional")
        counts["positions.gold"] += required
        if own is not None:
            counts["positions.right" if required else "positions.optional"] += 1
            if gold["holder"] is not None:
                counts["holders.gold"] += 1
                counts["holders.found"] += 1
                counts["holders.right"] += held_by(own, gold, record, shift)
        elif required:
            yield f"missed  {gold['act']} | {sentence}"
        if own is not None or required:
            for condition in score_conditions(gold, own.conditions if own else (), record, shift, counts):
                yield f"no cond {condition['kind']} {text_of(condition['span'], record, shift)} | {sentence}"
    counts["positions.found"] += len(found) - sum(bool(row["positions"][number].get("optional")) for number in pairs)
    for number, position in enumerate(found):
        if number not in pairs.values():
            counts["conditions.found"] += len(position.conditions)
            under = [text_of(condition.span, record, 0) for condition in position.conditions]
            yield f"extra   {position.act} {position.rule} {position.issue_text} {under or ''} | {sentence}"


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


def score_conditions(
    gold: Gold, found: Sequence[Condition], record: Record, shift: int, counts: Counter[str]
) -> list[Gold]:
    """Count the conditions of one annotated position, and give those that were missed."""
    free, missed = list(found), []
    counts["conditions.found"] += len(free)
    for annotated in gold["conditions"]:
        want = (annotated["span"][0] + shift, annotated["span"][1] + shift)
        required = not annotated.get("optional")
        counts["conditions.gold"] += required
        own = next(
            (each for each in free if 2 * overlap(each.span, want) >= min(length(each.span), length(want))), None
        )
        if own is None:
            missed += [annotated] * required
            continue
        free.remove(own)
        counts["conditions.right"] += required
        counts["conditions.found"] -= not required
        for name in ("kinds", "who")[: 2 if "who" in annotated else 1]:
            counts[f"{name}.gold"] += 1
            counts[f"{name}.found"] += 1
        counts["kinds.right"] += own.kind == annotated["kind"]
        counts["who.right"] += "who" in annotated and who_fits(own, annotated["who"], record, shift)
    return missed


def who_fits(condition: Condition, annotated: Sequence[Sequence[int]], record: Record, shift: int) -> bool:
    """Whether those who must act are the actors mentioned in the annotated words: none where none is."""
    spans = [(start + shift, end + shift) for start, end in annotated]
    named = {m.actor for m in record.mentions for span in spans if overlap((m.start, m.end), span)}
    return bool(named & set(condition.who)) if named else not condition.who


def length(span: tuple[int, int]) -> int:
    """Characters of a span."""
    return span[1] - span[0]


def text_of(span: Sequence[int], record: Record, shift: int) -> str:
    """The words of an annotated span."""
    return record.article.body[span[0] + shift : span[1] + shift]


def summary(counts: Counter[str], name: str) -> str:
    """Precision, recall and F1 of a kind, with the numbers they rest on."""
    right, found, gold = (counts[f"{name}.{part}"] for part in ("right", "found", "gold"))
    precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({right} of {found} found, {gold} annotated)"


if __name__ == "__main__":
    main()
