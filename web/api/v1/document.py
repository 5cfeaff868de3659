"""The OpenAPI document: what the library cannot know of this API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from web.api.v1.answers import ProblemOut
from web.api.v1.documented import without_null
from web.api.v1.marking import N_

PREFIX = "/api/v1"
PROBLEM_REF = "#/components/schemas/Problem"
DESCRIPTION = N_(
    "Finds the public support offers that fit a company, and says why. Stateless: nothing of a"
    " profile is stored or logged. No key, no cookies; every origin may ask."
)
REFUSALS = {
    400: N_("The body is no JSON."),
    404: N_("There is no such offer."),
    413: N_("The body is too large."),
    415: N_("The body is not marked as JSON."),
    422: N_("Something in the input is not right; the fields are named."),
    429: N_("Too many requests; Retry-After says when to come back."),
}


def refusals(*statuses: int) -> dict[int | str, Any]:
    """These refusals as the document's responses; 429 can always come."""
    content = {"application/problem+json": {"schema": {"$ref": PROBLEM_REF}}}
    return {
        status: {"description": REFUSALS[status], "content": content} for status in (*statuses, 429)
    }


def example_call(path: str) -> dict[str, Any]:
    """An address below the API that shows how to call an operation."""
    return {"x-example-call": f"{PREFIX}{path}"}


def complete(spec: dict[str, Any]) -> dict[str, Any]:
    """The document with purpose, licence, the shape of refusals, and plain parameters."""
    spec["info"]["description"] = DESCRIPTION
    spec["info"]["license"] = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
    spec["servers"] = [{"url": "/"}]
    spec["jsonSchemaDialect"] = "https://spec.openapis.org/oas/3.1/dialect/base"
    schemas = spec.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = _problem_schema(schemas)
    for operation in _operations(spec):
        for parameter in operation.get("parameters", ()):
            _complete_parameter(parameter)
        if "requestBody" in operation:
            operation["requestBody"]["required"] = True
    return spec


def _operations(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in spec["paths"].values():
        yield from path.values()


def _problem_schema(schemas: dict[str, Any]) -> dict[str, Any]:
    """The schema of refusals; what it refers to becomes a schema of its own."""
    schema = ProblemOut.model_json_schema(ref_template="#/components/schemas/Problem.{model}")
    for name, nested in schema.pop("$defs", {}).items():
        schemas[f"Problem.{name}"] = nested
    return {**schema, "title": "Problem"}


def _complete_parameter(parameter: dict[str, Any]) -> None:
    """Description at the parameter, lists with commas, 'or null' left out."""
    schema = parameter.get("schema", {})
    default = schema.get("default")
    plain = without_null(schema)
    description = plain.pop("description", None)
    if description:
        parameter["description"] = description
    if default not in (None, "", [], ()):
        plain["default"] = default
    if plain.get("type") == "array":
        parameter.update(style="form", explode=False)
    parameter["schema"] = plain
