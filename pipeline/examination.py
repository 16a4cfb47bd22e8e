"""What `eduwire doctor` finds: the machine, the caches, and which of the shipped configs run here."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from models import hub, machine
from models.locate import HubName, hub_name
from pipeline.cache import default_folder
from pipeline.catalogue import ModelEntry, find, load_catalogue
from pipeline.config import Config, load_config
from pipeline.errors import ConfigError
from pipeline.resolving import named_models
from pipeline.resources import configs_folder

NO_PRESETS = frozenset({"models.yaml", "themes.yaml"})
PACKAGES = ("eduwire", "transformers", "huggingface_hub", "torch", "ctranslate2", "tokenizers", "kiwipiepy")
QUANTIZED = frozenset({"bart", "marian", "nllb", "m2m100", "t5", "mbart", "seq2seq"})
"""Families that CTranslate2 runs, in int8 on a CPU: one byte for a parameter."""
HALF_BYTES, FULL_BYTES = 2, 4
OVERHEAD = 1_000_000_000
"""Bytes beside the weights: Python and its libraries, the tokenizer, a batch (about 0.5 to 1 GB measured with the shipped models)."""
GB = 1e9


def machine_lines(cache: Path | None = None) -> Iterator[str]:
    """Cores, memory, GPUs, and the disk where converted models and Hub models go."""
    memory = machine.memory()
    yield f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    yield f"{machine.cores()} cores, {_gigabytes(memory)} memory"
    for gpu in machine.gpus():
        yield f"GPU {gpu.name}, {_gigabytes(gpu.memory)}"
    if not machine.gpus():
        yield "no GPU"
    for what, folder in (("results and converted models", cache or default_folder()), ("Hub models", hub.cache_folder())):
        yield f"{what}: {folder}, {_gigabytes(machine.free_disk(folder))} free"


def cached_models() -> Iterator[str]:
    """The catalogue's Hub models that are in the cache whole."""
    found = [entry.id for entry in load_catalogue() if entry.on_hub and hub.cached(entry.id) is not None]
    yield from found or ["none of the catalogue's"]


def preset_lines(folder: Path | None = None) -> Iterator[str]:
    """For each config of a folder, None is the shipped ones, whether it fits, and what stands against it."""
    for path in sorted((folder or configs_folder()).glob("*.yaml")):
        if path.name in NO_PRESETS:
            continue
        try:
            config = load_config(path)
            against = [reason for name in named_models(config) for reason in _against(name, config)]
        except ConfigError as error:
            against = [str(error)]
        yield f"{path.name}: {'fits' if not against else '; '.join(against)}"


@dataclass(frozen=True, slots=True)
class _Need:
    """Bytes of memory that a model takes on this machine, and whether that is a GPU's."""

    size: int
    on_gpu: bool


def _against(name: str, config: Config) -> Iterator[str]:
    """What keeps a model from running here, each a phrase; nothing for models that ship."""
    wanted = hub_name(name)
    if wanted is None:
        return
    entry = find(load_catalogue(), wanted.id)
    if entry is None:
        yield f"{name} is not in the catalogue, so nothing is known of it"
        return
    yield from _memory(entry, _device(entry, config))
    yield from _absence(wanted, entry)


def _device(entry: ModelEntry, config: Config) -> str:
    """The `device` of the section that names the model."""
    for section in config.sections.values():
        options = section.model_dump()
        named = hub_name(str(options.get("model")))
        if named is not None and named.id == entry.id:
            return str(options.get("device", "auto"))
    return "auto"


def _memory(entry: ModelEntry, device: str) -> Iterator[str]:
    gpus = machine.gpus()
    if device.startswith("cuda") and not gpus:
        yield f"{entry.id} is set to run on a GPU, and there is none"
        return
    on_gpu = bool(gpus) and device != "cpu"
    each = HALF_BYTES if on_gpu else 1 if entry.family in QUANTIZED else FULL_BYTES
    need = _Need(entry.parameters * each + OVERHEAD, on_gpu)
    there = max(gpu.memory for gpu in gpus) if need.on_gpu else machine.memory()
    if there is not None and there < need.size:
        place = "GPU memory" if need.on_gpu else "memory"
        yield f"{entry.id} takes about {_gigabytes(need.size)} of {place}, and there are {_gigabytes(there)}"


def _absence(wanted: HubName, entry: ModelEntry) -> Iterator[str]:
    """A model that is not cached must be fetched, which takes disk and, where it is gated, an account."""
    if hub.cached(wanted.id, wanted.revision) is not None:
        return
    download = entry.parameters * (FULL_BYTES if entry.parameters < GB else HALF_BYTES)
    free = machine.free_disk(hub.cache_folder())
    if free is not None and free < download:
        yield f"{wanted} is not cached, and its {_gigabytes(download)} do not fit on the disk"
    else:
        gated = ", which is gated and needs HF_TOKEN" if entry.gated else ""
        yield f"{wanted} is not cached{gated}: eduwire models fetch {wanted} (about {_gigabytes(download)})"


def version_lines() -> Iterator[str]:
    """The versions that matter for results."""
    for package in PACKAGES:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            yield f"{package}: {'run from its source tree' if package == 'eduwire' else 'not installed'}"


def _gigabytes(size: int | None) -> str:
    return "an unknown amount" if size is None else f"{size / GB:.1f} GB"
