from __future__ import annotations

from pathlib import Path
from typing import Any

CHATML = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and not enable_thinking %}<think>\n\n</think>\n\n"
    "{% endif %}{% endif %}"
)
"""The shape of Qwen3's template."""


def save_tokenizer(folder: Path, chat_template: str = CHATML) -> Any:
    """A byte-level tokenizer, as Qwen's is, trained on the prompts so that they are short."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    from models.chat.style import DATA_RULE, REMINDER, TRANSLATOR

    bare = Tokenizer(models.BPE())
    bare.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bare.decoder = decoders.ByteLevel()
    signals = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    trainer = trainers.BpeTrainer(
        vocab_size=900, special_tokens=signals, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    bare.train_from_iterator([TRANSLATOR, REMINDER, DATA_RULE, "학교는 문을 닫았다. 학생 120명이 책을 빌렸다."] * 3, trainer)
    fast: Any = PreTrainedTokenizerFast
    tokenizer = fast(tokenizer_object=bare, eos_token="<|im_end|>", pad_token="<|endoftext|>")
    tokenizer.chat_template = chat_template
    tokenizer.save_pretrained(folder)
    return tokenizer


def save_model(folder: Path, tokenizer: Any, *, positions: int = 4096, shards: bool = False) -> Any:
    """A Qwen3 of random weights, saved as a Hub repository is, with sampling settings that must not be obeyed."""
    import torch
    from transformers import Qwen3Config, Qwen3ForCausalLM

    torch.manual_seed(7)
    config: Any = Qwen3Config(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=16,
        max_position_embeddings=positions,
        initializer_range=0.4,
        tie_word_embeddings=False,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    causal: Any = Qwen3ForCausalLM
    model = causal(config).eval()
    model.generation_config.do_sample = True
    model.generation_config.temperature = 0.7
    model.generation_config.repetition_penalty = 1.05
    model.save_pretrained(folder, max_shard_size="100KB" if shards else "5GB")
    return model


def save_gemma(folder: Path, tokenizer: Any, *, pictures: bool) -> None:
    """A Gemma 3 of random weights: the text model, or the one that also reads pictures, as TranslateGemma is."""
    import torch
    import transformers

    known: Any = transformers
    torch.manual_seed(7)
    shape = {
        "vocab_size": len(tokenizer),
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 1,
        "head_dim": 16,
        "sliding_window": 16,
        "max_position_embeddings": 2048,
        "initializer_range": 0.4,
        "eos_token_id": tokenizer.eos_token_id,
        "pad_token_id": tokenizer.pad_token_id,
        "bos_token_id": None,
    }
    vision = {
        "hidden_size": 16,
        "intermediate_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 1,
        "image_size": 28,
        "patch_size": 14,
    }
    if pictures:
        config = known.Gemma3Config(text_config=shape, vision_config=vision, mm_tokens_per_image=4, image_token_index=3)
        known.Gemma3ForConditionalGeneration(config).save_pretrained(folder)
    else:
        known.Gemma3ForCausalLM(known.Gemma3TextConfig(**shape)).save_pretrained(folder)
