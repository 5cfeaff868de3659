"""What firms are asked to agree to: the very words, by purpose and version, for as long as we live.

A text that was ever shown is never changed: a new wording is a new version after the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from offers.taxonomy.bilingual import Bilingual


class Purpose(StrEnum):
    """What an address of a firm may be used for; for nothing else."""

    SIGN_IN_LINK = "sign_in_link"
    NEWS = "news"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One version of the words beside the box that is ticked."""

    purpose: Purpose
    version: str
    words: Bilingual


TEXTS: tuple[ConsentText, ...] = (
    ConsentText(
        Purpose.SIGN_IN_LINK,
        "2026-11-22",
        Bilingual(
            de=(
                "Ich bin einverstanden, dass der Angebotslotse meine E-Mail-Adresse bei meinen "
                "Angaben speichert und mir dorthin einen Link zu meinen Angaben schickt, wenn ich "
                "ihn anfordere, und sonst nichts. Ich kann das jederzeit auf der Seite „Ihre "
                "Daten“ widerrufen; die Adresse wird dann gelöscht."
            ),
            en=(
                "I agree that Angebotslotse stores my e-mail address with my answers and sends me "
                "a link to my answers when I ask for it, and nothing else. I can take this back at "
                "any time on the page “Your data”; the address is then deleted."
            ),
        ),
    ),
    ConsentText(
        Purpose.NEWS,
        "2026-11-22",
        Bilingual(
            de=(
                "Ich bin einverstanden, dass der Angebotslotse meine E-Mail-Adresse bei meinen "
                "Angaben speichert und mir dorthin im gewählten Rhythmus Neuigkeiten zu Angeboten "
                "schickt, die zu meinen Angaben passen, und Erinnerungen an Fristen, wenn ich sie "
                "einschalte. So lange bleiben meine Angaben gespeichert. Ich kann das jederzeit "
                "mit dem Link in jeder Nachricht oder auf der Seite „Ihre Daten“ beenden; die "
                "Adresse wird dann gelöscht, wenn ich sie nicht auch für den Link zu meinen "
                "Angaben eingetragen habe."
            ),
            en=(
                "I agree that Angebotslotse stores my e-mail address with my answers and sends me, "
                "in the rhythm that I choose, news on offers that fit my answers, and reminders of "
                "deadlines if I switch them on. My answers stay stored for as long. I can end this "
                "at any time with the link in each message or on the page “Your data”; the address "
                "is then deleted, unless I entered it for the link to my answers as well."
            ),
        ),
    ),
    ConsentText(
        Purpose.ADVICE,
        "2026-11-22",
        Bilingual(
            de=(
                "Ich bin einverstanden, dass der Angebotslotse meine Anfrage, meine Kontaktdaten "
                "und meine Angaben zum Unternehmen den Stellen gibt, die auf dieser Seite unter "
                "„Wer Ihre Anfrage bekommt“ stehen, damit sie mich beraten. Steht dort keine, "
                "wählt der Betreiber des Angebotslotsen eine aus und teilt mir mit, welche. Die "
                "Stellen führen dazu eine Akte und sehen auch, was ich an meinen Angaben ändere "
                "und was eine dieser Stellen nach einem Gespräch mit mir darin einträgt. "
                "Akte und Angaben werden nach der Frist gelöscht, die auf dieser Seite steht. Ich "
                "kann das jederzeit auf der Seite „Ihre Daten“ widerrufen; Anfragen und Akten "
                "werden dann sofort gelöscht."
            ),
            en=(
                "I agree that Angebotslotse gives my request, my contact data and my answers about "
                "the company to the bodies that stand on this page under “Who gets your request”, "
                "so that they advise me. If none stands there, the operator of Angebotslotse "
                "chooses one and tells me which. The bodies keep a file for that and also see what "
                "I change in my answers and what one of these bodies enters there after a talk "
                "with me. File and answers are deleted after the period that stands on this page. "
                "I can take this back at any time on the page “Your data”; requests and files are "
                "then deleted at once."
            ),
        ),
    ),
)

OF_ADDRESS = (Purpose.SIGN_IN_LINK, Purpose.NEWS)
"""What the confirmed address of a firm is kept for; a request for advice has an address of its own.
"""
MAILS: Mapping[Purpose, tuple[str, ...]] = MappingProxyType(
    {
        Purpose.SIGN_IN_LINK: ("firm_confirm", "firm_sign_in"),
        Purpose.NEWS: ("news_confirm", "news_first", "news", "news_quiet", "news_reminder"),
        Purpose.ADVICE: ("advice_receipt", "advice_assigned", "folder_ready"),
    }
)
"""Which mails a consent covers: without it they are not written, and those that wait go."""


def current_text(purpose: Purpose) -> ConsentText:
    """The version that is shown today: the last one."""
    return [text for text in TEXTS if text.purpose is purpose][-1]


def text_of(purpose: str, version: str) -> ConsentText | None:
    """What was agreed to; None for a version that this program does not know."""
    return next(
        (text for text in TEXTS if (text.purpose, text.version) == (purpose, version)), None
    )
