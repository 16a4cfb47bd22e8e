"""The training loop: steps, curves, dev loss, saving, and going on where an earlier run stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.training.translator import checkpoints
from models.training.translator.batches import Batch, Encoder, Position, stream
from models.training.translator.checkpoints import TOKENIZER, State
from models.training.translator.curves import Curves, Point, draw
from models.training.translator.dev_scores import score
from models.training.translator.mixture import Mixture
from models.training.translator.network import Network
from models.training.translator.pairs import Pair
from models.training.translator.schedule import Progress, Schedule
from models.training.translator.settings import Machine, TrainingSettings

DEV_BATCH = 50
"""Sentences of which the dev loss is computed at a time."""
GREEDY = 1
"""Beam of the scores on the way; those of the end have the beam that ships."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is trained: from `start`, on `mixture`, measured on `dev`, into the folder `out`. `say` is told what happens."""

    start: Path
    mixture: Mixture
    dev: Sequence[Pair]
    out: Path
    say: Callable[[str], None] = print


class Trainer:
    """Goes on from `job.out`/last where that is, else begins with `job.start`. Raises ModelError as Network and Schedule do."""

    def __init__(self, job: Job, settings: TrainingSettings, machine: Machine) -> None:
        self._job, self._settings = job, settings
        self._schedule = Schedule(settings)
        job.out.mkdir(parents=True, exist_ok=True)
        last = checkpoints.latest(job.out)
        folder = last or job.start
        self._tokenizer = folder / TOKENIZER
        self.network = Network(folder, settings, machine)
        self.optimizer, self._scales = self.network.optimizer()
        self.state = checkpoints.read_state(last) if last else State()
        if last and self.state.frozen_below == settings.frozen_below:
            checkpoints.load_optimizer(last, self.optimizer, self.network.device)
        elif last:
            job.say(f"{self.state.frozen_below} layers were frozen, now {settings.frozen_below}: the optimizer starts anew")
        self._encoder = Encoder(self._tokenizer, self.network.targets)
        self._dev = self._encoder.encode(job.dev)
        self._curves = Curves(job.out, self.state.step)
        parameters = sum(one.numel() for one in self.network.model.parameters()) / 1e6
        what = f"{parameters:.1f} M parameters, {self.network.targets:,} target pieces, {self.network.device}"
        job.say(f"{folder}: {what}, step {self.state.step}")

    def run(self) -> State:
        """Trains until the steps or minutes are used up, saves, draws the curves; returns how far it came."""
        import torch

        began, first = time.monotonic(), self.state
        self.network.model.train()
        batches = stream(
            self._job.mixture,
            self._encoder,
            pool_pairs=self._settings.pool_pairs,
            budget=self._settings.batch_tokens,
            seed=self._settings.seed,
            start=self.state.position,
        )
        total, seen, rate = 0.0, 0, 0.0
        while self._schedule.left(progress := self._progress(began, first)) > 0:
            rate = self._schedule.rate(progress)
            batch, position = next(batches)
            torch.manual_seed(self._settings.seed * 1_000_003 + self.state.step)  # dropout and negatives are the step's, not the process's
            loss, count = self._step(batch, rate)
            total, seen = total + loss * count, seen + count
            self._advance(count, first.minutes + self._progress(began, first).minutes, position)
            checks = self._is_due(self._settings.check_every)
            if checks or self._is_due(self._settings.log_every) or self._is_due(self._settings.score_every):
                self._log(rate, total / seen, checks=checks)
                total, seen = 0.0, 0
            if checks:
                self._save()
        if self.state.step > first.step and not self._is_due(self._settings.check_every):
            self._log(rate, total / seen if seen else None, checks=True)
            self._save()
        if draw(self._job.out) is None:
            self._job.say("no picture of the curves: matplotlib is not installed")
        return self.state

    def _progress(self, began: float, first: State) -> Progress:
        return Progress(self.state.step, self.state.step - first.step, (time.monotonic() - began) / 60)

    def _step(self, batch: Batch, rate: float) -> tuple[float, int]:
        import torch

        for group, scale in zip(self.optimizer.param_groups, self._scales, strict=True):
            group["lr"] = rate * scale
        loss, count = self.network.loss(batch, negatives=self._settings.negatives, smoothing=self._settings.label_smoothing)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.model.parameters(), self._settings.clip_norm)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        return float(loss.detach()), count

    def _advance(self, tokens: int, minutes: float, position: Position) -> None:
        self.state = replace(self.state, step=self.state.step + 1, tokens=self.state.tokens + tokens, minutes=minutes, position=position)

    def _is_due(self, every: int) -> bool:
        return every > 0 and self.state.step % every == 0

    def _log(self, rate: float, loss: float | None, *, checks: bool) -> None:
        point = Point(self.state.step, self.state.tokens, self.state.minutes, rate, loss)
        if checks:
            self.state = replace(self.state, dev_loss=self.dev_loss())
            point = replace(point, dev_loss=self.state.dev_loss)
        if self._is_due(self._settings.score_every):
            scores = score(self.network.model, self._encoder.tokenizer, self._job.dev, targets=self.network.targets, beam=GREEDY)
            point = replace(point, dev_bleu=scores.bleu, dev_chrf=scores.chrf)
        self._curves.add(point)
        measured = {"loss": loss, "dev loss": point.dev_loss, "dev chrF++": point.dev_chrf}
        said = ", ".join(f"{name} {value:.3f}" for name, value in measured.items() if value is not None)
        self._job.say(f"step {point.step}: {said}, {point.tokens / 1e6:.2f} M target tokens, rate {rate:.2e}")

    def dev_loss(self) -> float:
        """Nats a target token on the dev pairs, over all pieces, without label smoothing and dropout."""
        import torch

        self.network.model.eval()
        total, seen = 0.0, 0
        with torch.no_grad():
            for start in range(0, len(self._dev), DEV_BATCH):
                loss, count = self.network.loss(self._dev[start : start + DEV_BATCH], negatives=0, smoothing=0.0)
                total, seen = total + float(loss) * count, seen + count
        self.network.model.train()
        return total / max(1, seen)

    def _save(self) -> None:
        state = replace(self.state, frozen_below=self._settings.frozen_below)
        checkpoints.save(self._job.out, self.network.model, self.optimizer, self._tokenizer, state)
        checkpoints.snapshot(self._job.out, self.state.step, self._settings.average)
