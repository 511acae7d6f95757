"""Every page of every role opens, is light, and stands whatever people type in its address."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.actions.visitor import Role

from ..audit import audit
from ..conftest import AuditingClient
from ..programme import ADDRESS
from .conftest import LEADER, PUBLIC, TEAM, TEAM_ONLY, TOTALS, main_of, paths_of

HEAVY = 100_000
"""The most bytes of a page of the sample, unpacked: a phone on a slow line opens it in a few seconds."""


@pytest.mark.parametrize("role", [None, *Role])
def test_every_page_of_a_role_opens(browsers: dict[Role | None, AuditingClient], role: Role | None) -> None:
    for path in paths_of(role):
        assert main_of(browsers[role], path).all("h1")[0].text, path


@pytest.mark.parametrize("role", [None, *Role])
def test_no_page_is_heavy_to_load(browsers: dict[Role | None, AuditingClient], role: Role | None) -> None:
    sizes = {path: len(browsers[role].get(path).data) for path in paths_of(role)}
    assert {path: size for path, size in sizes.items() if size > HEAVY} == {}


@pytest.mark.parametrize("role", [role for role in Role if role not in (LEADER, TEAM)])
def test_pages_about_persons_do_not_exist_for_others(browsers: dict[Role | None, AuditingClient], role: Role) -> None:
    assert {browsers[role].get(path).status_code for path in TEAM_ONLY} == {404}


def test_the_menu_leads_to_pages_that_open_and_says_where_one_is(browsers: dict[Role | None, AuditingClient]) -> None:
    for role in Role:
        links = audit(browsers[role].get("/").text).all("nav")[0].all("a")
        here = ["Uw subsidie" if role is Role.FUNDER else "Programma"]
        assert [link.text for link in links if link.attributes.get("aria-current") == "page"] == here
        assert {browsers[role].get(link.attributes["href"]).status_code for link in links} == {200}


def test_no_page_of_totals_holds_a_code_of_a_person(browsers: dict[Role | None, AuditingClient]) -> None:
    for role, client in browsers.items():
        for path in (*PUBLIC, *TOTALS, f"/partner/{ADDRESS}"):
            if role not in (LEADER, TEAM):
                assert not re.search(r"\b[A-Z]{1,3}-\d{3}\b", client.get(path).text), (role, path)


PARTED = ("/partner/{}", "/persoon/{}", "/persoon/{}/wissen", "/kwaliteit/terugdraaien/{}", "/downloads/{}")
RULES = (*PUBLIC, *TOTALS, "/partners", "/kwaliteit", "/kwaliteit/klopt", "/aandacht", *PARTED)
TYPED = st.one_of(
    st.text(max_size=20),
    st.integers(-(2**70), 2**70).map(str),
    st.sampled_from(["D-001", "d1", ADDRESS, "1", "2", "ja", "..", "%2e", "\x00", "'; drop table", "<b>", "٣"]),
)


@settings(max_examples=150)
@given(
    role=st.sampled_from([LEADER, Role.PARTNER, Role.FUNDER, None]),
    rule=st.sampled_from(RULES),
    part=TYPED,
    query=st.dictionaries(st.sampled_from(["uitgave", "nu", "verder", "x"]), TYPED, max_size=3),
)
def test_nothing_that_is_typed_in_an_address_breaks_a_page(
    browsers: dict[Role | None, AuditingClient], role: Role | None, rule: str, part: str, query: dict[str, str]
) -> None:
    from urllib.parse import quote

    path = rule.format(quote(part, safe=""))
    assert browsers[role].get(path, query_string=query).status_code in (200, 303, 308, 404), path
