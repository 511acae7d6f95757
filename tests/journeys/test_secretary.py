"""The secretary: the papers of a meeting in every form, with the numbers that the program itself gives, made once."""

import json
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.presentation import Presentation as Slides

from tests.journeys.machine import Machine
from tracker.figures.catalogue import BY_CODE

WHOLE = ("deelnemers", "kans_gekregen", "betaald_werk")


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_a_secretary_makes_the_papers_of_a_meeting_and_they_agree(machine: Machine) -> None:
    words = ("export", "stuurgroep", "--vergadering", "17-11-2026", "--formaat", "xlsx,pdf,pptx", "--json")
    answer = json.loads(machine.ew(*words).out)
    assert answer["gate"]["found"] == 0
    files = {Path(one).suffix: machine.home / one for one in answer["files"]}
    assert all("concept" in path.name for path in files.values())

    figures = machine.figures("--peildatum", "1-11-2026")
    cells = [row for sheet in load_workbook(files[".xlsx"]) for row in sheet.iter_rows(values_only=True)]
    slides = " ".join(_words(Presentation(str(files[".pptx"]))))
    with pikepdf.open(files[".pdf"]) as paper:
        assert paper.Root.Lang
        assert len(paper.pages) >= 3
    for code in WHOLE:
        row = next(row for row in cells if row[0] == BY_CODE[code].name)
        assert figures[code][0] in row, code
        assert str(figures[code][0]) in slides, code

    before = {path: path.read_bytes() for path in files.values()}
    machine.ew(*words, code=2)
    machine.ew(*words, "--overschrijf")
    assert {path: path.read_bytes() for path in files.values()} == before

    machine.settings["EW_NOW"] = "2026-11-17T09:00"
    final = json.loads(machine.ew(*words).out)
    assert not any("concept" in Path(one).name for one in final["files"])


def _words(slides: Slides) -> list[str]:
    return [shape.text_frame.text for slide in slides.slides for shape in slide.shapes if shape.has_text_frame]
