"""Logging in with a real browser and a keyboard: no scripts, no complaints, nothing falls off a small screen."""

import re
import shutil
import threading
from collections.abc import Iterator

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tracker.actions.visitor import Role
from tracker.web.access import who
from tracker.web.app import create_app
from tracker.web.loopback import serve

from .conftest import drawing
from .editions import EDITION
from .people import ADDRESSES, TWO_ROLES, House

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("er is geen chromium op deze computer", allow_module_level=True)

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDER_THAN_SCREEN = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests here."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def address(house: House) -> str:
    """The address of the pages on a real server, one of them about persons."""
    ready = threading.Event()
    urls: list[str] = []

    def listening(url: str) -> None:
        urls.append(url.rstrip("/"))
        ready.set()

    app = create_app(drawing(EDITION), house.door())
    about = who(Role.PROJECT_LEADER, person_level=True)(lambda: "<!doctype html><title>Mensen</title><p>Mensen")
    app.add_url_rule("/mensen", "people", about)
    threading.Thread(target=serve, args=(app, "127.0.0.1", 0, listening), daemon=True).start()
    assert ready.wait(10)
    return urls[0]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window of a browser without JavaScript, in which nobody logged in."""
    context = browser.new_context(java_script_enabled=False)
    yield context
    context.close()


def ask(page: Page, address: str, someone: str) -> None:
    """Ask for a mail with the keyboard."""
    page.goto(f"{address}/inloggen")
    page.get_by_label("Uw e-mailadres").fill(someone)
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("Kijk in uw mail"))


def link_and_code(house: House) -> tuple[str, str]:
    """What the newest mail brings."""
    house.post()
    text = house.mails[-1][1].text
    link, code = re.search(r"http://\S+", text), re.search(r"\b[A-Z0-9]{4} [A-Z0-9]{4}\b", text)
    assert link and code
    return link[0], code[0]


def test_someone_logs_in_with_the_link_of_a_mail(house: House, address: str, context: BrowserContext) -> None:
    page = context.new_page()
    ask(page, address, ADDRESSES[Role.STEERING_GROUP])
    mailed = context.new_page()
    mailed.goto(link_and_code(house)[0])
    mailed.get_by_role("button", name="Inloggen").click()
    expect(mailed.get_by_role("heading", level=1)).to_have_text("Hoe staat het programma ervoor?")
    mailed.get_by_role("link", name="Uitloggen").click()
    mailed.get_by_role("button", name="Uitloggen", exact=True).click()
    mailed.goto(f"{address}/")
    expect(mailed.get_by_role("heading", level=1)).to_have_text("Inloggen")


def test_a_link_that_is_opened_from_another_site_finds_its_browser(
    house: House, address: str, context: BrowserContext
) -> None:
    page = context.new_page()
    ask(page, address, ADDRESSES[Role.STEERING_GROUP])
    link = link_and_code(house)[0]
    # The mail is read at another site than the pages: for a browser localhost is another one than 127.0.0.1.
    webmail = context.new_page()
    webmail.route(
        "http://localhost/**", lambda route: route.fulfill(body=f'<a href="{link}">x</a>', content_type="text/html")
    )
    webmail.goto("http://localhost/mail")
    webmail.get_by_role("link").click()
    webmail.get_by_role("button", name="Inloggen").click()
    expect(webmail.get_by_role("heading", level=1)).to_have_text("Hoe staat het programma ervoor?")


def test_someone_logs_in_with_the_code_and_sets_up_the_second_step(
    house: House, address: str, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(f"{address}/mensen")
    page.get_by_label("Uw e-mailadres").fill(ADDRESSES[Role.PROJECT_LEADER])
    page.get_by_role("button", name="Stuur mij een mail").click()
    page.get_by_label("De code uit de mail").fill(link_and_code(house)[1].lower())
    page.get_by_role("button", name="Inloggen").click()
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("De code van 6 cijfers").fill(pyotp.TOTP(secret).at(house.now))
    page.get_by_label("Onthoud dit apparaat 30 dagen").check()
    page.keyboard.press("Enter")
    expect(page).to_have_title("Mensen")


def pages(house: House, address: str, context: BrowserContext) -> Iterator[Page]:
    """Every page of the login, one after another."""
    page = context.new_page()
    page.goto(f"{address}/inloggen")
    yield page
    page.get_by_label("Uw e-mailadres").fill("leider@example")
    page.get_by_role("button", name="Stuur mij een mail").click()
    yield page
    ask(page, address, ADDRESSES[Role.PROJECT_LEADER])
    yield page
    page.get_by_label("De code uit de mail").fill("FOUTFOUT")
    page.get_by_role("button", name="Inloggen").click()
    yield page
    page.goto(link_and_code(house)[0])
    yield page
    page.get_by_role("button", name="Inloggen").click()
    page.goto(f"{address}/tweede-stap")
    yield page
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("De code van 6 cijfers").fill(pyotp.TOTP(secret).at(house.now))
    page.get_by_role("button", name="Verder").click()
    page.goto(f"{address}/tweede-stap")
    yield page
    page.goto(house.link(TWO_ROLES, address))
    page.get_by_role("button", name="Inloggen").click()
    page.goto(f"{address}/mijn-toegang")
    yield page
    page.goto(f"{address}/inloggen/link/weg")
    yield page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_the_login_can_be_used_by_everyone(
    house: House, address: str, browser: Browser, width: int, scheme: str
) -> None:
    # The rules are checked by a script, which our own pages would not let in.
    context = browser.new_context(
        bypass_csp=True, viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    checked = 0
    for page in pages(house, address, context):
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert not page.evaluate(WIDER_THAN_SCREEN), page.url
        checked += 1
    context.close()
    assert checked == 9


@pytest.mark.parametrize("width", [320, 1280])
def test_the_browser_has_no_complaint_about_any_page_of_the_login(
    house: House, address: str, browser: Browser, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    complaints: list[str] = []
    asked: list[str] = []
    context.on("console", lambda message: complaints.append(message.text))
    context.on("request", lambda request: asked.append(request.url))
    for _ in pages(house, address, context):
        pass
    context.close()
    assert [line for line in complaints if "400" not in line] == []
    assert [url for url in asked if not url.startswith(address)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 640])
def test_the_mail_can_be_read_by_everyone(browser: Browser, house: House, width: int, scheme: str) -> None:
    from tracker.mail import login_letter

    letter = login_letter(link="https://ew.example/inloggen/link/" + "x" * 43, code="BCDF2345", minutes=30)
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.set_content(letter.html)
    # A mail is no page of a site, so it needs no landmarks.
    found = Axe().run(page, options={"rules": {"region": {"enabled": False}, "landmark-one-main": {"enabled": False}}})
    assert found.violations_count == 0, found.generate_report()
    assert not page.evaluate(WIDER_THAN_SCREEN)
    context.close()
