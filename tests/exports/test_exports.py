from __future__ import annotations

import json

from dragoman.exports.annotations import annotations_of
from dragoman.exports.brat import standoff_of
from dragoman.exports.plover import events_of
from dragoman.readers.plain import plain_article
from dragoman.records import Actor, Event, Mention, Position, Record

BODY = "Egypt condemned Turkey.\n\nEgypt will not recognise Türkiye’s map 🗺 until talks begin."


def record():
    article = plain_article(BODY)
    start = article.body.index("Egypt will")
    return Record(
        article=article,
        actors=(
            Actor(id="ac-1", name="Egypt", kind="state", country="EGY", codes=("GOV",), names=("Egypt",)),
            Actor(id="ac-2", name="Turkey", kind="state", country="TUR", names=("Turkey",)),
        ),
        mentions=(
            Mention(actor="ac-1", start=0, end=5, text="Egypt", kind="name"),
            Mention(actor="ac-2", start=16, end=22, text="Turkey", kind="name"),
        ),
        events=(
            Event(
                id="ev-1", type="ACCUSE", mode="disapprove", actors=("ac-1",), recipients=("ac-2",),
                reality="happened", trigger=(6, 15), evidence=(0, 22), rule="hand",
            ),
        ),
        positions=(
            Position(
                id="po-1", holder="ac-1", act="does_not_recognise", issue=(start, start + 20), issue_text="a map",
                evidence=(start, len(article.body) - 1), rule="hand",
            ),
        ),
    )  # fmt: skip


def test_annotation_quotes_the_passage_that_its_offsets_give():
    made = record()
    annotations = list(annotations_of(made))
    assert [one["id"].rpartition(":")[2] for one in annotations] == ["ev-1", "po-1"]
    for annotation in annotations:
        assert annotation["@context"] == "http://www.w3.org/ns/anno.jsonld"
        for target in annotation["target"]:
            position, quote = target["selector"]
            assert made.article.body[position["start"] : position["end"]] == quote["exact"]
            assert made.article.body[: position["start"]].endswith(quote["prefix"])
    assert json.loads(json.dumps(annotations)) == annotations


def test_standoff_reads_back_to_the_same_text_and_parties():
    made = record()
    lines = [line.split("\t") for line in standoff_of(made).splitlines()]
    bound = {}
    for own, middle, *text in lines:
        if own.startswith("T"):
            kind, start, end = middle.split(" ")
            assert made.article.body[int(start) : int(end)] == text[0]
            bound[own] = (kind, text[0])
    (event,) = [middle.split() for own, middle, *_ in lines if own.startswith("E")]
    assert [(part.split(":")[0], bound[part.split(":")[1]][1]) for part in event] == [
        ("ACCUSE", "condemned"), ("Actor", "Egypt"), ("Recipient", "Turkey"),
    ]  # fmt: skip
    assert ["A1", "Reality E1 happened"] in lines


def test_plover_event_names_parties_with_country_and_sector():
    (event,) = events_of(record())
    assert (event["event"], event["mode"], event["reality"]) == ("ACCUSE", "disapprove", "happened")
    assert event["actor"] == [{"name": "Egypt", "country": "EGY", "sector": ["GOV"]}]
    assert event["text"] == "Egypt condemned Turkey"
    assert event["date"] is None
