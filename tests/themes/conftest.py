from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from models.interfaces import Document, ThemeDefinition
from pipeline.taxonomy import load_taxonomy

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def themes() -> tuple[ThemeDefinition, ...]:
    return load_taxonomy(ROOT / "configs" / "themes.yaml")


def document(headline: str | None, sentences: Sequence[str]) -> Document:
    return Document(headline, tuple(sentences), (0,) * len(sentences))


@pytest.fixture(scope="session")
def school_violence() -> Document:
    return document(
        "새솔교육지원청, 학교폭력 예방 주간 운영",
        [
            "새솔교육지원청은 12일 시청 앞에서 행사를 열었다고 밝혔다.",
            "학교폭력 피해 학생을 돕는 전담조사관과 학교전담경찰관이 함께 나섰다.",
            "비가 내려 행사는 한 시간 일찍 끝났다.",
            "따돌림과 사이버폭력을 막기 위한 또래 조정 교육도 이어진다.",
        ],
    )


@pytest.fixture(scope="session")
def off_topic() -> Document:
    return document(
        None,
        [
            "양파를 잘게 썰어 버터에 볶는다.",
            "간장 두 숟가락과 후추를 넣고 약한 불에서 졸인다.",
            "접시에 담아 파슬리를 뿌리면 완성된다.",
        ],
    )
