"""`eduwire translate`: a pipe, one line in, one line out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Annotated, BinaryIO

import typer

from pipeline.cli.options import CacheFolder, ConfigFile, Offline, Overrides, overrides_with

PIPE_CLOSED = 141
"""What a shell reports of a program that SIGPIPE ended."""


def translate(
    config: ConfigFile = None,
    overrides: Overrides = None,
    cache: CacheFolder = None,
    offline: Offline = False,
    scores: Annotated[bool, typer.Option("--scores", help="Put the score (mean log probability) and a tab before each line.")] = False,
) -> None:
    """Translate standard input to standard output, line by line and in order; an empty line gives an empty line."""
    import sys

    from pipeline.config import load_config
    from pipeline.lines import translate_lines

    loaded = load_config(config, overrides_with(overrides, cache, offline=offline), ["segment", "translate"])
    source = (line.rstrip("\r\n") for line in _utf8_lines(sys.stdin.buffer))
    try:
        for translation in translate_lines(source, loaded):
            line = f"{translation.score:.4f}\t{translation.text}\n" if scores else f"{translation.text}\n"
            sys.stdout.buffer.write(line.encode())  # UTF-8 like the input, whatever the terminal's encoding is
            sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader has enough, `head -1` say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains while it closes the pipe
        raise typer.Exit(PIPE_CLOSED) from None


def _utf8_lines(stream: BinaryIO) -> Iterator[str]:
    """Lines of UTF-8 text. Raises InputError that names the first line that is something else."""
    from pipeline.errors import InputError

    for number, line in enumerate(stream, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise InputError(f"line {number} of standard input is not UTF-8: {error.reason}; convert it, for example with iconv") from error
