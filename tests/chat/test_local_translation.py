from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from models.chat import UNKNOWN_SCORE, ChatRequest, Reply
from models.chat.generation import CausalGenerator, Generated, Prompt
from models.chat.local import LocalChat
from models.errors import ModelError
from models.interfaces import Context
from models.registry import build
from tests.chat.tiny_chat import save_gemma, save_model, save_tokenizer

TEXTS = ["학교는 문을 닫았다.", "학생 120명이 책을 빌렸다.", "비가 왔다.", "교육청은 27일 학생 3만 명에게 책을 나눠 주었다고 밝혔다."]
ENGLISH = "The school closed its doors."
NO_SYSTEM = (
    "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no system role') }}{% endif %}"
    "<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def request(text: str, limit: int = 24, *, against_loops: bool = False) -> ChatRequest:
    return ChatRequest(({"role": "user", "content": text},), limit, against_loops)


def prompts_of(model: Any, text: str, context: Context | None = None) -> list[str]:
    """What the model is asked for a text at the first and at the second attempt, as its template writes it."""
    rendered: list[str] = []

    def listening(requests: Sequence[ChatRequest]) -> list[Reply]:
        rendered.extend(model.chat.render(one.messages) for one in requests)
        return [Reply("", UNKNOWN_SCORE, finished=True)] * len(requests)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model.chat, "answer", listening)
        for again in (False, True):
            model.translate([text], against_loops=again, contexts=None if context is None else [context])
    return rendered


@pytest.fixture(scope="session")
def taught_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chat model that answers every prompt with one English sentence."""
    import torch

    folder = tmp_path_factory.mktemp("models") / "Taught-Instruct"
    tokenizer = save_tokenizer(folder)
    model = save_model(folder, tokenizer, shards=True)
    taught = build("translation", "chat", model=str(folder), device="cpu")
    rows = []
    for text in (*TEXTS, "학생이 웃었다.", "비가 눈으로 바뀌었다."):
        prompt = tokenizer(prompts_of(taught, text)[0], add_special_tokens=False)["input_ids"]
        answer = tokenizer(f"{ENGLISH}<|im_end|>", add_special_tokens=False)["input_ids"]
        rows.append((prompt, answer))
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    model.train()
    for step in range(60):
        prompt, answer = rows[step % len(rows)]
        ids = torch.tensor([[*prompt, *answer]])
        labels = torch.tensor([[-100] * len(prompt) + answer])
        loss = model(input_ids=ids, labels=labels).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval().save_pretrained(folder, max_shard_size="100KB")
    return folder


def test_a_model_that_can_translate_does(taught_model: Path) -> None:
    model = build("translation", "chat", model=str(taught_model), device="cpu")
    found = model.translate(TEXTS[:3])
    assert [hypotheses[0].text for hypotheses in found] == [ENGLISH] * 3
    assert all(-0.5 < hypotheses[0].score < 0 for hypotheses in found)
    assert len(list(taught_model.glob("*.safetensors"))) > 1


def test_garbage_is_empty_and_a_second_attempt_has_a_reminder(garbage_model: Path) -> None:
    model = build("translation", "chat", model=str(garbage_model), device="cpu", max_length_factor=0.1)
    found = model.translate(TEXTS[:2])
    assert [(hypotheses[0].text, hypotheses[0].score) for hypotheses in found] == [("", UNKNOWN_SCORE)] * 2
    first, second = prompts_of(model, TEXTS[0])
    assert "could not be used" not in first
    assert "could not be used" in second


def test_replies_do_not_depend_on_the_batch(garbage_model: Path) -> None:
    requests = [request(text, 8 + 5 * number, against_loops=number == 2) for number, text in enumerate([*TEXTS, "가" * 80])]
    one_by_one = [LocalChat(str(garbage_model), device="cpu").answer([one])[0] for one in requests]
    for batch_tokens in (1, 300, 100_000):
        together = LocalChat(str(garbage_model), device="cpu", batch_tokens=batch_tokens).answer(requests)
        assert [reply.text for reply in together] == [reply.text for reply in one_by_one]
        assert [reply.score for reply in together] == pytest.approx([reply.score for reply in one_by_one], abs=1e-4)
    assert len({reply.text for reply in one_by_one}) == len(requests)


@pytest.mark.parametrize("pictures", [False, True], ids=["Rosetta", "TranslateGemma"])
def test_the_architectures_of_translation_models_run(tmp_path: Path, pictures: bool) -> None:
    folder = tmp_path / "Gemma"
    save_gemma(folder, save_tokenizer(folder), pictures=pictures)
    requests = [request(text, 12) for text in TEXTS]
    together = LocalChat(str(folder), device="cpu").answer(requests)
    one_by_one = [LocalChat(str(folder), device="cpu", batch_tokens=1).answer([one])[0] for one in requests]
    assert [reply.text for reply in together] == [reply.text for reply in one_by_one]
    assert [reply.score for reply in together] == pytest.approx([reply.score for reply in one_by_one], abs=1e-4)
    assert len({reply.score for reply in one_by_one}) == len(TEXTS)
    assert LocalChat(str(folder), device="cpu").checkpoint.positions == 2048


def test_decoding_is_greedy_and_the_score_is_that_of_transformers(garbage_model: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    chat = LocalChat(str(garbage_model), device="cpu")
    reply = chat.answer([request(TEXTS[0])])[0]
    tokenizer: Any = AutoTokenizer.from_pretrained(garbage_model)
    causal: Any = AutoModelForCausalLM
    model = causal.from_pretrained(garbage_model).eval()
    ids = tokenizer(chat.render(request(TEXTS[0]).messages), return_tensors="pt", add_special_tokens=False)["input_ids"]
    with torch.inference_mode():
        found = model.generate(
            ids,
            max_new_tokens=24,
            do_sample=False,
            temperature=None,
            repetition_penalty=1.0,
            return_dict_in_generate=True,
            output_scores=True,
        )
        steps = model.compute_transition_scores(found.sequences, found.scores, normalize_logits=True)[0]
    produced = found.sequences[0, ids.shape[1] :]
    assert reply.text == tokenizer.decode(produced, skip_special_tokens=True)
    assert reply.score == pytest.approx(float(steps.mean()), abs=1e-4)
    assert not reply.finished


def test_the_rendered_prompt_is_the_templates(garbage_model: Path) -> None:
    model = build("translation", "chat", model=str(garbage_model), device="cpu", context_sentences=1)
    context = Context("도서관 <|im_end|>", ("먼 문장.", "바로 앞 문장."), (("학교", "school"),))
    bare = prompts_of(model, TEXTS[0])[0]
    assert bare.endswith(f"<source>{TEXTS[0]}</source><|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n")
    seen = prompts_of(model, TEXTS[0], context)
    assert seen[0].startswith("<|im_start|>system\nYou translate Korean education news")
    assert "<before>바로 앞 문장.</before>" in seen[0]
    assert "먼 문장" not in seen[0]
    assert "<headline>도서관 ‹|im_end|></headline>" in seen[0]
    assert seen[0].count("<|im_end|>") == 2


def test_special_tokens_in_an_article_never_become_signals(tmp_path: Path, garbage_model: Path) -> None:
    folder = tmp_path / "Own-Instruct"
    shutil.copytree(garbage_model, folder)
    tokenizer: Any = save_tokenizer(folder)
    tokenizer.add_special_tokens({"additional_special_tokens": ["@@STOP@@"]})
    tokenizer.save_pretrained(folder)
    model = build("translation", "chat", model=str(folder), device="cpu")
    rendered = prompts_of(model, "문을 @@STOP@@ 닫았다.")[0]
    assert "@@STOP@@" not in rendered
    assert "STOP" in rendered


def test_a_template_without_a_system_role_gets_it_from_the_user(tmp_path: Path) -> None:
    folder = tmp_path / "No-System-Instruct"
    save_model(folder, save_tokenizer(folder, NO_SYSTEM))
    model = build("translation", "chat", model=str(folder), device="cpu")
    rendered = prompts_of(model, TEXTS[0])[0]
    assert rendered.startswith("<|im_start|>user\nYou translate Korean education news")
    assert rendered.count("<|im_start|>") == 2
    with pytest.raises(ModelError, match=r"the chat template of .* refuses the prompt: no system role"):
        model.chat.render([{"role": "system", "content": "a"}, {"role": "user", "content": [{"type": "text"}]}])


def test_translategemmas_own_template_is_recognized_and_rendered(tmp_path: Path) -> None:
    folder = tmp_path / "my-gemma"
    written = (
        "{% for m in messages %}{% set part = m.content[0] %}<|im_start|>{{ m.role }}\n"
        "{{ part['source_lang_code'] }}>{{ part['target_lang_code'] }}: {{ part['text'] }}<|im_end|>\n{% endfor %}"
        "<|im_start|>model{{ '\n' }}"
    )
    save_model(folder, save_tokenizer(folder, written))
    model = build("translation", "chat", model=str(folder), device="cpu", context_sentences=3)
    assert model.context_sentences == 0
    assert model.signature()["template"] == "translategemma"
    rendered = prompts_of(model, TEXTS[0])[0]
    assert rendered == f"<|im_start|>user\nko>en-US: {TEXTS[0]}<|im_end|>\n<|im_start|>model\n"
    found = model.translate(TEXTS[:1], contexts=[Context("도서관", ("앞.",), ())])
    assert found[0][0].text == ""


def test_what_is_too_long_is_never_cut(garbage_model: Path) -> None:
    model = build("translation", "chat", model=str(garbage_model), device="cpu", max_source_tokens=10)
    with pytest.raises(ValueError, match="tokens where at most 10 fit"):
        model.translate([TEXTS[3] * 3])
    with pytest.raises(ValueError, match=r"a prompt of .* and room for 5000, where"):
        model.chat.answer([request("가", 5000)])


class LittleMemory(CausalGenerator):
    """Runs out of memory as a small GPU does: with more prompts at once than it has room for."""

    most = 2
    sizes: list[int]

    def _decode(self, prompts: Sequence[Prompt]) -> list[Generated]:
        import torch

        self.sizes.append(len(prompts))
        if len(prompts) > self.most:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return super()._decode(prompts)


def test_out_of_memory_halves_the_batch_and_changes_nothing(garbage_model: Path) -> None:
    prompts = [Prompt(tuple(range(5, 10 + number)), 6, False) for number in range(7)]
    options: dict[str, Any] = {"compute_type": "float32", "device": "cpu", "threads": 0, "ends": [2], "pad": 0}
    little = LittleMemory(garbage_model, **options)
    little.sizes = []
    assert [one.ids for one in little.generate(prompts)] == [one.ids for one in CausalGenerator(garbage_model, **options).generate(prompts)]
    assert little.sizes[0] == 7
    assert max(size for size in little.sizes if size <= little.most) == 2
    little.most = 0
    with pytest.raises(ModelError, match="ran out of memory on one prompt of 5 tokens on cpu; take a smaller model"):
        little.generate(prompts[:1])


def test_building_loads_no_weights_and_says_what_it_is(garbage_model: Path) -> None:
    model = build("translation", "chat", model=str(garbage_model), device="cpu")
    info, signature = model.info(), model.signature()
    assert (info.id, info.family, info.licence) == ("Tiny-Instruct", "chat", "apache-2.0")
    assert len(info.sha256) == 64
    assert "_generator" not in vars(model.chat)
    other = build("translation", "chat", model=str(garbage_model), device="cpu", batch_tokens=100).signature()
    assert other == signature
    for options in ({"compute_type": "bfloat16"}, {"context_sentences": 1}, {"max_length_factor": 3.0}, {"template": "lmt"}):
        assert build("translation", "chat", model=str(garbage_model), device="cpu", **options).signature() != signature


def test_unreadable_signs_are_none_with_bytes(garbage_model: Path) -> None:
    model = build("translation", "chat", model=str(garbage_model), device="cpu")
    assert [list(spans) for spans in model.unreadable(["學校 🏫"])] == [[]]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "tokenizer.json").unlink(), r"has no tokenizer\.json"),
        (lambda folder: (folder / "tokenizer.json").write_text("{"), r"tokenizer\.json cannot be read"),
        (lambda folder: (folder / "model.safetensors").unlink(), r"has no model\.safetensors and no model\.safetensors\.index\.json"),
        (lambda folder: (folder / "model.safetensors").write_bytes(b"12345678"), r"model\.safetensors is not a safetensors file"),
        (lambda folder: (folder / "config.json").write_text("["), r"config\.json cannot be read"),
        (lambda folder: (folder / "chat_template.jinja").unlink(), "has no chat template"),
    ],
)
def test_a_damaged_folder_is_named_before_any_work(garbage_model: Path, tmp_path: Path, spoil: Any, said: str) -> None:
    folder = tmp_path / "spoiled"
    shutil.copytree(garbage_model, folder)
    spoil(folder)
    with pytest.raises(ModelError, match=said):
        _ = build("translation", "chat", model=str(folder), device="cpu").chat.checkpoint.config


def test_a_missing_shard_is_named(taught_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "spoiled"
    shutil.copytree(taught_model, folder)
    shard = sorted(folder.glob("model-*.safetensors"))[1]
    shard.unlink()
    with pytest.raises(ModelError, match=f"has no {shard.name}, which"):
        build("translation", "chat", model=str(folder), device="cpu")


@pytest.mark.parametrize(
    "config",
    [
        {"model_type": "marian", "architectures": ["MarianMTModel"]},
        {"model_type": "t5", "architectures": ["T5ForConditionalGeneration"], "is_encoder_decoder": True},
        {"model_type": "bert", "architectures": ["BertForSequenceClassification"]},
    ],
)
def test_another_architecture_is_named_before_any_work(garbage_model: Path, tmp_path: Path, config: dict[str, Any]) -> None:
    folder = tmp_path / "other"
    shutil.copytree(garbage_model, folder)
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match=f"is a {config['architectures'][0]}, no causal language model"):
        build("translation", "chat", model=str(folder), device="cpu")


def test_an_architecture_that_only_its_name_gives_away_is_named_at_loading(garbage_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    shutil.copytree(garbage_model, folder)
    (folder / "config.json").write_text(json.dumps({"model_type": "marian", "vocab_size": 9}))
    model = build("translation", "chat", model=str(folder), device="cpu")
    with pytest.raises(ModelError, match="causal language model"):
        model.translate(TEXTS[:1])


def test_a_model_of_the_hubs_cache_is_known_by_its_name_there(garbage_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models--NiuTrans--LMT-60-1.7B" / "snapshots" / ("a" * 40)
    shutil.copytree(garbage_model, folder)
    model = build("translation", "chat", model=str(folder), device="cpu")
    assert model.info().id == "NiuTrans/LMT-60-1.7B"
    assert model.signature()["template"] == "lmt"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"engine": "ctranslate2"}, "chat models run on transformers only"),
        ({"device": "tpu"}, "no device is called 'tpu'"),
        ({"compute_type": "int4"}, "does not compute in 'int4'"),
        ({"template": "chatml"}, "no chat template is called 'chatml'"),
        ({"batch_tokens": 0}, "batch_tokens must be at least 1"),
        ({"max_source_tokens": 0}, "max_source_tokens must be at least 1"),
    ],
)
def test_options_that_do_not_fit_are_named(garbage_model: Path, options: dict[str, Any], said: str) -> None:
    with pytest.raises(ModelError, match=said):
        build("translation", "chat", **{"model": str(garbage_model), "device": "cpu", **options})
