"""Run the evaluators of the shared benches on our predictions and hold the figures against their floors.

    quality.py [CHECK …] [--show] [--update-floors] [--json]

Prints a table: stage, figure, ours, floor, target, best other system. Exits with 1 where a figure is under its floor
(tests/quality/floors.json). `--update-floors` raises floors to what was measured and never lowers one: to lower one,
edit the file, and say why in the changelog.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared")).resolve()
FLOORS = ROOT / "tests" / "quality" / "floors.json"
SLACK = 0.002
"""How far under its floor a figure may be: rounding, and the last digits of floating point."""

type Figures = dict[str, float]


@dataclass(frozen=True)
class Target:
    """What a figure has to reach, and what others reach on the same data."""

    name: str
    target: float | None = None
    other: str = ""


@dataclass(frozen=True)
class Check:
    """One evaluator run: predictions of a stage, scored into named figures."""

    name: str
    run: Callable[[Path, bool], Figures]
    targets: tuple[Target, ...]


def run_script(*words: object) -> str:
    """What a script prints; its errors go to ours."""
    command = [sys.executable, *map(str, words)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout


def predict(stage: str, *words: object) -> None:
    """Run `predict.py` for a stage."""
    run_script(ROOT / "scripts" / "predict.py", stage, *words)


def records(folder: Path, show: bool) -> Figures:
    """Whole records against the gold records."""
    import yaml

    pairs: list[Path] = []
    for gold in sorted((SHARED / "gold").glob("*.yaml")):
        text = SHARED / yaml.safe_load(gold.read_text("utf-8"))["text"]
        predict("records", text, folder / gold.stem)
        pairs += [gold, folder / gold.stem / f"{text.stem}.json"]
    evaluator = SHARED / "bench" / "records" / "evaluate.py"
    if show:
        print(run_script(evaluator, *pairs, "--show"))
    return dict(json.loads(run_script(evaluator, *pairs, "--json"))["scores"])


def pages(stage: str, gold: str, source: str | None = None) -> Callable[[Path, bool], Figures]:
    """Body and day of pages."""

    def run(folder: Path, show: bool) -> Figures:
        out = folder / f"{Path(gold).name}.{stage}.jsonl"
        predict(stage, SHARED / "data" / (source or gold), out)
        scored = run_script(SHARED / "bench" / "pages" / "evaluate.py", SHARED / "data" / gold, out, "--json")
        return flat(json.loads(scored))

    return run


def attribution(folder: Path, show: bool) -> Figures:
    """Attributions of PolNeAR dev."""
    gold = SHARED / "data" / "polnear" / "dev"
    predict("attribution", gold, folder / "attribution.jsonl")
    evaluator = SHARED / "bench" / "attribution" / "evaluate.py"
    return flat(json.loads(run_script(evaluator, gold, folder / "attribution.jsonl", "--json")))


def coreference(folder: Path, show: bool) -> Figures:
    """Chains of mentions on the project's own annotations: the part looked at while writing rules, and the blind."""
    scorer, keys = ROOT / "scripts" / "score_coreference.py", ROOT / "tests" / "quality" / "coreference.jsonl"
    texts = SHARED / "data" / "polnear" / "train" / "text"
    if show:
        print(run_script(scorer, keys, texts, "--part", "dev", "--show"))
    parts = {part: run_script(scorer, keys, texts, "--part", part, "--json") for part in ("dev", "test")}
    return flat({part: json.loads(figures) for part, figures in parts.items()})


def codes(where: str) -> Callable[[Path, bool], Figures]:
    """CAMEO-coded events of a suite, with the dictionaries that belong to it."""

    def run(folder: Path, show: bool) -> Figures:
        gold, out = SHARED / "data" / "petrarch_validation" / "dev.jsonl", folder / "events.jsonl"
        rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
        suite = folder / f"{where}.jsonl"
        suite.write_text("".join(json.dumps(row) + "\n" for row in rows if row["suite"] == where), "utf-8")
        dictionaries = folder / f"dictionaries-{where}"
        dictionaries.mkdir(exist_ok=True)
        for file in (SHARED / "data" / "petrarch_dictionaries").glob("Phoenix*" if where == "petr2_gsr" else "PETR*"):
            (dictionaries / file.name).write_bytes(file.read_bytes())
        predict("events", suite, out, "--dictionaries", dictionaries)
        evaluator = SHARED / "bench" / "events" / "evaluate.py"
        return flat(json.loads(run_script(evaluator, "code", gold, out, "--where", f"suite={where}", "--json")))

    return run


def flat(result: Any, prefix: str = "") -> Figures:
    """Nested figures under dotted names."""
    if isinstance(result, dict):
        found: Figures = {}
        for key, value in result.items():
            found |= flat(value, f"{prefix}.{key}" if prefix else str(key))
        return found
    return {prefix: float(result)} if isinstance(result, int | float) and not isinstance(result, bool) else {}


OLD_ROOTS = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
}
OLD_ROOTS |= {"FIGHT": "ASSAULT"}
"""The roots of PLOVER's 2016 draft in terms of the 15 later ones (README of the PLOVER gold standard records)."""


def pairs(folder: Path, show: bool) -> Figures:
    """Root type of a marked pair, on the PLOVER gold standard records: each that names two actors."""
    rows = []
    for line in (SHARED / "data" / "plover_gsr" / "dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        actors = [actor["text"] for actor in [*row["sources"], *row["targets"]] if actor["text"]]
        if len(actors) >= 2:
            root = OLD_ROOTS.get(row["event"], row["event"])
            rows.append(
                {"id": row["id"], "sentence": row["text"], "source": actors[0], "target": actors[-1], "root": root}
            )
    gold, out = folder / "pairs.jsonl", folder / "roots.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    predict("pairs", gold, out)
    evaluator = SHARED / "bench" / "events" / "evaluate.py"
    return flat(json.loads(run_script(evaluator, "classify", gold, out, "--json")))


def event_texts(folder: Path, show: bool) -> Figures:
    """Events from text alone on the PLOVER gold standard records: type, and with it source and target."""
    gold, scorer = SHARED / "data" / "plover_gsr" / "dev.jsonl", ROOT / "scripts" / "score_event_texts.py"
    if show:
        print(run_script(scorer, gold, "--show"))
    return flat(json.loads(run_script(scorer, gold, "--json")))


def false_events(folder: Path, show: bool) -> Figures:
    """Sentences without any political interaction that are rightly not coded."""
    scorer, texts = ROOT / "scripts" / "score_false_events.py", SHARED / "data" / "polnear" / "train"
    if show:
        print(run_script(scorer, texts, "--show"))
    return flat(json.loads(run_script(scorer, texts, "--json")))


CHECKS = (
    Check(
        "records",
        records,
        (
            Target("body.edges", 1.0),
            Target("published", 1.0),
            Target("actors.f1", 0.88),
            Target("actor.kind", 0.90),
            Target("actor.country", 0.90),
            Target("actor.role", 0.85),
            Target("statements.f1", 0.80),
            Target("statement.source", 0.88),
            Target("statement.authority", 0.90),
            Target("statement.form", 0.92),
            Target("statement.act"),
            Target("events.f1", 0.60),
            Target("event.actors.f1", 0.80),
            Target("event.recipients.f1"),
            Target("event.reality", 0.85),
            Target("positions.f1", 0.75),
            Target("position.act", 0.92),
            Target("position.toward", 0.80),
            Target("conditions.f1", 0.85),
            Target("condition.kind", 0.95),
            Target("condition.who", 0.85),
        ),
    ),
    Check(
        "dumps",
        pages("dumps", "page_dumps/dev.jsonl"),
        (Target("body.f1", 0.93, "in-sample; ours by site cross-validation .927; simple baseline .814"),),
    ),
    Check(
        "dumps-html2text",
        pages("dumps", "page_dumps/dev_html2text.jsonl"),
        (Target("body.f1", 0.92, "in-sample; ours by site cross-validation .928"),),
    ),
    Check(
        "html",
        pages("html", "page_html/dev.json"),
        (Target("body.f1", 0.970, "in-sample; ours by site cross-validation .972; trafilatura .964"),),
    ),
    Check(
        "dates-html",
        pages("dates", "page_dates/dev.json"),
        (
            Target("date.accuracy", 0.93, "in-sample; ours by cross-validation .946; htmldate .926"),
            Target("date.precision", 0.95, "in-sample; ours by cross-validation .953"),
        ),
    ),
    Check(
        "dates-dumps",
        pages("dates", "page_dates/dev.json", "page_dates/dev_dumps.jsonl.gz"),
        (
            Target("date.accuracy", 0.88, "in-sample; ours by cross-validation .877; first date .799"),
            Target("date.precision", 0.95, "in-sample; ours by cross-validation .955"),
        ),
    ),
    Check(
        "attribution",
        attribution,
        (
            Target("overlap.f1", 0.75, "Citron .577, human .801"),
            Target("full.f1", 0.68, "Citron .518, human .743"),
            Target("exact_content.f1", 0.58, "Citron .379, human .682"),
            Target("recall_by_type.direct.overlap", 0.95, "Citron .63, human .97"),
            Target("recall_by_type.mixed.overlap", 0.85, "Citron .65, human .93"),
            Target("recall_by_type.indirect.overlap", 0.65, "Citron .41, human .75"),
        ),
    ),
    Check(
        "coreference",
        coreference,
        (
            Target("test.actors.conll", None, "no coreference (same names) .313"),
            Target("dev.actors.conll", None, "looked at; no coreference .415"),
        ),
    ),
    Check(
        "pairs-gsr",
        pairs,
        (Target("macro_f1", 0.80), Target("quad_macro_f1", 0.93)),
    ),
    Check(
        "event-texts",
        event_texts,
        (Target("typed.f1", 0.70), Target("placed.f1", 0.55)),
    ),
    Check(
        "false-events",
        false_events,
        (Target("not_coded", 0.95, "in-sample; first run .895"),),
    ),
    Check(
        "codes-petr2_gsr",
        codes("petr2_gsr"),
        (
            Target("event_triple.root.f1", 0.85, "UniversalPetrarch .783, PETRARCH2 .885"),
            Target("event_triple.code.f1", None, "UniversalPetrarch .765, PETRARCH2 .808"),
            Target("source_accuracy", 0.90),
            Target("target_accuracy", 0.90),
        ),
    ),
    Check(
        "codes-petr_unit_cameo",
        codes("petr_unit_cameo"),
        (
            Target("event_triple.root.f1", 0.85, "UniversalPetrarch .796, PETRARCH2 .526"),
            Target("event_triple.code.f1", None, "UniversalPetrarch .793, PETRARCH2 .509"),
            Target("source_accuracy", 0.90),
            Target("target_accuracy", 0.90),
        ),
    ),
)


def measure(names: Sequence[str] = (), *, show: bool = False) -> Figures:
    """Every figure of the named checks (all where none is named) that has a target, under ``check.figure``."""
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for check in CHECKS:
            if names and check.name not in names:
                continue
            try:
                found = check.run(Path(folder), show)
            except subprocess.CalledProcessError as error:
                if error.returncode != 3:  # 3: predict.py says that the stage isn't there yet
                    raise
                continue
            figures |= {f"{check.name}.{t.name}": found[t.name] for t in check.targets if t.name in found}
    return figures


def under_floor(figures: Figures, floors: Figures) -> list[str]:
    """The figures that are missing or under their floor, in words; only checks that were run count."""
    run = {name.split(".", 1)[0] for name in figures}
    return [
        f"{name}: {figures.get(name, 0.0):.3f} is under its floor of {floor:.3f}"
        for name, floor in floors.items()
        if name.split(".", 1)[0] in run and figures.get(name, 0.0) < floor - SLACK
    ]


def print_table(figures: Figures, floors: Figures) -> None:
    """Stage, figure, ours, floor, target, best other system."""
    table = Table("stage", "figure", "ours", "floor", "target", "other systems")
    for check in CHECKS:
        for target in check.targets:
            name = f"{check.name}.{target.name}"
            if name in figures:
                mark = "" if target.target is None else "green" if figures[name] >= target.target else "yellow"
                floor, aim = floors.get(name), target.target
                cells = [f"{x:.3f}" if x is not None else "" for x in (floor, aim)]
                table.add_row(
                    check.name,
                    target.name,
                    f"[{mark}]{figures[name]:.3f}[/]" if mark else f"{figures[name]:.3f}",
                    *cells,
                    target.other,
                )
    Console(width=None if sys.stdout.isatty() else 110).print(table)


def main() -> int:
    """Measure, print, compare; the process's exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checks", nargs="*", choices=[[], *(check.name for check in CHECKS)], metavar="CHECK")
    parser.add_argument("--show", action="store_true", help="list what was missed and what was invented (records)")
    parser.add_argument("--update-floors", action="store_true", help="raise floors to what was measured")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    options = parser.parse_args()
    if not SHARED.is_dir():
        parser.error(f"the shared data isn't there: {SHARED} (set DRAGOMAN_SHARED)")
    figures = measure(options.checks, show=options.show)
    floors: Figures = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    if options.json:
        print(json.dumps(figures, indent=1))
    else:
        print_table(figures, floors)
    if options.update_floors:
        raised = floors | {name: round(max(value, floors.get(name, 0.0)), 3) for name, value in figures.items()}
        FLOORS.write_text(json.dumps(dict(sorted(raised.items())), indent=1) + "\n", "utf-8")
    fallen = under_floor(figures, floors)
    print(*fallen, sep="\n", file=sys.stderr, end="\n" if fallen else "")
    return int(bool(fallen))


if __name__ == "__main__":
    sys.exit(main())
