"""`python -m docs.sbom`: every part that is installed along, as pinned, with its hashes and licence (CycloneDX 1.6).

It is made from `requirements/runtime.txt` and says nothing of when or where it was made, so the same pins give the same
bytes. The hashes of a part are those of all its files: an installer picks the file that fits its machine.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tracker import __version__

PINS: Final = Path(__file__).parent.parent / "requirements" / "runtime.txt"

LICENCES: Final[Mapping[str, str]] = {
    "alembic": "MIT",
    "blinker": "MIT",
    "certifi": "MPL-2.0",
    "cffi": "MIT-0",
    "charset-normalizer": "MIT",
    "click": "BSD-3-Clause",
    "cryptography": "Apache-2.0 OR BSD-3-Clause",
    "flask": "BSD-3-Clause",
    "flask-wtf": "BSD-3-Clause",
    "google-auth": "Apache-2.0",
    "google-auth-oauthlib": "Apache-2.0",
    "gspread": "MIT",
    "gunicorn": "MIT",
    "idna": "BSD-3-Clause",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "lxml": "BSD-3-Clause",
    "mako": "MIT",
    "markupsafe": "BSD-3-Clause",
    "msgspec": "BSD-3-Clause",
    "numpy": "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0",
    "oauthlib": "BSD-3-Clause",
    "phonenumbers": "Apache-2.0",
    "pillow": "MIT-CMU",
    "platformdirs": "MIT",
    "psycopg": "LGPL-3.0-only",
    "psycopg-binary": "LGPL-3.0-only",
    "pyasn1": "BSD-2-Clause",
    "pyasn1-modules": "BSD-2-Clause",
    "pycparser": "BSD-3-Clause",
    "pyotp": "MIT",
    "python-dotenv": "BSD-3-Clause",
    "python-pptx": "MIT",
    "python-stdnum": "LGPL-2.1-or-later",
    "rapidfuzz": "MIT",
    "requests": "Apache-2.0",
    "requests-oauthlib": "ISC",
    "scipy": "BSD-3-Clause",
    "segno": "BSD-3-Clause",
    "sqlalchemy": "MIT",
    "typing-extensions": "PSF-2.0",
    "typst": "Apache-2.0",
    "tzdata": "Apache-2.0",
    "urllib3": "MIT",
    "werkzeug": "BSD-3-Clause",
    "wtforms": "BSD-3-Clause",
    "xlsxwriter": "BSD-2-Clause",
}
"""The licence of each part, as an SPDX expression. A test holds it against what the installed parts say themselves."""

_PIN: Final = re.compile(r"([a-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)\s*(?:;\s*(.*?))?\s*(?=--hash|#|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pin:
    """A part as pinned: name, version, when it is installed (empty: always), and the SHA-256 of each of its files."""

    name: str
    version: str
    when: str
    hashes: tuple[str, ...]


def pins(text: str) -> Iterator[Pin]:
    """Every part in a file of pins with hashes. Raises ValueError for one without a hash."""
    for block in re.split(r"\n(?=\S)", text.replace("\\\n", " ")):
        found = re.match(
            r"([a-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)\s*(?:;\s*(.*?))?\s*(?=--hash|#|$)", block, re.DOTALL
        )
        if found is None:
            continue
        hashes = tuple(sorted(re.findall(r"--hash=sha256:([0-9a-f]{64})", block)))
        if not hashes:
            raise ValueError(f"{found[1]} is pinned without a hash")
        yield Pin(found[1], found[2], (found[3] or "").strip(), hashes)


def sbom() -> str:
    """The whole bill, as JSON."""
    parts = [_component(pin) for pin in pins(PINS.read_text(encoding="utf-8"))]
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _own("application", "ew", __version__, "EUPL-1.2")},
        "components": [*parts, _font()],
        "dependencies": [{"ref": f"ew@{__version__}", "dependsOn": [part["bom-ref"] for part in parts]}],
    }
    return json.dumps(bill, indent=1, ensure_ascii=False) + "\n"


def _component(pin: Pin) -> dict[str, Any]:
    purl = f"pkg:pypi/{pin.name}@{pin.version}"
    when = {"properties": [{"name": "ew:installed-when", "value": pin.when}]} if pin.when else {}
    return {
        "type": "library",
        "bom-ref": purl,
        "name": pin.name,
        "version": pin.version,
        "purl": purl,
        "licenses": _licences(LICENCES[pin.name]),
        "hashes": [{"alg": "SHA-256", "content": one} for one in pin.hashes],
        **when,
    }


def _font() -> dict[str, Any]:
    """The one part that stands in our own tree: the font of papers and charts."""
    return _own("file", "Source Sans 3", "3.052", "OFL-1.1")


def _own(kind: str, name: str, version: str, licence: str) -> dict[str, Any]:
    ref = f"{name.replace(' ', '-')}@{version}"
    return {"type": kind, "bom-ref": ref, "name": name, "version": version, "licenses": _licences(licence)}


def _licences(expression: str) -> list[dict[str, Any]]:
    if " " in expression:
        return [{"expression": expression}]
    return [{"license": {"id": expression}}]


if __name__ == "__main__":
    sys.stdout.write(sbom())
