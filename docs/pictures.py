"""Makes the pictures of the documentation from the demo: `python -m docs.pictures`, with Chromium on the computer.

The demo runs as its users run it, and a browser looks at its pages. Pictures get few colours, so that they stay small.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent / "pictures"
COLOURS = 64
"""How many different colours a picture keeps: enough for pages without photographs."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, as whom, of which page (empty: one's own organisation), how wide and high in pixels."""

    name: str
    role: str
    path: str
    width: int = 1100
    height: int = 760


PICTURES = (
    Picture("programma", "stuurgroep", "/"),
    Picture("aandacht", "projectleider", "/aandacht"),
    Picture("kwaliteit", "projectleider", "/kwaliteit"),
    Picture("downloads", "projectleider", "/downloads"),
    Picture("partner", "partner", "", width=420, height=860),
)


@contextmanager
def _demo() -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a running demo, and for each role a link with which to log in once."""
    command = [sys.executable, "-m", "cli.main", "demo", "--poort", "0"]
    with subprocess.Popen(  # noqa: S603 - our own program, with our own words
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as demo:
        assert demo.stderr is not None
        said = ""
        for line in demo.stderr:
            said += line
            if line.startswith("Dit is de demo"):
                break
        try:
            address = re.findall(r"staan op (http\S+)", said)[0].rstrip("/")
            yield address, dict(re.findall(r"^  (\w+)[^\n]*:\n    (http\S+)", said, re.MULTILINE))
        finally:
            demo.terminate()


def _look(browser: Browser, address: str, link: str, pictures: list[Picture]) -> None:
    """Log in with a link and take these pictures."""
    with browser.new_context(locale="nl-NL", color_scheme="light", reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(link)
        page.get_by_role("main").get_by_role("button").first.click()
        page.wait_for_load_state()
        own = page.locator("a[href^='/partner/']").first
        for one in pictures:
            page.set_viewport_size({"width": one.width, "height": one.height})
            page.goto(address + (one.path or str(own.get_attribute("href"))))
            _keep(one.name, page.screenshot())


def _keep(name: str, screen: bytes) -> None:
    """Write a picture with few colours, so that it is small."""
    few = Image.open(BytesIO(screen)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)


def main() -> None:
    """Take every picture."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    FOLDER.mkdir(exist_ok=True)
    with _demo() as (address, links), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for role in dict.fromkeys(one.role for one in PICTURES):
            _look(browser, address, links[role], [one for one in PICTURES if one.role == role])
        browser.close()


if __name__ == "__main__":
    main()
