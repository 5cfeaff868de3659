"""The form of news by e-mail: what was sent or stands, and an error for each bad field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from offers.taxonomy.needs import GROUPS, NEED_KEYS
from web.language import current_language
from web.mail.to_firms import address_of, can_mail
from web.news_words import weekday_name
from web.use_cases.digests.kinds import Rhythm
from web.use_cases.digests.subscribing import Wishes

EMAIL, RHYTHM, WEEKDAY, TOPICS, REMINDERS, CONSENT = (
    "email",
    "wie-oft",
    "wochentag",
    "themen",
    "fristen",
    "einwilligung",
)
YES = "ja"
LONGEST_SHOWN = 320
_RHYTHMS: Mapping[str, Rhythm] = {
    "woechentlich": Rhythm.WEEKLY,
    "monatlich": Rhythm.MONTHLY,
    "nie": Rhythm.NEVER,
}
_WORKING_DAYS = tuple(str(number) for number in range(5))
Topic = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsForm:
    """Fields as the page shows them. `address` is what can be stored of `email`, if anything."""

    email: str = ""
    address: str | None = None
    rhythm: str = "woechentlich"
    weekday: str = "1"
    topics: tuple[str, ...] = ()
    reminders: tuple[str, ...] = (YES,)
    consent: tuple[str, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """The errors in the order of the fields."""
        names = (EMAIL, RHYTHM, WEEKDAY, CONSENT)
        return tuple((name, self.errors[name]) for name in names if name in self.errors)

    @property
    def wishes(self) -> Wishes:
        """What is wished; of a form without errors."""
        return Wishes(
            rhythm=_RHYTHMS[self.rhythm],
            weekday=int(self.weekday),
            topics=self.topics,
            has_reminders=YES in self.reminders,
        )


def form_of(wishes: Wishes, email: str = "") -> NewsForm:
    """The form as it stands."""
    names = {rhythm: name for name, rhythm in _RHYTHMS.items()}
    return NewsForm(
        email=email,
        rhythm=names[wishes.rhythm],
        weekday=str(wishes.weekday),
        topics=wishes.topics,
        reminders=(YES,) if wishes.has_reminders else (),
    )


def read_settings(sent: MultiDict[str, str]) -> NewsForm:
    """When news are to come, and about what; topics that nobody knows count as not ticked."""
    rhythm, weekday = sent.get(RHYTHM, ""), sent.get(WEEKDAY, "")
    chosen = set(sent.getlist(TOPICS))
    reminders = (YES,) if sent.get(REMINDERS) == YES else ()
    return NewsForm(
        rhythm=rhythm,
        weekday=weekday,
        topics=tuple(key for key in NEED_KEYS if key in chosen),
        reminders=reminders,
        errors=dict(_mistakes(rhythm, weekday, has_reminders=bool(reminders))),
    )


def read_request(sent: MultiDict[str, str]) -> NewsForm:
    """The same with the address and the consent."""
    settings, address = read_settings(sent), read_address(sent)
    errors = {**address.errors, **settings.errors}
    agrees = sent.get(CONSENT) == YES
    if not agrees:
        errors[CONSENT] = gettext("Please tick the box if you want us to send you news.")
    return replace(
        settings,
        email=address.email,
        address=address.address,
        consent=(YES,) if agrees else (),
        errors=errors,
    )


def read_address(sent: Mapping[str, str]) -> NewsForm:
    """Only the address."""
    typed = sent.get(EMAIL, "")
    shown = "".join(filter(str.isprintable, typed[:LONGEST_SHOWN]))
    address = address_of(typed)
    error = _wrong_address(typed.strip(), address)
    return NewsForm(email=shown, address=address, errors={EMAIL: error} if error else {})


def rhythm_options() -> tuple[tuple[str, str], ...]:
    """How often; the last: only reminders."""
    labels = {
        "woechentlich": gettext("Every week"),
        "monatlich": gettext("Once a month (for example on the first Tuesday)"),
        "nie": gettext("No news, only deadline reminders"),
    }
    return tuple((name, labels[name]) for name in _RHYTHMS)


def weekday_options() -> tuple[tuple[str, str], ...]:
    """Monday to Friday."""
    return tuple((number, weekday_name(int(number))) for number in _WORKING_DAYS)


def topic_groups() -> tuple[tuple[str, tuple[Topic, ...]], ...]:
    """All needs under their headings."""
    language = current_language()
    return tuple(
        (
            group.label.get(language),
            tuple((need.key, need.label.get(language)) for need in group.needs),
        )
        for group in GROUPS
    )


def _mistakes(rhythm: str, weekday: str, *, has_reminders: bool) -> Mapping[str, str]:
    errors = {}
    if rhythm not in _RHYTHMS:
        errors[RHYTHM] = gettext("Please choose how often the news is to come.")
    elif _RHYTHMS[rhythm] is Rhythm.NEVER and not has_reminders:
        errors[RHYTHM] = gettext(
            "Nothing would ever come this way. Please choose how often the news is to come, or "
            "switch the deadline reminders on."
        )
    if weekday not in _WORKING_DAYS:
        errors[WEEKDAY] = gettext("Please choose a weekday.")
    return errors


def _wrong_address(typed: str, address: str | None) -> str:
    if not can_mail():
        return gettext("This service does not send mail at the moment.")
    if address is not None:
        return ""
    if typed.isprintable() and "@" in typed and not typed.rpartition("@")[0].isascii():
        return gettext(
            "We cannot write to an address with umlauts or other special letters before the @. "
            "Please give another one."
        )
    return gettext("Please check the e-mail address. Example: name@company.de")
