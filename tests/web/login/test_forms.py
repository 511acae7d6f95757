"""Where someone comes out, and the forms and cookies of logging in."""

from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from tracker.web.app import create_app

from ..audit import audit, read_page
from ..conftest import AuditingClient, client_of, drawing
from ..editions import EDITION
from ..people import House
from .conftest import LEADER, STEERING, ask, dump, mail


def test_someone_comes_out_where_they_were_going(house: House, browser: AuditingClient) -> None:
    sent = browser.get("/mijn-toegang")
    assert sent.headers["Location"] == "/inloggen?verder=/mijn-toegang"
    fields = {f.attributes.get("name"): f.attributes for f in audit(browser.get(sent.location).text).all("input")}
    ask(browser, LEADER, fields["verder"]["value"])
    assert browser.submit(mail(house)[0]).headers["Location"] == "/mijn-toegang"


@pytest.mark.parametrize(
    "after",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/%2f/evil.example",
        "javascript:alert(1)",
        "evil",
        "",
        "/weg",
        " //evil.example",
    ],
)
def test_nobody_is_led_to_another_site(house: House, browser: AuditingClient, after: str) -> None:
    page = audit(browser.get("/inloggen", query_string={"verder": after}).text)
    assert [one.attributes["value"] for one in page.all("input") if one.attributes.get("name") == "verder"] == ["/"]
    ask(browser, LEADER, after)
    assert browser.submit(mail(house)[0]).headers["Location"] == "/"


POSTS = ["/inloggen", "/inloggen/code", "/inloggen/link/x", "/inloggen/eenmalig/x", "/uitloggen", "/uitloggen/overal"]


@pytest.mark.parametrize("path", [*POSTS, "/mijn-toegang"])
def test_a_form_without_its_token_changes_nothing(house: House, browser: AuditingClient, path: str) -> None:
    browser.log_in(house, STEERING)
    before = dump(house)
    answer = browser.post(path, data={"adres": LEADER, "code": "x", "rol": "0"})
    assert answer.status_code == 400
    assert "Wij konden dit formulier niet gebruiken." in answer.text
    assert dump(house) == before


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_from_another_site_is_refused_although_it_has_the_token(
    house: House, browser: AuditingClient, site: str
) -> None:
    token = read_page(browser.get("/inloggen").text).all("input")[0].attributes["value"]
    data = {"csrf_token": token, "adres": LEADER}
    assert browser.post("/inloggen", data=data, headers={"Sec-Fetch-Site": site}).status_code == 400
    assert house.waiting == []
    assert browser.post("/inloggen", data=data, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def set_cookies(responses: list[TestResponse]) -> Iterator[tuple[str, str]]:
    """The name and the rest of every cookie that answers set and do not take away."""
    for response in responses:
        for line in response.headers.getlist("Set-Cookie"):
            if "Max-Age=0" not in line:
                yield line.partition("=")[0], line


def test_on_https_every_cookie_is_bound_to_this_host_and_out_of_reach_of_scripts(house: House) -> None:
    app = create_app(drawing(EDITION), house.door(base_url="https://ew.example"))
    browser = client_of(app)
    base = "https://ew.example"
    form = browser.get("/inloggen", base_url=base)
    data = {"csrf_token": read_page(form.text).all("input")[0].attributes["value"], "adres": LEADER}
    asked = browser.post("/inloggen", data=data, base_url=base)
    link, _ = mail(house)
    assert f"{base}{link}" in house.mails[0][1].text
    entered = browser.post(link, data=data, base_url=base)
    cookies = dict(set_cookies([form, asked, entered]))
    assert set(cookies) == {"__Host-ew-formulier", "__Host-ew-browser", "__Host-ew-sessie"}
    for line in cookies.values():
        for part in ("; Secure", "; HttpOnly", "; Path=/", "; SameSite=Lax"):
            assert part in line
        assert "Domain" not in line
    assert "Max-Age" not in cookies["__Host-ew-sessie"]
    assert form.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert browser.get("/mijn-toegang", base_url=base).status_code == 200


def test_on_this_computer_cookies_are_out_of_reach_of_scripts_too(house: House, browser: AuditingClient) -> None:
    cookies = dict(set_cookies([browser.get("/inloggen"), ask(browser, LEADER), browser.submit(mail(house)[0])]))
    assert set(cookies) == {"ew-formulier", "ew-browser", "ew-sessie"}
    assert all("; HttpOnly" in line and "; SameSite=Lax" in line and "Secure" not in line for line in cookies.values())
