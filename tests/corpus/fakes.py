"""A pipeline for the engine's tests: quick, and bad to articles that ask for it."""

import os
import time
from collections.abc import Iterable, Iterator

from dragoman.records import Actor, Article, Condition, Event, Mention, Position, Record, Statement


class FakePipeline:
    """Makes a small record of each article; words in the body make it slow, big, fatal or wrong."""

    def read_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            if "POISON-SLOW" in article.body:
                time.sleep(60)
            if "POISON-CRASH" in article.body:
                os._exit(3)
            if "POISON-BIG" in article.body:
                self.hoard = bytearray(os.urandom(1024)) * (400 * 1024)
                time.sleep(60)
            if "POISON-ERROR" in article.body:
                raise ValueError("no such word")
            time.sleep(0.001)
            yield record_of(article)


def record_of(article: Article) -> Record:
    end = min(len(article.body), 10)
    return Record(
        article=article,
        actors=(Actor(id="a", name=article.body[:end], kind="person"),),
        mentions=(Mention(actor="a", start=0, end=end, text=article.body[:end], kind="name"),),
        statements=(
            Statement(
                id="st", source="a", source_span=(0, end), authority="named", act="say", form="direct", cue=None,
                content=((0, 3), (4, end)), rule="fake",
            ),
        ),
        events=(Event(id="ev", type="CONSULT", reality="happened", trigger=(0, 3), evidence=(0, end), rule="fake"),),
        positions=(
            Position(
                id="po", holder="a", act="refuses", issue=(0, 3), issue_text="all of it", evidence=(0, end),
                rule="fake", conditions=(Condition(kind="until", span=(1, 4)),),
            ),
        ),
    )  # fmt: skip


def load_fake() -> FakePipeline:
    return FakePipeline()


def load_nothing() -> FakePipeline:
    raise RuntimeError("no model here")
