"""A record in which every text that a report can give tries to run in the reader's browser."""

from __future__ import annotations

from datetime import date

from dragoman.records import (
    Actor,
    Article,
    Condition,
    Event,
    Mention,
    Position,
    Published,
    Record,
    Removed,
    Role,
    Statement,
)

SCRIPT = "<script>window.caught=1</script>"
IMAGE = "\"'><img src=x onerror=window.caught=1>"
TEMPLATE = "{{ 7*7 }}${7*7}<%= 7*7 %>"
BIDI = "\u202egnorw\u202c\u0007"
TITLE = f"{SCRIPT}{IMAGE}{TEMPLATE}</title></style></svg>{BIDI}"
NAME = f"Mallory {IMAGE}{SCRIPT}"
ADDRESS = "javascript:window.caught=1"

_QUOTED = f"Mallory {IMAGE} refused {SCRIPT} to leave until {TEMPLATE} voted."
BODY = f"{_QUOTED} He said so.\n\nSecond </p></article> paragraph with {SCRIPT} in it."


def hostile_record() -> Record:
    """One article with two actors, a statement, an event and a position under a condition."""
    whole = (0, len(_QUOTED))
    until = (BODY.index("until"), len(_QUOTED))
    return Record(
        article=Article(
            id="ar-0000000bad", title=TITLE, author=NAME, publisher=f"The {IMAGE}{SCRIPT} Post", url=ADDRESS, body=BODY,
            paragraphs=((0, BODY.index("\n\n")), (BODY.index("\n\n") + 2, len(BODY))),
            published=Published(date=date(2020, 1, 2), source="text", evidence=SCRIPT),
            removed=(Removed(text=f"{SCRIPT}{IMAGE}", why="masthead"),),
        ),
        actors=(
            Actor(
                id="mallory", name=NAME, kind="person", names=(NAME, "Mallory"),
                roles=(Role(title="Mallory", org="house", start=0, end=7),),
            ),
            Actor(id="house", name=f"House {SCRIPT}", kind="government_body", names=(f"House {SCRIPT}",)),
        ),
        mentions=(Mention(actor="mallory", start=0, end=7, text="Mallory", kind="name"),),
        statements=(
            Statement(
                id="st-bad", source="mallory", source_span=(0, 7), authority="named", act="refuse", form="indirect",
                cue=None, content=(whole,), rule=f"rule {SCRIPT}", score=0.4, place=IMAGE,
            ),
        ),
        events=(
            Event(
                id="ev-bad", type="CONSULT", actors=("mallory",), recipients=("house",), reality="alleged",
                statement="st-bad", place=f"{SCRIPT}{IMAGE}", trigger=(0, 7), evidence=whole, rule=IMAGE, score=0.3,
            ),
        ),
        positions=(
            Position(
                id="po-bad", holder="mallory", act="refuses", issue=whole, issue_text=f"leave {IMAGE}{SCRIPT}",
                toward=("house",), conditions=(Condition(kind="until", span=until, who=("house",)),),
                statement="st-bad", evidence=whole, rule=SCRIPT,
            ),
        ),
    )  # fmt: skip
