"""The files for a server (`docs/voorbeelden`): the programs that read them accept them, and together they serve."""

import http.client
import json
import os
import re
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest

from cli.commands import ew as whole_program
from tests.conftest import ROOT, WHOLE
from tracker import __version__
from tracker.settings import SETTINGS, read_settings, refuse_half_open

FOLDER = ROOT / "docs" / "voorbeelden"
UNITS = sorted([*FOLDER.glob("*.service"), *FOLDER.glob("*.timer")])
NAME = "ew.voorbeeld.example"


def needs(program: str) -> pytest.MarkDecorator:
    """Skips a test where a program is not installed."""
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"there is no {program} on this machine")


# --- Settings ---------------------------------------------------------------------------------------------------------


def _settings() -> dict[str, str]:
    """The example with everything between < and > filled in."""
    lines = (FOLDER / "instellingen").read_text(encoding="utf-8").splitlines()
    pairs = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    fill = {"<64 tekens>": "ab" * 32, "<ew.uw-organisatie.nl>": NAME, "<uw blad>": "x" * 30}
    for name, value in pairs.items():
        filled = value
        for blank in re.findall("<[^>]*>", value):
            filled = filled.replace(blank, fill.get(blank, blank.strip("<>").replace(" ", "-")))
        pairs[name] = filled
    return pairs


def test_the_settings_of_the_example_are_all_that_pages_for_others_need(tmp_path: Path) -> None:
    pairs = _settings()
    assert set(pairs) <= {setting.name for setting in SETTINGS}
    settings = read_settings(pairs, tmp_path)
    assert settings.is_open_to_others
    refuse_half_open(settings)


# --- systemd ----------------------------------------------------------------------------------------------------------


@needs("systemd-analyze")
def test_systemd_accepts_every_unit_and_finds_it_safe(tmp_path: Path) -> None:
    binaries = tmp_path / "bin"
    binaries.mkdir()
    for name in ("ew", "gunicorn"):
        (binaries / name).write_text("#!/bin/sh\n", encoding="ascii")
        (binaries / name).chmod(0o755)
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/ew/bin", str(binaries))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    for unit in UNITS:
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", tmp_path / unit.name], capture_output=True, text=True, check=False
        )
        assert (done.returncode, [line for line in done.stderr.splitlines() if unit.stem in line]) == (0, [])
        if unit.suffix == ".service":
            safe: list[str | Path] = [
                "systemd-analyze",
                "security",
                "--offline=true",
                "--threshold=20",
                tmp_path / unit.name,
            ]
            assert subprocess.run(safe, capture_output=True, check=False).returncode == 0, unit.name


def test_every_timer_has_its_service() -> None:
    for unit in UNITS:
        if unit.suffix == ".timer":
            assert unit.with_suffix(".service") in UNITS


def _commands() -> Iterator[str]:
    for unit in UNITS:
        for line in re.findall(r"^ExecStart=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE):
            yield from re.findall(r"/opt/ew/bin/ew ([^']*)", re.sub(r"\$\$\(.*\)", "1", line))


@pytest.mark.parametrize("typed", [*_commands()])
def test_every_command_in_a_unit_exists_with_its_options(typed: str) -> None:
    name, *words = shlex.split(typed)
    command = whole_program.get_command(click.Context(whole_program), name)
    assert command is not None
    assert command.make_context(name, words)


# --- Container, alarms, Caddy -----------------------------------------------------------------------------------------


_CONTAINER = (FOLDER / "Containerfile").read_text(encoding="utf-8")
_TYPED = re.findall(r"^    (podman .*)$", (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_container_is_made_of_files_that_are_there() -> None:
    copied = re.findall(r"^COPY (.*) /tmp/ew/$", _CONTAINER, re.MULTILINE)
    assert copied == ["requirements/runtime.txt dist/ew-*.whl"]
    assert (ROOT / "requirements" / "runtime.txt").is_file()
    for name in re.findall(r"\b(EW_[A-Z_]+)=", _CONTAINER):
        assert name in {setting.name for setting in SETTINGS}


def test_a_machine_that_knows_no_short_names_finds_the_base_of_the_container() -> None:
    (base,) = re.findall(r"^FROM (.*)$", _CONTAINER, re.MULTILINE)
    assert base.count("/") == 2
    assert "." in base.partition("/")[0]


def test_the_container_serves_the_pages_as_the_unit_does() -> None:
    found = re.search(r"^CMD (\[.*\])$", _CONTAINER, re.MULTILINE)
    unit = re.search(r"^ExecStart=/opt/ew/bin/(.*)$", (FOLDER / "ew-web.service").read_text("utf-8"), re.MULTILINE)
    assert found
    assert unit
    assert json.loads(found[1]) == shlex.split(unit[1].replace("127.0.0.1:8000", "0.0.0.0:8000"))


def test_what_is_typed_for_a_container_keeps_its_watch_where_there_are_pages() -> None:
    """Podman leaves HEALTHCHECK out of its own format, and what serves no pages would be called ill for ever."""
    assert "HEALTHCHECK" in _CONTAINER
    (build,) = [line for line in _TYPED if line.startswith("podman build")]
    assert "--format docker" in build
    assert build in _CONTAINER.replace("#   ", "")
    stay = [line for line in _TYPED if line.startswith("podman run -d")]
    assert len(stay) == 2
    assert all(("--no-healthcheck" in line) == (" ew ew sync" in line) for line in stay)


@pytest.mark.parametrize("typed", [line for line in _TYPED if re.search(r"(?:ew|exec \S+) ew \S", line)])
def test_every_command_typed_in_a_container_exists_with_its_options(typed: str) -> None:
    name, *words = shlex.split(re.sub(r"^.*? (?:ew|exec \S+) ew (?=\S)", "", typed))
    command = whole_program.get_command(click.Context(whole_program), name)
    assert command is not None
    assert command.make_context(name, words)


@pytest.mark.proof
@pytest.mark.skipif(not WHOLE, reason="fetches a base image; `make proof` does it")
@needs("podman")
def test_the_container_is_built_and_knows_its_version(tmp_path: Path) -> None:
    base = re.findall(r"^FROM (.*)$", _CONTAINER, re.MULTILINE)
    if subprocess.run(["podman", "pull", "-q", *base], check=False, capture_output=True).returncode:
        pytest.skip("the base image cannot be fetched from here")
    for part in ("requirements/runtime.txt", "docs/voorbeelden/Containerfile"):
        (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / part, tmp_path / part)
    build: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist"]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    recipe = tmp_path / "docs" / "voorbeelden" / "Containerfile"
    made: list[str | Path] = ["podman", "build", "-q", "--format", "docker", "-f", recipe, tmp_path]
    image = subprocess.run(made, check=True, capture_output=True, text=True).stdout.strip()
    said = subprocess.run(
        ["podman", "run", "--rm", image, "ew", "--version"], check=True, capture_output=True, text=True
    )
    assert said.stdout.startswith(f"ew {__version__}")
    told = subprocess.run(["podman", "image", "inspect", image], check=True, capture_output=True, text=True)
    assert "healthz" in told.stdout


def test_every_alarm_asks_for_a_number_that_is_there_and_is_explained() -> None:
    text = (FOLDER / "alarmen.yml").read_text(encoding="utf-8")
    told = (ROOT / "tracker" / "web" / "metrics.py").read_text(encoding="utf-8")
    asked = set(re.findall(r"\bew_\w+", text))
    assert asked
    assert all(f'"{name}"' in told for name in asked)
    explained = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in explained for name in re.findall(r"alert: (\w+)", text))


@needs("caddy")
def test_caddy_accepts_its_file(tmp_path: Path) -> None:
    done = subprocess.run(
        ["caddy", "validate", "--adapter", "caddyfile", "--config", FOLDER / "Caddyfile"],
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


# --- nginx in front of gunicorn ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Site:
    """A site as a visitor meets it: a port with TLS and one without, and the port of the program itself."""

    safe: int
    plain: int
    inside: int
    trusted: Path

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> http.client.HTTPResponse:
        """What a visitor gets by HTTPS; the certificate must be for the name."""
        plug = socket.create_connection(("127.0.0.1", self.safe), timeout=60)
        context = ssl.create_default_context(cafile=str(self.trusted))
        line = http.client.HTTPConnection(NAME, timeout=60)
        line.sock = context.wrap_socket(plug, server_hostname=NAME)
        return self._ask(line, path, {"Host": NAME, **(headers or {})})

    def get_plain(self, port: int, path: str, name: str) -> http.client.HTTPResponse:
        """What someone gets without TLS, under a name."""
        return self._ask(http.client.HTTPConnection("127.0.0.1", port, timeout=60), path, {"Host": name})

    def _ask(self, line: http.client.HTTPConnection, path: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        with closing(line):
            line.request("GET", path, headers=dict(headers))
            answer = line.getresponse()
            answer.text = answer.read().decode("utf-8")  # type: ignore[attr-defined]  # Read before the line closes.
        return answer


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        number: int = found.getsockname()[1]
    return number


def _certificate(folder: Path) -> None:
    """A certificate that vouches for itself, in the two files that certbot makes."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The site as the examples make it: gunicorn as in the unit, nginx as in its file, with other ports and folders."""
    site = Site(_free_port(), _free_port(), _free_port(), tmp_path / "fullchain.pem")
    _certificate(tmp_path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notices:
        notices.bind(str(tmp_path / "notices"))
        server = _gunicorn(site, tmp_path)
        try:
            notices.settimeout(60)
            said = notices.recv(4096)
            assert b"READY=1" in said
            front = _nginx(site, tmp_path)
            yield site
            os.kill(front, signal.SIGTERM)
        finally:
            server.terminate()
            assert server.wait(30) == 0


def _gunicorn(site: Site, folder: Path) -> subprocess.Popen[bytes]:
    unit = (FOLDER / "ew-web.service").read_text(encoding="utf-8")
    found = re.search(r"^ExecStart=/opt/ew/bin/gunicorn (.*)$", unit, re.MULTILINE)
    assert found
    words = shlex.split(found[1].replace("127.0.0.1:8000", f"127.0.0.1:{site.inside}"))
    settings = _settings() | {"EW_DATABASE_URL": f"sqlite:///{folder}/ew.db", "EW_DATA_KEY": f"{folder}/data.key"}
    environment = {
        **settings,
        "NOTIFY_SOCKET": str(folder / "notices"),
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
    }
    environment["PYTHONPATH"] = str(ROOT)
    return subprocess.Popen([sys.executable, "-m", "gunicorn", *words], cwd=folder, env=environment)


def _nginx(site: Site, folder: Path) -> int:
    """Start nginx; it answers when its sockets are open. The process to end is the answer."""
    text = (FOLDER / "nginx.conf").read_text(encoding="utf-8")
    for ours, theirs in {
        "listen 80;": f"listen 127.0.0.1:{site.plain};",
        "listen 443 ": f"listen 127.0.0.1:{site.safe} ",
        f"/etc/letsencrypt/live/{NAME}": str(folder),
        "127.0.0.1:8000": f"127.0.0.1:{site.inside}",
    }.items():
        assert ours in text
        text = text.replace(ours, theirs)
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in _KEPT)
    user = "user root;\n" if os.geteuid() == 0 else ""
    log = f"error_log {folder}/error.log;\npid {folder}/nginx.pid;\n"
    (folder / "nginx.conf").write_text(f"{user}{log}events {{}}\nhttp {{\n{temporary}{text}}}\n", encoding="utf-8")
    done = subprocess.run(
        [_NGINX, "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int((folder / "nginx.pid").read_text(encoding="ascii"))


_NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
_KEPT = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def _is_healthy(site: Site) -> bool:
    """What the container's own watch says of the pages."""
    found = re.search(r"^HEALTHCHECK CMD (\[.*\])$", _CONTAINER, re.MULTILINE)
    assert found
    asked: list[str] = json.loads(found[1].replace("127.0.0.1:8000", f"127.0.0.1:{site.inside}"))
    return subprocess.run([sys.executable, *asked[1:]], check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(shutil.which(_NGINX) is None, reason="there is no nginx on this machine")
def test_nginx_and_gunicorn_serve_the_pages_by_https_and_keep_the_numbers_inside(site: Site) -> None:
    opened = site.get("/inloggen")
    assert opened.status == 200
    assert "Inloggen" in opened.text  # type: ignore[attr-defined]
    assert "__Host-" in str(opened.headers["Set-Cookie"])
    assert "max-age" in str(opened.headers["Strict-Transport-Security"])
    assert site.get("/").headers["Location"] == "/inloggen"
    assert site.get("/healthz").status == 200
    assert _is_healthy(site)
    assert site.get("/metrics").status == 404
    assert site.get("/metrics", {"X-Forwarded-For": "127.0.0.1"}).status == 404
    assert site.get("/inloggen", {"Host": "anders.example"}).status == 404
    assert "ew_database_up 1" in site.get_plain(site.inside, "/metrics", "127.0.0.1").text  # type: ignore[attr-defined]
    moved = site.get_plain(site.plain, "/doelen", NAME)
    assert (moved.status, moved.headers["Location"]) == (301, f"https://{NAME}/doelen")
