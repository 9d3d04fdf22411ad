"""The grammar of a clause: its subject, its modal, whether it is negated, and how far its phrases reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Span, Token

from dragoman import records
from dragoman.offsets import span_of

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nor", "neither", "hardly", "scarcely"})
NO_DENIAL_AFTER = frozenset({"only", "just", "merely", "simply", "solely"})
RELATIVES = frozenset({"who", "which", "that", "whom"})


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of the relations."""
    return next((each for each in token.children if each.dep_ in deps), None)


def first_conjunct(token: Token) -> Token:
    """The first of a row of coordinated words."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def subject_of(verb: Token) -> Token | None:
    """The word that a verb's subject is headed by; what "who" stands for; that of the verb it is joined to."""
    seen = 0
    while seen < 12:
        seen += 1
        own = next((each for each in verb.lefts if each.dep_ in SUBJECTS), None) or next(
            (each for each in verb.rights if each.dep_ in {"nsubj", "nsubjpass"}), None
        )
        if own is not None:
            if own.lower_ in RELATIVES and verb.dep_ == "relcl" and own.tag_ in {"WP", "WDT", "IN"}:
                return _among(verb.head)
            return own
        above = verb.head
        if above == verb or child(verb, "expl") is not None:
            return None
        match verb.dep_:
            case "acl" | "relcl":
                if verb.tag_ == "VBG" or verb.dep_ == "relcl":
                    return _among(above) if above.pos_ != "VERB" else subject_of(above)
                return _owner(above)
            case "xcomp" | "ccomp" if (whom := child(above, "dobj", "dative")) is not None and whom.i < verb.i:
                return whom
            case "pcomp" if above.lower_ == "for" and (whom := _reproached(above.head)) is not None:
                return whom
            case (
                "pobj"
                | "pcomp"
                | "prep"
                | "conj"
                | "xcomp"
                | "advcl"
                | "ccomp"
                | "auxpass"
                | "aux"
                | "acomp"
                | "attr"
                | "dep"
            ):
                verb = above
            case _:
                return None
    return None


def is_finite(verb: Token) -> bool:
    """True for a verb with a tense or a modal."""
    helpers = [each.tag_ for each in verb.children if each.dep_ in {"aux", "auxpass"}]
    return bool({verb.tag_ if not helpers else "", *helpers} & {"MD", "VBZ", "VBP", "VBD"})


def is_passive(verb: Token) -> bool:
    """True for "was condemned", and for a participle without its auxiliary: "condemned by all"."""
    if child(verb, "auxpass", "nsubjpass") is not None:
        return True
    joined = verb.dep_ == "conj" and child(verb, *SUBJECTS) is None
    if joined and verb.head.pos_ == "ADJ" and verb.tag_ in {"VBN", "VBD"}:  # "is experienced and praised for it"
        return child(verb, "dobj") is None
    if verb.tag_ != "VBN" or child(verb, "aux") is not None:
        return False
    return is_passive(verb.head) if joined and verb.head.pos_ in {"VERB", "AUX"} else True


def is_asked(word: Token) -> bool:
    """True in an indirect question: "asked whether it supports the plan", "asked if he thought that it would"."""
    verb = governor(word)
    while True:
        if any(each.lower_ in {"whether", "if"} and each.dep_ == "mark" for each in verb.children):
            return True
        if verb.dep_ not in {"ccomp", "xcomp", "relcl", "acl"} or verb.head == verb:
            return False
        verb = governor(verb.head)


def _among(noun: Token) -> Token:
    """The noun, or the one that it is said of: "(is) among those calling for it", "is the only one who opposes it"."""
    among = noun.lower_ in {"those", "one"} and noun.dep_ == "pobj"
    if among or (noun.dep_ == "attr" and noun.pos_ != "PROPN"):
        verb = noun.head.head if among else noun.head
        subject = subject_of(verb) if verb.lemma_ == "be" else None
        if subject is not None and subject.lower_ not in {"it", "this", "that", "there"}:
            return subject
    return noun


def _reproached(verb: Token) -> Token | None:
    """Whose deed the gerund after "for" is: "thanked them for backing the plan", "was punished for backing it"."""
    return child(verb, "dobj", "nsubjpass") if verb.pos_ == "VERB" and child(verb, "dobj", "auxpass") else None


def _owner(noun: Token) -> Token | None:
    """Whose the noun is: "their decision to leave"."""
    if (own := child(noun, "poss")) is not None:
        return own
    verb = noun.head
    return subject_of(verb) if noun.dep_ in {"dobj", "pobj", "attr"} and verb.pos_ in {"VERB", "AUX"} else None


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, those of the verb it is joined to where it has none and no subject of its own."""
    own = [each for each in verb.children if each.dep_ in {"aux", "auxpass"}]
    joined = verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}
    if not own and joined and child(verb, *SUBJECTS) is None and verb.tag_ == "VB":
        return auxiliaries(verb.head)
    return own


def is_negated(word: Token) -> bool:
    """True for "does not accept", "accepts no …", "no party accepts", "neither … nor accepts"; not for "not only"."""
    denials = [each for each in word.children if each.dep_ == "neg" or (each.lower_ in NEGATIONS and each.i < word.i)]
    if any(word.doc[each.i + 1].lower_ not in NO_DENIAL_AFTER for each in denials if each.i + 1 < len(word.doc)):
        return True
    if _no_longer(word):
        return True
    if any(each.dep_ in {*SUBJECTS, "dobj"} and _is_none(each) for each in word.children):
        return True
    joined = word.dep_ == "conj" and child(word, *SUBJECTS) is None
    if joined and word.head.pos_ == word.pos_ and not any(each.dep_ in {"aux", "auxpass"} for each in word.children):
        between = {each.lower_ for each in word.head.children if each.dep_ == "cc"}
        return is_negated(word.head) and "but" not in between
    return False


def _no_longer(word: Token) -> bool:
    return any(each.lower_ == "longer" and any(w.lower_ == "no" for w in each.children) for each in word.children)


def _is_none(noun: Token) -> bool:
    return any(
        each.lower_ in {"no", "neither", "few", "little"} and each.dep_ in {"det", "neg", "amod"}
        for each in noun.children
    )


def without_no(noun: Token) -> bool:
    """True for a noun under "no", "lack of", "without": "no intention", "but not military interests"."""
    before = noun.doc[noun.left_edge.i : noun.i]
    if _is_none(noun) or any(each.lower_ in {"not", "little"} for each in before):
        return True
    prep = noun.head
    return noun.dep_ == "pobj" and (prep.lower_ == "without" or prep.head.lemma_ in {"lack", "absence"})


def governor(word: Token) -> Token:
    """The verb of the clause that a word stands in."""
    while word.pos_ not in {"VERB", "AUX"} and word.head != word:
        word = word.head
    while word.dep_ in {"aux", "auxpass"} and word.head != word:
        word = word.head
    return word


def lines_up(word: Token) -> Iterator[Token]:
    """The word and the words it depends on, up to the sentence's root."""
    yield word
    yield from word.ancestors


GAP = 4
"""Most tokens that a phrase may step over: words that the parser tore off it ("shoulder-to-shoulder")."""


def phrase(head: Token, leave: Callable[[Token], bool], start: int | None = None) -> tuple[int, int]:
    """First token and end of a phrase: the stretch around its head, without the parts to leave.

    Args:
        head: The head of the phrase.
        leave: Says of a word below the head that it and what hangs on it don't belong.
        start: Where the phrase begins, if not at its leftmost word.
    """
    keep, left = {head.i}, set()
    stack = [head]
    while stack:
        for each in stack.pop().children:
            if leave(each):
                left.add(each.left_edge.i)
            else:
                keep.add(each.i)
                stack.append(each)
    first = last = head.i
    if start is not None:
        first = min(start, head.i)
    else:
        while first - 1 in keep:
            first -= 1
    while any(last + step in keep for step in range(1, GAP + 1)):
        step = next(step for step in range(1, GAP + 1) if last + step in keep)
        if any(number in left for number in range(last + 1, last + step)):
            break
        last += step
    return _trimmed(head, first, last + 1)


def _trimmed(head: Token, first: int, end: int) -> tuple[int, int]:
    doc = head.doc
    while end > head.i + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].dep_ == "cc"):
        if doc[end - 1].text in {")", "]"}:
            break
        end -= 1
    while first < head.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return first, end


def span_without_stop(span: Span) -> records.Span:
    """The offsets of some tokens, without the full stop that the tokeniser leaves on a word ("HoR.")."""
    start, end = span_of(span)
    last = span[-1]
    ends = last.i + 1 == last.sent.end
    return start, end - (ends and len(last) > 1 and last.text.endswith(".") and "." not in last.text[:-1])


def conjuncts(tokens: Iterable[Token]) -> list[Token]:
    """Some words and those coordinated with them."""
    return [each for token in tokens for each in (token, *token.conjuncts)]
