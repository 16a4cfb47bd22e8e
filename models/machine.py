"""What this machine has: cores, memory, GPUs. Asks the system, never torch."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")
_CPU_INFO = Path("/proc/cpuinfo")
_BFLOAT16_FLAGS = frozenset({"avx512_bf16", "amx_bf16"})
_NVIDIA_SMI_TIMEOUT_S = 20
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Gpu:
    """A graphics card; `memory` in bytes."""

    name: str
    memory: int


def cores() -> int:
    """The cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def multiplies_bfloat16(cpuinfo: Path = _CPU_INFO) -> bool:
    """Whether the CPU has instructions for bfloat16, by what Linux says; elsewhere it is taken to have none: torch then imitates it,
    ten times slower than float32.
    """
    try:
        flags = next((line.split() for line in cpuinfo.read_text(encoding="utf-8").splitlines() if line.startswith("flags")), [])
    except OSError:
        return False
    return not _BFLOAT16_FLAGS.isdisjoint(flags)


def memory() -> int | None:
    """Bytes of memory that this process may use, container limits counted; None where the system does not say."""
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None
    try:
        limit = int(_CGROUP_LIMIT.read_text(encoding="ascii"))
    except (OSError, ValueError):  # no container, or the word `max`
        return whole
    return min(whole, limit)


def gpus() -> tuple[Gpu, ...]:
    """The NVIDIA cards that the driver reports; none where there is no driver."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return ()
    question = [program, "--query-gpu=name,memory.total", "--format=csv,noheader,nounits"]
    try:
        answer = subprocess.run(question, capture_output=True, text=True, timeout=_NVIDIA_SMI_TIMEOUT_S, check=True)  # noqa: S603 (a fixed question)
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(gpu for line in answer.stdout.splitlines() if (gpu := _gpu(line)) is not None)


def _gpu(line: str) -> Gpu | None:
    """`NVIDIA H100 80GB HBM3, 81559` -> Gpu; None for a line of another kind."""
    name, _, mebibytes = line.rpartition(",")
    return Gpu(name.strip(), int(mebibytes) * _MIB) if name and mebibytes.strip().isdigit() else None


def free_disk(folder: Path) -> int | None:
    """Bytes that are free where `folder` is or would be; None where that cannot be asked."""
    for place in (folder, *folder.parents):
        if place.is_dir():
            try:
                return shutil.disk_usage(place).free
            except OSError:
                return None
    return None
