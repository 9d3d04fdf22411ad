"""Attributions that the parse shows: a cue of the codebook, its source by syntax, its content by the cue's frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from dragoman.statements.cues import Cue, cues_of
from dragoman.statements.raw import RawAttribution, Tokens

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
COPULAS = frozenset("be remain feel seem stay become grow sound look appear".split())
LIGHT_VERBS = frozenset(
    "express voice make issue give have repeat reiterate renew convey state share reaffirm underline stress offer extend "
    "announce send raise register declare show hold reach take deliver put get note welcome maintain harbour "
    "harbor keep pay underscore emphasise emphasize reject deny confirm withdraw drop retract back".split()
)
"""Verbs whose subject is the source of the noun of speech that is their object."""
ANONYMITY = frozenset("name identify quote".split())
"""Not to be named is what a source asks of the reporter, no part of what it says."""
OTHERS_WORDS = frozenset("reject deny welcome note confirm back reject get hold".split())
"""Those of them whose object is rather somebody else's: "rejected the envoy's claim that …"."""
CONTROLLED = frozenset({"advcl", "xcomp", "conj", "acl", "pcomp", "ccomp"})
TRIMMED_LEFT = frozenset(",;:.)-–—")
TRIMMED_RIGHT = frozenset(",;:.(-–—")


def cued_attributions(doc: Doc) -> Iterator[RawAttribution]:
    """The attributions whose content hangs on a cue in the parse, at most one for each cue, in the cues' order."""
    for token in doc:
        if token.lower_ == "according":
            found = _according(token)
            if found:
                yield found
            continue
        cues = cues_of(token)
        if not cues:
            continue
        kind = cues[0].kind if token.tag_ != "VBN" else "verb"
        found = None
        if kind == "verb":
            found = _verb(token, [c for c in cues if c.kind == "verb"]) or _adjective(
                token, [c for c in cues if c.kind == "adjective"]
            )
        elif kind == "noun":
            found = _noun(token, cues)
        elif kind == "adjective":
            found = _adjective(token, cues)
        else:
            found = _hedge(token, cues[0])
        if found:
            yield found


def source_of(verb: Token) -> list[Token]:
    """The head words of a verb's source: subject, agent of a passive, or the subject of the verb that governs it."""
    if _passive(verb):
        agents = [p for a in verb.children if a.dep_ == "agent" for p in a.children if p.dep_ == "pobj"]
        return agents
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is not None:
        return [] if _expletive(subject) else [subject]
    head, dep = verb.head, verb.dep_
    if dep == "acl":
        if (
            head.lower_ in ("those", "one", "ones")
            and (be := _verb_above(head)).i != head.i
            and (owners := source_of(be))
        ):
            return owners  # "it has been among those calling for …"
        return [] if _to(verb) else [head]
    if dep == "pcomp":
        if head.lower_ == "as":
            told = [c for c in head.head.children if c.dep_ in ("dobj", "nsubjpass")]
            return told[:1]
        return source_of(_verb_above(head)) if _verb_above(head).i != verb.i else []
    if dep == "xcomp":
        objects = [c for c in head.children if c.dep_ == "dobj"]
        if objects:
            return objects[:1]
        passive = [c for c in head.children if c.dep_ == "nsubjpass"]
        return passive[:1] or source_of(head)
    if dep == "relcl":
        return []
    if dep in CONTROLLED and head.i != verb.i and head.pos_ in ("VERB", "AUX"):
        if dep == "ccomp" and verb.tag_ not in ("VBG", "VB"):
            return []
        passive = [c for c in head.children if c.dep_ == "nsubjpass"]
        return passive[:1] if passive and dep in ("advcl", "conj") and not source_of(head) else source_of(head)
    return []


def phrase(token: Token) -> Tokens:
    """A noun phrase with what belongs to it, without the commas around it."""
    return trim(token.doc, token.left_edge.i, token.right_edge.i + 1)


def trim(doc: Doc, start: int, end: int) -> Tokens:
    """The run of tokens without white space and punctuation at its ends; quotation marks and brackets stay."""
    while start < end and (doc[start].is_space or doc[start].text in TRIMMED_LEFT):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in TRIMMED_RIGHT):
        end -= 1
    return start, end


def pieces(doc: Doc, start: int, end: int, without: Iterable[Tokens]) -> tuple[Tokens, ...]:
    """What is left of a run of tokens when others are cut out of it."""
    left: list[Tokens] = []
    for gap_start, gap_end in sorted(without):
        if gap_end <= start or gap_start >= end:
            continue
        left.append(trim(doc, start, gap_start))
        start = gap_end
    left.append(trim(doc, start, end))
    return tuple((s, e) for s, e in left if any(t.is_alpha or t.like_num for t in doc[s:e]))


def cue_span(verb: Token, last: int | None = None) -> Tokens:
    """A verb with its auxiliaries, negation, particle, and the preposition that leads to the content."""
    parts = [verb.i]
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "neg", "prt") and abs(child.i - verb.i) < 4:
            parts.append(child.i)
    if last is not None and 0 < last - verb.i < 4:
        parts.append(last)
    return min(parts), max(parts) + 1


# -- verbs -----------------------------------------------------------------------------------------------------


def _verb(verb: Token, cues: list[Cue]) -> RawAttribution | None:
    sources = source_of(verb)
    for cue in cues:
        if "clause" in cue.frames and (sources or _impersonal(verb)) and (found := _clause(verb, cue, sources)):
            return found
    if not sources:
        return None
    if (
        verb.dep_ == "advcl"
        and _marked(verb, "as")
        and not any(c.dep_ in ("dobj", "xcomp") and c.lower_ != "it" for c in verb.children)
    ):
        said = next((cue for cue in cues if "clause" in cue.frames or "object" in cue.frames), None)
        return _around(verb, said, sources) if said is not None and not said.attitude else None
    for cue in cues:
        if "small" in cue.frames and (found := _small(verb, cue, sources)):
            return found
    for cue in cues:
        if "infinitive" in cue.frames and (found := _infinitive(verb, cue, sources)):
            return found
    for cue in cues:
        if "prep" in cue.frames and (found := _prep(verb, cue, sources)):
            return found
    for cue in cues:
        if ("object" in cue.frames or "gerund" in cue.frames) and (found := _object(verb, cue, sources)):
            return found
    return None


def _clause(verb: Token, cue: Cue, sources: list[Token]) -> RawAttribution | None:
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and _finite(c) and not _parted(c, verb)]
    if clauses:
        return _made(verb, cue, sources, [c for c in clauses if (c.i < verb.i) == (clauses[0].i < verb.i)])
    if verb.dep_ == "parataxis":
        return _around(verb, cue, sources)
    lost = next(
        (c for c in verb.rights if c.lower_ == "that" and c.dep_ in ("dobj", "dative") and c.right_edge.i > c.i), None
    )
    if lost is not None:  # the parser took the conjunction for a pronoun with a clause of its own
        return _made(verb, cue, sources, [lost])
    if _passive(verb):
        lifted = next((c for c in verb.children if c.dep_ == "xcomp" and _to(c)), None)
        subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if lifted is not None and subject is not None and not cue.listener:
            return _made(verb, cue, sources, [subject, lifted])
    return None


def _parted(clause: Token, verb: Token) -> bool:
    """True where a semicolon stands between a clause and the verb that the parser hangs it on."""
    between = (
        verb.doc[clause.right_edge.i + 1 : verb.i] if clause.i < verb.i else verb.doc[verb.i + 1 : clause.left_edge.i]
    )
    return any(token.text == ";" for token in between)


def _around(verb: Token, cue: Cue, sources: list[Token]) -> RawAttribution | None:
    """Content around a parenthesis: "Moscow, he said, will not go", "as he put it"."""
    outer = _main_clause(verb)
    if not sources or outer.i == verb.i:
        return None
    return _made(verb, cue, sources, [outer], [(verb.left_edge.i, verb.right_edge.i + 1)])


def _small(verb: Token, cue: Cue, sources: list[Token]) -> RawAttribution | None:
    target = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    said = next(
        (
            c
            for c in verb.children
            if c.dep_ in ("oprd", "attr") or (c.dep_ == "prep" and c.lower_ in ("as", "to") and c.i > verb.i)
        ),
        None,
    )
    if said is not None and said.lower_ == "to" and verb.lemma_ not in ("liken", "compare"):
        said = None
    if target is None or said is None:
        clause = next((c for c in verb.children if c.dep_ == "ccomp" and not _finite(c) and not _to(c)), None)
        return _made(verb, cue, sources, [clause]) if clause is not None and not _passive(verb) else None
    if _passive(verb) and not sources:
        return None
    return _made(verb, cue, sources, [target, said])


def _infinitive(verb: Token, cue: Cue, sources: list[Token]) -> RawAttribution | None:
    deed = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and _to(c) and c.i > verb.i), None)
    if deed is None or (deed.dep_ == "advcl" and cue.act != "demand") or deed.lemma_ in ANONYMITY and _passive(deed):
        return None
    if _passive(verb):
        subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        return _made(verb, cue, sources, [deed]) if subject is not None and sources else None
    asked = next((c for c in verb.children if c.dep_ == "dobj" and c.i < deed.i), None)
    return _made(verb, cue, sources, [asked, deed] if asked is not None else [deed])


def _prep(verb: Token, cue: Cue, sources: list[Token]) -> RawAttribution | None:
    for prep in verb.children:
        if (
            prep.dep_ not in ("prep", "agent", "dative")
            or prep.lower_ not in cue.preps
            or prep.i < verb.i
            or _passive(verb)
        ):
            continue
        inner = next((c for c in prep.children if c.dep_ in ("pobj", "pcomp", "prep")), None)
        if inner is None or (inner.ent_type_ in ("DATE", "TIME") and not any(c.dep_ == "prep" for c in inner.rights)):
            continue
        heads = [inner, *_joined(prep)]
        heads += [
            c
            for c in verb.children
            if c.dep_ in ("xcomp", "advcl") and _to(c) and c.i > prep.i and prep.lower_ in ("on", "upon")
        ]
        begins = [c for c in verb.children if c.dep_ == "dobj" and c.i < prep.i]
        if begins and not cue.listener and cue.act == "accuse":
            return _made(verb, cue, sources, [begins[0], prep])
        if begins and not cue.listener:
            continue
        return _made(verb, cue, sources, heads, prep=prep)
    return None


def _joined(prep: Token) -> list[Token]:
    """Prepositions coordinated with one: "support for the council and for its head"."""
    return [c for c in prep.rights if c.dep_ == "conj" and c.tag_ == "IN"]


def _object(verb: Token, cue: Cue, sources: list[Token]) -> RawAttribution | None:
    if _passive(verb):
        target = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    elif "object" in cue.frames:
        target = next((c for c in verb.children if c.dep_ == "dobj"), None)
    else:
        target = None
    if target is None and "gerund" in cue.frames:
        target = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and _gerund(c)), None)
    if target is None or target.tag_ in ("WP", "WDT", "EX") or not sources:
        return None
    if verb.lemma_ in LIGHT_VERBS and any(c.kind == "noun" for c in cues_of(target)) and _noun(target, cues_of(target)):
        return None
    return _made(verb, cue, sources, [target, *_detached(verb, target)])


def _detached(verb: Token, target: Token) -> list[Token]:
    """What belongs to an object but hangs on the verb: "…, including …", and "for …" right after it."""
    return [
        c
        for c in verb.rights
        if c.dep_ == "prep"
        and c.i > target.i
        and (
            c.lower_ in ("including", "like")
            or (c.lower_ in ("for", "of", "in", "over", "as") and c.left_edge.i == target.right_edge.i + 1)
        )
    ]


# -- nouns, adjectives, adverbs ----------------------------------------------------------------------------------


def _noun(noun: Token, cues: Iterable[Cue]) -> RawAttribution | None:
    for cue in cues:
        for heads, prep in _noun_contents(noun, cue):
            sources, verb = _noun_source(noun, prep)
            if not sources and (cue.light or cue.id not in ("statement-that", "report-of")):
                continue
            if not sources and "prep" not in cue.frames and not _marked(heads[0], "that"):
                continue
            start, end = (noun.i, noun.i + 1) if verb is None else (min(verb.i, noun.i), max(verb.i, noun.i) + 1)
            if prep is not None and prep.i == end:
                end += 1
            if verb is not None:
                heads = [*heads, *_purpose(verb, heads[-1])]
            if verb is not None and prep is not None and _determined(noun):
                return _assembled(noun.doc, cue.id, sources, cue_span(verb), [noun, *heads], [])
            return _assembled(noun.doc, cue.id, sources, (start, end), heads, [])
    return None


def _purpose(verb: Token, last: Token) -> list[Token]:
    """An infinitive right after the content that the parser hangs on the light verb: "for its work to end the war"."""
    return [
        c for c in verb.rights if c.dep_ in ("xcomp", "advcl") and _to(c) and c.left_edge.i == last.right_edge.i + 1
    ]


def _determined(noun: Token) -> bool:
    """ "Expressed their support for …" names a thing, "expressed support for …" is one act of speech."""
    return any(c.dep_ in ("poss", "det") for c in noun.lefts)


def _noun_contents(noun: Token, cue: Cue) -> Iterator[tuple[list[Token], Token | None]]:
    if "identity" in cue.frames:
        be = noun.head
        if noun.dep_ == "nsubj" and be.lemma_ == "be" and be.pos_ in ("AUX", "VERB"):
            yield from (([c], None) for c in be.rights if c.dep_ in ("ccomp", "xcomp") and (_finite(c) or _to(c)))
        return
    for child in noun.rights:
        if "clause" in cue.frames and child.dep_ in ("acl", "ccomp", "relcl") and _marked(child, "that"):
            yield [child], None
        if "infinitive" in cue.frames and child.dep_ in ("acl", "xcomp", "relcl") and _to(child):
            yield [child], None
    if "prep" in cue.frames:
        for prep in noun.rights:
            if prep.dep_ == "prep" and prep.lower_ in cue.preps:
                yield from (([c, *_joined(prep)], prep) for c in prep.children if c.dep_ in ("pobj", "pcomp"))


def _noun_source(noun: Token, content_prep: Token | None) -> tuple[list[Token], Token | None]:
    """Owner, author, or the subject of the light verb whose object the noun is; and that verb."""
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    verb = noun.head if noun.dep_ in ("dobj", "attr") and noun.head.lemma_ in LIGHT_VERBS else None
    if verb is not None and not _passive(verb) and (subject := source_of(verb)):
        if owner is None or owner.pos_ == "PRON" or verb.lemma_ not in OTHERS_WORDS:
            return subject, verb
    if owner is not None:
        return [owner], None
    for prep in noun.rights:
        if (
            (content_prep is None or prep.i != content_prep.i)
            and prep.lower_ in ("by", "from", "of")
            and prep.dep_ in ("prep", "agent")
        ):
            authors = [c for c in prep.children if c.dep_ == "pobj"]
            if authors:
                return authors, None
    origin = next((c for c in noun.lefts if c.ent_type_ in ("NORP", "GPE", "ORG", "PERSON")), None)
    if origin is not None:
        return [origin], None
    if noun.dep_ == "nsubjpass":
        agents = [p for p in noun.head.subtree if p.dep_ == "pobj" and p.head.lower_ == "by" and p.i > noun.head.i]
        if agents and noun.head.lemma_ in LIGHT_VERBS:
            return agents[:1], None
    return [], None


def _adjective(word: Token, cues: Iterable[Cue]) -> RawAttribution | None:
    head = word.head
    if word.dep_ == "acomp" and head.lemma_ in COPULAS:
        holder: Token = head
    elif word.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in word.children):
        holder = word
    else:
        return None
    subject = next((c for c in holder.children if c.dep_ in SUBJECTS), None)
    if subject is None and holder.dep_ in ("conj", "ccomp", "xcomp"):
        subject = next(iter(source_of(holder)), None)
    if subject is None or _expletive(subject):
        return None
    start, end = min(holder.i, word.i), max(holder.i, word.i) + 1
    start = min([start, *(c.i for c in word.children if c.dep_ == "auxpass")])
    for cue in cues:
        for child in [*word.rights, *(c for c in head.rights if holder.i == head.i)]:
            if (
                child.dep_ in ("ccomp", "advcl")
                and subject.lower_ != "it"
                and "clause" in cue.frames
                and _finite(child)
                and (child.dep_ == "ccomp" or _marked(child, "that"))
            ):
                return _assembled(word.doc, cue.id, [subject], (start, end), [child], [])
            if child.dep_ == "xcomp" and "infinitive" in cue.frames and _to(child):
                return _assembled(word.doc, cue.id, [subject], (start, end), [child], [])
            if child.dep_ in ("prep", "agent") and child.lower_ in cue.preps and child.i > word.i:
                inner = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
                if inner:
                    return _assembled(word.doc, cue.id, [subject], (start, max(end, child.i + 1)), inner, [])
    return None


def _hedge(adverb: Token, cue: Cue) -> RawAttribution | None:
    clause = adverb.head
    if clause.pos_ not in ("VERB", "AUX"):
        clause = _verb_above(clause)
    if clause.i == adverb.i or clause.pos_ not in ("VERB", "AUX"):
        return None
    return _assembled(adverb.doc, cue.id, [], (adverb.i, adverb.i + 1), [clause], _connectives(clause))


def _according(word: Token) -> RawAttribution | None:
    to = next((c for c in word.rights if c.lower_ == "to"), None)
    named = [c for c in (to.children if to is not None else ()) if c.dep_ == "pobj"]
    clause = _main_clause(word)
    if not named or to is None or clause.i == word.i:
        return None
    cut = [(word.left_edge.i, word.right_edge.i + 1), *_connectives(clause)]
    return _assembled(word.doc, None, named, (word.i, to.i + 1), [clause], cut)


# -- building ------------------------------------------------------------------------------------------------------


def _made(
    verb: Token,
    cue: Cue,
    sources: list[Token],
    heads: list[Token],
    cut: list[Tokens] | None = None,
    prep: Token | None = None,
) -> RawAttribution | None:
    span = cue_span(verb, prep.i if prep is not None else None)
    return _assembled(verb.doc, cue.id, sources, span, heads, cut or [])


def _assembled(
    doc: Doc, entry: str | None, sources: list[Token], cue: Tokens, heads: list[Token], cut: list[Tokens]
) -> RawAttribution | None:
    """The attribution whose content runs over the subtrees of ``heads``, without cue and source."""
    start, end = min(h.left_edge.i for h in heads), max(h.right_edge.i for h in heads) + 1
    inside = {h.i for h in heads}
    source = tuple(
        phrase(s) if not any(s.left_edge.i <= h <= s.right_edge.i for h in inside) else (s.i, s.i + 1) for s in sources
    )
    content: tuple[Tokens, ...] = ()
    if len(heads) > 1 and any(e <= cue[0] for _, e in [(0, heads[0].right_edge.i + 1)]) and heads[-1].i > cue[0]:
        for head in heads:
            content += pieces(doc, head.left_edge.i, head.right_edge.i + 1, [cue, *source, *cut])
    else:
        content = pieces(doc, start, end, [cue, *source, *cut])
    return RawAttribution(source, (cue,), content, f"speech:{entry or 'according-to'}", entry) if content else None


def _connectives(clause: Token) -> list[Tokens]:
    """Conjunctions and "however" at the head of a clause: the report's, not the source's."""
    return [
        (c.i, c.i + 1)
        for c in clause.lefts
        if c.dep_ == "cc" or c.lower_ in ("however", "meanwhile") or (c.dep_ == "mark" and c.lower_ == "while")
    ]


def _verb_above(token: Token) -> Token:
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def _main_clause(parenthesis: Token) -> Token:
    """The clause that a parenthesis belongs to; one at the end of its sentence covers all clauses joined by "and"."""
    clause = _verb_above(parenthesis.head)
    last = trim(parenthesis.doc, parenthesis.sent.start, parenthesis.sent.end)[1]
    if parenthesis.right_edge.i + 1 >= last:
        while clause.dep_ == "conj" and clause.head.i != clause.i and clause.head.pos_ in ("VERB", "AUX"):
            clause = clause.head
    return clause


def _passive(verb: Token) -> bool:
    return verb.tag_ == "VBN" and (
        any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in verb.children)
        or (verb.dep_ == "conj" and _passive(verb.head) and not any(c.dep_ == "aux" for c in verb.children))
    )


def _finite(verb: Token) -> bool:
    return (
        verb.tag_ in ("VBD", "VBZ", "VBP", "MD")
        or any(
            c.dep_ in ("mark", "nsubj", "nsubjpass", "expl")
            or (c.dep_ in ("aux", "auxpass", "cop") and c.tag_ in ("MD", "VBD", "VBZ", "VBP"))
            for c in verb.children
        )
        and not _to(verb)
    )


def _gerund(verb: Token) -> bool:
    return verb.tag_ == "VBG" or any(c.dep_ in ("aux", "auxpass") and c.tag_ == "VBG" for c in verb.lefts)


def _to(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.lefts)


def _marked(verb: Token, word: str) -> bool:
    return any(c.lower_ == word and c.dep_ in ("mark", "advmod") for c in verb.lefts)


def _impersonal(verb: Token) -> bool:
    """ "It is said that", "was said to have", "it seems that": words without a source."""
    return _passive(verb) or any(c.dep_ in SUBJECTS and _expletive(c) for c in verb.children)


def _expletive(subject: Token) -> bool:
    """The "it" of "it is said that"; elsewhere "it" may be a ministry."""
    if subject.dep_ == "expl":
        return True
    verb = subject.head
    return subject.lower_ == "it" and (verb.lemma_ in ("seem", "appear") or _passive(verb))
