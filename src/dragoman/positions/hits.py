"""What the finders of stands hand over: a stand as words of the parse, before its holder is known as an actor."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from dragoman.records import PositionAct, Strength


@dataclass(frozen=True, slots=True)
class Hit:
    """A stand that the words take.

    ``holder`` is the word that names who takes it; without one it is whoever says the sentence. ``spoken`` marks a
    stand that only its speaker can take ("X must …"), so that a sentence nobody is quoted for gives none.
    """

    trigger: Token
    act: PositionAct
    rule: str
    issue: tuple[int, int]
    """First token and end of the issue."""
    about: Token
    """The head of the issue."""
    holder: Token | None = None
    toward: tuple[Token, ...] = ()
    """Words that name whom the stand is directed at, besides the actors in the issue."""
    spoken: bool = False
    own: bool = False
    """True for a stand that its subject must take itself: what A says that B will do is no stand of B's."""
    otherwise: Hit | None = None
    """The stand that the words take where the subject is an actor who can't be the one who takes this one."""
    impersonal: Hit | None = None
    """The stand of the speaker that they take where the subject is no actor: "no aid will be given"."""
    in_words: bool = True
    """False where the verb may mean a blow as well as a rebuke, and nothing beside it says which: "attacked him"."""
    strength: Strength = "firm"
    words: frozenset[int] = field(default_factory=frozenset)
    """Numbers of the tokens that a condition may hang on to limit this stand."""
