"""English sentences on conditions: what is asked, what is known, what is missing."""

from matcher.wording.language import Table

CONDITIONS: Table = {
    "territory.true": (
        "Your site {site} is in the area of this offer ({territory}).",
        "Your site is in the area of this offer ({territory}).",
        "Your site is in the area of this offer.",
    ),
    "territory.false": (
        "The offer is only for a certain area ({territory}); your site {site} is outside it.",
        "The offer is only for a certain area ({territory}); your site is outside it.",
        "Your site is outside the area of this offer.",
    ),
    "territory.unknown": (
        (
            "The offer is only for a certain area ({territory}); whether your site ({site}) is in "
            "it is still open."
        ),
        (
            "The offer is only for a certain area ({territory}); whether your site is in it is "
            "still open."
        ),
        "Whether your site is in the area of this offer is still open.",
    ),
    "territory.doubtful": (
        "The offer is probably only for a certain area ({territory}); please ask the provider.",
        "The offer is probably only for a certain area; please ask the provider.",
    ),
    "sector.true": (
        "Your sector ({wz}) is among the sectors of this offer: {sectors}.",
        "Your sector is among the sectors of this offer: {sectors}.",
        "Your sector is among the sectors of this offer.",
    ),
    "sector.false": (
        "The offer is only for certain sectors ({sectors}); yours ({wz}) is not among them.",
        "The offer is only for certain sectors ({sectors}); yours is not among them.",
        "Your sector is not among the sectors of this offer.",
    ),
    "sector.unknown": (
        (
            "The offer is only for certain sectors ({sectors}); whether yours ({wz}) is among them "
            "is still open."
        ),
        "The offer is only for certain sectors ({sectors}); your sector is still missing.",
        "The offer is only for certain sectors; whether yours is among them is still open.",
    ),
    "sector.doubtful": (
        "The offer is probably only for certain sectors ({sectors}); please ask the provider.",
        "The offer is probably only for certain sectors; please ask the provider.",
    ),
    "audience.true": (
        "The offer is for {audience}; that includes you.",
        "The offer is made for you.",
    ),
    "audience.false": (
        "The offer is only for {audience}; by your answers that does not include you.",
        "The offer is made for others.",
    ),
    "audience.unknown": (
        "The offer is for {audience}; whether that includes you is still open.",
        "Whether the offer is made for you is still open.",
    ),
    "audience.doubtful": (
        "The offer is probably only for {audience}; please ask the provider.",
        "The offer is probably only for certain groups; please ask the provider.",
    ),
    "legal_form.true": ("Your legal form fits: {given_word}.", "Your legal form fits."),
    "legal_form.false": (
        "The offer requires this legal form: {words}. You stated {given_word}.",
        "The offer requires this legal form: {words}. Yours is another.",
        "Your legal form does not fit.",
    ),
    "legal_form.unknown": (
        "The offer requires this legal form: {words}. Yours is still missing.",
        "Your legal form is still missing.",
    ),
    "legal_form.doubtful": (
        "The offer probably requires this legal form: {words}. Please ask the provider.",
        "The offer probably requires a certain legal form; please ask the provider.",
    ),
    "chamber.true": (
        "The offer is for members of {chambers}; that includes you.",
        "Your chamber fits.",
    ),
    "chamber.false": (
        "The offer is only for members of {chambers}; your chamber: {given_chamber}.",
        "The offer is only for members of {chambers}; that does not include you.",
        "Your chamber does not fit.",
    ),
    "chamber.unknown": (
        "The offer is for members of {chambers}; your chamber is still missing.",
        "Your chamber is still missing.",
    ),
    "chamber.doubtful": (
        "The offer is probably only for members of {chambers}; please ask the provider.",
        "The offer is probably tied to a chamber; please ask the provider.",
    ),
    "need.true": (
        "The offer is for this need: {needs}. Yours is among them.",
        "Your need fits the offer.",
    ),
    "need.false": ("The offer is for another need: {needs}.", "The offer is for another need."),
    "need.unknown": (
        "The offer is for this need: {needs}. You have not named yours yet.",
        "You have not named your need yet.",
    ),
    "need.doubtful": (
        "The offer is probably only for this need: {needs}. Please ask the provider.",
        "The offer is probably only for a certain need; please ask the provider.",
    ),
    "fact.true": (
        "Your answer to ‘{fact}’ fits: {given_answer} (required: {asked_range}).",
        "Your answer to ‘{fact}’ fits: {given_answer}.",
        "Your answer to ‘{fact}’ fits.",
        "A further condition is met.",
    ),
    "fact.false": (
        "To ‘{fact}’ the offer requires: {asked}. Your answer: {given_answer}.",
        "Your answer to ‘{fact}’ does not fit.",
        "A further condition is not met.",
    ),
    "fact.unknown": (
        "Still to be answered: ‘{fact}’ – the offer requires: {asked}.",
        "Still to be answered: ‘{fact}’.",
        "An answer to a further condition is still missing.",
    ),
    "fact.doubtful": (
        "To ‘{fact}’ the offer probably requires: {asked}. Please ask the provider.",
        "There is probably a further condition; please ask the provider.",
    ),
    "not.true": (
        "Condition: {demand}. By your answers this is not the case.",
        "By your answers you are among those who are ruled out.",
    ),
    "not.false": (
        "Condition: {demand}. By your answers this is the case.",
        "By your answers you are not among those who are ruled out.",
    ),
    "not.unknown": (
        "Condition: {demand}. Whether this is the case is still open.",
        "Whether you are ruled out is still open.",
    ),
    "not.doubtful": (
        "Condition, read from a text: {demand}. Please ask the provider.",
        "Please clarify with the provider whether you are ruled out.",
    ),
}
