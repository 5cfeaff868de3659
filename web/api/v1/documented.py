"""Inputs whose schema is published while their validation stays ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, RootModel

REF_TEMPLATE = "#/$defs/{model}"


class Documented(RootModel[Any]):
    """Takes anything as it came; the document shows the schema of `shows`.

    The view parses `root` itself, so that every refusal has our codes and sentences.
    """

    shows: ClassVar[type[BaseModel]]

    @classmethod
    def model_json_schema(  # type: ignore[override]
        cls, by_alias: bool = True, ref_template: str = REF_TEMPLATE, **options: Any
    ) -> dict[str, Any]:
        """The schema of what is shown, named like this class."""
        schema = cls.shows.model_json_schema(by_alias=by_alias, ref_template=ref_template)
        return {**schema, "title": cls.__name__}


def without_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A field's schema without 'or null', titles and empty defaults: what a caller may write."""
    kept = {key: value for key, value in schema.items() if key not in ("title", "default")}
    choices = [each for each in kept.get("anyOf", ()) if each != {"type": "null"}]
    if len(choices) == 1:
        del kept["anyOf"]
        kept = {**choices[0], **kept}
    return kept
