"""COMET (Rei et al. 2020), in an interpreter of its own: unbabel-comet needs numpy < 2 and transformers < 5, and this package does not.

Sentences go to `comet_scorer.py` as JSON lines with src, mt and ref, scores come back as JSON lines.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.evaluation.examples import Example
from pipeline.evaluation.metrics import Measure, Needs, Row, Settings, sentence_key
from pipeline.evaluation.results import Rows

NAME = "comet"
SCRIPT = Path(__file__).resolve().parent.parent / "comet_scorer.py"
HELP_WITH = "make one with: python3.11 -m venv comet && comet/bin/pip install unbabel-comet"


class Comet:
    """See the module."""

    name = NAME
    needs: Needs = "translation"
    measures: tuple[Measure, ...] = (Measure(NAME, 1, "higher"),)

    def __init__(self, python: Path, model: Path) -> None:
        self._python, self._model = python, model

    def tally(self, examples: Sequence[Example]) -> Rows:
        """One and the score, a row a sentence. Raises ConfigError where the interpreter fails or answers otherwise."""
        known = [(sentence_key(one, pair), pair) for one in examples for pair in one.pairs if pair.reference]
        if not known:
            return Rows((), ())
        lines = [json.dumps({"src": pair.korean, "mt": pair.hypothesis, "ref": pair.reference}, ensure_ascii=False) for _, pair in known]
        scores = self._asked(lines)
        if len(scores) != len(known):
            raise ConfigError(f"{self._python} gave {len(scores)} COMET scores for {len(known)} sentences")
        return Rows(tuple(key for key, _ in known), tuple((1.0, score) for score in scores))

    def scores(self, total: Row) -> Mapping[str, float]:
        """The mean."""
        return {NAME: float(total[1] / total[0])} if total[0] else {}

    def signature(self) -> str:
        """The checkpoint."""
        return f"comet|model:{self._model.name}|mean:sentences|version:1"

    def _asked(self, lines: Sequence[str]) -> list[float]:
        try:
            done = subprocess.run(  # noqa: S603 (the user names the interpreter)
                [str(self._python.absolute()), str(SCRIPT), str(self._model)],
                input="\n".join(lines) + "\n",
                capture_output=True,
                encoding="utf-8",
                check=True,
            )
            return [float(json.loads(line)["score"]) for line in done.stdout.splitlines() if line.strip()]
        except subprocess.CalledProcessError as error:
            said = error.stderr.strip().splitlines()
            raise ConfigError(
                f"--comet-python {self._python} failed: {said[-1] if said else f'exit status {error.returncode}'}; {HELP_WITH}"
            ) from error
        except OSError as error:
            raise ConfigError(f"--comet-python {self._python} cannot be run: {error.strerror}; {HELP_WITH}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigError(f"--comet-python {self._python} answered with something that is no score: {error}") from error


def metric(settings: Settings) -> Comet | None:
    """The metric, None where no interpreter is named. Raises ConfigError where only one of the two paths is given, or one is not there."""
    python, model = settings.comet_python, settings.comet_model
    if python is None and model is None:
        return None
    if python is None or model is None:
        raise ConfigError("COMET needs both --comet-python PATH and --comet-model DIR")
    for option, path in (("--comet-python", python), ("--comet-model", model)):
        if not path.exists():
            raise ConfigError(f"{option} {path} is not there; {HELP_WITH}")
    return Comet(python, model)
