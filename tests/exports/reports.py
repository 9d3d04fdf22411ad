"""Two reports with all that can go wrong in a format: tabs, quotation marks, other scripts, two men of one name."""

from datetime import date

from msgspec import structs

from dragoman.readers.plain import plain_article
from dragoman.records import (
    Actor,
    Article,
    Condition,
    Event,
    Mention,
    Place,
    Position,
    Record,
    Role,
    Span,
    Statement,
    Time,
)

FIRST = (
    '=Egypt supplied rifles to the "Army\\Council" of Libya on Monday.\n\n'
    "“Egypt\u00a0will not recognise Türkiye’s map 🗺 <until> talks\tbegin,” Smith, the envoy of Egypt, "
    "told reporters & guests."
)
SECOND = (
    "Another Smith denied that Libya had attacked Egypt. "
    "An official of Egypt met the other Smith; Egypt may send troops."
)


def first_report() -> Record:
    article = _published(FIRST, "https://courier.example/a page?x=1|2", "Map & compass\x07")
    statement = Statement(
        id="st-1", source="smith", source_span=_span(article, "Smith, the envoy of Egypt"), speaks_for="egypt",
        authority="named", act="say", form="direct", cue=_span(article, "told"), told=("reporters",),
        content=((article.body.index("Egypt\u00a0will"), article.body.index(",” Smith")),), rule="hand",
    )  # fmt: skip
    return Record(
        article=article,
        actors=(
            Actor(id="egypt", name="Egypt", kind="state", country="EGY", codes=("GOV",), names=("Egypt",)),
            Actor(
                id="council", name='"Army\\Council"', kind="armed_group", country="LBY", codes=("REB", "MIL"),
                names=('"Army\\Council"',),
            ),
            Actor(id="turkiye", name="Türkiye", kind="state", country="TUR", codes=("GOV",), names=("Türkiye",)),
            Actor(
                id="smith", name="Smith", kind="person", country="EGY", codes=("GOV",), names=("Smith",),
                roles=(_role(article, "envoy", "egypt"),),
            ),
            Actor(id="reporters", name="reporters", kind="population", codes=("MED",), names=("reporters",),
                unnamed=True),
        ),
        mentions=tuple(_mention(article, *pair) for pair in (
            ("egypt", "Egypt"), ("council", '"Army\\Council"'), ("turkiye", "Türkiye"), ("smith", "Smith"),
            ("reporters", "reporters"),
        )),
        times=(Time(
            id="ti-1", start=0, end=1, text="on Monday", first=date(2020, 1, 6), last=date(2020, 1, 6), precision="day",
        ),),
        places=(Place(
            start=0, end=5, text="Libya", name="State of Libya", kind="country", country="LBY", geonames=2215636,
            latitude=28.0, longitude=17.0,
        ),),
        statements=(statement,),
        events=(
            Event(
                id="ev-1", type="AID", actors=("egypt",), recipients=("council", "turkiye"), reality="happened",
                trigger=_span(article, "supplied"), evidence=_span(article, 'supplied rifles to the "Army\\Council"'),
                time="ti-1", place="Libya", rule="aid-give", context=("military",),
            ),
        ),
        positions=(
            Position(
                id="po-1", holder="egypt", act="does_not_recognise", issue=_span(article, "Türkiye’s map 🗺"),
                issue_text="Türkiye’s map 🗺", toward=("turkiye",), statement="st-1", rule="hand",
                conditions=(Condition(kind="until", span=_span(article, "<until> talks\tbegin"), who=("turkiye",)),),
                evidence=statement.content[0],
            ),
        ),
    )  # fmt: skip


def second_report() -> Record:
    article = plain_article(SECOND)
    return Record(
        article=article,
        actors=(
            Actor(id="smith", name="Smith", kind="person", names=("Smith",)),
            Actor(id="libya", name="Libya", kind="state", country="LBY", codes=("GOV",), names=("Libya",)),
            Actor(id="egypt", name="Egypt", kind="state", country="EGY", codes=("GOV",), names=("Egypt",)),
            Actor(
                id="an-official", name="An official of Egypt", kind="person", country="EGY", unnamed=True,
                names=("An official of Egypt",), roles=(_role(article, "official", "egypt"),),
            ),
        ),
        mentions=tuple(_mention(article, *pair) for pair in (
            ("smith", "Smith"), ("libya", "Libya"), ("egypt", "Egypt"), ("an-official", "An official of Egypt"),
        )),
        events=(
            Event(
                id="ev-1", type="ASSAULT", actors=("libya",), recipients=("egypt",), reality="denied",
                trigger=_span(article, "attacked"), evidence=_span(article, "Libya had attacked Egypt"),
                rule="assault-attack",
            ),
            Event(
                id="ev-2", type="CONSULT", mode="meet", actors=("an-official",), recipients=("smith",),
                reality="happened", trigger=_span(article, "met"),
                evidence=_span(article, "An official of Egypt met the other Smith"), rule="consult-talk",
            ),
            Event(
                id="ev-3", type="MOBILIZE", mode="troops", actors=("egypt",), reality="possible",
                trigger=_span(article, "send"),
                evidence=_span(article, "Egypt may send troops"), rule="mobilize-troops",
            ),
        ),
    )  # fmt: skip


def reports() -> list[Record]:
    return [first_report(), second_report()]


def _published(body: str, url: str, title: str) -> Article:
    article = plain_article(body, published=date(2020, 1, 8), title=title)
    return structs.replace(article, url=url, publisher="The Sample Courier")


def _span(article: Article, words: str) -> Span:
    start = article.body.index(words)
    return start, start + len(words)


def _mention(article: Article, actor: str, text: str) -> Mention:
    start, end = _span(article, text)
    return Mention(actor=actor, start=start, end=end, text=text, kind="name")


def _role(article: Article, title: str, org: str) -> Role:
    start, end = _span(article, title)
    return Role(title=title, org=org, start=start, end=end)
