"""The app answers this computer only, and tells nobody more than it should when something goes wrong."""

import http.client
import logging
import re
import socket
import threading
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tracker.errors import SettingError
from tracker.web.app import create_app
from tracker.web.draw import Drawn, Wish
from tracker.web.loopback import is_loopback, serve

from .audit import audit
from .conftest import AuditingClient, Visit, drawing
from .editions import EDITION
from .people import House

SECRET = "D-017 kreeg 111222333 niet"


def broken(wish: Wish) -> Drawn:
    raise RuntimeError(SECRET)


def test_health_is_answered_in_json(client: AuditingClient) -> None:
    response = client.get("/healthz")
    assert response.json == {"status": "ok"}
    assert response.headers["Cache-Control"] == "no-store"


def test_health_is_answered_when_the_edition_cannot_be_drawn(visit: Visit) -> None:
    assert visit(broken).get("/healthz").status_code == 200


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1:8765", "[::1]:8765", "127.9.9.9"])
def test_names_of_this_computer_are_answered(stranger: AuditingClient, host: str) -> None:
    assert stranger.get("/inloggen", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.nip.example", "192.168.1.4", "0.0.0.0", "", "[", "a@b"],
)
def test_other_names_are_refused_because_of_dns_rebinding(client: AuditingClient, host: str) -> None:
    response = client.get("/", headers={"Host": host})
    assert response.status_code == 403
    assert "102" not in audit(response.text).all("main")[0].text.split("Nummer")[0]


@pytest.mark.parametrize("address", ["192.168.1.4", "10.0.0.1", "2001:db8::1", "::ffff:8.8.8.8", ""])
@pytest.mark.parametrize("path", ["/", "/healthz", "/static/theme.css", "/weg"])
def test_other_computers_are_refused_everywhere(client: AuditingClient, address: str, path: str) -> None:
    assert client.get(path, environ_overrides={"REMOTE_ADDR": address}).status_code == 403


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_computer_is_answered_by_each_of_its_addresses(client: AuditingClient, address: str) -> None:
    assert client.get("/", environ_overrides={"REMOTE_ADDR": address}).status_code == 200


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-IP"])
def test_a_request_that_another_server_passed_on_is_refused(client: AuditingClient, name: str) -> None:
    assert client.get("/", headers={name: "127.0.0.1"}).status_code == 403


def test_an_unknown_address_is_a_page_without_detail(client: AuditingClient) -> None:
    response = client.get("/weg/<script>D-017")
    text = audit(response.text).all("main")[0].text
    assert response.status_code == 404
    assert "Deze pagina bestaat niet." in text
    assert "D-017" not in response.text


def test_a_wrong_method_is_a_page_without_detail(client: AuditingClient) -> None:
    response = client.post("/", data={"naam": "D-017"})
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert "Dat kan op deze pagina niet." in response.text
    assert "D-017" not in response.text


def test_a_fault_of_ours_shows_a_number_and_nothing_of_what_broke(
    visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = visit(broken).get("/")
    text = audit(response.text).all("main")[0].text
    found = re.search(r"Nummer: ([0-9A-F]{8})", text)
    assert response.status_code == 500
    assert found
    assert not any(word in response.text for word in ("Traceback", "RuntimeError", "D-017", "111222333"))
    assert f"{found[1]}: 500, RuntimeError in broken:" in caplog.text
    assert "D-017" not in caplog.text
    assert "111222333" not in caplog.text


def test_two_faults_have_two_numbers(visit: Visit) -> None:
    client = visit(broken)
    assert client.get("/").text != client.get("/").text


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "example.org", ""])
def test_the_server_refuses_an_address_that_others_can_reach(host: str, house: House) -> None:
    app = create_app(drawing(EDITION), house.door())
    with pytest.raises(SettingError) as refusal:
        serve(app, host, 0)
    assert "een eigen adres met https" in refusal.value.what
    assert not is_loopback(host)


def test_a_port_that_is_taken_is_said_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SettingError) as refusal:
        serve(Flask(__name__), "127.0.0.1", taken.getsockname()[1])
    assert "is niet vrij" in refusal.value.what


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_cannot_exist_is_said_in_one_sentence(port: int) -> None:
    with pytest.raises(SettingError) as refusal:
        serve(Flask(__name__), "127.0.0.1", port)
    assert refusal.value.what == f"Poort {port} bestaat niet."


@pytest.fixture
def address(house: House) -> str:
    """The address of a real server on loopback, gone with the tests."""
    ready = threading.Event()
    urls: list[str] = []

    def listening(url: str) -> None:
        urls.append(url)
        ready.set()

    app = create_app(drawing(EDITION), house.door())
    threading.Thread(target=serve, args=(app, "127.0.0.1", 0, listening), daemon=True).start()
    assert ready.wait(10)
    return urls[0]


def test_the_real_server_answers_and_writes_no_line_for_a_request(
    address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("GET", "/inloggen?naam=D-017")
    response = connection.getresponse()
    assert response.status == 200
    assert b"Uw e-mailadres" in response.read()
    assert response.headers["Server"] == "ew"
    assert capfd.readouterr() == ("", "")


def test_the_real_server_refuses_the_name_of_another_site(address: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("GET", "/", headers={"Host": "evil.example"})
    assert connection.getresponse().status == 403


def test_a_browser_that_has_the_style_sheet_gets_it_only_once(client: AuditingClient) -> None:
    first = client.get("/static/theme.css")

    again = client.get("/static/theme.css", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert first.content_type.startswith("text/css")


def test_what_a_page_asks_for_is_kept_for_good_under_an_address_that_changes_with_it(client: AuditingClient) -> None:
    page = audit(client.get("/openbaar").text)
    asked = [one.attributes["href"] for one in page.all("link")] + [page.all("script")[0].attributes["src"]]
    assert len(asked) == 3
    for path in asked:
        assert client.get(path).headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert client.get(path + "0").headers["Cache-Control"] == "public, no-cache"


def test_the_open_page_may_be_kept_for_a_while_and_is_sent_packed_and_once(client: AuditingClient) -> None:
    first = client.get("/openbaar", headers={"Accept-Encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    again = client.get("/openbaar", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert {one.headers["Cache-Control"] for one in (first, again)} == {"public, max-age=300"}
    assert "Cookie" not in first.headers["Vary"]
    assert "Set-Cookie" not in first.headers


@pytest.mark.parametrize("name", ["weg.css", "../app.py", "%2e%2e/app.py", ""])
def test_nothing_but_the_kept_files_is_given(client: AuditingClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404
