"""The pages in a real browser: nothing is refused, nothing falls off a small screen, and a keyboard is enough."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias

import pytest
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from tracker.actions.visitor import Role
from tracker.web.app import create_app
from tracker.web.loopback import serve

from .conftest import drawing
from .editions import EDITION
from .people import ADDRESSES, House, house_at

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("er is geen chromium op deze computer", allow_module_level=True)

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATHS = ("", "weg")
Scheme: TypeAlias = Literal["light", "dark"]
WIDER_THAN_SCREEN = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
CUT_OFF = """() => [...document.querySelectorAll('svg.chart')].filter(svg => svg.checkVisibility()).flatMap(svg => {
  const frame = svg.getBoundingClientRect()
  return [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect()
    return box.left < frame.left - 1 || box.right > frame.right + 1
        || box.top < frame.top - 1 || box.bottom > frame.bottom + 1
  }).map(text => text.textContent)
})"""
OVERLAPS = """() => [...document.querySelectorAll('svg.chart')].filter(svg => svg.checkVisibility()).flatMap(svg => {
  const texts = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()])
  return texts.flatMap(([one, a], i) => texts.slice(i + 1).filter(([, b]) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4)
    .map(([other]) => one + ' | ' + other))
})"""


@pytest.fixture(scope="module")
def home(people: Path, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The database of all tests here."""
    return house_at(people, tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="module")
def address(home: House) -> str:
    """The address of the pages on a real server, with an edition that is behind."""
    ready = threading.Event()
    urls: list[str] = []

    def listening(url: str) -> None:
        urls.append(url)
        ready.set()

    stale = replace(EDITION, stale_since=datetime(2026, 10, 28, 7, 5, tzinfo=UTC))
    app = create_app(drawing(stale), home.door())
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


@pytest.fixture(scope="module")
def logged_in(browser: Browser, address: str, home: House) -> StorageState:
    """The cookies of a browser in which someone of the steering group logged in."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(home.link(ADDRESSES[Role.STEERING_GROUP], address.rstrip("/")))
    page.get_by_role("button", name="Inloggen").click()
    cookies = context.storage_state()
    context.close()
    return cookies


class PageOf:
    """A browser window that is logged in, and remembers every complaint and every request."""

    def __init__(self, browser: Browser, address: str, cookies: StorageState) -> None:
        self.browser, self.address = browser, address
        self.context = browser.new_context(storage_state=cookies)
        self.complaints: list[str] = []
        self.asked: list[str] = []

    def __call__(self, path: str, width: int, scheme: Scheme = "light") -> Page:
        """Open a path of the app in a window."""
        page = self.context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(self.address + path)
        return page


@pytest.fixture
def page_of(browser: Browser, address: str, logged_in: StorageState) -> Iterator[PageOf]:
    """Opens pages of a width in a scheme, and afterwards holds that nothing was refused or asked of others."""
    opener = PageOf(browser, address, logged_in)
    yield opener
    opener.context.close()
    assert [line for line in opener.complaints if "404" not in line] == []
    assert {url for url in opener.asked if not url.startswith(address)} == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_is_wider_than_the_screen(page_of: PageOf, path: str, width: int, scheme: Scheme) -> None:
    page = page_of(path, width, scheme)
    assert not page.evaluate(WIDER_THAN_SCREEN)
    for summary in page.locator("summary").all():
        summary.click()
    assert not page.evaluate(WIDER_THAN_SCREEN)


@pytest.mark.parametrize("width", [320, 700, 720, 1000, 1280])
def test_no_label_of_a_chart_is_cut_off_or_written_over_another(page_of: PageOf, width: int) -> None:
    page = page_of("", width)
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_each_chart_is_seen_once(page_of: PageOf, width: int) -> None:
    page = page_of("", width)
    shown = page.locator(".ew-chart svg:visible").count()
    assert shown == 3


def test_text_with_more_space_between_fits_a_phone(page_of: PageOf) -> None:
    page = page_of("", 320)
    page.evaluate(
        "document.querySelectorAll('body *:not(svg *)').forEach(e => { e.style.lineHeight = '1.5';"
        " e.style.letterSpacing = '.12em'; e.style.wordSpacing = '.16em' })"
    )
    assert not page.evaluate(WIDER_THAN_SCREEN)


def test_the_first_tab_shows_the_link_to_the_content(page_of: PageOf) -> None:
    page = page_of("", 1280)
    link = page.locator(".utrecht-skip-link")
    top = "link => link.getBoundingClientRect().top"
    assert link.evaluate(top) < 0
    page.keyboard.press("Tab")
    assert link.evaluate(top) >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_whatever_has_the_focus_is_seen_to_have_it(page_of: PageOf) -> None:
    page = page_of("", 1280)
    outline = "(s => s.outlineStyle + ' ' + s.outlineWidth)(getComputedStyle(document.activeElement))"
    stops = page.locator("a, summary:not(details:not([open]) details *)").count()
    outlines = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        outlines.append(page.evaluate(outline))
    assert outlines == ["solid 3px"] * stops


def test_a_table_keeps_its_roles_when_its_rows_become_blocks(page_of: PageOf) -> None:
    page = page_of("", 320)
    table = page.get_by_role("table", name="De andere cijfers met een doel")
    assert table.get_by_role("row").count() == 2
    assert table.get_by_role("rowheader", name="Partners die het structureel doen").count() == 1


def test_paper_shows_the_tables_that_the_screen_keeps_closed(page_of: PageOf) -> None:
    page = page_of("", 1280, "dark")
    page.emulate_media(media="print")
    assert page.locator(".ew-scroll table").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
