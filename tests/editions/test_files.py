"""Where papers may be written is said before the work, and what cannot be written whole is not written at all."""

import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tracker.editions.files import free_paths, save_together
from tracker.errors import FileError


def said(folder: Path, *names: str, overwrite: bool = False) -> str:
    """What is said of a folder that files cannot be written in."""
    with pytest.raises(FileError) as told:
        free_paths(folder, names or ("stukken.pdf",), overwrite=overwrite)
    return f"{told.value.what} {told.value.advice}"


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that everyone on the computer may look into."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def nobody() -> Iterator[None]:
    """As someone who is not the administrator: that one may write everywhere."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


@contextmanager
def room_for(count: int) -> Iterator[None]:
    """Files may hold so many bytes and no more, as on a disk that is almost full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# --- Before the work -------------------------------------------------------------------------------------------------


def test_a_folder_that_takes_files_gives_their_paths_in_order_and_nothing_stays_behind(tmp_path: Path) -> None:
    assert free_paths(tmp_path, ("twee.pdf", "een.pdf"), overwrite=False) == (
        tmp_path / "twee.pdf",
        tmp_path / "een.pdf",
    )
    assert list(tmp_path.iterdir()) == []


def test_what_stands_in_the_place_of_the_folder_or_of_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    (tmp_path / "map.pdf").mkdir()

    assert said(tmp_path / "nergens" / "stukken").startswith(f"De map {tmp_path}/nergens/stukken is er niet.")
    assert "bestand is een bestand, en geen map." in said(tmp_path / "bestand")
    assert "map.pdf is een map, en geen bestand." in said(tmp_path, "map.pdf", overwrite=True)
    assert "bestand is er al. Kies een andere map met --naar, of voeg --overschrijf toe." in said(tmp_path, "bestand")


def test_a_folder_to_read_only_is_said_and_so_is_one_that_we_may_not_look_into(public: Path) -> None:
    (public / "vast").mkdir(mode=0o555)
    (public / "dicht").mkdir(mode=0o700)
    (public / "dicht" / "stukken").mkdir()
    if os.geteuid() != 0:
        (public / "dicht").chmod(0)
    with nobody():
        assert "vast kan niet worden geschreven. Kies een andere map met --naar." in said(public / "vast")
        assert "Wij kunnen niet kijken in de map" in said(public / "dicht" / "stukken")
    (public / "dicht").chmod(0o700)


def test_a_name_that_is_too_long_for_the_disk_is_said(tmp_path: Path) -> None:
    assert "Wij kunnen niet kijken in de map" in said(tmp_path, "x" * 300)


def test_a_full_disk_is_said_before_the_work(tmp_path: Path) -> None:
    with room_for(1000):
        assert "De schijf is vol." in said(tmp_path)
    assert list(tmp_path.iterdir()) == []


# --- Writing ---------------------------------------------------------------------------------------------------------


def test_when_the_disk_fills_up_while_writing_no_file_is_new_and_none_is_half(tmp_path: Path) -> None:
    (tmp_path / "een.pdf").write_bytes(b"eerst")
    with room_for(1000), pytest.raises(FileError) as told:
        save_together({tmp_path / "een.pdf": b"nieuw", tmp_path / "twee.pdf": bytes(5000)})

    assert told.value.advice.startswith("De schijf is vol.")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"een.pdf": b"eerst"}


def test_when_one_file_cannot_take_its_place_those_before_it_are_what_they_were(tmp_path: Path) -> None:
    (tmp_path / "een.pdf").write_bytes(b"eerst")
    (tmp_path / "twee.pdf" / "vol").mkdir(parents=True)
    with pytest.raises(FileError, match=r"twee\.pdf kan niet worden geschreven"):
        save_together({tmp_path / "een.pdf": b"nieuw", tmp_path / "nul.pdf": b"nieuw", tmp_path / "twee.pdf": b"nieuw"})

    assert (tmp_path / "een.pdf").read_bytes() == b"eerst"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["een.pdf", "twee.pdf"]


def test_files_that_were_there_are_replaced_together(tmp_path: Path) -> None:
    (tmp_path / "een.pdf").write_bytes(b"eerst")
    save_together({tmp_path / "een.pdf": b"nieuw", tmp_path / "twee.pdf": b"ook"})

    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"een.pdf": b"nieuw", "twee.pdf": b"ook"}
