"""A chart as a picture on paper: its SVG in the letters of the paper, and its title and numbers in words beside it."""

import re
from html import unescape

from tracker.editions.paper import Picture

FONT = "Source Sans 3"
"""The letters of the papers; they travel with the program."""

_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_DESC = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)


def picture(svg: str) -> Picture:
    """The chart for paper; what a screen reader says of it is what the chart says of itself."""
    said = [unescape(found.group(1)).strip() for found in (_TITLE.search(svg), _DESC.search(svg)) if found]
    alt = " ".join(words if words.endswith(".") else f"{words}." for words in said if words)
    return Picture(svg.replace('font-family="sans-serif"', f'font-family="{FONT}"'), alt)
