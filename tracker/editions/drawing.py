"""The forms that charts are drawn in as SVG: bars, filled bars, shares, panels, a bar of progress. No edition."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tracker.editions.ink import (
    BOLD,
    COLOURS,
    EDGE,
    FAINT,
    INK,
    LINE,
    MAYBE,
    PLAIN,
    SIZE,
    SMALL,
    SOFT,
    WIDE,
    Box,
    Caption,
    Hand,
    Plot,
    area,
    dot,
    legend,
    rect,
    rule,
    stroke,
    svg_of,
    swatch,
    text_width,
    trim,
    wrap,
    write,
)
from tracker.wording import capital, number, short_date

# --- The forms -------------------------------------------------------------------------------------------------------


def bars(caption: Caption, rows: Sequence[tuple[str, int]]) -> str:
    """Horizontal bars with the number behind; the label stands before its bar, and above it on a phone."""
    if not rows:
        return sentence(caption, "Er zijn nog geen cijfers.")
    above = caption.width < WIDE
    widest = max(text_width(label, SIZE) for label, _ in rows)
    column = float(caption.width) if above else min(widest, caption.width * 0.42)
    start = 0.0 if above else column + 12
    most = max([1, *(count for _, count in rows)])
    room = caption.width - start - max(text_width(number(count), SIZE, bold=True) for _, count in rows) - 12
    body: list[str] = []
    top = 4.0
    for label, count in rows:
        lines, length = wrap(label, column, SIZE), max(room * count / most, 2)
        height = len(lines) * LINE
        x, anchor = (0.0, "start") if above else (column, "end")
        body += [write(x, top + LINE * (i + 1) - 5, line, Hand(anchor=anchor)) for i, line in enumerate(lines)]
        middle = top + height + 11 if above else top + height / 2
        body.append(rect(Box(start, middle - 10, length, 20), "chart-bar", COLOURS[0]))
        body.append(write(start + length + 8, middle + 5, number(count), BOLD))
        top += height + (33 if above else 11)
    return svg_of(caption, top + 4, body)


def filled_bars(caption: Caption, rows: Sequence[tuple[str, int, int]]) -> str:
    """For each label a bar as long as what there is, filled as far as it is taken: label, taken, there is."""
    if not rows:
        return sentence(caption, "Er zijn nog geen cijfers.")
    most = max([1, *(max(taken, there) for _, taken, there in rows)])
    width, body, top = caption.width - 4.0, list[str](), 0.0
    for label, taken, there in rows:
        said = f"{number(taken)} van de {number(there)} bezet"
        beside = text_width(label, SIZE) + text_width(said, SIZE, bold=True) + 16 <= width
        lines = [label] if beside else wrap(label, width, SIZE)
        body += [write(0, top + LINE * (i + 1) - 4, line, PLAIN) for i, line in enumerate(lines)]
        top += LINE * len(lines) + (0 if beside else LINE)
        body.append(write(width, top - 4, said, Hand(anchor="end", bold=True)))
        body.append(rect(Box(0, top + 3, max(width * there / most, 2), 14), "chart-maybe", MAYBE))
        body.append(rect(Box(0, top + 3, max(width * min(taken, there) / most, 2), 14), "chart-bar", COLOURS[0]))
        top += 32
    return svg_of(caption, top - 4, body)


SHADES = ("#1d5f5a", "#5f9c96", "#a5c9c4", "#e4d9cb", "#fbf6ef")
"""From most to least; the last is for what is not known. Words on the first are light, on the others dark."""


def shares(caption: Caption, names: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> str:
    """For each label one bar of equal length, divided over the names; counts stand inside where there is room."""
    if not any(any(counts) for _, counts in rows):
        return sentence(caption, "Er zijn nog geen cijfers.")
    body, top = legend([(name, swatch(shade)) for name, shade in zip(names, SHADES, strict=True)], 0.0, caption.width)
    for label, counts in rows:
        lines = wrap(label, caption.width, SIZE)
        body += [write(0, top + LINE * (i + 1) - 4, line, PLAIN) for i, line in enumerate(lines)]
        top += LINE * len(lines) + 3
        body += _divided(Box(0.5, top, caption.width - 1.0, 24), counts)
        top += 24 + 13
    return svg_of(caption, top - 8, body)


def _divided(box: Box, counts: Sequence[int]) -> list[str]:
    total, left, body = sum(counts) or 1, box.left, list[str]()
    for count, shade in zip(counts, SHADES, strict=True):
        wide = box.width * count / total
        if not count:
            continue
        # The edges keep neighbours apart in print without colour, and the unknown apart from the paper.
        body.append(
            f'<rect x="{trim(left)}" y="{trim(box.top)}" width="{trim(wide)}" height="{trim(box.height)}"'
            f' fill="{shade}" stroke="{EDGE}" stroke-width="1"/>'
        )
        if text_width(number(count), SMALL, bold=True) + 4 <= wide:
            ink = "#fffdfa" if shade == SHADES[0] else INK
            body.append(
                f'<text x="{trim(left + wide / 2)}" y="{trim(box.top + 17)}" fill="{ink}" font-size="{SMALL}"'
                f' text-anchor="middle" font-weight="700">{number(count)}</text>'
            )
        left += wide
    return body


def panels(caption: Caption, days: Sequence[date], series: Sequence[tuple[str, Sequence[int]]]) -> str:
    """A small line chart for each series, all on one scale, with its first and last number; `days` are in order."""
    if not series or not days:
        return sentence(caption, "Er zijn nog geen cijfers.")
    columns = 3 if caption.width >= WIDE else 2
    gap, size = (28, SIZE) if columns == 3 else (20, SMALL)
    most = max([1, *(count for _, counts in series for count in counts)])
    width = (caption.width - gap * (columns - 1)) / columns
    body: list[str] = []
    top = 0.0
    for begin in range(0, len(series), columns):
        row = series[begin : begin + columns]
        titles = [wrap(capital(label), width, size, bold=True) for label, _ in row]
        head = max(len(lines) for lines in titles) * LINE + 4
        for place, (lines, (_, counts)) in enumerate(zip(titles, row, strict=True)):
            left = place * (width + gap)
            hand = Hand(size=size, bold=True)
            body += [write(left, top + LINE * (i + 1) - 4, line, hand) for i, line in enumerate(lines)]
            body += _panel(Box(left + 6, top + head + 26, width - 12, 66), days, counts, most)
        top += head + 26 + 66 + 38
    return svg_of(caption, top - 10, body)


def _panel(box: Box, days: Sequence[date], counts: Sequence[int], most: float) -> list[str]:
    bottom = box.top + box.height
    plot = Plot(box, days[0], days[-1], most)
    spots = [plot.spot(day, count) for day, count in zip(days, counts, strict=True)]
    under = [(spots[0][0], bottom), *spots, (spots[-1][0], bottom)]
    return [
        area("chart-area chart-area-1", under, COLOURS[0]),
        rule("chart-axis", f"M{trim(box.left)} {trim(bottom)}h{trim(box.width)}", SOFT),
        stroke(1, spots),
        dot(*spots[-1], 1),
        write(box.left - 6, spots[0][1] - 9, number(counts[0]), FAINT),
        write(box.left + box.width + 6, spots[-1][1] - 9, number(counts[-1]), Hand(anchor="end", bold=True)),
        write(box.left - 6, bottom + 17, short_date(days[0]), Hand(size=SMALL, soft=True)),
        write(box.left + box.width + 6, bottom + 17, short_date(days[-1]), Hand(size=SMALL, anchor="end", soft=True)),
    ]


def progress(caption: Caption, reached: float, possible: float, marks: Sequence[tuple[float, str]]) -> str:
    """A thin bar from 0 to 1: what is reached, what may be once the unknown is known, and a mark for each target."""
    width, top, height = caption.width - 8.0, 6, 14
    body = [
        rect(Box(4, top, width, height), "chart-track", "#e9dfd3"),
        rect(Box(4, top, width * min(possible, 1), height), "chart-maybe", MAYBE),
        rect(Box(4, top, width * min(reached, 1), height), "chart-bar", COLOURS[0]),
    ]
    before = float(caption.width)
    for share, words in reversed(marks):
        x, half = 4 + width * share, text_width(words, SIZE) / 2
        middle = min(max(x, half), caption.width - half)
        body.append(rule("chart-mark", f"M{trim(x)} 2v22", INK, 3))
        if middle + half <= before:
            body.append(write(middle, 40, words, Hand(anchor="middle", soft=True)))
            before = middle - half - 8
    return svg_of(caption, 46, body)


def sentence(caption: Caption, words: str) -> str:
    """The place of a chart without numbers: a friendly sentence."""
    lines = wrap(words, caption.width - 32, SIZE)
    body = [rect(Box(0, 0, caption.width, len(lines) * LINE + 32), "chart-track", "#f3ece3")]
    body += [write(16, 30 + i * LINE, line, PLAIN) for i, line in enumerate(lines)]
    return svg_of(replace(caption, desc=caption.desc or words), len(lines) * LINE + 32, body)
