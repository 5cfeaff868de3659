"""Conditions on numbers and size in words: a literal table in both languages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from matcher.wording import Reason, sentence

Row = tuple[str, Mapping[str, object], str, str]
SME = ("micro", "small", "medium")


def limits(low: int | None, high: int | None, given: object) -> dict[str, object]:
    return {"min": low, "max": high, "given": given}


ROWS: list[Row] = [
    (
        "employees.true",
        limits(None, 249, 42),
        "Die Zahl Ihrer Beschäftigten passt: 42 (verlangt: höchstens 249).",
        "Your number of employees fits: 42 (required: at most 249).",
    ),
    (
        "employees.false",
        limits(1, None, 0),
        "Das Angebot verlangt mindestens 1 beschäftigte Person; Sie haben 0 angegeben.",
        "The offer requires at least 1 employee; you stated 0.",
    ),
    (
        "employees.unknown",
        limits(10, 1250, None),
        "Das Angebot verlangt 10 bis 1.250 Beschäftigte; die Zahl Ihrer Beschäftigten fehlt noch.",
        "The offer requires 10 to 1,250 employees; your number of employees is still missing.",
    ),
    (
        "employees.doubtful",
        limits(5, 5, 6),
        "Das Angebot verlangt wohl genau 5 Beschäftigte; bitte fragen Sie beim Anbieter nach.",
        "The offer probably requires exactly 5 employees; please ask the provider.",
    ),
    (
        "turnover_eur.true",
        limits(None, 50_000_000, 2_500_000),
        "Ihr Umsatz passt: 2,5 Mio. Euro (verlangt: höchstens 50 Mio. Euro).",
        "Your turnover fits: 2.5 million euros (required: at most 50 million euros).",
    ),
    (
        "turnover_eur.false",
        limits(500_000, 2_000_000, 51_250_001),
        (
            "Das Angebot verlangt einen Umsatz von 500.000 Euro bis 2 Mio. Euro; Sie haben "
            "51.250.001 Euro angegeben."
        ),
        (
            "The offer requires a turnover of 500,000 euros to 2 million euros; you stated "
            "51,250,001 euros."
        ),
    ),
    (
        "turnover_eur.unknown",
        limits(None, 2_000_000_000, None),
        "Das Angebot verlangt einen Umsatz von höchstens 2 Mrd. Euro; Ihr Umsatz fehlt noch.",
        "The offer requires a turnover of at most 2 billion euros; your turnover is still missing.",
    ),
    (
        "balance_sheet_eur.unknown",
        limits(None, 43_000_000, None),
        (
            "Das Angebot verlangt eine Bilanzsumme von höchstens 43 Mio. Euro; Ihre Bilanzsumme "
            "fehlt noch."
        ),
        (
            "The offer requires a balance sheet total of at most 43 million euros; yours is still "
            "missing."
        ),
    ),
    (
        "age_years.true",
        limits(None, 5, (1, 2)),
        "Das Alter Ihres Unternehmens passt: 1 oder 2 Jahre (verlangt: höchstens 5 Jahre).",
        "The age of your company fits: 1 or 2 years (required: at most 5 years).",
    ),
    (
        "age_years.false",
        limits(3, None, (-2, -1)),
        (
            "Das Unternehmen muss mindestens 3 Jahre alt sein; nach Ihren Angaben: noch nicht "
            "gegründet."
        ),
        "The company must be at least 3 years old; by your answers: not founded yet.",
    ),
    (
        "age_years.unknown",
        limits(None, 5, (5, 6)),
        (
            "Das Unternehmen muss höchstens 5 Jahre alt sein; nach Ihren Angaben: 5 oder 6 Jahre. "
            "Das genaue Datum der Gründung entscheidet."
        ),
        (
            "The company must be at most 5 years old; by your answers: 5 or 6 years. The exact "
            "date of foundation decides."
        ),
    ),
    (
        "age_years.unknown",
        limits(None, 5, None),
        "Das Unternehmen muss höchstens 5 Jahre alt sein; das Jahr der Gründung fehlt noch.",
        "The company must be at most 5 years old; the year of foundation is still missing.",
    ),
    (
        "size.true",
        {"sizes": SME, "possible": ("small",)},
        "Das Angebot ist für KMU; dazu gehören Sie nach Ihren Angaben.",
        "The offer is for SMEs; by your answers that includes you.",
    ),
    (
        "size.true",
        {"sizes": SME, "possible": ("small",), "independent_assumed": True},
        (
            "Das Angebot ist für KMU; dazu gehören Sie nach Ihren Angaben (angenommen, Sie gehören "
            "nicht zu einem größeren Unternehmen)."
        ),
        (
            "The offer is for SMEs; by your answers that includes you (assuming your company does "
            "not belong to a larger one)."
        ),
    ),
    (
        "size.false",
        {"sizes": ("small", "micro"), "possible": ("large",)},
        (
            "Das Angebot ist nur für Kleinstunternehmen und kleine Unternehmen; Sie gelten "
            "als großes Unternehmen."
        ),
        (
            "The offer is only for micro enterprises and small enterprises; your company counts as "
            "a large enterprise."
        ),
    ),
    (
        "size.unknown",
        {"sizes": SME, "possible": SME, "missing": ("turnover_eur", "balance_sheet_eur")},
        "Das Angebot ist für KMU; dafür fehlt noch Ihr Umsatz oder Ihre Bilanzsumme.",
        "The offer is for SMEs; still missing: your turnover or your balance sheet total.",
    ),
    (
        "size.unknown",
        {"sizes": SME, "possible": SME},
        (
            "Das Angebot ist für KMU; dafür fehlen noch Angaben zu Beschäftigten, Umsatz oder "
            "Bilanzsumme."
        ),
        "The offer is for SMEs; figures on employees, turnover or balance sheet are still missing.",
    ),
    (
        "size_in_group.unknown",
        {"sizes": SME, "possible": SME},
        (
            "Das Angebot ist für KMU. Ihr Unternehmen gehört zu einer Gruppe, deshalb zählen die "
            "Zahlen der ganzen Gruppe; bitte klären Sie Ihre Größe mit dem Anbieter."
        ),
        (
            "The offer is for SMEs. Your company is part of a group, so the figures of the whole "
            "group count; please clarify your size with the provider."
        ),
    ),
]


@pytest.mark.parametrize(("code", "values", "german", "english"), ROWS)
def test_a_reason_reads_like_this(
    code: str, values: Mapping[str, object], german: str, english: str
) -> None:
    reason = Reason(code, values)
    assert sentence(reason, "de") == german
    assert sentence(reason, "en") == english
