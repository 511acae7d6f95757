"""What the benchmarks themselves must do right: keep each other's results, and see what is wrong."""

import importlib.util
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import bench.__main__ as run
from bench import environments
from bench.asking import Visit
from bench.load import OnePage
from tests.conftest import ROOT, WHOLE

PAGE = (
    '<p>Dit is de stand op <time datetime="{day}">{words}</time>. <span>Bekend op <time datetime="{known}">later</time>'
    '</span></p><b>{number} mensen</b><form class="ew-picker"><select><option value="{edition}" selected>{named}, '
    "bekend</option></select></form>"
)
SEPTEMBER = {"day": "2026-09-30", "words": "30 september 2026", "known": "2026-10-01", "edition": 1}
OCTOBER = {"day": "2026-10-31", "words": "31 oktober 2026", "known": "2026-11-01", "edition": 2}
VISIT = Visit("steering group", "/")


def _page(standing: dict[str, object], number: int, named: object = None) -> bytes:
    return PAGE.format(**standing, number=number, named=named or standing["words"]).encode()


def test_every_benchmark_that_is_listed_is_there_and_none_stands_outside_the_list() -> None:
    files = Path(run.__file__).parent.glob("*.py")
    assert {path.stem for path in files if "\ndef report(" in path.read_text("utf-8")} == set(run.BENCHMARKS)
    assert all(importlib.util.find_spec(f"bench.{name}") for name in run.BENCHMARKS)


IN_SMALL = {
    "EW_BENCH_PEOPLE": "250",
    "EW_BENCH_PROGRAMMES": "1",
    "EW_BENCH_RUNS": "1",
    "EW_BENCH_SECONDS": "3",
    "EW_BENCH_SYNCS": "60",
    "EW_BENCH_VERSIONS": "8",
}


@pytest.mark.skipif(not WHOLE, reason="takes minutes: a part of make proof")
@pytest.mark.parametrize("name", sorted(run.BENCHMARKS))
def test_every_benchmark_comes_to_an_end_in_small_with_a_table(name: str) -> None:
    asked = "lines(1, 0)" if name == "protection" else "report().splitlines()"
    code = f"from bench import {name}; print(*{name}.{asked}, sep='\\n')"
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, env={**os.environ, **IN_SMALL}, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "| --- |" in done.stdout or "Not measured" in done.stdout


def test_runs_that_end_at_the_same_moment_keep_the_sections_of_each_other(tmp_path: Path) -> None:
    results, titles = tmp_path / "results.md", list(run.BENCHMARKS.values())
    with ThreadPoolExecutor(len(titles)) as threads:
        list(threads.map(lambda title: run.keep(title, f"About {title}.\n\n| a |\n| --- |", results), reversed(titles)))
    text = results.read_text("utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == titles
    assert all(f"About {title}." in text for title in titles)
    run.keep(titles[0], "Measured again.", results)
    assert results.read_text("utf-8") == text.replace(f"About {titles[0]}.\n\n| a |\n| --- |", "Measured again.")


def test_a_benchmark_that_does_not_exist_is_refused_before_anything_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["startup", "speed"]) == 2
    assert "There is no speed." in capsys.readouterr().err


def test_the_load_sees_no_fault_in_pages_of_two_editions_that_come_through_each_other() -> None:
    check = OnePage()
    for page in (_page(SEPTEMBER, 40), _page(OCTOBER, 44), _page(SEPTEMBER, 40), _page(OCTOBER, 44)):
        assert check(VISIT, page) is None
    assert len(check.editions) == 2


def test_the_load_sees_a_page_with_the_numbers_of_another_edition() -> None:
    check = OnePage()
    assert check(VISIT, _page(SEPTEMBER, 40)) is None
    assert check(VISIT, _page(SEPTEMBER, 44)) == "two pages of one edition at /"


def test_the_load_sees_a_page_with_the_date_of_another_edition() -> None:
    mixed = _page(OCTOBER, 44, named=SEPTEMBER["words"])
    assert OnePage()(VISIT, mixed) == "the number of one edition above the date of another"


def test_the_load_sees_a_page_of_figures_without_a_date() -> None:
    assert OnePage()(VISIT, b"<h1>Er ging iets mis</h1>") == "no reference date at /"


def test_an_environment_that_cannot_be_made_is_none_and_leaves_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "theirs.txt").write_text(f"there-is-no-such-package==1 \\\n    --hash=sha256:{'0' * 64}\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    assert environments.python_of("theirs", tmp_path, tmp_path / "made") is None
    assert not list((tmp_path / "made").glob("*"))


def test_what_others_are_compared_by_is_pinned_with_hashes() -> None:
    for path in environments.THEIRS.glob("*.in"):
        pinned = path.with_suffix(".txt").read_text("utf-8")
        assert pinned.count("==") <= pinned.count("--hash=sha256:")
        assert "://" not in pinned
        for line in path.read_text("utf-8").split():
            assert environments.versions(path.stem, line.partition("[")[0])
