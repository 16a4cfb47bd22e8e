"""What all tests share: one cache folder for converted models, a folder of articles, a config without heavy stages, the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("eduwire", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure
settings.load_profile("eduwire")
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["OMP_WAIT_POLICY"] = "PASSIVE"

ROOT = Path(__file__).resolve().parent.parent
MAIN = "from pipeline.cli.main import main; main()"
TIMEOUT_S = 120

ARTICLES = {
    "library.txt": "도서관 문을 열다\n\n학교는 새 도서관을 열었다. 학생 120명이 책을 빌렸다.\n\n교장은 기뻐했다.\n",
    "press/budget.txt": (
        "교육청, 예산 늘려\n\n[한빛신문 나하늘 기자] 교육청은 27일 예산을 늘렸다. 교사는 웃었다.\n\n"
        "▲ 학생들이 책을 읽고 있다.\n\n저작권자 ⓒ 한빛신문 무단전재 및 재배포 금지\n"
    ),
    "press/meal.txt": "급식이 바뀐다\n\n급식은 다음 달부터 바뀐다. 학생 120명이 책을 빌렸다.\n",
}


@dataclass(frozen=True)
class CliResult:
    code: int
    out: str
    err: str

    def refused(self) -> str:
        """What standard error says of a user's mistake: exit code 2, and never a traceback."""
        assert self.code == 2, self
        assert "Traceback" not in self.err
        return self.err


RunCli = Callable[..., CliResult]


@pytest.fixture(scope="session", autouse=True)
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The cache folder of the whole session, so that the checkpoint is converted once."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EDUWIRE_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session")
def engines(shared_cache: Path) -> Path:
    """The folder of converted models; the default one, int8, is there already."""
    from models.registry import build

    folder = shared_cache / "engines"
    build("translation", "bart", conversions=str(folder), device="cpu", beam_size=1).translate(["학교"])
    return folder


@pytest.fixture
def own_cache(tmp_path: Path, engines: Path) -> Path:
    """A cache folder for one test, empty but for the converted models."""
    folder = tmp_path / "own-cache"
    folder.mkdir()
    (folder / "engines").symlink_to(engines)
    return folder


@pytest.fixture
def korean_folder(tmp_path: Path) -> Path:
    """Three small articles; `학생 120명이 책을 빌렸다.` stands in two of them."""
    folder = tmp_path / "articles"
    for name, text in ARTICLES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def segment_only(tmp_path: Path) -> Path:
    """A config that needs no model."""
    return _config(tmp_path / "segment.yaml", "stages: [segment]\n")


@pytest.fixture
def translating(tmp_path: Path) -> Path:
    """A config that translates, in the fastest way."""
    return _config(tmp_path / "translate.yaml", "stages: [segment, translate]\ntranslate:\n  beam_size: 1\n  device: cpu\n")


def _config(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def cli_env(shared_cache: Path) -> Mapping[str, str]:
    """The environment of a command line that runs from any folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "EDUWIRE_CACHE": str(shared_cache), "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "200"}


@pytest.fixture
def run_cli(cli_env: Mapping[str, str], tmp_path: Path) -> RunCli:
    """Runs `eduwire ARGS` in a process of its own; standard input and output are UTF-8 text, or bytes for input."""

    def run(*args: str | Path, stdin: str | bytes = "", cwd: Path = tmp_path, env: Mapping[str, str] | None = None) -> CliResult:
        done = subprocess.run(
            [sys.executable, "-c", MAIN, *map(str, args)],
            input=stdin if isinstance(stdin, bytes) else stdin.encode(),
            capture_output=True,
            cwd=cwd,
            env={**cli_env, **(env or {})},
            timeout=TIMEOUT_S,
        )
        return CliResult(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def start_cli(cli_env: Mapping[str, str], tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts `eduwire ARGS` and does not wait; what still runs at the end of the test is ended."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*args: str | Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", MAIN, *map(str, args)]
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=dict(cli_env)
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
