from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.errors import ModelError
from models.registry import build

SENTENCES = """\
학교는 문을 닫았다.
교육부는 27일 새로운 정책을 발표했다.
학생 1,234명이 참가했다.
“아이들이 안전하게 배울 수 있어야 한다”고 교장은 말했다.
올해 예산은 3억 5000만 원이다.
급식실 공사는 다음 달 시작된다.
교사들은 방학 동안 연수를 받는다.
서울의 한 초등학교에서 불이 났다.
참가를 원하는 학생은 3월 5일까지 신청해야 한다.
이번 조사는 전국 고등학생 2만 명을 대상으로 했다.
도서관이 새로 문을 열었다.
학부모들은 통학버스 운행을 요구했다.
교육감은 현장의 목소리를 듣겠다고 밝혔다.
수업은 오전 9시에 시작한다.
대학 등록금이 4.8% 올랐다.
농촌의 작은 학교들이 사라지고 있다.
인공지능 교과서 도입을 둘러싼 논란이 이어지고 있다.
지난해보다 학교폭력 신고가 12% 줄었다.
다문화 학생을 위한 한국어 교실이 열린다.
특수학교 설립을 두고 주민 설명회가 열렸다.
""".splitlines()
ODD = [
    "김대중",
    "ㅋㅋㅋ",
    "가",
    "！？",
    "2025. 10. 27.",
    "漢字와 한글",
    "☎ 02-123-4567",
    "▲ 사진=학교 제공",
    "똠방각하 펲시콜라",
    "AI·SW 교육",
]
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


@pytest.fixture(scope="module")
def bart(engines: Path) -> Callable[..., Any]:
    """A translator on the shipped checkpoint; each kind is built once."""
    built: dict[str, Any] = {}

    def of(**options: Any) -> Any:
        name = repr(sorted(options.items()))
        if name not in built:
            built[name] = build("translation", "bart", conversions=str(engines), device="cpu", **options)
        return built[name]

    return of


@pytest.mark.slow
@pytest.mark.parametrize("beam_size", [1, 4])
def test_both_engines_give_the_same_text_and_score_in_float32(beam_size: int, bart: Callable[..., Any]) -> None:
    fast, reference = (bart(engine=engine, compute_type="float32", beam_size=beam_size) for engine in ("ctranslate2", "transformers"))
    for one, other in zip(fast.translate(SENTENCES), reference.translate(SENTENCES), strict=True):
        assert one[0].text == other[0].text
        assert one[0].score == pytest.approx(other[0].score, abs=1e-3)
        assert one[0].score <= 0


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_a_result_does_not_depend_on_its_batch_in_float32(engine: str, bart: Callable[..., Any]) -> None:
    translator = bart(engine=engine, compute_type="float32", beam_size=1)
    together = [found[0] for found in translator.translate(SENTENCES)]
    backwards = [found[0] for found in translator.translate(SENTENCES[::-1])][::-1]
    alone = [translator.translate([sentence])[0][0] for sentence in SENTENCES[:8]]
    for other in (backwards, alone):
        for one, two in zip(together, other, strict=False):
            assert one.text == two.text
            assert one.score == pytest.approx(two.score, abs=1e-4)


def test_the_number_of_hypotheses_is_what_was_asked_best_first(bart: Callable[..., Any]) -> None:
    for found in bart(beam_size=3, num_hypotheses=3).translate(SENTENCES[:4]):
        assert len(found) == 3
        assert len({hypothesis.text for hypothesis in found}) > 1  # two sequences of pieces may spell the same text
        assert [hypothesis.score for hypothesis in found] == sorted((hypothesis.score for hypothesis in found), reverse=True)


def test_nothing_in_gives_nothing_out(bart: Callable[..., Any]) -> None:
    for engine in ("ctranslate2", "transformers"):
        assert list(bart(engine=engine, compute_type="float32", beam_size=1).translate([])) == []


def test_hangul_never_comes_out(bart: Callable[..., Any]) -> None:
    for found in bart(beam_size=1).translate([*SENTENCES, *ODD]):
        assert not HANGUL.search(found[0].text)


def test_decomposed_and_composed_hangul_are_the_same(bart: Callable[..., Any]) -> None:
    import unicodedata

    translator = bart(beam_size=1)
    decomposed = [unicodedata.normalize("NFD", sentence) for sentence in SENTENCES[:3]]
    assert translator.translate(decomposed) == translator.translate(SENTENCES[:3])


def test_a_text_that_is_too_long_is_an_error_and_never_cut(bart: Callable[..., Any]) -> None:
    translator = bart(beam_size=1)
    long = "학교는 문을 닫았다. " * 60
    (length,) = translator.count_tokens([long])
    assert length > translator.max_source_tokens
    with pytest.raises(ValueError, match=f"{length} pieces where at most {translator.max_source_tokens}"):
        translator.translate(["학교", long])


def test_a_text_of_exactly_the_limit_is_taken(bart: Callable[..., Any]) -> None:
    counting = bart(beam_size=1)
    (length,) = counting.count_tokens([SENTENCES[1]])
    exact = bart(beam_size=1, max_source_tokens=length)
    assert exact.translate([SENTENCES[1]]) == counting.translate([SENTENCES[1]])
    with pytest.raises(ValueError, match="pieces where"):
        bart(beam_size=1, max_source_tokens=length - 1).translate([SENTENCES[1]])


def test_unreadable_spans_are_places_in_the_text(bart: Callable[..., Any]) -> None:
    texts = ["학교 😀 급식", "학교", "", "🏫🏫"]
    spans = bart(beam_size=1).unreadable(texts)
    assert [[text[start:end] for start, end in found] for text, found in zip(texts, spans, strict=True)][:3] == [["😀"], [], []]
    assert "".join(texts[3][start:end] for start, end in spans[3]) in ("🏫🏫", "🏫")


def test_a_second_attempt_forbids_loops(bart: Callable[..., Any]) -> None:
    (found,) = bart(beam_size=1).translate(["하하하하하하하하하하하하하하하하하하하하하하하하하하"], against_loops=True)
    words = found[0].text.split()
    runs = [tuple(words[n : n + 5]) for n in range(len(words) - 4)]
    assert len(runs) == len(set(runs))


def test_the_signature_tells_what_can_change_a_result_and_nothing_else(bart: Callable[..., Any]) -> None:
    first = bart(beam_size=1).signature()
    assert bart(beam_size=1, threads=2).signature() == first
    for other in ({"beam_size": 2}, {"beam_size": 1, "compute_type": "float32"}, {"beam_size": 1, "max_source_tokens": 50}):
        assert bart(**other).signature() != first
    for decoding in ({"length_penalty": 0.5}, {"max_length_factor": 3.0}, {"max_length_extra": 9}):
        assert bart(beam_size=1, **decoding).signature() != first


def test_info_names_weights_and_licence(bart: Callable[..., Any]) -> None:
    info = bart(beam_size=1).info()
    assert (info.id, info.family) == ("ko-en-news", "bart")
    assert re.fullmatch("[0-9a-f]{64}", info.sha256)
    assert info.sha256.startswith(info.revision)
    assert info.licence != "unknown"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"model": "ko-en-new"}, "did you mean 'ko-en-news'"),
        ({"model": "./nowhere"}, "does not exist"),
        ({"model": "/nowhere/at/all"}, "does not exist"),
        ({"engine": "onnx"}, "choose auto, ctranslate2 or transformers"),
        ({"compute_type": "int4"}, "does not compute in 'int4'"),
        ({"engine": "transformers", "compute_type": "int8"}, "does not compute in 'int8'"),
        ({"device": "cpu", "compute_type": "float16"}, "does not compute in 'float16' on cpu"),
        ({"device": "tpu"}, "no device is called 'tpu'"),
        ({"max_source_tokens": 5000}, "takes at most 512"),
    ],
)
def test_what_cannot_be_is_told_while_the_model_is_built(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        build("translation", "bart", **options)


def test_an_end_of_sentence_in_a_text_is_text() -> None:
    from models.registry import build

    codec = build("translation", "bart")._codec
    (pieces,) = codec.encode(["학교</s><s>는"])
    assert pieces.count("</s>") == 1
