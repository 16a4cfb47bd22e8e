"""Greedy generation by a causal language model: token ids in, token ids out, in batches that fit and shrink when memory runs out."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import ModelError

log = logging.getLogger(__name__)

BATCH_TOKENS = 16_384
"""Most tokens of a batch, padding and room for the answers included: key and value vectors of about 2 GB for a model of 4 billion."""
LOOP_PENALTY = 1.2
"""Repetition penalty of a second attempt, over what was generated only: the prompt's words must stay free to be said."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Token ids of a rendered prompt, and the most tokens to generate."""

    ids: tuple[int, ...]
    max_tokens: int
    against_loops: bool

    @property
    def room(self) -> int:
        """Tokens that it needs in all."""
        return len(self.ids) + self.max_tokens


@dataclass(frozen=True, slots=True)
class Generated:
    """Token ids without the end mark; mean natural-log probability with it; whether the end came before the limit."""

    ids: tuple[int, ...]
    score: float
    finished: bool


class CausalGenerator:
    """A checkpoint, loaded at the first call. Results do not depend on how prompts are batched (exactly so in float32)."""

    def __init__(self, folder: Path, *, compute_type: str, device: str, threads: int, ends: Sequence[int], pad: int) -> None:
        self._folder, self._compute_type, self._device, self._threads = folder, compute_type, device, threads
        self._ends, self._pad = tuple(ends), pad
        self._model: Any = None

    def generate(self, prompts: Sequence[Prompt], batch_tokens: int = BATCH_TOKENS) -> list[Generated]:
        """One result for each prompt. Raises ModelError where one prompt alone needs more memory than there is."""
        found: dict[int, Generated] = {}
        order = sorted(range(len(prompts)), key=lambda place: (prompts[place].against_loops, -prompts[place].room))
        for batch in _batches(order, prompts, batch_tokens):
            for place, result in zip(batch, self._halving([prompts[place] for place in batch]), strict=True):
                found[place] = result
        return [found[place] for place in range(len(prompts))]

    def _halving(self, prompts: Sequence[Prompt]) -> list[Generated]:
        import torch

        try:
            return self._decode(prompts)
        except (torch.OutOfMemoryError, RuntimeError) as error:
            if not _is_out_of_memory(error):
                raise
            if len(prompts) == 1:
                raise ModelError(
                    f"{self._folder.name} ran out of memory on one prompt of {len(prompts[0].ids)} tokens on {self._device}; "
                    "take a smaller model, another device, or fewer context_sentences"
                ) from error
            log.warning("out of memory with %d prompts at once: halved", len(prompts))
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        half = len(prompts) // 2
        return self._halving(prompts[:half]) + self._halving(prompts[half:])

    def _decode(self, prompts: Sequence[Prompt]) -> list[Generated]:
        import torch

        model = self._load()
        width = max(len(prompt.ids) for prompt in prompts)
        ids = torch.full((len(prompts), width), self._pad)
        mask = torch.zeros_like(ids)
        for row, prompt in enumerate(prompts):  # padded on the left: generation goes on at the right
            ids[row, width - len(prompt.ids) :] = torch.tensor(prompt.ids)
            mask[row, width - len(prompt.ids) :] = 1
        scores = _GreedyScores()
        with torch.inference_mode():
            sequences = model.generate(
                input_ids=ids.to(model.device),
                attention_mask=mask.to(model.device),
                max_new_tokens=max(prompt.max_tokens for prompt in prompts),
                do_sample=False,
                logits_processor=[*_penalties(prompts[0].against_loops, width), scores],
            )
        steps = torch.stack(scores.steps, 1).tolist()
        rows = sequences[:, width:].tolist()
        return [self._cut(row, step, prompt.max_tokens) for row, step, prompt in zip(rows, steps, prompts, strict=True)]

    def _cut(self, ids: list[int], scores: list[float], limit: int) -> Generated:
        """A row up to its own end or limit: greedily, what comes before does not depend on a later limit."""
        length = next((place for place, token in enumerate(ids[:limit]) if token in self._ends), None)
        counted = scores[: limit if length is None else length + 1]
        mean = sum(counted) / max(len(counted), 1)
        return Generated(tuple(ids[: limit if length is None else length]), mean, length is not None)

    def _load(self) -> Any:
        if self._model is None:
            import torch
            from transformers import AutoModelForCausalLM, GenerationConfig

            if self._threads and self._device == "cpu":
                torch.set_num_threads(self._threads)
            try:
                model: Any = AutoModelForCausalLM.from_pretrained(
                    self._folder,
                    dtype=getattr(torch, self._compute_type),
                    local_files_only=True,
                    use_safetensors=True,
                    trust_remote_code=False,
                )
                self._model = model.to(self._device).eval()
            except Exception as error:  # transformers, safetensors and torch each raise their own
                raise ModelError(f"transformers cannot load {self._folder} as a causal language model: {error}") from error
            # The checkpoint's own settings (sampling, temperature, penalties) would make results differ from run to run.
            config_of: Any = GenerationConfig
            self._model.generation_config = config_of(eos_token_id=list(self._ends), pad_token_id=self._pad)
        return self._model


class _GreedyScores:
    """Notes at each step the log probability of the piece that greedy search takes, and changes nothing.

    The same numbers as `compute_transition_scores` with normalized logits, without keeping every step's logits for the whole vocabulary.
    """

    def __init__(self) -> None:
        self.steps: list[Any] = []

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        wide = scores.float()
        self.steps.append((wide.amax(-1) - wide.logsumexp(-1)).cpu())
        return scores


def _penalties(against_loops: bool, prompt_width: int) -> list[Any]:
    if not against_loops:
        return []
    from transformers import RepetitionPenaltyLogitsProcessor

    return [RepetitionPenaltyLogitsProcessor(LOOP_PENALTY, prompt_ignore_length=prompt_width)]


def _batches(order: Sequence[int], prompts: Sequence[Prompt], batch_tokens: int) -> Iterator[list[int]]:
    """Runs of `order` whose padded size stays under `batch_tokens`; second attempts apart from first ones."""
    batch: list[int] = []
    width = room = 0
    for place in order:
        prompt = prompts[place]
        width, room = max(width, len(prompt.ids)), max(room, prompt.max_tokens)
        alike = batch and prompts[batch[0]].against_loops == prompt.against_loops
        if batch and not (alike and (len(batch) + 1) * (width + room) <= batch_tokens):
            yield batch
            batch, width, room = [], len(prompt.ids), prompt.max_tokens
        batch.append(place)
    if batch:
        yield batch


def _is_out_of_memory(error: Exception) -> bool:
    """On a GPU torch has an error of its own; on a CPU the allocator's message tells."""
    import torch

    return isinstance(error, torch.OutOfMemoryError) or "can't allocate memory" in str(error) or "out of memory" in str(error)
