"""The Hugging Face Hub: the only place of eduwire that may touch the network, and only when it is asked to.

fetch("facebook/m2m100_418M")            ->  the folder of its newest commit, downloaded now where it is not in the cache
cached("facebook/m2m100_418M", commit)   ->  that folder without the network, None where it is not there or not whole

What is fetched: config, tokenizer, weights and model card; never code, and no pickle but pytorch_model.bin where there are no
safetensors. A token is read from the environment (HF_TOKEN) by huggingface_hub itself; nothing here sees or logs it.
"""

from __future__ import annotations

import contextlib
import difflib
import errno
import fnmatch
import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from models.errors import ModelError

INFORMATION = ("config.json", "generation_config.json", "README.md", "LICENSE*", "License*", "NOTICE*", "Notice*")
SENTENCE_ENCODER = ("modules.json", "1_Pooling/config.json")
"""What sentence-transformers puts beside an encoder: which layers follow it, and how it pools."""
TOKENIZER = ("tokenizer.json", "*.spm", "*.model", "vocab.json", "vocab.txt", "merges.txt")
"""Files that hold pieces; one of them at least must be there."""
TOKENIZER_SETTINGS = ("tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "chat_template.jinja", "chat_template.json")
SAFETENSORS, BIN = "model.safetensors", "pytorch_model.bin"
_DISK_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG})


def resolve(model_id: str, revision: str | None = None, *, known: Sequence[str] = ()) -> str:
    """The commit that a branch or tag means now, 40 hexadecimal digits; the main branch where `revision` is None.

    `known` are names that an unknown one may be a misspelling of. Raises ModelError: unknown model or revision, no network, gated.
    """
    return str(_asked(model_id, revision, known).sha)


def fetch(model_id: str, revision: str | None = None, *, allow_bin: bool = True, known: Sequence[str] = ()) -> Path:
    """The folder of a model in the cache, downloaded as far as it is not there; its name is the commit.

    Raises ModelError as `resolve` does, and for a repository without weights or tokenizer, with only pytorch_model.bin where
    `allow_bin` is false, for a full disk, and for a download that broke off (whole files are kept, and the next call fetches the rest).
    """
    import huggingface_hub

    found = _asked(model_id, revision, known)
    names = [sibling.rfilename for sibling in found.siblings or ()]
    wanted = needed_files(names, model_id, allow_bin=allow_bin)
    with _told(model_id, revision, known, downloading=True):
        # by the name, not by found.sha: only then the cache remembers which commit the name stands for
        folder = Path(huggingface_hub.snapshot_download(model_id, revision=revision, allow_patterns=wanted))
    lacking = [name for name in wanted if not (folder / name).is_file()]
    if lacking:  # huggingface_hub gives back what it has when the network goes away
        raise _broken_off(model_id, f"{', '.join(lacking)} did not arrive")
    return folder


def cached(model_id: str, revision: str | None = None) -> Path | None:
    """The folder of a model in the cache; None where it is not there or was downloaded in part. Never touches the network."""
    import huggingface_hub
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        folder = Path(huggingface_hub.snapshot_download(model_id, revision=revision, local_files_only=True))
    except LocalEntryNotFoundError as error:
        partial = getattr(error, "snapshot_path", None)  # we want fewer files than the repository has
        if partial is None:
            return None
        folder = Path(partial)
    return folder if is_whole(folder) else None


def cache_folder() -> Path:
    """Where the Hub's models are kept: HF_HUB_CACHE, HF_HOME/hub, or the user's cache folder."""
    from huggingface_hub import constants

    return Path(constants.HF_HUB_CACHE)


def is_whole(folder: Path) -> bool:
    """Whether config, tokenizer and all shards of the weights are there."""
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    weights = _weights(names)
    if "config.json" not in names or not _any_of(names, TOKENIZER) or not weights:
        return False
    index = next((folder / name for name in weights if name.endswith(".index.json")), None)
    return index is None or _shards(index) <= set(names)


def only_bin(folder: Path) -> bool:
    """Whether the folder has pytorch_model.bin and no safetensors."""
    weights = _weights([path.name for path in folder.iterdir()])
    return bool(weights) and all(name.startswith(BIN.partition(".")[0]) for name in weights)


def needed_files(names: Collection[str], model_id: str, *, allow_bin: bool) -> list[str]:
    """Those files of a repository that eduwire reads, in alphabetical order. Raises ModelError where it has not what a model needs."""
    weights = _weights(names)
    tokenizer = _any_of(names, TOKENIZER)
    if "config.json" not in names:
        raise ModelError(f"{model_id} has no config.json: it is not a checkpoint in Hugging Face layout; name another model")
    if not weights:
        raise ModelError(f"{model_id} has neither {SAFETENSORS} nor {BIN}: eduwire reads no other weights; name another model")
    if not tokenizer:
        raise ModelError(f"{model_id} has no tokenizer files ({', '.join(TOKENIZER)}); name another model, or a folder that has them")
    if not allow_bin and weights[0].startswith("pytorch_model"):
        raise ModelError(bin_refused(model_id))
    return sorted({*weights, *tokenizer, *_any_of(names, (*INFORMATION, *SENTENCE_ENCODER, *TOKENIZER_SETTINGS))})


def bin_refused(model: str) -> str:
    """The message for a model that has only a pickle, where these are forbidden."""
    return (
        f"{model} has only {BIN}, a pickle, and models.allow_bin is false; set models.allow_bin: true "
        "(it is then read with torch's restricted loader), or name a model with safetensors"
    )


def _weights(names: Collection[str]) -> list[str]:
    """The weights of the first layout that is there: one safetensors file, shards of it, one pickle, shards of it."""
    for whole, shards in ((SAFETENSORS, "model-*-of-*.safetensors"), (BIN, "pytorch_model-*-of-*.bin")):
        if whole in names:
            return [whole]
        if f"{whole}.index.json" in names:
            return [f"{whole}.index.json", *sorted(fnmatch.filter(names, shards))]
    return []


def _shards(index: Path) -> set[str]:
    """The names of the shards that an index lists; an index that cannot be read lists one that is never there."""
    try:
        return set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values())
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {"unreadable"}


def _any_of(names: Collection[str], patterns: Sequence[str]) -> list[str]:
    """The names that match, those in folders only where the pattern names the folder."""
    return [name for name in names if any(name.count("/") == one.count("/") and fnmatch.fnmatchcase(name, one) for one in patterns)]


def _asked(model_id: str, revision: str | None, known: Sequence[str]) -> Any:
    import huggingface_hub

    with _told(model_id, revision, known, downloading=False):
        return huggingface_hub.HfApi().model_info(model_id, revision=revision, timeout=30)


@contextlib.contextmanager
def _told(model_id: str, revision: str | None, known: Sequence[str], *, downloading: bool) -> Iterator[None]:
    """Turns what huggingface_hub raises into ModelErrors that say what to do."""
    from huggingface_hub import errors

    transport: Any = getattr(errors, "HTTPError", OSError)  # of httpx, under whatever name this version imports it
    try:
        yield
    except errors.GatedRepoError as error:  # before the next: it is one of them
        raise ModelError(_gated(model_id)) from error
    except (errors.RepositoryNotFoundError, errors.HFValidationError) as error:
        raise ModelError(_unknown(model_id, known)) from error
    except errors.RevisionNotFoundError as error:
        raise ModelError(f"{model_id} has no revision {revision!r} on the Hub; name a branch, a tag or a commit of it") from error
    except errors.OfflineModeIsEnabled as error:
        raise ModelError(f"{model_id} is not in the cache, and HF_HUB_OFFLINE is set, which forbids the network; unset it") from error
    except errors.HfHubHTTPError as error:
        status = getattr(getattr(error, "response", None), "status_code", "no status")
        raise ModelError(f"the Hub answered {status} when it was asked for {model_id}; try again later") from error
    except (OSError, transport) as error:
        if getattr(error, "errno", None) in _DISK_ERRORS:
            raise ModelError(f"cannot write {model_id} to {cache_folder()}: {error}; free space there, or set HF_HOME") from error
        raise _broken_off(model_id, type(error).__name__) if downloading else ModelError(_no_network(model_id)) from error


def _broken_off(model_id: str, reason: str) -> ModelError:
    return ModelError(
        f"the download of {model_id} broke off ({reason}); the files that arrived are kept, and the same command fetches the rest"
    )


def _unknown(model_id: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(model_id, known, 1)
    hint = f"did you mean {near[0]}?" if near else "check its spelling at https://huggingface.co/models"
    return f"no model {model_id} is to be found on the Hub, or it is private (then set HF_TOKEN), and no folder has that name; {hint}"


def _gated(model_id: str) -> str:
    return (
        f"{model_id} is gated: log in to the Hub, accept its terms at https://huggingface.co/{model_id}, make a token with read access at "
        "https://huggingface.co/settings/tokens, and put it into the environment variable HF_TOKEN (or run `hf auth login`)"
    )


def _no_network(model_id: str) -> str:
    return (
        f"the Hub cannot be reached, and {model_id} is not in the cache; check the network and the proxy (HTTPS_PROXY), or fetch it on "
        "another machine with `eduwire models fetch`, and copy the cache folder, or name the model's folder in the config"
    )
