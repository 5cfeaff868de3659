"""English sentences on status, fit and warnings."""

from matcher.wording.language import Table

REMARKS: Table = {
    "closed.ended": ("The offer has ended.",),
    "closed.valid_until": ("The offer was valid until {date}.", "The offer has expired."),
    "closed.deadlines": (
        "The last deadline for applications has passed: {date}.",
        "The last deadline for applications has passed.",
    ),
    "over.left_catalogue": ("The offer no longer exists.",),
    "not_open_yet.valid_from": (
        "The offer has not started yet; it starts: {date}.",
        "The offer has not started yet.",
    ),
    "not_open_yet.paused": ("The offer is paused at present.",),
    "fit.need": ("Fits what you need: {needs}.", "Fits what you need."),
    "fit.need_guessed": ("Read from your text: {needs}.", "Fits what you write."),
    "fit.text": ("The offer is also about {terms}.", "The offer is about what you write."),
    "fit.sector": ("Made for your sector: {sectors}.", "Made for your sector."),
    "fit.sector_near": ("Made for a related sector: {sectors}.", "Made for a related sector."),
    "fit.place": ("An offer near you: {territory}.", "An offer near you."),
    "fit.kind": ("The kind you are looking for: {kinds}.", "The kind you are looking for."),
    "fit.audience": ("Made for {audience}.", "Made for you."),
    "fit.first_step": ("A good first step while it is open what you need.",),
    "fit.general": ("Nothing speaks against it so far.",),
    "warning.period_over": (
        "According to the source the funding ran until {date}; please ask whether it goes on.",
        "According to the source the funding has run out; please ask whether it goes on.",
    ),
    "warning.old_facts": (
        "The facts are as of {date}; please check with the provider whether they still hold.",
        "The facts are old; please check with the provider whether they still hold.",
    ),
    "warning.not_verified": ("The facts have not been checked by an editor yet.",),
    "warning.before_start": (
        "Apply before you start: an order or a contract usually counts as the start.",
    ),
    "warning.before_start_missed": (
        (
            "The application must come before the start, and you have started already; please ask "
            "the provider whether anything is still possible."
        ),
    ),
    "warning.archive_only": ("Only to read: there is nothing to apply for here.",),
    "warning.open_points": ("Not everything has been clarified yet.",),
    "warning.deadline_soon": (
        "The deadline for applications is close: {date} ({days_left}).",
        "The deadline for applications is close: {date}.",
        "The deadline for applications is close.",
    ),
    "warning.territory_unresolved": (
        (
            "For which area exactly the offer holds ({territory}) is not clear; please ask the "
            "provider."
        ),
        "For which area exactly the offer holds is not clear; please ask the provider.",
    ),
    "place_contradiction": (
        "What you said about the place does not fit together. Used: {kept}. Left out: {dropped}.",
        "What you said about the place does not fit together.",
    ),
    "postal_code_malformed": (
        "‘{given}’ is not a postal code; please enter five digits.",
        "Please enter a postal code with five digits.",
    ),
    "postal_code_unknown": (
        "We do not know the postal code {given}; please check it or name the town.",
        "We do not know the postal code; please check it or name the town.",
    ),
    "postal_code_assumed": (
        "The postal code {given} is not in our list; by its neighbours it lies here: {taken}.",
        "The postal code is not in our list; its place is assumed.",
    ),
    "municipality_unknown": (
        "We do not know the town ‘{given}’. Do you mean {suggestion}?",
        "We do not know the town ‘{given}’; please check the spelling.",
        "We do not know the town; please check the spelling.",
    ),
    "municipality_guessed": (
        "We read ‘{given}’ as {taken}.",
        "We read the town as the most similar name.",
    ),
    "region_unknown": ("We do not know the region ‘{given}’.", "We do not know the region."),
    "size_contradiction": (
        "Please check your answers: {employees}, but {turnover} turnover a year.",
        "Please check your answers: employees and turnover do not fit together.",
    ),
}
