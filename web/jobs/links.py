"""Ask the servers whether the links of offers still work."""

from __future__ import annotations

import logging
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from offers.fetching import Timing
from offers.quality.links import LinkState, Looked, Rules, judge, rules
from web.author import Author
from web.jobs.asking import Asker
from web.services import Services
from web.use_cases.catalogue import links, loading
from web.use_cases.catalogue.links import Found

logger = logging.getLogger("angebotslotse.jobs")
_STORED_AT_ONCE = 50
_HOPELESS_AFTER = 10
"""So many hosts out of reach and none within it: there is no network."""
_CONTROLS = 3


def run(held: Services, author: Author) -> Mapping[str, int]:
    """How many links were asked, and how they stand by it; nothing where it is switched off."""
    return check(held, rules=rules()) if held.settings.link_checks else {}


def check(
    held: Services, *, rules: Rules, timing: Timing | None = None, is_private: bool = False
) -> Mapping[str, int]:
    """The same, with manners and a watch of one's own."""
    now = held.clock.now()
    links.follow(held.engine, loading.load(held.engine).offers, now=now)
    timing = timing or Timing()
    asker = Asker(rules, contact=_contact(held), timing=timing, is_private=is_private)
    found = _Findings(held, ends=timing.watch() + 60 * rules.minutes_per_run, timing=timing)
    waiting = links.due(
        held.engine, now=now, most=rules.per_run, most_per_host=rules.per_host_and_run
    )
    with ThreadPoolExecutor(rules.hosts_at_once) as pool:
        for _ in pool.map(lambda urls: _ask(asker, found, urls), _by_host(waiting)):
            continue
    return _counts(held, asker, found, len(waiting))


@dataclass(slots=True)
class _Findings:
    """What came of the run so far: kept in the database in portions.

    What led to no server is kept back until it is clear that there is a network.
    """

    held: Services
    ends: float
    timing: Timing
    lock: threading.Lock = field(default_factory=threading.Lock)
    states: Counter[LinkState] = field(default_factory=Counter)
    ready: list[Found] = field(default_factory=list)
    nowhere: list[Looked] = field(default_factory=list)
    has_network: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more should be asked: the time is up, or there is no network."""
        hosts = {urlsplit(looked.asked).netloc for looked in self.nowhere}
        is_hopeless = not self.has_network and len(hosts) >= _HOPELESS_AFTER
        return is_hopeless or self.timing.watch() >= self.ends

    def take(self, looked: Looked) -> None:
        """Remember one answer."""
        with self.lock:
            if looked.got_nowhere:
                self.nowhere.append(looked)
                return
            self.has_network = True
            self.ready.append((looked.asked, judge(looked)))
            if len(self.ready) >= _STORED_AT_ONCE:
                self.store()

    def store(self) -> None:
        """Keep what is ready; called with the lock held or when all threads are done."""
        now: datetime = self.held.clock.now()
        self.states.update(links.note(self.held.engine, self.ready, now=now))
        self.ready.clear()


def _by_host(urls: Iterable[str]) -> Sequence[Sequence[str]]:
    """The addresses of each host together, so that no thread waits for another's."""
    found = defaultdict[str, list[str]](list)
    for url in urls:
        found[urlsplit(url).netloc].append(url)
    return tuple(found.values())


def _ask(asker: Asker, found: _Findings, urls: Sequence[str]) -> None:
    for url in urls:
        with found.lock:
            is_over = found.is_over
        if is_over:
            return
        found.take(asker.look(url))


def _counts(held: Services, asker: Asker, found: _Findings, waiting: int) -> Mapping[str, int]:
    """What the run came to, by names that have words; without a network nothing is believed."""
    without_network = 0
    if found.has_network or _reaches_anything(held, asker, found):
        found.ready += [(looked.asked, judge(looked)) for looked in found.nowhere]
    else:
        without_network = waiting
        if waiting:
            logger.warning("no network: no link was checked", extra={"links": waiting})
    found.store()
    counted = {f"links_{state}": found.states[state] for state in LinkState if found.states[state]}
    asked = found.states.total()
    left = waiting - asked - without_network
    return {**counted, "links_left": left, "links_without_network": without_network}


def _reaches_anything(held: Services, asker: Asker, found: _Findings) -> bool:
    """Whether a host answers that did so before, where all that were asked are out of reach."""
    if not found.nowhere:
        return True
    return any(
        not asker.look(url).got_nowhere for url in links.last_working(held.engine, _CONTROLS)
    )


def _contact(held: Services) -> str:
    settings = held.settings
    return "; ".join(filter(None, (settings.public_url, settings.operator_email)))
