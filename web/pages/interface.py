"""The page about the API, made from the OpenAPI document: what it says stands there once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from web.access import Access, declare
from web.current import services

blueprint = Blueprint("interface", __name__)
declare(blueprint, Access.PUBLIC)

JSON_TYPE = "application/json"
MOST_CHOICES = 12
Document = Mapping[str, Any]
Row = tuple[Markup, str, str]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One thing that the API does; rows are name, type and meaning."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Row, ...]
    body: tuple[Row, ...]
    call: str
    answer: tuple[Row, ...]
    parts: tuple[tuple[str, tuple[Row, ...]], ...]
    example: str
    refusals: tuple[tuple[str, str], ...]


@blueprint.get("/schnittstelle")
def show() -> str:
    """The operations with their fields, examples, refusals and limits."""
    document = _document()
    settings = services().settings
    return render_template(
        "pages/interface/show.html",
        description=_said(document["info"]["description"]),
        operations=tuple(_operations(document)),
        problem=_rows(document, document["components"]["schemas"]["Problem"]),
        api_rate=settings.api_rate,
        most_kilobytes=settings.max_request_bytes // 1024,
    )


@blueprint.get("/api/v1/docs")
def lead_to_page() -> BaseResponse:
    """The address where people look for such a page first."""
    return redirect(url_for("interface.show"))


def _document() -> Document:
    """The document, made once: it only changes with the code."""
    kept = current_app.extensions.get("openapi_document")
    if kept is None:
        kept = current_app.spec
        current_app.extensions["openapi_document"] = kept
    return dict(kept)


def _operations(document: Document) -> Iterator[Operation]:
    found = [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    for path, method, operation in sorted(found, key=lambda each: each[1] != "post"):
        yield _operation(document, path, method.upper(), operation)


def _operation(document: Document, path: str, method: str, operation: Document) -> Operation:
    answer = operation["responses"]["200"]["content"][JSON_TYPE]
    body = operation.get("requestBody", {}).get("content", {}).get(JSON_TYPE, {})
    schema = _resolved(document, answer["schema"])
    return Operation(
        anchor=operation["operationId"],
        method=method,
        path=path,
        summary=_said(operation["summary"]),
        description=_said(operation["description"]),
        parameters=tuple(_parameter(each) for each in operation.get("parameters", ())),
        body=_rows(document, _resolved(document, body.get("schema", {}))),
        call=_call(method, operation["x-example-call"], body.get("example")),
        answer=_rows(document, schema),
        parts=tuple(_parts(document, schema)),
        example=_pretty(answer["example"]),
        refusals=tuple(
            (status, _said(response["description"]))
            for status, response in operation["responses"].items()
            if status != "200"
        ),
    )


def _call(method: str, path: str, body: object) -> str:
    """The call as one types it into a terminal."""
    address = f"{request.url_root.rstrip('/')}{path}"
    if method == "GET":
        return f"curl '{address}'"
    return f"curl '{address}' \\\n  --json '{_pretty(body)}'"


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _parameter(parameter: Document) -> Row:
    note = gettext("required") if parameter["required"] else ""
    meaning = _said(parameter["description"]) if "description" in parameter else ""
    return _row(parameter["name"], _type(parameter["schema"]), meaning, note, parameter["schema"])


def _rows(document: Document, schema: Document) -> tuple[Row, ...]:
    return tuple(
        _row(
            name,
            _type(_resolved(document, field)),
            _said(field["description"]) if field.get("description") else "",
            "",
            field,
        )
        for name, field in schema.get("properties", {}).items()
    )


def _row(name: str, kind: str, meaning: str, note: str, schema: Document) -> Row:
    choices = schema.get("enum", schema.get("items", {}).get("enum", ()))
    words = [meaning, note]
    if choices and len(choices) <= MOST_CHOICES:
        words.append(gettext("One of: %(choices)s.", choices=", ".join(map(str, choices))))
    if schema.get("default") not in (None, [], ""):
        default = json.dumps(schema["default"])
        words.append(gettext("Without it: %(default)s.", default=default))
    return Markup("<code>{}</code>").format(name), kind, " ".join(filter(None, words))


def _parts(document: Document, schema: Document) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """The objects that lie in an answer, each under the name of its field."""
    for name, field in schema.get("properties", {}).items():
        inner = _resolved(document, field.get("items", field))
        if inner.get("properties"):
            yield name, _rows(document, inner)
            yield from _parts(document, inner)


def _resolved(document: Document, schema: Document) -> Document:
    """The schema that is meant, where one only refers to another or to 'that or null'."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        found: Document = document["components"]["schemas"][name]
        return found
    for choice in schema.get("anyOf", ()):
        if "$ref" in choice:
            return _resolved(document, choice)
    return schema


def _said(text: str) -> str:
    """A text of the document in the page's language; `N_` has marked it for translation."""
    return gettext(text)


def _type(schema: Document) -> str:
    names = {
        "string": gettext("text"),
        "integer": gettext("whole number"),
        "number": gettext("number"),
        "boolean": gettext("true or false"),
        "array": gettext("list"),
        "object": gettext("object"),
    }
    if schema.get("format") == "date":
        return gettext("date")
    given = [schema.get("type", ""), *(each.get("type", "") for each in schema.get("anyOf", ()))]
    return next((names[each] for each in given if each in names), "")
