"""Every person of the promise is one dot: as many dots as people, each in one of three places."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Figure, Unit
from tracker.web.dots import MOST, SIZE, dots_of

from .audit import audit
from .conftest import AuditingClient
from .editions import count_of, with_target


def figures(chance: int, work: int, target: int = 250) -> tuple[Figure, ...]:
    promised = with_target(count_of("kans_gekregen", "kans gekregen", chance), target, 0)
    return promised, count_of("betaald_werk", "betaald werk", work)


def squares(path: str) -> set[tuple[int, int]]:
    """The places of the dots in a path, as column and row."""
    found: set[tuple[int, int]] = set()
    for x, y, wide in re.findall(rf"M(\d+) (\d+)h(\d+)v{SIZE}h-\d+z", path):
        places = [(int(x) // SIZE + step, int(y) // SIZE) for step in range(int(wide) // SIZE)]
        assert not found.intersection(places)
        found.update(places)
    return found


@given(st.integers(0, MOST), st.integers(0, MOST), st.integers(1, MOST))
def test_there_are_as_many_dots_as_people_and_none_lies_on_another(one: int, other: int, target: int) -> None:
    chance, work = max(one, other), min(one, other)
    dots = dots_of(figures(chance, work, target))
    assert dots is not None
    places = [squares(path) for path in dots.paths]
    assert (
        [len(some) for some in places]
        == [dots.work, dots.chance, dots.ahead]
        == [
            work,
            chance - work,
            max(target - chance, 0),
        ]
    )
    assert len(set().union(*places)) == dots.total
    assert max((row for some in places for _, row in some), default=-1) == dots.height // SIZE - 1


@pytest.mark.parametrize(
    "without",
    [
        (),
        figures(10, 5)[:1],
        figures(10, 11),
        figures(10, 5, MOST + 1),
        (replace(figures(10, 5)[0], target=None), figures(10, 5)[1]),
        (replace(figures(10, 5)[0], target=1.0, target_unit=Unit.SHARE), figures(10, 5)[1]),
        (replace(figures(10, 5)[0], numerator=None), figures(10, 5)[1]),
    ],
)
def test_without_a_promise_in_people_there_are_no_dots(without: tuple[Figure, ...]) -> None:
    assert dots_of(without) is None


@pytest.mark.parametrize("path", ["/", "/openbaar"])
def test_the_dots_are_told_in_words_too(client: AuditingClient, path: str) -> None:
    picture = audit(client.get(path).text).all("figure")[0]
    said = "51 met betaald werk, 51 met een andere kans, 148 die nog komen"
    assert picture.all("title")[0].text == f"250 stippen, voor elk mens één: {said}"
    assert [item.text.split()[0] for item in picture.all("li")] == ["51", "51", "148"]
