"""How our workbooks look: colours, number formats, and every way a cell can look, by name."""

from collections.abc import Mapping

from tracker.model import Activity

FONT = "Arial"
INK = "#2b2320"
ACCENT = "#1d5f5a"
RULE = "#d9cec2"
BAR = "#a9c6c2"
WARNING = "#fdeecb"

ACTIVITY_COLOURS: Mapping[str, str] = {
    Activity.PAID_WORK: "#1d5f5a",
    Activity.TRAINING: "#3b8c84",
    Activity.STEP_UP: "#668a2f",
    Activity.VOLUNTEER_WORK: "#9c7300",
    Activity.PAUSE: "#8c6d5a",
    Activity.SEARCHING: "#9a3f1d",
    Activity.BETWEEN_STEPS: "#5b4a8a",
    Activity.REGISTERED: "#587ba0",
    Activity.CLOSED: "#8a8480",
}
"""A colour for each activity, each at least 3:1 against white paper; white lines part them where they touch."""

COUNT = "#,##0"
DAYS = '#,##0 "dagen"'
PERCENT = "0%"
DATE = "d-m-yyyy"
SIGNED = "+#,##0;−#,##0;0"
PACE = "#,##0.0;−#,##0.0"
ABOUT = '"ca. "#,##0;;"minder dan 5"'
"""A rounded count: the cell holds a multiple of five, and shows that it is no exact number."""

NUMBERS = frozenset({"count", "total", "days", "percent", "date", "unknown", "signed", "about", "pace"})
"""The looks that stand on the right of their column."""

_LINE = {"bottom": 1, "bottom_color": RULE}
_CELL = {"valign": "top", "text_wrap": True, **_LINE}
_MIDDLE = {"valign": "vcenter", **_LINE}
_HEAD = {"bold": True, "font_color": "#ffffff", "bg_color": ACCENT, "text_wrap": True, "valign": "vcenter"}
_BIG = {"bold": True, "font_color": ACCENT, "align": "right", **_MIDDLE}

LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {"font_size": 18, "bold": True, "font_color": ACCENT},
    "note": {},
    "section": {"font_size": 12, "bold": True, "font_color": ACCENT, "bottom": 2, "bottom_color": ACCENT},
    "warning": {"bold": True, "bg_color": WARNING, "text_wrap": True, "valign": "vcenter"},
    "label": {"bold": True, "valign": "vcenter"},
    "words": {"valign": "vcenter", "text_wrap": True},
    "day": {"valign": "vcenter", "align": "left", "num_format": DATE},
    "big": {**_BIG, "font_size": 28, "num_format": COUNT},
    "big word": {**_BIG, "font_size": 14},
    "sentence": {**_MIDDLE, "font_size": 12, "text_wrap": True, "align": "left", "indent": 1},
    "big bar": {
        "font_size": 12,
        "num_format": PERCENT,
        "align": "right",
        "indent": 1,
        "valign": "vcenter",
        "border": 1,
        "border_color": RULE,
    },
    "head": {**_HEAD, "align": "left", "indent": 1},
    "head number": {**_HEAD, "align": "right"},
    "name": {**_CELL, "bold": True, "align": "left", "indent": 1},
    "first": {**_CELL, "bold": True, "indent": 1, "align": "left", "num_format": DATE},
    "text": {**_CELL, "align": "left", "indent": 1},
    "count": {**_CELL, "num_format": COUNT},
    "total": {**_CELL, "num_format": COUNT, "bold": True},
    "days": {**_CELL, "num_format": DAYS},
    "percent": {**_CELL, "num_format": PERCENT},
    "date": {**_CELL, "num_format": DATE, "align": "right"},
    "unknown": {**_CELL, "italic": True, "align": "right"},
    "left out": {**_CELL, "italic": True, "align": "left", "font_size": 9},
    "signed": {**_CELL, "num_format": SIGNED},
    "about": {**_CELL, "num_format": ABOUT},
    "pace": {**_CELL, "num_format": PACE},
}
"""Every way a cell can look, by name."""

LEVEL_COLOURS = {"structureel": "#bfe0d0", "proef": "#dcecc8", "verkenning": "#fdeecb", "nog niet": "#f6d9cd"}
"""A colour under each level of embedding; the level stands there in words, in ink that can be read on each of them."""
