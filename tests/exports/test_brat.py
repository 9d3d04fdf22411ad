from __future__ import annotations

import re

from tests.exports.reports import first_report, reports

from dragoman.exports import write_export


def read_back(folder, article):
    """Text-bound annotations, events and attributes of a document, as brat's manual says that they are read."""
    text = (folder / f"{article}.txt").read_bytes().decode()
    bound, events, attributes = {}, {}, []
    for line in (folder / f"{article}.ann").read_text("utf-8").splitlines():
        own, middle, *words = line.split("\t")
        if own.startswith("T"):
            kind, places = middle.split(" ", 1)
            pieces = [tuple(map(int, place.split(" "))) for place in places.split(";")]
            assert " ".join(text[start:end] for start, end in pieces) == "\t".join(words)
            bound[own] = (kind, "\t".join(words))
        elif own.startswith("E"):
            (kind, trigger), *arguments = (part.split(":") for part in middle.split(" "))
            assert bound[trigger][0] == kind
            events[own] = (kind, bound[trigger][1], [(name, bound[one][1]) for name, one in arguments])
        else:
            attributes.append(tuple(middle.split(" ")))
    return bound, events, attributes


def test_standoff_reads_back_to_the_same_words_and_parties(tmp_path):
    write_export("brat", reports(), tmp_path / "brat")
    record = first_report()
    bound, events, attributes = read_back(tmp_path / "brat", record.article.id)
    assert ("State", "Türkiye") in bound.values()
    content = record.article.body[slice(*record.statements[0].content[0])]
    assert list(events.values()) == [
        ("Statement", "told", [("Source", "Smith"), ("Content", content)]),
        ("AID", "supplied", [("Actor", "Egypt"), ("Recipient", '"Army\\Council"'), ("Recipient2", "Türkiye")]),
        (
            "Position", "Türkiye’s map 🗺",
            [("Holder", "Egypt"), ("Toward", "Türkiye"), ("Terms", "<until> talks\tbegin")],
        ),
    ]  # fmt: skip
    assert {("Act", "E1", "say"), ("Reality", "E2", "happened"), ("Stand", "E3", "does_not_recognise")} <= set(
        attributes
    )


def test_every_type_and_value_is_in_the_configuration(tmp_path):
    write_export("brat", reports(), tmp_path / "brat")
    sections = re.split(r"^\[(\w+)\]\n", (tmp_path / "brat" / "annotation.conf").read_text("utf-8"), flags=re.MULTILINE)
    known = dict(zip(sections[1::2], sections[2::2], strict=True))
    assert list(known) == ["entities", "relations", "events", "attributes"]
    types = {line.split("\t")[0] for line in (known["entities"] + known["events"]).splitlines() if line}
    values = {
        line.split("\t")[0]: set(line.rpartition("Value:")[2].split("|"))
        for line in known["attributes"].splitlines()
        if line
    }
    for record in reports():
        bound, events, attributes = read_back(tmp_path / "brat", record.article.id)
        assert {kind for kind, _ in bound.values()} | {kind for kind, *_ in events.values()} <= types
        assert all(value in values[name] for name, _, value in attributes)
