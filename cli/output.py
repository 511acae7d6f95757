"""How answers look in a terminal: tables within the width of the screen, JSON for machines, news on stderr."""

import json
import shutil
import sys
import textwrap
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from types import TracebackType
from typing import Self

import click

WIDTH = 80
"""The width that a table is made for; on a narrower screen it is narrower still."""

NARROWEST = 12
"""The width below which a column of words is not made narrower."""

PATIENCE = 1.0
"""Seconds of work after which it is said what is going on."""


def width() -> int:
    """How wide a line may be."""
    return max(40, min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns))


def say_json(answer: object) -> None:
    """An answer for a machine."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False, default=str))


def news(sentence: str) -> None:
    """News about the work, beside the answer."""
    click.echo(sentence, err=True)


def heading(text: str) -> None:
    """A heading above a part of the answer."""
    click.echo()
    click.secho(text, bold=True)


def paragraph(text: str, indent: str = "", first: str | None = None) -> None:
    """A sentence or more, wrapped."""
    lead = indent if first is None else first
    click.echo(textwrap.fill(text, width(), initial_indent=lead, subsequent_indent=indent, break_on_hyphens=False))


def table(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), titles: Sequence[str] = ()) -> None:
    """Rows in columns that fit the screen: the widest words are wrapped. `right` columns end at the right."""
    everything = [list(titles), *rows] if titles else list(rows)
    if not everything:
        return
    widths = _widths(everything, right)
    for place, row in enumerate(everything):
        for line in _lines(row, widths, right):
            click.secho(f"  {line}".rstrip(), bold=bool(titles) and place == 0)


def _widths(rows: Sequence[Sequence[str]], right: Sequence[int]) -> list[int]:
    """How wide each column is; while the line is too long, the widest column of words gets narrower."""
    widths = [max(1, *(len(row[column]) for row in rows)) for column in range(len(rows[0]))]
    words = [column for column in range(len(widths)) if column not in right]
    while words and sum(widths) + 2 * len(widths) > width():
        widest = max(words, key=widths.__getitem__)
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
    return widths


def _lines(row: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> Iterator[str]:
    cells = [textwrap.wrap(cell, size, break_on_hyphens=False) or [""] for cell, size in zip(row, widths, strict=True)]
    for parts in zip_longest(*cells, fillvalue=""):
        yield "  ".join(
            part.rjust(size) if place in right else part.ljust(size)
            for place, (part, size) in enumerate(zip(parts, widths, strict=True))
        )


class Progress:
    """Says which stage the work is in, on stderr, once it takes longer than a second.

    When it is known how many `stages` there are, a screen also shows a bar of how far the work is.
    """

    def __init__(self, stages: int = 0) -> None:
        self._stages = stages
        self._begun = 0
        self._stage = ""
        self._said = ""
        self._shows = False
        self._lock = threading.Lock()
        self._timer = threading.Timer(PATIENCE, self._begin)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            if self._shows and sys.stderr.isatty():
                click.echo("\r\033[K", nl=False, err=True)
            self._shows = False

    def __call__(self, stage: str) -> None:
        """The next stage begins."""
        with self._lock:
            self._begun += 1
            self._stage = stage
            self._show()

    def _begin(self) -> None:
        with self._lock:
            self._shows = True
            self._show()

    def _show(self) -> None:
        if not self._shows or not self._stage or self._stage == self._said:
            return
        self._said = self._stage
        if sys.stderr.isatty():
            click.echo(f"\r\033[K{self._done()}{self._stage} …", nl=False, err=True)
        else:
            click.echo(f"{self._stage} …", err=True)

    def _done(self) -> str:
        """The bar: the stages that are behind us, of all."""
        if not self._stages:
            return ""
        return f"{bar((self._begun - 1) / self._stages).ljust(BAR, '░')} "


@contextmanager
def working(stages: int = 0) -> Iterator[Progress]:
    """Work that may take longer than a second, in so many stages (0: nobody knows)."""
    with Progress(stages) as progress:
        yield progress


BAR = 20
"""How many letters a bar is wide."""


def bar(share: float, size: int = BAR) -> str:
    """A share between 0 and 1 as a bar of blocks."""
    eighths = round(max(0.0, min(1.0, share)) * size * 8)
    full, rest = divmod(eighths, 8)
    return "█" * full + ("" if rest == 0 else " ▏▎▍▌▋▊▉"[rest])
