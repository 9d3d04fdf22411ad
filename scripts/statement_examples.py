"""Training examples for the statement model: PolNeAR parsed, cut into windows, its attributions as labels of words.

Everything that the model is told about a word comes from dragoman itself, so training and reading can't differ.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Tokenizer

from dragoman.parse import load_parser
from dragoman.statements.network import FOLDER
from dragoman.statements.relations import REACH, WIDTH, Tree, relations
from dragoman.statements.windows import Window, cut_windows
from dragoman.statements.words import Labels, Pieces, Words, read_words

NONE, SOURCE, CUE, CONTENT = range(4)
PADDING = -1
WHAT = "attributions in English news; MiniLM-L6-H384 (first five layers) fine-tuned on PolNeAR train"
PIECES = 14_000
OFTEN = 12
"""A piece seen this often is as good as one seen more."""
MANY_CUES, CUE_SHARE = 5, 0.7
TARGETS = (144, 120, 168)
"""Window sizes; the epochs take turns, so that a paragraph has other neighbours each time."""
ROLES = {"source": SOURCE, "cue": CUE, "content": CONTENT}


@dataclass
class Gold:
    """One attribution as sets of words, by its anchor: the word of the cue that heads it."""

    anchor: int
    roles: dict[str, set[int]] = field(default_factory=dict)


def read_annotations(path: Path) -> list[dict[str, list[tuple[int, int]]]]:
    """The attributions of a BRAT file as character spans by role; those without content or cue are left out."""
    spans: dict[str, list[tuple[int, int]]] = {}
    found = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        parts = line.split("\t")
        if re.fullmatch(r"T\d+", parts[0]) and len(parts) > 1:
            pairs = (pair.split() for pair in parts[1].split(" ", 1)[1].split(";"))
            spans[parts[0]] = [(int(a), int(b)) for a, b in pairs]
        elif re.fullmatch(r"E\d+", parts[0]) and len(parts) > 1:
            roles: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
            for name, target in (part.split(":") for part in parts[1].split()):
                role = name.rstrip("0123456789").lower()
                if role in roles:
                    roles[role].extend(spans.get(target, []))
            if roles["content"] and roles["cue"]:
                found.append(roles)
    return found


def align(doc: Doc, words: Words, spans: list[tuple[int, int]]) -> set[int]:
    """The words that any of the character spans touches."""
    starts = np.array([doc[int(i)].idx for i in words.token])
    ends = starts + np.array([len(doc[int(i)]) for i in words.token])
    touched: set[int] = set()
    for start, end in spans:
        touched.update(np.nonzero((starts < end) & (ends > start) & ~words.border)[0].tolist())
    return touched


ANCHOR_RANK = {"VERB": 0, "NOUN": 1, "AUX": 2, "PROPN": 3, "ADJ": 4, "ADP": 5}


def choose_anchor(doc: Doc, words: Words, cue: set[int]) -> int:
    """The word of a cue that hangs on a word outside it; of several the verb, then the noun, then the first."""
    tops = [i for i in sorted(cue) if int(words.head[i]) not in cue or int(words.head[i]) == i] or sorted(cue)
    return min(tops, key=lambda i: (ANCHOR_RANK.get(doc[int(words.token[i])].pos_, 9), i))


def gold_attributions(doc: Doc, words: Words, path: Path, counts: collections.Counter[str]) -> list[Gold]:
    """The attributions of a document, one for each anchor; attributions that share one are joined."""
    by_anchor: dict[int, Gold] = {}
    for spans in read_annotations(path):
        roles = {role: align(doc, words, spans[role]) for role in ROLES}
        counts["attributions"] += 1
        if not roles["cue"] or not roles["content"]:
            counts["lost"] += 1
            continue
        anchor = choose_anchor(doc, words, roles["cue"])
        if anchor in by_anchor:
            counts["same anchor"] += 1
            free = sorted(roles["cue"] - by_anchor.keys())
            known = by_anchor[anchor].roles
            if known["content"] == roles["content"]:
                counts["same anchor and content"] += 1
                continue
            if free:
                anchor = free[-1]
            else:
                for role in ROLES:
                    known[role] |= roles[role]
                continue
        by_anchor[anchor] = Gold(anchor, roles)
    return list(by_anchor.values())


class Examples:
    """Arrays of one split, ready for `numpy.savez`."""

    def __init__(self, targets: tuple[int, ...]) -> None:
        self.targets = targets
        self.words: dict[str, list[Any]] = collections.defaultdict(list)
        self.offset = 0
        self.windows: list[tuple[int, ...]] = []
        self.links: dict[str, list[Any]] = collections.defaultdict(list)
        self.counts: collections.Counter[str] = collections.Counter()
        self.as_cue: collections.Counter[str] = collections.Counter()
        self.free: collections.Counter[str] = collections.Counter()

    def cue_words(self) -> list[str]:
        """The words that mostly head a cue where they stand outside all contents."""
        often = (word for word, count in self.as_cue.items() if count >= MANY_CUES)
        return sorted(word for word in often if self.as_cue[word] >= CUE_SHARE * self.free[word])

    def add(self, doc: Doc, words: Words, gold: list[Gold]) -> None:
        """Add a document under each of the window sizes."""
        contents = {i for item in gold for i in item.roles["content"]}
        self.as_cue.update(doc[int(words.token[item.anchor])].lower_ for item in gold)
        self.free.update(doc[int(t)].lower_ for i, t in enumerate(words.token) if i not in contents)
        tree = Tree(words)
        aux = np.zeros(len(words), np.int8)
        for item in gold:
            for bit, role in enumerate(ROLES):
                for i in item.roles[role]:
                    aux[i] |= 1 << bit
        for variant, target in enumerate(self.targets):
            for window in cut_windows(words, target):
                self._add_window(variant, words, window, gold, tree)
        for name in ("dep", "tag", "shape", "quote"):
            self.words[name].append(getattr(words, name).astype(np.uint8))
        self.words["segment"].append(words.segment)
        self.words["head"].append(words.head + self.offset)
        self.words["aux"].append(aux)
        self.words["size"].append(np.array([len(p) for p in words.pieces], np.int32))
        self.words["pieces"].append(np.array([i for p in words.pieces for i in p], np.int32))
        self.offset += len(words)

    def _add_window(self, variant: int, words: Words, window: Window, gold: list[Gold], tree: Tree) -> None:
        number = len(self.windows)
        base = self.offset
        self.windows.append(
            (variant, base + window.start, base + window.end, base + window.core_start, base + window.core_end)
        )
        for item in gold:
            if not window.core_start <= item.anchor < window.core_end:
                continue
            relation, quotes = relations(words, tree, item.anchor, window.start, window.end)
            labels = np.zeros(WIDTH, np.int8)
            first = item.anchor - REACH
            for role in ("content", "source", "cue"):
                for i in item.roles[role]:
                    if 0 <= i - first < WIDTH:
                        labels[i - first] = ROLES[role]
                    elif variant == 0:
                        self.counts["words out of reach"] += 1
            places = np.arange(first, first + WIDTH)
            labels[(places < window.start) | (places >= window.end)] = PADDING
            self.links["window"].append(number)
            self.links["anchor"].append(item.anchor - window.start)
            self.links["labels"].append(labels)
            self.links["relation"].append(relation.astype(np.uint16))
            self.links["quotes"].append(quotes.astype(np.uint8))

    def save(self, path: Path) -> None:
        """Write all arrays to one file."""
        words = {f"word_{k}": np.concatenate(v) for k, v in self.words.items()}
        links = {f"link_{k}": np.array(v) for k, v in self.links.items()}
        arrays: dict[str, Any] = {"windows": np.array(self.windows, np.int64), **words, **links}
        np.savez(path, **arrays)


def parse_lines(nlp: Language, text: str) -> Doc:
    """A text parsed line by line as one document, the white space between lines as tokens, so that offsets fit."""
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^\s][^\r\n]*[^\s]|[^\s]", text)]
    columns: dict[str, Any] = {name: [] for name in ("words", "spaces", "tags", "pos", "heads", "deps")}

    def add(word: str, space: bool, tag: str, pos: str, head: int, dep: str) -> None:
        for column, item in zip(columns.values(), (word, space, tag, pos, head, dep), strict=True):
            column.append(item)

    def add_gap(gap: str) -> None:
        if gap.startswith(" ") and columns["words"]:
            columns["spaces"][-1] = True
            gap = gap[1:]
        if gap:
            add(gap, False, "_SP", "SPACE", len(columns["words"]), "dep")

    end = 0
    for (start, stop), doc in zip(spans, nlp.pipe([text[a:b] for a, b in spans], batch_size=64), strict=True):
        add_gap(text[end:start])
        base = len(columns["words"])
        for token in doc:
            add(token.text, bool(token.whitespace_), token.tag_, token.pos_, base + token.head.i, token.dep_)
        end = stop
    add_gap(text[end:])
    whole = Doc(nlp.vocab, **columns)
    assert whole.text == text
    return whole


def choose_pieces(tokenizer: Tokenizer, texts: list[str], size: int) -> list[str]:
    """The part of a word piece vocabulary that is kept: all single Latin characters, then what the texts use most.

    Pieces that the texts use alike stand in the vocabulary's own order, which is one of frequency. Nothing becomes
    unknown: a word without its piece is read in smaller ones.
    """
    vocabulary = sorted(tokenizer.get_vocab(), key=tokenizer.get_vocab().__getitem__)
    counts: collections.Counter[str] = collections.Counter()
    for encoded in tokenizer.encode_batch(texts, add_special_tokens=False):
        counts.update(encoded.tokens)
    latin = [piece for piece in vocabulary if all(_is_latin(c) for c in piece.removeprefix("##"))]
    kept = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *(p for p in latin if len(p.removeprefix("##")) == 1)}
    ranked = [p for p in latin if not p.startswith("[") and p not in kept]
    ranked.sort(key=lambda piece: -min(counts[piece], OFTEN))
    kept.update(ranked[: size - len(kept)])
    return [piece for piece in vocabulary if piece in kept]


def _is_latin(character: str) -> bool:
    return ord(character) < 0x250 or 0x2010 <= ord(character) < 0x2040 or character in "€£¥™"


def write_examples(folder: Path, nlp: Language, model: Path, out: Path, targets: tuple[int, ...]) -> Examples:
    """Write the examples of one split; prints what was lost on the way."""
    about = json.loads((model / "about.json").read_text(encoding="utf-8"))
    pieces = Pieces((model / "pieces.txt").read_text(encoding="utf-8").split("\n")[:-1])
    deps, tags = Labels(about["deps"]), Labels(about["tags"])
    examples = Examples(targets)
    for path in sorted((folder / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as stream:
            doc = parse_lines(nlp, stream.read())
        words = read_words(doc, pieces, deps, tags)
        gold = gold_attributions(doc, words, folder / "attributions" / f"{path.stem}.ann", examples.counts)
        examples.add(doc, words, gold)
    examples.save(out)
    print(out.name, dict(examples.counts), f"{len(examples.windows)} windows, {examples.offset} words", file=sys.stderr)
    return examples


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="folder for train.npz")
    parser.add_argument("--minilm", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("DRAGOMAN_SHARED", "../shared")))
    options = parser.parse_args()
    nlp = load_parser().nlp
    data = options.shared / "data"
    texts = [path.read_text(encoding="utf-8") for path in sorted((data / "polnear/train/text").glob("*.txt"))]
    with gzip.open(data / "state_department/dev.jsonl.gz", "rt", encoding="utf-8") as stream:
        texts += [json.loads(line)["text"] for line in stream]
    tokenizer = Tokenizer.from_file(str(options.minilm / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pieces = choose_pieces(tokenizer, texts, PIECES)
    (options.model / "pieces.txt").write_text("".join(f"{piece}\n" for piece in pieces), encoding="utf-8")
    deps, tags = (sorted({*nlp.get_pipe(name).labels}) for name in ("parser", "tagger"))  # type: ignore[attr-defined]
    about = {"what": WHAT, "deps": deps, "tags": tags}
    (options.model / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    with nlp.select_pipes(enable=["tok2vec", "tagger", "parser", "attribute_ruler"]):
        examples = write_examples(data / "polnear/train", nlp, options.model, options.out / "train.npz", TARGETS)
    about["cue_words"] = examples.cue_words()
    (options.model / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
