"""Trains the statement model: MiniLM's first layers, fine-tuned on PolNeAR train to find cues and link them.

Steps and times are in docs/quality.md. PyTorch lives in an environment of its own (scripts/train_requirements.txt).
"""

# mypy: disable-error-code="misc, import-not-found"
# PyTorch and safetensors live in an environment of their own.

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing
from safetensors.numpy import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

REPOSITORY = Path(__file__).resolve().parents[1]
SEED = 20161101
LAYERS, WIDTH, HEADS, INNER = 5, 384, 12, 1536
POSITIONS = 256
LINK = 128
ROLES = 4
DILATIONS = (1, 2, 4)
WARMUP = 0.06
GROUP = 64
"""Weights that share one scale in the word embeddings, which are kept to 4 bits."""
IGNORE = -1


def load_alone(path: Path) -> Any:
    """A module of dragoman without the package around it."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


rel = load_alone(REPOSITORY / "src/dragoman/statements/relations.py")


class Layer(nn.Module):
    """One BERT layer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Hidden states of the layer above; ``mask`` is added to the attention scores."""
        size, length, _ = x.shape
        q, k, v = self.qkv(x).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        read = torch.matmul((torch.matmul(q * (WIDTH // HEADS) ** -0.5, k.transpose(-1, -2)) + mask).softmax(-1), v)
        x = self.norm1(x + self.drop(self.out(read.transpose(1, 2).reshape(size, length, WIDTH))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces of words with their features to one vector a word."""

    def __init__(self, pieces: int, deps: int, tags: int, layers: int, dropout: float) -> None:
        super().__init__()
        self.word = nn.Embedding(pieces, WIDTH)
        self.word.weight.requires_grad_(False)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.features = nn.ModuleDict({
            "dep": nn.Embedding(deps, WIDTH), "tag": nn.Embedding(tags, WIDTH),
            "shape": nn.Embedding(7, WIDTH), "quote": nn.Embedding(5, WIDTH),
        })  # fmt: skip
        for table in self.features.values():
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList([Layer(dropout) for _ in range(layers)])

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """Vectors of the words, by the first piece of each."""
        pieces = batch["pieces"]
        x = self.word(pieces) + self.position.weight[: pieces.shape[1]]
        for name, table in self.features.items():
            x = x + table(batch[name])
        x = self.drop(self.norm(x))
        mask = torch.zeros(pieces.shape, dtype=x.dtype).masked_fill(pieces == 0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        first = batch["first"]
        return x.gather(1, first[:, :, None].expand(-1, -1, WIDTH))


class Linker(nn.Module):
    """From a cue and the words around it to the role of each word, and whether the cue is one at all."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.relation = nn.Embedding(rel.RELATIONS, LINK)
        self.quotes = nn.Embedding(rel.QUOTE_RELATIONS, LINK)
        self.place = nn.Parameter(torch.zeros(rel.WIDTH, LINK))
        nn.init.normal_(self.relation.weight, std=0.1)
        nn.init.normal_(self.quotes.weight, std=0.1)
        self.convolutions = nn.ModuleList([nn.Linear(3 * LINK, LINK) for _ in DILATIONS])
        self.role = nn.Linear(LINK, ROLES)
        self.exists = nn.Linear(2 * LINK, 1)
        self.drop = nn.Dropout(dropout)

    def forward(self, words: Tensor, cue: Tensor, relation: Tensor, quotes: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of the roles (cue, word, role) and of the cue; ``words``: (cue, word, 2 * LINK), ``cue`` alike."""
        x = words[..., :LINK] + cue[:, None, :LINK] + self.relation(relation) + self.quotes(quotes)
        x = functional.gelu(x + words[..., LINK:] * cue[:, None, LINK:] + self.place)
        outside = (relation == rel.PADDING)[:, :, None]
        x = self.drop(x)
        for dilation, convolution in zip(DILATIONS, self.convolutions, strict=True):
            x = x.masked_fill(outside, 0.0)
            before = functional.pad(x, (0, 0, dilation, 0))[:, : rel.WIDTH]
            after = functional.pad(x, (0, 0, 0, dilation))[:, dilation:]
            x = x + functional.gelu(convolution(torch.cat([before, x, after], 2)))
        pooled = x.masked_fill(outside, -1e4).amax(1)
        return self.role(x), self.exists(torch.cat([x[:, rel.REACH], pooled], 1))[:, 0]


class Model(nn.Module):
    """Encoder, cue finder and linker."""

    def __init__(self, pieces: int, deps: int, tags: int, layers: int = LAYERS, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(pieces, deps, tags, layers, dropout)
        self.cue = nn.Sequential(nn.Linear(WIDTH, LINK), nn.GELU(), nn.Linear(LINK, 1))
        self.tags = nn.Linear(WIDTH, 3)
        self.as_word = nn.Linear(WIDTH, 2 * LINK)
        self.as_cue = nn.Linear(WIDTH, 2 * LINK)
        self.linker = Linker(dropout)


def four_bits(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whole numbers from -8 to 7 and the scale of each group of `GROUP` weights; scales of least square error."""
    groups = weights.reshape(-1, GROUP)
    top = np.abs(groups).max(1, keepdims=True)
    best = np.full((len(groups), 1), np.inf)
    codes, scales = np.zeros(groups.shape, np.int8), np.zeros((len(groups), 1), np.float32)
    for share in np.linspace(0.6, 1.05, 10):
        scale = (top * share / 7.5).astype(np.float16).astype(np.float32)
        found = np.clip(np.round(groups / scale), -8, 7)
        error = ((found * scale - groups) ** 2).sum(1, keepdims=True)
        better = error < best
        codes = np.where(better, found, codes).astype(np.int8)
        scales, best = np.where(better, scale, scales), np.where(better, error, best)
    return codes.reshape(weights.shape), scales.reshape(len(weights), -1)


def minilm_embeddings(folder: Path, pieces: list[str]) -> np.ndarray:
    """MiniLM's embeddings of the pieces kept."""
    table: np.ndarray = load_file(folder / "model.safetensors")["embeddings.word_embeddings.weight"]
    vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return table[[vocabulary[p] for p in pieces]]


def start_from_minilm(model: Model, folder: Path, pieces: list[str]) -> None:
    """Load MiniLM's embeddings of the pieces kept, rounded to 4 bits, and its first layers."""
    weights = load_file(folder / "model.safetensors")
    encoder = model.encoder
    table = minilm_embeddings(folder, pieces)
    codes, scales = four_bits(table)
    rounded = (codes.reshape(-1, GROUP) * scales.reshape(-1, 1)).reshape(table.shape)
    position = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    with torch.no_grad():
        encoder.word.weight.copy_(torch.from_numpy(rounded.astype(np.float32)))
        encoder.position.weight.copy_(torch.from_numpy(position[:POSITIONS]))
        _copy(encoder.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(encoder.layers):
            name = f"encoder.layer.{number}."
            for kind in ("weight", "bias"):
                parts = [weights[f"{name}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                getattr(layer.qkv, kind).copy_(torch.from_numpy(np.concatenate(parts)))
            _copy(layer.out, weights, name + "attention.output.dense")
            _copy(layer.norm1, weights, name + "attention.output.LayerNorm")
            _copy(layer.up, weights, name + "intermediate.dense")
            _copy(layer.down, weights, name + "output.dense")
            _copy(layer.norm2, weights, name + "output.LayerNorm")


def _copy(module: Any, weights: dict[str, np.ndarray], name: str) -> None:
    module.weight.copy_(torch.from_numpy(weights[f"{name}.weight"]))
    module.bias.copy_(torch.from_numpy(weights[f"{name}.bias"]))


class Split:
    """The examples of one split, window by window."""

    def __init__(self, path: Path) -> None:
        self.data = dict(np.load(path))
        self.windows = self.data["windows"]
        sizes = self.data["word_size"]
        self.at = np.concatenate([[0], np.cumsum(sizes)])
        self.links = np.searchsorted(self.data["link_window"], np.arange(len(self.windows) + 1))
        self.lengths = self.at[self.windows[:, 2]] - self.at[self.windows[:, 1]]

    def batches(self, variant: int, budget: int, rng: np.random.Generator | None) -> Iterator[np.ndarray]:
        """Batches of windows of like length, about ``budget`` pieces each."""
        chosen = np.nonzero(self.windows[:, 0] == variant)[0]
        noise = rng.uniform(0, 12, len(chosen)) if rng is not None else 0
        chosen = chosen[np.argsort(self.lengths[chosen] + noise, kind="stable")]
        batches: list[np.ndarray] = []
        batch: list[int] = []
        longest = 0
        for number in chosen:
            longest = max(longest, int(self.lengths[number]))
            if batch and longest * (len(batch) + 1) > budget:
                batches.append(np.array(batch))
                batch, longest = [], int(self.lengths[number])
            batch.append(number)
        batches.append(np.array(batch))
        if rng is not None:
            rng.shuffle(batches)
        yield from batches

    def encode(self, numbers: np.ndarray) -> dict[str, Tensor]:
        """Inputs of the encoder, and labels of the words."""
        count = len(numbers)
        length = int(self.lengths[numbers].max())
        spans = self.windows[numbers]
        words = int((spans[:, 2] - spans[:, 1]).max())
        batch = {k: np.zeros((count, length), np.int64) for k in ("pieces", "dep", "tag", "shape", "quote")}
        first, tags = np.zeros((count, words), np.int64), np.zeros((count, words), np.int64)
        core = np.zeros((count, words), np.bool_)
        for row, (_, start, end, core_start, core_end) in enumerate(spans):
            a, b = self.at[start], self.at[end]
            places = self.at[start:end] - a
            batch["pieces"][row, : b - a] = self.data["word_pieces"][a:b]
            for name in ("dep", "tag", "shape", "quote"):
                shift = 1 if name in ("shape", "quote") else 0
                batch[name][row, places] = self.data[f"word_{name}"][start:end].astype(np.int64) + shift
            first[row, : end - start] = places
            tags[row, : end - start] = self.data["word_aux"][start:end]
            core[row, core_start - start : core_end - start] = True
        return {k: torch.from_numpy(v) for k, v in {**batch, "first": first, "tags": tags, "core": core}.items()}

    def relations(self, number: int, anchor: int) -> tuple[np.ndarray, np.ndarray]:
        """Relations of the words around any word of a window to it."""
        start, end = self.windows[number, 1:3]
        head = self.data["word_head"][start:end] - start
        inside = (head >= 0) & (head < end - start)
        head = np.where(inside, head, np.arange(end - start)).astype(np.int32)
        words = SimpleNamespace(
            head=head, dep=self.data["word_dep"][start:end], segment=self.data["word_segment"][start:end]
        )
        found: tuple[np.ndarray, np.ndarray] = rel.relations(words, rel.Tree(words), anchor, 0, int(end - start))
        return found


def link_rows(vectors: Tensor, rows: Tensor, anchors: Tensor) -> Tensor:
    """The vectors of the words around each anchor: (anchor, place, width)."""
    places = anchors[:, None] + torch.arange(-rel.REACH, rel.REACH)
    return vectors[rows[:, None], places.clamp(0, vectors.shape[1] - 1)]


def losses(
    model: Model, split: Split, numbers: np.ndarray, rng: np.random.Generator, *, mask_share: float
) -> dict[str, Tensor]:
    """The losses of one batch: cues, roles of words by cue, whether a cue is one, roles of words by themselves."""
    batch = split.encode(numbers)
    if mask_share:
        hide = torch.from_numpy(rng.random(batch["pieces"].shape) < mask_share) & (batch["pieces"] > 4)
        batch["pieces"] = batch["pieces"].masked_fill(hide, 3)
    hidden = model.encoder(batch)
    scores = model.cue(hidden)[:, :, 0].float()
    gold = torch.zeros_like(scores)
    rows, links = [], []
    for row, number in enumerate(numbers):
        for link in range(split.links[number], split.links[number + 1]):
            rows.append(row)
            links.append(link)
    links_at = np.array(links, np.int64)
    anchors = split.data["link_anchor"][links_at].astype(np.int64)
    gold[rows, anchors] = 1.0
    core = batch["core"]
    count = max(1, len(links))
    result = {"cue": (functional.binary_cross_entropy_with_logits(scores, gold, reduction="none") * core).sum() / count}
    bits = (batch["tags"][:, :, None] >> torch.arange(3)) & 1
    by_word = functional.binary_cross_entropy_with_logits(model.tags(hidden).float(), bits.float(), reduction="none")
    result["tags"] = (by_word * core[:, :, None]).sum() / count / 8
    wrong = _hard_negatives(scores.detach(), gold, core, count)
    extra = [split.relations(int(numbers[row]), int(anchor)) for row, anchor in wrong]
    relation = np.concatenate([split.data["link_relation"][links_at].astype(np.int64), *(r[None] for r, _ in extra)])
    quotes = np.concatenate([split.data["link_quotes"][links_at].astype(np.int64), *(q[None] for _, q in extra)])
    all_rows = torch.tensor(rows + [row for row, _ in wrong])
    all_anchors = torch.from_numpy(np.concatenate([anchors, np.array([a for _, a in wrong], np.int64)]))
    around = link_rows(model.as_word(hidden), all_rows, all_anchors)
    cue = model.as_cue(hidden[all_rows, all_anchors])
    roles, exists = model.linker(around, cue, torch.from_numpy(relation), torch.from_numpy(quotes))
    labels = torch.from_numpy(split.data["link_labels"][links_at].astype(np.int64))
    result["roles"] = (
        functional.cross_entropy(
            roles[: len(links)].float().transpose(1, 2), labels, ignore_index=IGNORE, reduction="sum"
        )
        / count
        / 8
    )
    truth = torch.zeros(len(all_rows))
    truth[: len(links)] = 1.0
    result["exists"] = functional.binary_cross_entropy_with_logits(exists.float(), truth, reduction="sum") / count
    return result


def _hard_negatives(scores: Tensor, gold: Tensor, core: Tensor, count: int) -> list[tuple[int, int]]:
    """The words that look most like cues but are none, as many as there are cues."""
    ranked = scores.masked_fill(~core | (gold > 0), -1e4).flatten()
    best = torch.topk(ranked, min(count, len(ranked)))[1].tolist()
    return [divmod(i, scores.shape[1]) for i in best]


class Trainer:
    """The model in bfloat16, and what is updated: its weights in full precision.

    Parts that start from nothing learn faster than MiniLM's layers, and lower layers slower than upper ones.
    """

    def __init__(self, model: Model, rate: float, head_rate: float) -> None:
        self.model = model
        self.names = [n for n, p in model.named_parameters() if p.requires_grad]
        self.fixed = {n: t.clone() for n, t in model.state_dict().items()}
        self.masters = [p.detach().clone() for p in model.parameters() if p.requires_grad]
        groups: list[dict[str, Any]] = []
        for name, master in zip(self.names, self.masters, strict=True):
            decay = 0.01 if master.dim() > 1 else 0.0
            groups.append({"params": [master], "lr": self._rate(name, rate, head_rate), "weight_decay": decay})
        self.adam = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
        self.base = [group["lr"] for group in groups]
        model.bfloat16()
        self.working = [p for p in model.parameters() if p.requires_grad]

    @staticmethod
    def _rate(name: str, rate: float, head_rate: float) -> float:
        if name.startswith("encoder.layers."):
            return rate * 0.9 ** (LAYERS - 1 - int(name.split(".")[2]))
        if name.startswith("encoder.") and not name.startswith("encoder.features"):
            return rate * 0.9**LAYERS
        return head_rate

    def step(self, share: float) -> None:
        """Average the gradients over the processes and update; ``share`` scales the rates."""
        flat = torch.cat([torch.zeros_like(p).flatten() if p.grad is None else p.grad.flatten() for p in self.working])
        if dist.is_initialized():
            flat = flat.float()
            dist.all_reduce(flat)
            flat /= dist.get_world_size()
        at = 0
        for master, working in zip(self.masters, self.working, strict=True):
            master.grad = flat[at : at + master.numel()].view_as(master).float()
            at += master.numel()
            working.grad = None
        nn.utils.clip_grad_norm_(self.masters, 1.0)
        for group, base in zip(self.adam.param_groups, self.base, strict=True):
            group["lr"] = base * share
        self.adam.step()
        with torch.no_grad():
            for master, working in zip(self.masters, self.working, strict=True):
                working.copy_(master)

    def save(self, path: Path) -> None:
        """Write all weights in full precision."""
        weights = {**self.fixed, **dict(zip(self.names, self.masters, strict=True))}
        save_file({n: np.ascontiguousarray(t.detach().numpy()) for n, t in weights.items()}, path)


def start_from_run(model: Model, path: Path, kept: list[int]) -> None:
    """Load the weights of an earlier run, of its layers only those named."""
    weights = load_file(path)
    state = {name: value for name, value in weights.items() if not name.startswith("encoder.layers.")}
    for place, layer in enumerate(kept):
        old = f"encoder.layers.{layer}."
        state |= {n.replace(old, f"encoder.layers.{place}."): v for n, v in weights.items() if n.startswith(old)}
    model.load_state_dict({name: torch.from_numpy(value) for name, value in state.items()})


def fit(rank: int, options: argparse.Namespace) -> None:
    """Train, in one of several processes that share each step; the first writes the weights after each epoch."""
    if options.processes > 1:
        dist.init_process_group(
            "gloo", init_method=f"file://{options.out}.sync", rank=rank, world_size=options.processes
        )
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    pieces = (options.model / "pieces.txt").read_text(encoding="utf-8").split("\n")[:-1]
    about = json.loads((options.model / "about.json").read_text(encoding="utf-8"))
    kept = options.keep_layers if options.start else list(range(LAYERS))
    model = Model(len(pieces), len(about["deps"]) + 1, len(about["tags"]) + 1, len(kept))
    if options.start:
        start_from_run(model, options.start, kept)
    else:
        start_from_minilm(model, options.minilm, pieces)
    torch.manual_seed(SEED + rank)
    train = Split(options.examples / "train.npz")
    variants = int(train.windows[:, 0].max()) + 1
    order = [
        list(train.batches(e % variants, options.budget, np.random.default_rng(SEED + e)))
        for e in range(options.epochs)
    ]
    steps = sum(len(batches) // options.processes for batches in order)
    trainer = Trainer(model, options.rate, options.head_rate)
    rng = np.random.default_rng(SEED + rank)
    began, step = time.time(), 0
    for epoch, batches in enumerate(order):
        model.train()
        totals: dict[str, float] = {}
        for numbers in batches[rank :: options.processes][: len(batches) // options.processes]:
            parts = losses(model, train, numbers, rng, mask_share=options.mask_share)
            torch.stack(list(parts.values())).sum().backward()
            trainer.step(min((step + 1) / (WARMUP * steps), (steps - step) / ((1 - WARMUP) * steps)))
            step += 1
            for name, part in parts.items():
                totals[name] = totals.get(name, 0.0) + float(part.detach()) / 25
            if step % 25 == 0 and rank == 0:
                means = " ".join(f"{k} {v:.3f}" for k, v in totals.items())
                print(f"epoch {epoch} step {step}/{steps} {time.time() - began:.0f} s {means}", flush=True)
                totals = {}
            elif step % 25 == 0:
                totals = {}
        if rank == 0:
            trainer.save(options.out)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=Path, required=True, help="folder with train.npz")
    parser.add_argument("--minilm", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--model", type=Path, default=REPOSITORY / "src/dragoman/statements/model")
    parser.add_argument("--out", type=Path, required=True, help="where the weights go (safetensors)")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--keep-layers", type=int, nargs="+", default=list(range(LAYERS)), help="of that run")
    parser.add_argument("--first-epoch", type=int, default=0, help="which window sizes come first")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--budget", type=int, default=2048, help="pieces in a batch of one process")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--mask-share", type=float, default=0.03)
    parser.add_argument("--processes", type=int, default=2, help="each uses one core")
    options = parser.parse_args()
    if options.processes == 1:
        fit(0, options)
    else:
        Path(f"{options.out}.sync").unlink(missing_ok=True)
        torch.multiprocessing.spawn(fit, (options,), options.processes)


if __name__ == "__main__":
    main()
