"""A page of a published edition is made once, and what was kept is given only where it is still true."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tracker.web.draw import Drawn, Past

from .audit import audit
from .conftest import Visit
from .editions import EDITION

PUBLISHED = replace(EDITION, number=2)
PAST = (
    Past(2, date(2026, 11, 1), datetime(2026, 11, 2, 9, 5, tzinfo=UTC)),
    Past(1, date(2026, 9, 30), datetime(2026, 10, 1, 9, 5, tzinfo=UTC)),
)


class Untouchable(Mapping[str, str]):
    """Charts that nobody may look at again."""

    def __getitem__(self, name: str) -> str:
        raise AssertionError(f"{name} was drawn already")

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("the charts were looked at again")

    def __len__(self) -> int:
        raise AssertionError("the charts were counted again")


@pytest.mark.parametrize("path", ["/", "/doelen", "/plekken", "/partners"])
def test_nothing_of_a_page_that_is_kept_is_made_again(visit: Visit, path: str) -> None:
    from tracker.editions import charts

    given = [Drawn(PUBLISHED, charts.of_edition(PUBLISHED), PAST), Drawn(PUBLISHED, Untouchable(), PAST)]
    client = visit(lambda _: given[0])
    first = client.get(path)
    given.pop(0)
    assert first.status_code == 200
    assert client.get(path).data == first.data


def test_an_earlier_edition_that_was_published_later_can_be_chosen_on_pages_that_were_kept(visit: Visit) -> None:
    from tracker.editions import charts

    given = [Drawn(PUBLISHED, charts.of_edition(PUBLISHED), PAST)]
    client = visit(lambda _: given[-1])
    client.get("/")
    earlier = Past(3, date(2026, 6, 30), datetime(2026, 11, 3, 9, 5, tzinfo=UTC))
    given.append(replace(given[0], past=(*PAST, earlier)))
    choices = [one.text for one in audit(client.get("/").text).all("option")]
    assert len(choices) == 3
    assert any("30 juni 2026" in choice for choice in choices)
