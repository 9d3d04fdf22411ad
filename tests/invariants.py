"""What holds for every record, whatever the article: used by property tests and on the sample reports."""

from __future__ import annotations

from dragoman.records import Record, Span


def assert_sound(record: Record) -> None:
    """Every span lies in the body and quotes it, every id that is used is declared, every list is in text order."""
    body = record.article.body
    actors = {actor.id for actor in record.actors}
    times = {time.id for time in record.times}
    statements = {statement.id for statement in record.statements}

    def check_span(span: Span | None) -> None:
        if span is not None:
            assert 0 <= span[0] < span[1] <= len(body), f"{span} isn't a passage of the body"

    def check_ids(*used: str | None, among: set[str]) -> None:
        assert {one for one in used if one is not None} <= among

    for kind in ("actors", "statements", "events", "positions", "times"):
        ids = [entry.id for entry in getattr(record, kind)]
        assert len(ids) == len(set(ids)), f"{kind} share an id"
    joined = "\n\n".join(body[start:end] for start, end in record.article.paragraphs)
    assert joined == body
    for mention in record.mentions:
        assert body[mention.start : mention.end] == mention.text
    for time in record.times:
        assert body[time.start : time.end] == time.text
    assert [m.start for m in record.mentions] == sorted(m.start for m in record.mentions)
    check_ids(*(mention.actor for mention in record.mentions), among=actors)
    for actor in record.actors:
        assert actor.name
        for role in actor.roles:
            assert body[role.start : role.end]
            check_ids(role.org, among=actors)
    for statement in record.statements:
        for span in (statement.source_span, statement.cue, *statement.content):
            check_span(span)
        assert statement.content
        check_ids(statement.source, statement.speaks_for, *statement.told, among=actors)
        check_ids(statement.time, among=times)
        check_ids(statement.inside, among=statements - {statement.id})
    for event in record.events:
        check_span(event.trigger)
        check_span(event.evidence)
        assert event.evidence[0] <= event.trigger[0] and event.trigger[1] <= event.evidence[1]
        check_ids(*event.actors, *event.recipients, among=actors)
        check_ids(event.time, among=times)
        check_ids(event.statement, among=statements)
    for position in record.positions:
        check_span(position.issue)
        check_span(position.evidence)
        check_ids(position.holder, *position.toward, among=actors)
        check_ids(position.time, among=times)
        check_ids(position.statement, among=statements)
        for condition in position.conditions:
            check_span(condition.span)
            check_ids(*condition.who, among=actors)
