"""A text in the two languages of the service."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bilingual:
    """German and English wording of the same thing."""

    de: str
    en: str

    def get(self, language: str) -> str:
        """The wording in a language ('de', 'en-GB'); English for one that there is none in."""
        return {"de": self.de}.get(language[:2].lower(), self.en)

    @classmethod
    def of(cls, mapping: Mapping[str, str]) -> "Bilingual":
        """The wording from a data file's `{de: ..., en: ...}`; KeyError if one is missing."""
        return cls(de=mapping["de"], en=mapping["en"])
