"""What conditions demand, in English: plainly, under a 'not', and facts with words of their own."""

from collections.abc import Mapping

from matcher.wording.language import Labels, Table

_SIZE = ("{sizes_in_full}", "Certain size of the company")
_NOT_SIZE = ("Not for {sizes}", "Not for every size of company")

DEMANDS: Table = {
    "territory": ("Based {located}", "Based in a certain area"),
    "sector": ("Sector: {sectors}", "Certain sectors"),
    "audience": ("For {audience}", "For certain groups"),
    "employees": ("{range_employees}", "Certain number of employees"),
    "turnover_eur": ("Annual turnover: {range_euros}", "Certain turnover"),
    "balance_sheet_eur": ("Balance sheet total: {range_euros}", "Certain balance sheet total"),
    "age_years": ("Age of the company: {range_years}", "Certain age of the company"),
    "size": _SIZE,
    "size_in_group": _SIZE,
    "legal_form": ("Legal form: {words}", "Certain legal form"),
    "chamber": ("Member of {chambers}", "Member of a certain chamber"),
    "need": ("Need: {needs}", "Certain need"),
    "fact": ("{fact} – {asked}", "Further condition"),
}

REFUSALS: Table = {
    "territory": ("Not based {located}", "Not based in a certain area"),
    "sector": ("Not for these sectors: {sectors}", "Not for certain sectors"),
    "audience": ("Not for {audience}", "Not for certain groups"),
    "employees": ("{outside_employees}", "Another number of employees"),
    "turnover_eur": ("Annual turnover: {outside_euros}", "Another turnover"),
    "balance_sheet_eur": ("Balance sheet total: {outside_euros}", "Another balance sheet total"),
    "age_years": ("Age of the company: {outside_years}", "Another age of the company"),
    "size": _NOT_SIZE,
    "size_in_group": _NOT_SIZE,
    "legal_form": ("Legal form: not {words}", "Another legal form"),
    "chamber": ("Not a member of {chambers}", "Not a member of a certain chamber"),
    "need": ("Not for this need: {needs}", "Not for every need"),
    "fact": ("{fact} – {other_than_asked}", "Further condition"),
}

FACTS: Mapping[str, Labels] = {
    "project_started.no": {
        "demand": "Project not started yet",
        "true": "You have not started the project yet, as is required.",
        "false": "The application must come before the project starts; you have started already.",
        "unknown": "The application must come before the project starts; have you started already?",
        "doubtful": (
            "The application must probably come before the project starts; please ask the provider."
        ),
    },
    "project_started.yes": {
        "demand": "Project started already",
        "true": "You have started the project already, as is required.",
        "false": "The project must have started already; you have not started yet.",
        "unknown": "The project must have started already; have you started?",
        "doubtful": "The project must probably have started already; please ask the provider.",
    },
    "in_difficulty.no": {
        "demand": "Not an undertaking in financial difficulty",
        "true": "Your company is not in financial difficulty, as is required.",
        "false": (
            "Companies in financial difficulty are ruled out; by your answers yours is one of them."
        ),
        "unknown": (
            "Companies in financial difficulty are ruled out; whether yours is one is still open."
        ),
        "doubtful": (
            "Companies in financial difficulty are probably ruled out; please ask the provider."
        ),
    },
    "hires_unemployed.yes": {"demand": "Hiring an unemployed person"},
    "exports.yes": {"demand": "Sales abroad, also planned"},
    "research_partner.yes": {"demand": "Work with a university or research institute"},
    "master_craftsman.yes": {"demand": "Master craftsman's certificate or equivalent"},
    "works_council.yes": {"demand": "With a works council"},
    "takes_over_company.yes": {"demand": "Takeover of an existing business"},
    "founder_full_time.yes": {"demand": "New business as the main occupation"},
}
