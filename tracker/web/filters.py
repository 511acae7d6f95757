"""What templates may call, each under its own name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import Flask

from tracker import wording

if TYPE_CHECKING:
    from tracker.editions.paper import Column, Items


def add_filters(app: Flask) -> None:
    """Let templates call these beside the words of `wording`."""
    for shown in (wording.guide_word, wording.listing, wording.severity_word, wording.place, listed, numbered):
        app.jinja_env.filters[shown.__name__] = shown


def listed(block: "Items") -> tuple[str, ...]:
    """The items of a list; a template that asks for `items` would get a method of every mapping's."""
    return block.items


def numbered(columns: "Sequence[Column]") -> tuple[int, ...]:
    """The places of the columns that hold numbers."""
    return tuple(place for place, column in enumerate(columns) if column.number)
