"""What the bundled catalogue says: facts of the sources, hard conditions, plain words, order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from offers.bundled import CATALOGUE, load_bundled
from offers.importers.jsonl import read_offers
from offers.schema import Condition, Offer
from offers.schema.conditions import AllOf, AnyOf, FactFits, NamesNeed, NotOf
from offers.yaml_files import read_records

OFFERS = {offer.id: offer for offer in load_bundled(CATALOGUE)}
SEED_FACTS = (
    "id", "title", "provider", "kinds", "stage", "audience", "territory", "needs", "sectors",
    "sector_text", "conditions", "valid_from", "valid_until", "period_until", "deadlines",
    "state", "status", "funding", "as_of",
)  # fmt: skip
LONGEST_COPY = 7
LONGEST_QUOTE = 30
LONGEST_LINE = 110
ABBREVIATIONS = re.compile(r"\be\. V\.|\bG\.I\.B\.|\b\d{1,2}\. (?=[A-Z])")
WORD = re.compile(r"[\w-]+")


@pytest.fixture(scope="module")
def seeds(shared_dir: Path) -> dict[str, Offer]:
    read = read_offers(str(shared_dir / "facts/seed-offers.jsonl")).strict()
    return {offer.id: offer for offer in read}


def parts(condition: Condition | None) -> Iterator[Condition]:
    """A condition and all below it."""
    if condition is None:
        return
    yield condition
    match condition.test:
        case AllOf(below) | AnyOf(below):
            for part in below:
                yield from parts(part)
        case NotOf(part):
            yield from parts(part)
        case _:
            return


def leaves(offer: Offer) -> Iterator[Condition]:
    inner = (AllOf, AnyOf, NotOf)
    return (part for part in parts(offer.conditions) if not isinstance(part.test, inner))


def asks_before_start(condition: Condition) -> bool:
    test = condition.test
    return isinstance(test, FactFits) and test.name == "project_started" and test.equals is False


def sentences(text: str) -> int:
    return len(re.findall(r"[.!?](?=\s|$)", ABBREVIATIONS.sub("", text)))


def quotes(offer: Offer) -> Iterator[str]:
    yield from (part.evidence.quote for part in parts(offer.conditions) if part.evidence.quote)
    if offer.source and offer.source.quote:
        yield offer.source.quote


def words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return (tuple(found[at : at + length]) for at in range(len(found) - length + 1))


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_facts_of_the_sources_stand_in_the_catalogue_unchanged(
    seeds: dict[str, Offer],
) -> None:
    differing = [
        (offer_id, field)
        for offer_id, seed in seeds.items()
        for field in SEED_FACTS
        if getattr(OFFERS[offer_id], field) != getattr(seed, field)
    ]

    assert len(seeds) == 35
    assert differing == []


def test_quotes_are_short_and_verbatim_from_the_document_of_the_offer(
    seeds: dict[str, Offer], shared_dir: Path
) -> None:
    for offer_id, seed in seeds.items():
        assert seed.source is not None
        document = flat((shared_dir / "seeds" / seed.source.document).read_text("utf-8"))
        said = list(quotes(OFFERS[offer_id]))

        assert said, offer_id
        assert [quote for quote in said if flat(quote) not in document] == [], offer_id
        assert max(len(quote.split()) for quote in said) <= LONGEST_QUOTE, offer_id


def test_no_text_is_copied_from_the_documents_or_the_benchmark(shared_dir: Path) -> None:
    foreign = [path.read_text("utf-8") for path in sorted((shared_dir / "seeds").iterdir())]
    for file in ("benchmark/offers.jsonl", "facts/seed-offers.jsonl"):
        others = read_offers(str(shared_dir / file)).strict()
        foreign += [f"{other.summary}\n{other.description}" for other in others]
    known = {run for text in foreign for run in runs(text, LONGEST_COPY + 1)}

    copied = {
        (offer.id, " ".join(run))
        for offer in OFFERS.values()
        for text in (offer.summary, offer.description)
        for run in runs(text or "", LONGEST_COPY + 1)
        if run in known
    }

    assert copied == set()


@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
def test_an_offer_that_wants_an_application_first_says_so_in_a_condition(offer: Offer) -> None:
    asked = [leaf for leaf in leaves(offer) if asks_before_start(leaf)]

    assert len(asked) == bool(offer.before_start)
    assert all(leaf.evidence.label == "Antrag vor Beginn des Vorhabens" for leaf in asked)


@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
def test_every_hard_condition_has_a_short_german_label(offer: Offer) -> None:
    for leaf in leaves(offer):
        label = leaf.evidence.label

        assert label, leaf
        assert len(label) <= 80, label


@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
def test_an_offer_is_described_in_one_sentence_and_in_two_to_five(offer: Offer) -> None:
    assert sentences(offer.summary or "") == 1
    assert 2 <= sentences(offer.description or "") <= 5
    assert not re.search("[–—]", f"{offer.summary}{offer.description}")


@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
def test_an_offer_names_its_day_its_source_and_no_check_that_nobody_made(offer: Offer) -> None:
    assert offer.as_of
    assert offer.verified_on is None
    assert offer.source
    assert offer.needs
    assert len(offer.needs) <= 6


@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
def test_no_offer_asks_for_a_need_as_a_hard_condition(offer: Offer) -> None:
    assert not [leaf for leaf in leaves(offer) if isinstance(leaf.test, NamesNeed)]


def test_each_provider_has_one_file() -> None:
    files: dict[str, set[str]] = {}
    for path in sorted(CATALOGUE.glob("*.yaml")):
        for record in read_records(str(path)):
            assert isinstance(record.fields, dict)
            files.setdefault(record.fields["provider"], set()).add(path.name)

    assert {provider: found for provider, found in files.items() if len(found) > 1} == {}


def test_lines_are_short_but_for_addresses() -> None:
    long = [
        (path.name, number)
        for path in sorted(CATALOGUE.glob("*.yaml"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE and not line.strip().removeprefix("url: ").startswith("http")
    ]

    assert long == []
