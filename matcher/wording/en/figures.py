"""English sentences on conditions of numbers and size."""

from matcher.wording.language import Table

FIGURES: Table = {
    "employees.true": (
        "Your number of employees fits: {given_number} (required: {range_number}).",
        "Your number of employees fits.",
    ),
    "employees.false": (
        "The offer requires {range_employees}; you stated {given_number}.",
        "Your number of employees does not fit.",
    ),
    "employees.unknown": (
        "The offer requires {range_employees}; your number of employees is still missing.",
        "Your number of employees is still missing.",
    ),
    "employees.doubtful": (
        "The offer probably requires {range_employees}; please ask the provider.",
        "The number of employees is probably limited; please ask the provider.",
    ),
    "turnover_eur.true": (
        "Your turnover fits: {given_euros} (required: {range_euros}).",
        "Your turnover fits.",
    ),
    "turnover_eur.false": (
        "The offer requires a turnover of {range_euros}; you stated {given_euros}.",
        "Your turnover does not fit.",
    ),
    "turnover_eur.unknown": (
        "The offer requires a turnover of {range_euros}; your turnover is still missing.",
        "Your turnover is still missing.",
    ),
    "turnover_eur.doubtful": (
        "The offer probably requires a turnover of {range_euros}; please ask the provider.",
        "The turnover is probably limited; please ask the provider.",
    ),
    "balance_sheet_eur.true": (
        "Your balance sheet total fits: {given_euros} (required: {range_euros}).",
        "Your balance sheet total fits.",
    ),
    "balance_sheet_eur.false": (
        "The offer requires a balance sheet total of {range_euros}; you stated {given_euros}.",
        "Your balance sheet total does not fit.",
    ),
    "balance_sheet_eur.unknown": (
        "The offer requires a balance sheet total of {range_euros}; yours is still missing.",
        "Your balance sheet total is still missing.",
    ),
    "balance_sheet_eur.doubtful": (
        (
            "The offer probably requires a balance sheet total of {range_euros}; please ask the "
            "provider."
        ),
        "The balance sheet total is probably limited; please ask the provider.",
    ),
    "age_years.true": (
        "The age of your company fits: {given_age} (required: {range_years}).",
        "The age of your company fits.",
    ),
    "age_years.false": (
        "The company must be {range_years} old; by your answers: {given_age}.",
        "The age of your company does not fit.",
    ),
    "age_years.unknown": (
        (
            "The company must be {range_years} old; by your answers: {given_age}. The exact date "
            "of foundation decides."
        ),
        "The company must be {range_years} old; the year of foundation is still missing.",
        "The year of foundation is still missing.",
    ),
    "age_years.doubtful": (
        "The company must probably be {range_years} old; please ask the provider.",
        "The age of the company is probably limited; please ask the provider.",
    ),
    "size.true": (
        "The offer is for {sizes}; by your answers that includes you ({independent_assumed}).",
        "The offer is for {sizes}; by your answers that includes you.",
        "The size of your company fits.",
    ),
    "size.false": (
        "The offer is only for {sizes}; your company counts as a {possible}.",
        "The offer is only for {sizes}; by your answers that does not include you.",
        "The size of your company does not fit.",
    ),
    "size.unknown": (
        "The offer is for {sizes}; still missing: {missing}.",
        (
            "The offer is for {sizes}; figures on employees, turnover or balance sheet are still "
            "missing."
        ),
        "Figures on the size of your company are still missing.",
    ),
    "size.doubtful": (
        "The offer is probably only for {sizes}; please ask the provider.",
        "The size of the company is probably limited; please ask the provider.",
    ),
    "size_in_group.true": (
        "The offer is for {sizes}; as part of a group, too, that includes you.",
        "The size of your company fits, as part of a group, too.",
    ),
    "size_in_group.false": (
        "The offer is only for {sizes}; your company counts as a {possible}.",
        "The offer is only for {sizes}; by your answers that does not include you.",
        "The size of your company does not fit.",
    ),
    "size_in_group.unknown": (
        (
            "The offer is for {sizes}. Your company is part of a group, so the figures of the "
            "whole group count; please clarify your size with the provider."
        ),
        "Your company is part of a group; please clarify your size with the provider.",
    ),
    "size_in_group.doubtful": (
        "The offer is probably only for {sizes}; please ask the provider.",
        "The size of the company is probably limited; please ask the provider.",
    ),
}
