"""The facts that only some offers ask for: question, help, type and choices, each once."""

from offers.taxonomy.facts.registry import FACTS, Choice, Fact, FactType, fits

__all__ = ["FACTS", "Choice", "Fact", "FactType", "fits"]
