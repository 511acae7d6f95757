"""The best one-to-one pairing: a table of how good each pair would be in, the pairs that are best in all out."""

from collections.abc import Sequence


def best_pairs(gains: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs (row, column) with the greatest sum of gains; a pair that gains less than nothing is left out.

    Pairs are settled by the Hungarian method, which costs no more than the third power of the number of rows.
    """
    if len(gains) == 1 or len(gains[0]) == 1:
        gain, row, column = max(
            (gain, -row, -column) for row, line in enumerate(gains) for column, gain in enumerate(line)
        )
        return [(-row, -column)] if gain >= 0 else []
    from scipy.optimize import linear_sum_assignment

    # A pair that would be left out is worth as much as no pair at all, so that it never pushes a good one aside.
    rows, columns = linear_sum_assignment([[max(gain, 0.0) for gain in line] for line in gains], maximize=True)
    chosen = ((int(row), int(column)) for row, column in zip(rows, columns, strict=True))
    return [(row, column) for row, column in chosen if gains[row][column] >= 0]
