"""The style sheet keeps text readable in light and in dark, and asks nothing of others."""

import re
from importlib.resources import files

import pytest

SHEET = files("tracker.web").joinpath("static/theme.css").read_text("utf-8")
LIGHT, DARK = SHEET.split("prefers-color-scheme: dark")[:2]

GROUNDS = ("--utrecht-document-background-color", "--ew-surface")
TEXTS = (
    "--utrecht-document-color",
    "--ew-soft",
    "--utrecht-heading-color",
    "--utrecht-link-color",
    "--utrecht-link-hover-color",
    "--ew-chart-1",
    "--ew-chart-2",
    "--ew-chart-3",
    "--ew-chart-4",
)
SHAPES = ("--utrecht-focus-outline-color", "--ew-edge", "--ew-chart-1")


def tokens(part: str) -> dict[str, str]:
    """The colours of a part of the sheet; the dark part changes those of the light one."""
    return dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", part.split("}", 1)[0]))


SCHEMES = {"licht": tokens(LIGHT), "donker": tokens(LIGHT) | tokens(DARK)}


def brightness(colour: str) -> float:
    """Relative luminance, as in WCAG 2.2."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as in WCAG 2.2."""
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_stands_out_from_its_ground(scheme: str, ground: str, text: str) -> None:
    assert contrast(SCHEMES[scheme][text], SCHEMES[scheme][ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_no_text_stands_out_too(scheme: str, shape: str) -> None:
    assert contrast(SCHEMES[scheme][shape], SCHEMES[scheme][GROUNDS[0]]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("--utrecht-document-color", "--utrecht-alert-background-color"),
        ("--utrecht-page-header-color", "--utrecht-page-header-background-color"),
    ],
)
def test_banner_and_header_are_readable(scheme: str, text: str, ground: str) -> None:
    assert contrast(SCHEMES[scheme][text], SCHEMES[scheme][ground]) >= 4.5


def test_the_style_sheet_loads_nothing() -> None:
    assert not re.search(r"url\(|@import|https?:", SHEET)


def test_every_token_that_is_used_exists() -> None:
    assert set(re.findall(r"var\((--[\w-]+)", SHEET)) <= set(re.findall(r"(--[\w-]+):", SHEET))
