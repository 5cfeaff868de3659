"""Near-duplicates in a large catalogue: processor seconds, memory, and how many known are found.

`python -m tests.benchmarks.overlaps SHARED COUNT` measures in a process of its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from offers.bundled import load_bundled
from offers.importers.jsonl import import_offers
from offers.overlaps import find_pairs
from offers.schema import Offer
from tests.benchmarks.catalogues import SEED, many_offers
from tests.benchmarks.figures import FULL, Effort, Figure, WrongResultError
from tests.benchmarks.fresh import LONGEST, ROOT

OFFERS, FEW_OFFERS = 20_000, 2_000
AGAIN = 0.025
"""Share of the catalogue that is a second description of another offer."""
SECONDS, MEGABYTES = 30.0, 1000.0
KIB, MEGA = 1024, 1e6
LEAST_FOUND = 0.5
HOUSES = ("Industrie- und Handelskammer", "Förderdatenbank", "Landesbank", "Handwerkskammer")
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "–": "-"})


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """The figures of a new process for 20,000 offers; for 2,000 where it has to be quick."""
    count = OFFERS if effort == FULL else FEW_OFFERS
    command = [sys.executable, "-m", "tests.benchmarks.overlaps", str(shared), str(count)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=4 * LONGEST, check=False
    )
    if done.returncode:
        raise WrongResultError(f"no pairs:\n{done.stderr[-2000:]}")
    found: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    if found["found"] < LEAST_FOUND:
        raise WrongResultError(f"only {found['found']:.0%} of the known duplicates")
    what = f"Near-duplicates among {count:,} offers"
    return [
        Figure(f"{what}, processor time", found["processor"], "s", SECONDS),
        Figure(f"{what}, after an import of one", found["one"], "s"),
        Figure(f"{what}, peak memory", found["megabytes"], "MB", MEGABYTES),
        Figure(f"{what}, proposed pairs", found["pairs"], ""),
        Figure(f"{what}, known duplicates found", 100.0 * found["found"], "%"),
    ]


def catalogue(shared: Path, count: int) -> tuple[tuple[Offer, ...], dict[str, str]]:
    """So many offers, and by the id of each second description that of the first."""
    listed = import_offers(str(shared / "benchmark/offers.jsonl")).offers
    ids = {offer.id for offer in listed}
    real = (*listed, *(offer for offer in load_bundled() if offer.id not in ids))
    dice = Random(SEED)
    once = many_offers(real, count - round(AGAIN * count))
    chosen = dice.sample(once, count - len(once))
    again = [_described_again(offer, number, dice) for number, offer in enumerate(chosen)]
    return (*once, *again), {new.id: old.id for new, old in zip(again, chosen, strict=True)}


def _described_again(offer: Offer, number: int, dice: Random) -> Offer:
    """The offer as another house would list it: spelt out, shortened, partly without address."""
    words = offer.description.split()
    keeps_page = dice.random() < 0.5
    return offer.model_copy(
        update={
            "id": f"again-{number:06d}",
            "title": _retold(offer.title, dice),
            "provider": dice.choice(HOUSES),
            "description": " ".join(words[: max(len(words) * 2 // 3, 5)]),
            "summary": "",
            "url": offer.url if keeps_page else "",
            "amount": offer.amount if keeps_page else None,
        }
    )


def _retold(title: str, dice: Random) -> str:
    spelt = title.translate(SPELT_OUT)
    return dice.choice(
        (spelt, spelt.upper(), f"{spelt} (Foerderung)", spelt.replace(" und ", " & "))
    )


def run(shared: Path, count: int) -> dict[str, float]:
    """What finding all pairs costs, then those of one offer."""
    offers, again = catalogue(shared, count)
    sources = {offer.id: "second" if offer.id in again else "first" for offer in offers}
    began = time.process_time()
    pairs = find_pairs(offers, sources=sources)
    all_found = time.process_time()
    find_pairs(offers, sources=sources, among=[offers[-1].id])
    found = {pair.ids for pair in pairs}
    hits = sum(frozenset(each) in found for each in again.items())
    return {
        "processor": all_found - began,
        "one": time.process_time() - all_found,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB / MEGA,
        "pairs": len(pairs),
        "found": hits / len(again),
    }


def main(arguments: Sequence[str]) -> None:
    """Print the figures as JSON."""
    shared, count = arguments
    sys.stdout.write(json.dumps(run(Path(shared), int(count))) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
