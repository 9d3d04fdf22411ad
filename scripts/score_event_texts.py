"""Scores events found in plain text on the PLOVER gold standard: right type, and with it right source and target text.

    python scripts/score_event_texts.py PLOVER_GSR.jsonl [--show] [--json]

One gold event a sentence. An event is right where its type (CONCEDE and RETREAT together, REQUEST for DEMAND …) is the
gold type; its places are right where each gold source is named by one of its actors, and each target by one of its
recipients, or for a mutual event by either. Names agree where one holds the other or half of their words are common.
A sentence's other events count as false.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from dragoman.pipeline import Pipeline
from dragoman.readers.plain import plain_article
from dragoman.records import Event, Record

OLD_NAMES = {
    "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "CONCEDE": "YIELD", "RETREAT": "YIELD",
    "FIGHT": "ASSAULT",
}  # fmt: skip
FRIENDLY = {"CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID"}
HOSTILE = {"PROTEST", "SANCTION", "COERCE", "ASSAULT"}


def type_of(event: Event) -> str:
    """The type as the gold standard counts it: friendly plans are agreements, hostile ones are threats."""
    type_ = OLD_NAMES.get(event.type, event.type)
    if event.reality in {"planned", "conditional"}:
        return "AGREE" if type_ in FRIENDLY else "THREATEN" if type_ in HOSTILE else type_
    return type_


def words(text: str) -> set[str]:
    """The words of a name, without articles."""
    return set(re.findall(r"\w+", text.lower())) - {"the", "a", "an", "s", "of"}


def alike(name: str, wanted: str) -> bool:
    """True where two names agree well enough to point to the same words."""
    one, other = words(name), words(wanted)
    return bool(one and other) and (one <= other or other <= one or len(one & other) * 2 >= min(len(one), len(other)))


def named(record: Record, actors: tuple[str, ...], wanted: list[str]) -> bool:
    """True where each wanted name is one of the actors."""
    names = {actor.id: {actor.name, *actor.names} for actor in record.actors}
    spans: dict[str, set[str]] = {}
    for mention in record.mentions:
        spans.setdefault(mention.actor, set()).add(mention.text)
    return all(any(alike(n, want) for a in actors for n in names[a] | spans.get(a, set())) for want in wanted)


def in_places(record: Record, event: Event, row: dict[str, Any]) -> bool:
    """True where the gold sources and targets fill the places of the event."""
    sources, targets = ([actor["text"] for actor in row[key]] for key in ("sources", "targets"))
    if len(sources) > 1 and not targets:
        return named(record, event.actors + event.recipients, sources)
    return named(record, event.actors, sources) and named(record, event.recipients, targets)


def main() -> None:
    """Prints precision, recall and F1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text("utf-8").splitlines()]
    counts: Counter[str] = Counter()
    records = Pipeline().read_many(plain_article(" ".join(row["text"].split())) for row in rows)
    for row, record in zip(rows, records, strict=True):
        wanted = OLD_NAMES.get(row["event"], row["event"])
        right = [event for event in record.events if type_of(event) == wanted]
        placed = any(in_places(record, event, row) for event in right)
        counts.update(gold=1, found=len(record.events), typed=bool(right), placed=placed)
        if options.show and not placed:
            found = [(type_of(e), e.actors, e.recipients) for e in record.events]
            gold = [[actor["text"] for actor in row[key]] for key in ("sources", "targets")]
            print(f"{wanted} {gold}: {found} | {row['text'][:160]}")
    figures: dict[str, dict[str, float]] = {}
    for name in ("typed", "placed"):
        precision, recall = counts[name] / max(counts["found"], 1), counts[name] / counts["gold"]
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        figures[name] = {"precision": precision, "recall": recall, "f1": f1}
        if not options.json:
            print(f"{name}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
