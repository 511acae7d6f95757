"""The catalogue of findings: stable codes, short Dutch sentences, and a page of documentation made from it."""

import re
from pathlib import Path

import pytest

from docs import make
from tracker.intake.findings import CATALOGUE, KINDS, LONGEST_QUOTE, FindingKind, Problem, finding, quote
from tracker.model import Severity

WORDS_IN_A_SENTENCE = 17


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.code)
def test_a_finding_says_in_short_sentences_what_is_there_and_what_to_do(kind: FindingKind) -> None:
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", kind.code)
    for words in (kind.message, kind.advice):
        sentences = [one for one in re.split(r"(?<=[.?!:])\s+", words.replace("{hint}", "")) if one]
        assert sentences
        assert all(len(one.split()) <= WORDS_IN_A_SENTENCE for one in sentences), words
    assert kind.message[0].isupper() or kind.message.startswith(("{", "“"))


def test_every_code_stands_once() -> None:
    assert len(KINDS) == len(CATALOGUE)


@pytest.mark.parametrize(("needed", "severity"), [(True, Severity.FAULT), (False, Severity.WARNING)])
def test_a_refused_cell_is_a_fout_in_a_bold_column_and_else_a_warning(needed: bool, severity: Severity) -> None:
    assert finding(Problem("datum_onleesbaar"), needed=needed, found="ooit").severity == severity


def test_every_cell_that_is_refused_is_a_fout_where_it_must_be_filled() -> None:
    for kind in CATALOGUE:
        if kind.refuses:
            assert kind.severity in (None, Severity.FAULT), kind.code


def test_a_hidden_cell_is_in_no_word() -> None:
    wrong = finding(Problem("keuze_onbekend", {"found": "geheim", "choices": "a of b"}, hidden=True), found="geheim")
    assert wrong.found is None
    assert "geheim" not in wrong.message + wrong.advice


def test_a_quote_is_short_and_on_one_line() -> None:
    assert quote("  drie\n regels \t hier ") == "drie regels hier"
    assert len(quote("x" * 50_000)) == LONGEST_QUOTE


@pytest.mark.parametrize("page", make.PAGES, ids=lambda page: page.name)
def test_a_page_made_from_the_code_is_up_to_date(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == make.PAGES[page]()


def test_the_page_of_findings_has_a_line_for_every_code() -> None:
    page = make.findings_page()
    assert [kind.code for kind in CATALOGUE if page.count(f"\n| `{kind.code}` |") != 1] == []
