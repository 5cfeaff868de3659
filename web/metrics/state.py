"""What the database says of mail, news, jobs and catalogue, as gauges made when they are read."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from web.use_cases.digests.overview import NewsState
from web.use_cases.jobs.standing import JobState
from web.use_cases.operation.operating import OperatingState
from web.version import VERSION


@dataclass(frozen=True, slots=True, eq=False)
class StateCollector(Collector):
    """The gauges of one moment; without a state, only that the database could not be read."""

    state: OperatingState | None
    jobs: Sequence[JobState]
    now: datetime

    def collect(self) -> Iterator[Metric]:
        """Every gauge; ages are in seconds."""
        yield _build()
        yield _plain("database_up", "Whether the database could be read.", self.state is not None)
        if self.state is not None:
            yield from self._mail(self.state)
            yield from self._news(self.state.news)
            yield from self._jobs()
            yield from self._rest(self.state)

    def _mail(self, state: OperatingState) -> Iterator[Metric]:
        yield _labelled("outbox_mails", "Mails by state.", "state", state.mails)
        age = self._age(state.oldest_mail_utc)
        yield _plain("outbox_oldest_seconds", "Age of the oldest mail that waits.", age)
        yield _plain("outbox_paused", "Whether mail was stopped by hand.", state.is_mail_paused)
        yield _plain(
            "outbox_breaker_open", "Whether the mail server is left alone.", state.is_breaker_open
        )

    def _news(self, news: NewsState) -> Iterator[Metric]:
        who = "Subscriptions to news that stand."
        yield _labelled("news_subscriptions", who, "audience", news.subscriptions)
        yield _labelled("news_parts", "Messages of the last runs by state.", "state", news.parts)
        age = self._age(news.oldest_waiting_utc)
        yield _plain("news_oldest_seconds", "Age of the oldest run that is not sent yet.", age)

    def _age(self, moment: datetime | None) -> float:
        """Seconds since then; 0 for none."""
        return (self.now - moment).total_seconds() if moment else 0.0

    def _jobs(self) -> Iterator[Metric]:
        done = {job.name: job.seen_utc for job in self.jobs}
        ages = {name: (self.now - seen).total_seconds() for name, seen in done.items() if seen}
        yield _labelled("job_last_success_seconds", "Since a job was last well.", "job", ages)
        late = {job.name: float(job.is_overdue) for job in self.jobs}
        yield _labelled("job_overdue", "Whether a job is overdue.", "job", late)

    def _rest(self, state: OperatingState) -> Iterator[Metric]:
        meaning = "Attempts to sign in within 15 minutes, by outcome."
        yield _labelled("sign_ins", meaning, "outcome", state.sign_ins)
        yield _plain("catalogue_version", "Version of the catalogue.", state.catalogue_version)
        yield _plain("catalogue_offers", "Offers in the catalogue.", state.offers)


def _build() -> Metric:
    family = GaugeMetricFamily(
        "angebotslotse_build_info", "What runs here.", labels=("version", "python")
    )
    family.add_metric((VERSION, platform.python_version()), 1.0)
    return family


def _plain(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"angebotslotse_{name}", meaning, value=float(value))


def _labelled(name: str, meaning: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"angebotslotse_{name}", meaning, labels=(label,))
    for key, value in sorted(values.items()):
        family.add_metric((key,), value)
    return family
