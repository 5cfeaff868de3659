"""What operators read is true: settings, log messages, metrics, units, container files."""

from __future__ import annotations

import ast
import configparser
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from flask import Flask

from tests.fixtures.apps import running_app
from tests.web.test_operation_metrics import TOKEN, scraped
from web.app import create_app
from web.config import Settings, variable_of
from web.config.reference import as_markdown
from web.metrics import counts
from web.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
OPERATION = ROOT / "web/operation"
UNITS = sorted(OPERATION.glob("*.service"))
VARIABLES = {variable_of(field) for field in Settings.model_fields}
OF_PROCESSES = {"PORT", "WEB_CONCURRENCY"}
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


def read(name: str) -> str:
    """A file of `web/operation`."""
    return (OPERATION / name).read_text(encoding="utf-8")


def test_the_reference_of_settings_is_what_the_code_says() -> None:
    assert read("configuration.md") == as_markdown(), (
        "run: flask --app wsgi settings > web/operation/configuration.md"
    )


def test_the_command_prints_the_reference(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["settings"]).output == read("configuration.md")


def test_every_setting_has_a_meaning_in_a_sentence() -> None:
    without = [
        name
        for name, field in Settings.model_fields.items()
        if not (field.description or "").endswith(".")
    ]

    assert without == []


def test_the_version_is_the_one_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert project["project"]["version"] == VERSION


@dataclass(frozen=True)
class Logged:
    """One call of a logger: where, which messages, at which level, with which fields."""

    place: str
    messages: tuple[str, ...]
    level: str
    fields: frozenset[str]
    is_open: bool


def logged() -> Iterator[Logged]:
    """Every call of a logger in the product."""
    for package in ("models", "offers", "matcher", "web"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "node_modules" not in path.parts:
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                    if _is_logging(node):
                        yield _logged(node, path)


def _is_logging(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in LEVELS | {"log"}
        and isinstance(node.func.value, ast.Name)
        and "log" in node.func.value.id.lower()
    )


def _logged(node: ast.AST, path: Path) -> Logged:
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Attribute)
    place = f"{path.relative_to(ROOT)}:{node.lineno}"
    assert node.func.attr in LEVELS, f"{place}: name the level"
    assert len(node.args) == 1, f"{place}: values belong into extra"
    level = {"exception": "error"}.get(node.func.attr, node.func.attr)
    extra = next((word.value for word in node.keywords if word.arg == "extra"), None)
    keys = extra.keys if isinstance(extra, ast.Dict) else []
    names = frozenset(str(key.value) for key in keys if isinstance(key, ast.Constant))
    is_open = extra is not None and len(names) < len(keys or [None])
    return Logged(place, _messages(node.args[0], place), level.upper(), names, is_open)


def _messages(node: ast.expr, place: str) -> tuple[str, ...]:
    if isinstance(node, ast.IfExp):
        return _messages(node.body, place) + _messages(node.orelse, place)
    assert isinstance(node, ast.Constant), f"{place}: a message is a fixed text"
    return (str(node.value),)


def listed_logs() -> Mapping[tuple[str, str], frozenset[str]]:
    """Fields by message and level, as logs.md lists them."""
    rows = re.findall(r"^\| `([^`]+)` \| ([A-Z]+) \| ([^|]*) \| .{10,} \|$", read("logs.md"), re.M)
    return {
        (message, level): frozenset(re.findall(r"`([^`]+)`", fields))
        for message, level, fields in rows
    }


def test_every_message_of_the_log_is_listed_with_its_level_and_fields() -> None:
    listed, found = listed_logs(), list(logged())
    missing = [
        f"{call.place}: {message!r} {call.level} {sorted(call.fields)} is not in logs.md so"
        for call in found
        for message in call.messages
        if not call.fields <= listed.get((message, call.level), frozenset({"?"}))
        or (message, call.level) not in listed
    ]

    assert missing == []


def test_no_message_is_listed_that_nothing_logs() -> None:
    calls = [(message, call) for call in logged() for message in call.messages]
    fields: dict[tuple[str, str], set[str]] = {}
    open_ones = {(message, call.level) for message, call in calls if call.is_open}
    for message, call in calls:
        fields.setdefault((message, call.level), set()).update(call.fields)

    listed = listed_logs()
    assert set(listed) == set(fields)
    assert {key: set(names) for key, names in listed.items() if key not in open_ones} == {
        key: names for key, names in fields.items() if key not in open_ones
    }


def test_every_metric_is_listed(filled_template: Path, tmp_path: Path) -> None:
    with running_app(filled_template, tmp_path / "m.sqlite3", metrics_token=TOKEN) as app:
        app.test_client().get("/")
        app.extensions["request_counts"].note_database_error("OperationalError")
        found = {f"angebotslotse_{name}" for name, _ in scraped(app)}
    named = {name for name in found if not name.endswith("_created")}
    shown = {re.sub("_(bucket|sum|count)$", "", name) for name in named}
    empty_here = {"angebotslotse_sign_ins", "angebotslotse_job_last_success_seconds"}
    listed = set(re.findall(r"^\| `(angebotslotse_[a-z_]+)`", read("metrics.md"), re.M))

    assert listed == shown | empty_here
    assert f"{counts.SECONDS[-1]:.0f} s" in read("metrics.md")


def unit(path: Path) -> configparser.RawConfigParser:
    """A unit of systemd."""
    parser = configparser.RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_run_without_rights_and_start_what_exists(path: Path) -> None:
    service = unit(path)["Service"]

    assert service["User"] == "angebotslotse"
    for name in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome"):
        assert service[name] == "true", name
    assert (service["ProtectSystem"], service["CapabilityBoundingSet"]) == ("strict", "")
    assert (service["UMask"], service["StateDirectoryMode"]) == ("0077", "0700")
    command = service["ExecStart"].removeprefix("/opt/angebotslotse/.venv/bin/").split()
    assert_command_exists(command)


def assert_command_exists(command: list[str]) -> None:
    """A command that a unit or a container starts: gunicorn with our configuration, or flask."""
    assert (Path(sys.executable).parent / command[0]).exists(), command
    if command[0] == "gunicorn":
        assert command[-1] == "wsgi:app"
        assert "python:web.gunicorn_conf" in command
    else:
        assert command[:3] == ["flask", "--app", "wsgi"]
        assert command[3] in create_app_commands()


def create_app_commands() -> set[str]:
    """The commands of flask that this product has."""
    settings = Settings.model_validate({"secret_key": "x" * 40, "database_url": "sqlite://"})
    return set(create_app(settings).cli.commands)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_has_nothing_to_say_about_the_units(path: Path, tmp_path: Path) -> None:
    text = re.sub(r"/opt/angebotslotse/\.venv/bin/\w+", "/bin/true", path.read_text("utf-8"))
    (tmp_path / path.name).write_text(text, encoding="utf-8")

    assert complaints_of_systemd(tmp_path / path.name) == ""


def complaints_of_systemd(path: Path) -> str:
    """What systemd says about a unit; where it is not installed, only whether it can be read."""
    if shutil.which("systemd-analyze") is None:
        return "" if set(unit(path)) == {"DEFAULT", "Unit", "Service", "Install"} else "sections"
    command = ["systemd-analyze", "verify", "--man=no", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr


def compose() -> dict:
    """compose.yaml as YAML."""
    return yaml.safe_load(read("compose.yaml"))


def variables_in(text: str) -> set[str]:
    """The variables that an env file sets."""
    return set(re.findall(r"^([A-Z_]+)=", text, re.M))


def test_compose_names_only_variables_that_exist() -> None:
    own = [name for name in compose()["services"] if name != "database"]
    named = {
        variable for name in own for variable in compose()["services"][name].get("environment", {})
    }

    assert named <= VARIABLES | OF_PROCESSES
    assert variables_in(read("settings.env.example")) <= VARIABLES
    assert variables_in(read("database.env.example")) == {"POSTGRES_PASSWORD"}


def test_files_that_compose_names_are_in_the_folder_or_made_from_an_example() -> None:
    services = compose()["services"]
    named = {service["env_file"] for service in services.values()}

    assert {path.name.removesuffix(".example") for path in OPERATION.glob("*.example")} == named
    build = services["web"]["build"]
    assert (OPERATION / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).is_file()


def test_compose_starts_web_and_scheduler_after_database_and_set_up() -> None:
    services = compose()["services"]

    assert set(services) == {"database", "set-up", "web", "scheduler"}
    for name in ("set-up", "scheduler"):
        assert_command_exists(services[name]["command"])
    for name in ("web", "scheduler"):
        waits_for = services[name]["depends_on"]
        assert waits_for["database"]["condition"] == "service_healthy"
        assert waits_for["set-up"]["condition"] == "service_completed_successfully"
    for name in ("set-up", "web", "scheduler"):
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
    assert services["database"]["image"].rpartition("/")[2].startswith("postgres:15")
    assert "healthcheck" in services["database"]
    volumes = {
        mount.partition(":")[0] for each in services.values() for mount in each.get("volumes", [])
    }
    assert volumes == set(compose()["volumes"])


def instructions(text: str) -> list[tuple[str, str]]:
    """The instructions of a container file, with lines joined."""
    joined = re.sub(r"\\\n\s*", " ", re.sub(r"^#.*\n", "", text, flags=re.M))
    return [tuple(line.split(None, 1)) for line in joined.splitlines() if line.strip()]  # type: ignore[misc]


def test_the_container_is_small_runs_as_nobody_and_holds_no_secret() -> None:
    found = instructions(read("Containerfile"))
    names = [name for name, _ in found]
    values = dict(found)

    assert names.count("FROM") == 3
    assert "python:3.11-slim" in values["ARG"]
    assert ":latest" not in read("Containerfile")
    assert values["USER"] == "10001:10001"
    assert names.index("USER") < names.index("HEALTHCHECK") < names.index("CMD")
    assert "ADD" not in names
    assert not [value for name, value in found if name in {"ENV", "ARG"} and "SECRET" in value]
    assert all("--require-hashes" in value for _, value in found if "pip install" in value)
    assert all("rm -rf /var/lib/apt/lists" in value for _, value in found if "apt-get" in value)
    assert_command_exists(json.loads(values["CMD"]))
    checking = json.loads(values["HEALTHCHECK"].partition("CMD ")[2])
    assert (ROOT / checking[1]).is_file()


def test_the_container_is_built_from_files_that_exist_and_are_let_in() -> None:
    let_in = {
        line[1:] for line in read("Containerfile.dockerignore").splitlines() if line[:1] == "!"
    }
    copied = {
        source
        for name, value in instructions(read("Containerfile"))
        if name == "COPY" and "--from" not in value
        for source in value.split()[:-1]
    }

    assert {source for source in copied if not (ROOT / source).exists()} == set()
    assert {source.partition("/")[0] for source in copied} <= let_in
    assert ".git" not in let_in


def test_the_proxy_sets_what_the_service_trusts_and_limits_what_it_takes() -> None:
    server, headers = read("nginx.conf"), read("nginx-proxy.conf")

    assert server.count("{") == server.count("}")
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in headers
    assert "proxy_request_buffering on;" in headers
    for each in re.findall(r"location[^{]*{([^}]*)}", server):
        assert "include /etc/nginx/angebotslotse-proxy.conf;" in each
    size = Settings.model_fields["max_request_bytes"].default
    assert f"client_max_body_size {size // 1024}k;" in server
    assert server.count("access_log off;") == server.count("server {")
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in server


def test_commands_that_the_documents_name_exist(app: Flask) -> None:
    text = "".join(path.read_text("utf-8") for path in OPERATION.glob("*.md"))
    named = set(re.findall(r"(?:flask --app wsgi|(?<![/\w])angebotslotse) ([a-z][a-z-]+)", text))
    commands = set(app.cli.commands)

    assert len(named) > 5
    assert named - commands == set()


def test_files_that_the_documents_name_exist() -> None:
    text = "".join(path.read_text("utf-8") for path in OPERATION.glob("*.md"))
    named = set(re.findall(r"\]\(([a-z._/-]+)\)", text))

    assert len(named) > 5
    assert [name for name in named if not (OPERATION / name).exists()] == []


def test_the_health_check_of_the_container_asks_by_a_name_that_is_trusted(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.fixtures.browser import serving

    monkeypatch.setenv("ANGEBOTSLOTSE_TRUSTED_HOSTS", "angebote.example.org, other.example.org")
    app.config["TRUSTED_HOSTS"] = ["angebote.example.org"]

    def ask(port: str) -> int:
        monkeypatch.setenv("PORT", port)
        return subprocess.run(
            [sys.executable, str(OPERATION / "ask_health.py")],
            stderr=subprocess.DEVNULL,
            check=False,
        ).returncode

    with serving(app) as address:
        assert ask(address.rpartition(":")[2]) == 0
    assert ask("1") == 1
