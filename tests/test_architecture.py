"""Rules about the code itself. Each failure says what to do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.routing import Rule

from tests.web.result_world import stored
from web.access import access_of
from web.current import services_of

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("models", "offers", "matcher", "web")
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
EMPTY_NAMES = {"utils", "util", "helpers", "common", "manager", "misc"}
_SEGMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)?")
_PARAMETER = re.compile(r"<(?P<type>[a-z]+)(?:\(.*\))?:(?P<name>[a-z_]+)>")
_LIBRARY_ROUTES = {"static"}
_WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.IGNORECASE)


def modules() -> list[Path]:
    """Every Python file of the product."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return sorted(path for path in found if "node_modules" not in path.parts)


def templates() -> list[Path]:
    """Every template."""
    return sorted((ROOT / "web/templates").rglob("*.html"))


def name_of(path: Path) -> str:
    """The path as people name it."""
    return path.relative_to(ROOT).as_posix()


def own_routes(app: Flask) -> list[Rule]:
    """The routes that this project declares."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in _LIBRARY_ROUTES]


def test_every_route_has_an_access_rule(app: Flask) -> None:
    missing = [
        f"{rule.rule} ({rule.endpoint}): add @public or @by_token, or declare(blueprint, ...)"
        for rule in app.url_map.iter_rules()
        if access_of(app, rule.endpoint) is None
    ]

    assert missing == []


def test_paths_are_kebab_case_and_their_parameters_typed(app: Flask) -> None:
    wrong = [
        f"{rule.rule}: {segment!r} must be kebab-case or <type:name>"
        for rule in own_routes(app)
        for segment in rule.rule.strip("/").split("/")
        if segment and not (_SEGMENT.fullmatch(segment) or _PARAMETER.fullmatch(segment))
    ]

    assert wrong == []


def test_addresses_with_a_token_are_answered_only_to_who_holds_it(app: Flask) -> None:
    open_ones = [
        f"{rule.rule}: use @by_token"
        for rule in app.url_map.iter_rules()
        if "token" in rule.arguments and access_of(app, rule.endpoint) != "by_token"
    ]

    assert open_ones == []


def test_get_never_writes(app: Flask) -> None:
    written: list[str] = []

    @event.listens_for(services_of(app).engine, "before_cursor_execute")
    def note(*arguments: object) -> None:
        if _WRITES.match(str(arguments[2])):
            written.append(str(arguments[2]))

    client = app.test_client()
    offer = services_of(app).snapshot.current().offers[0].id
    token = stored(app, {"needs": ["export"]})
    written.clear()
    offending, missing = [], []
    for path in _paths_to_get(app, token, offer):
        answer = client.get(path)
        if written:
            offending.append(f"GET {path} wrote: {written}")
            written.clear()
        asks_to_sign_in = answer.headers.get("Location", "").startswith("/anmelden")
        if offer in path and answer.status_code != 200 and not asks_to_sign_in:
            missing.append(f"GET {path} shows nothing: {answer.status_code}")

    assert offending == []
    assert missing == []


def _paths_to_get(app: Flask, token: str, offer: str) -> Iterator[str]:
    """Every GET route that can be called without knowing more than a token or an offer."""
    known = {"token": token, "offer_id": offer, "lang": "de"}
    adapter = app.url_map.bind("localhost")
    for rule in own_routes(app):
        is_callable = rule.arguments <= known.keys() | set(rule.defaults or ())
        if "GET" in (rule.methods or ()) and is_callable:
            given = {**(rule.defaults or {}), **known}
            yield adapter.build(rule.endpoint, {name: given[name] for name in rule.arguments})


def test_modules_stay_short() -> None:
    long_ones = [
        f"{name_of(path)}: {count} lines, split by noun"
        for path in modules()
        if (count := len(path.read_text("utf-8").splitlines())) > LONGEST_MODULE
    ]

    assert long_ones == []


def test_functions_fit_on_a_screen() -> None:
    long_ones = [
        f"{name_of(path)}:{node.lineno}: {node.name} has {length} lines"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]

    assert long_ones == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [name_of(path) for path in modules() if path.stem in EMPTY_NAMES] == []


def test_no_exception_is_swallowed() -> None:
    swallowed = [
        f"{name_of(path)}:{node.lineno}: say what happens then"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and len(node.body) == 1
        and isinstance(node.body[0], ast.Pass)
    ]

    assert swallowed == []


def test_code_never_asks_which_language_it_is() -> None:
    pattern = re.compile(r"\b(?:if|elif)\b[^\n:]*\blang(?:uage)?\s*(?:==|!=)\s*[\"']")
    asking = [
        f"{name_of(path)}: put both texts into a table"
        for path in [*modules(), *templates()]
        if pattern.search(path.read_text("utf-8"))
    ]

    assert asking == []


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_a_template_uses_everything_that_it_imports(path: Path) -> None:
    text = path.read_text("utf-8")
    imported = re.findall(
        r"{%-?\s*from\s+'[^']+'\s+import\s+([^%]+?)(?:\s+with context)?\s*-?%}", text
    )
    names = [name.split()[-1] for group in imported for name in group.split(",")]

    unused = [name for name in names if len(re.findall(rf"\b{name}\b", text)) < 2]

    assert unused == []


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_a_template_holds_no_inline_script_or_style(path: Path) -> None:
    text = path.read_text("utf-8")

    assert not re.search(r"\sstyle=|<style\b|\son[a-z]+=[\"']", text)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or "application/" in script, f"{script}: put it into web/static"
