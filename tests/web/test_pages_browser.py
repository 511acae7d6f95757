"""Every page of every role in a real browser: for who sees little, on a small screen, in the dark, with a keyboard."""

import shutil
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import WHOLE
from tracker.actions.visitor import Role
from tracker.web.app import create_app
from tracker.web.loopback import serve

from .pages.conftest import paths_of
from .programme import ADDRESS, WHO, Programme, copy_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("er is geen chromium op deze computer", allow_module_level=True)

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDER_THAN_SCREEN = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"
STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
EVERY_ROOM: tuple[tuple[int, Literal["light", "dark"]], ...] = (
    (1280, "light"),
    (320, "dark"),
    (1280, "dark"),
    (320, "light"),
)
ROOMS = EVERY_ROOM if WHOLE else EVERY_ROOM[:2]
"""Every width and scheme in the whole proof; else each of both once."""
LOOKED_AT: Mapping[Role | None, tuple[str, ...]] = {
    Role.PROJECT_LEADER: tuple(path for path in paths_of(Role.PROJECT_LEADER) if path not in ("/doelen", "/plekken")),
    Role.PARTNER: ("/", f"/partner/{ADDRESS}", f"/partner/{ADDRESS}/klopt-dit-nog"),
    Role.PROGRAMME_TEAM: (),
    Role.EXECUTIVE_BOARD: (),
}
"""What of a role differs from what others see; the whole proof looks at every page of every role."""


@pytest.fixture(scope="module")
def programme(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Programme:
    """The programme of all tests here."""
    return copy_of(sample, tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="module")
def address(programme: Programme) -> str:
    """The address of the pages on a real server."""
    ready = threading.Event()
    urls: list[str] = []

    def listening(url: str) -> None:
        urls.append(url.rstrip("/"))
        ready.set()

    app = create_app(door=programme.house.door(second_factor=False), settings=programme.settings)
    threading.Thread(target=serve, args=(app, "127.0.0.1", 0, listening), daemon=True).start()
    assert ready.wait(10)
    return urls[0]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests here."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def window(browser: Browser, address: str, programme: Programme, role: Role | None, **options: Any) -> BrowserContext:
    """A window in which someone of a role is logged in."""
    context = browser.new_context(**options)
    if role is not None:
        page = context.new_page()
        page.goto(programme.house.link(WHO[role], address))
        page.get_by_role("button", name="Inloggen").click()
        # A page that is closed while it still goes somewhere can take the browser with it.
        page.wait_for_url(f"{address}/")
        page.close()
    return context


def complaints_of(page: Page) -> list[str]:
    """What the browser refuses from now on."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def faults_of(page: Page, axe: Axe) -> list[tuple[str, list[str]]]:
    """What axe finds on a page: the rule, and the first places."""
    found = axe.run(page, options={**STANDARD, "resultTypes": ["violations"]}).response["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]


@pytest.mark.parametrize("role", [None, *Role])
def test_no_page_shuts_anyone_out(browser: Browser, address: str, programme: Programme, role: Role | None) -> None:
    context = window(browser, address, programme, role)
    page, axe = context.new_page(), Axe()
    complaints = complaints_of(page)
    for path in paths_of(role) if WHOLE else LOOKED_AT.get(role, paths_of(role)):
        page.goto(address + path)
        for width, scheme in ROOMS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            assert faults_of(page, axe) == [], (path, width, scheme)
        page.evaluate(OPEN_ALL)
        for width in {width for width, _ in ROOMS}:
            page.set_viewport_size({"width": width, "height": 900})
            assert not page.evaluate(WIDER_THAN_SCREEN), (path, width)
        assert not WHOLE or faults_of(page, axe) == [], path
    assert complaints == []
    context.close()


def test_a_table_is_sorted_by_a_button_in_its_heading(browser: Browser, address: str, programme: Programme) -> None:
    context = window(browser, address, programme, Role.PROJECT_LEADER)
    page = context.new_page()
    page.goto(f"{address}/partners")
    table = page.get_by_role("table", name="Partners op 1 november 2026")
    heading = table.get_by_role("columnheader", name="Aangemeld")
    for order, sign in (("ascending", 1), ("descending", -1)):
        heading.get_by_role("button").focus()
        page.keyboard.press("Enter")
        assert heading.get_attribute("aria-sort") == order
        numbers = [int(cell) * sign for cell in table.locator("tbody td:last-child").all_inner_texts()]
        assert numbers == sorted(numbers)
    assert "aflopend" in page.locator("table:has-text('Partners op 1') + [role=status]").inner_text()
    context.close()


def test_every_page_is_whole_without_javascript(browser: Browser, address: str, programme: Programme) -> None:
    context = window(browser, address, programme, Role.PROJECT_LEADER, java_script_enabled=False)
    page = context.new_page()
    for path in ("/", "/partners", "/aandacht"):
        page.goto(address + path)
        assert page.locator("main table tbody tr").count() > 5
        assert page.locator("thead button").count() == 0
    context.close()


def test_an_earlier_edition_is_chosen_with_the_keyboard(browser: Browser, address: str, programme: Programme) -> None:
    context = window(browser, address, programme, Role.STEERING_GROUP)
    page = context.new_page()
    page.goto(f"{address}/doelen")
    choice = page.get_by_label("Kijk naar een eerdere stand")
    choice.select_option(index=1)
    choice.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doelen?uitgave=1")
    assert "1 oktober 2026" in page.locator("main .ew-lead").inner_text()
    context.close()


def test_a_partner_answers_on_a_phone_with_a_keyboard_and_without_javascript(
    browser: Browser, address: str, programme: Programme
) -> None:
    small = {"width": 320, "height": 800}
    context = window(browser, address, programme, Role.PARTNER, java_script_enabled=False, viewport=small)
    page = context.new_page()
    page.goto(f"{address}/partner/{ADDRESS}")
    page.get_by_role("link", name="Kijk wat wij weten").click()
    page.get_by_label("Klopt dit nog: betaald werk, ondersteuner, sinds").select_option("Is gestopt")
    page.get_by_role("button", name="Wat ik open liet, klopt").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Dank u wel. Alles is beantwoord.").wait_for()
    assert page.get_by_text("U zei op 1-11-2026: is gestopt").count() == 1
    assert page.get_by_text("U zei op 1-11-2026: klopt").count() == 1
    context.close()


def test_on_paper_the_menu_and_the_forms_are_gone(browser: Browser, address: str, programme: Programme) -> None:
    context = window(browser, address, programme, Role.PROJECT_LEADER)
    page = context.new_page()
    page.emulate_media(media="print")
    for path in ("/", "/kwaliteit", "/downloads"):
        page.goto(address + path)
        assert page.locator(".ew-menu:visible, form:visible, .ew-footer__links:visible").count() == 0
    context.close()
