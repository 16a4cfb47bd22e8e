from __future__ import annotations

import pytest

from models.errors import ModelError
from models.training.translator.losses import softmax_loss
from models.training.translator.schedule import Progress, Schedule
from models.training.translator.settings import TrainingSettings


def test_the_sampled_loss_is_near_the_full_one_on_average() -> None:
    import torch

    torch.manual_seed(1)
    states, embedding = torch.randn(40, 16), torch.randn(500, 16) / 2
    wanted = torch.randint(4, 400, (40,))
    full = softmax_loss(states, wanted, embedding, targets=400, negatives=0, smoothing=0.0)
    assert full.item() == pytest.approx(torch.nn.functional.cross_entropy(states @ embedding[:400].T, wanted).item(), abs=1e-4)
    sampled = [softmax_loss(states, wanted, embedding, targets=400, negatives=150, smoothing=0.0).item() for _ in range(200)]
    assert sum(sampled) / len(sampled) == pytest.approx(full.item(), abs=0.06)  # the log of a sampled sum is a little low
    assert softmax_loss(states, wanted, embedding, targets=400, negatives=400, smoothing=0.0).item() == full.item()


def test_the_rate_rises_stays_and_falls() -> None:
    schedule = Schedule(TrainingSettings(steps=100, rate=1.0, warmup_steps=10, decay_share=0.2))
    rates = [schedule.rate(Progress(step, step, 0.0)) for step in (0, 9, 50, 80, 90, 99)]
    assert rates == pytest.approx([0.1, 1.0, 1.0, 1.0, 0.5, 0.05])
    assert schedule.left(Progress(100, 100, 0.0)) == 0


def test_by_minutes_each_run_warms_up_and_decays() -> None:
    schedule = Schedule(TrainingSettings(minutes=50, rate=1.0, warmup_steps=10, decay_share=0.2))
    assert schedule.rate(Progress(5000, 0, 0.0)) == pytest.approx(0.1)
    assert schedule.rate(Progress(5000, 100, 45.0)) == pytest.approx(0.5)
    assert schedule.left(Progress(5000, 100, 51.0)) < 0


@pytest.mark.parametrize("given", [{}, {"steps": 5, "minutes": 5.0}])
def test_either_steps_or_minutes(given: dict[str, int]) -> None:
    with pytest.raises(ModelError, match="set one of them"):
        Schedule(TrainingSettings(**given))


def test_numbers_that_train_nothing_are_refused() -> None:
    with pytest.raises(ModelError, match=r"training\.batch_tokens is 0"):
        TrainingSettings(batch_tokens=0)
