"""What a repository of public code has: a licence, how to take part, how to report a hole, and what catalogues read."""

import re
import tomllib

import pytest

from tests.conftest import ROOT
from tracker import __version__

_CARD = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _said(key: str) -> list[str]:
    """Every value of a key in publiccode.yml, in order."""
    return [one.strip('"') for one in re.findall(rf"^[ -]*{key}: (\S.*)$", _CARD, re.MULTILINE)]


def _list(key: str) -> list[str]:
    """Every value of a list in publiccode.yml."""
    found = re.search(rf"^( *){key}:\n((?:\1 +- .*\n)+)", _CARD, re.MULTILINE)
    assert found, key
    return re.findall(r"- (.*)", found[2])


@pytest.mark.parametrize("name", ["LICENSE", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "SECURITY.md", "publiccode.yml"])
def test_a_stranger_finds_what_every_repository_of_public_code_has(name: str) -> None:
    assert (ROOT / name).stat().st_size > 500
    assert f"]({name})" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_what_catalogues_read_is_what_the_project_says_of_itself() -> None:
    assert _said("softwareVersion") == [__version__]
    assert _said("license") == [_PROJECT["license"]]
    assert f">={_said('versionMin')[0]}" == _PROJECT["requires-python"]
    year, month, day = map(int, _said("releaseDate")[0].split("-"))
    assert f"## {__version__} ({day}-{month}-{year})" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def _keys() -> list[str]:
    """Every key at the left of publiccode.yml, in order."""
    return re.findall(r"^(\w+):", _CARD, re.MULTILINE)


def test_what_catalogues_read_has_every_key_that_the_standard_asks_and_none_that_it_does_not_know() -> None:
    """By the tables of https://yml.publiccode.tools, version 0.7."""
    asked = {"publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description"}
    asked |= {"legal", "maintenance", "localisation"}
    free = {"applicationSuite", "landingURL", "isBasedOn", "softwareVersion", "releaseDate", "logo", "categories"}
    free |= {"usedBy", "fundedBy", "roadmap", "supports", "organisation", "intendedAudience", "dependsOn"}
    assert asked <= set(_keys()) <= asked | free
    assert len(_keys()) == len(set(_keys()))
    left = ("genericName", "monochromeLogo", "inputTypes", "outputTypes", "repoOwner", "authorsFile")
    assert not [key for key in left if _said(key)]


def test_what_catalogues_read_has_what_the_standard_asks() -> None:
    """By the tables of https://yml.publiccode.tools, version 0.7: of its lists of words, those that may be ours."""
    assert _said("publiccodeYmlVersion") == ["0.7"]
    assert _said("developmentStatus")[0] in {"concept", "development", "beta", "stable", "obsolete"}
    assert _said("softwareType") == ["standalone/web"]
    assert _said("url")[0].startswith("https://")
    assert set(_list("platforms")) <= {"web", "windows", "mac", "linux"}
    assert _list("supports") == ["id: alias:gdpr"]
    assert all(re.fullmatch("[A-Z]{2}", country) for country in _list("countries"))
    assert set(_list("scope")) <= {"employment", "government", "local-authorities", "research", "society", "welfare"}
    analysing = {"business-intelligence", "data-analytics", "data-collection", "data-visualization"}
    leading = {"compliance-management", "grant-management", "predictive-analysis", "project-management"}
    assert set(_list("categories")) <= analysing | leading
    assert _said("type")[0] in {"internal", "community"}
    assert _list("contacts")
    assert _said("localisationReady") == ["false"]
    assert _list("availableLanguages") == ["nl"]
    short = _said("shortDescription")
    long = re.findall(r"^    longDescription: \|\n((?:      .*\n)+)", _CARD, re.MULTILINE)
    assert len(short) == len(long) == _CARD.count("    features:\n") == 2
    assert all(len(one) <= 150 for one in short)
    assert all(150 <= len(re.sub(r"\s+", " ", one)) <= 10_000 for one in long)


def test_every_picture_that_catalogues_show_is_in_the_repository() -> None:
    pictures = _list("screenshots")
    assert pictures
    for name in pictures:
        assert (ROOT / name).read_bytes().startswith(b"\x89PNG"), name
