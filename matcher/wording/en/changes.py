"""English sentences on what changed in an offer."""

from matcher.wording.language import Labels

_VALUES: Labels = {
    "deadline": "Deadline",
    "valid_from": "Start",
    "valid_until": "End",
    "period_until": "End of the funding according to the source",
    "amount": "Amount",
    "rate": "Funding rate",
    "employees": "Number of employees",
    "turnover": "Turnover",
    "stage": "Building block",
    "as_of": "Day the source speaks of",
    "review_by": "Next check",
}
_YES_OR_NO: Labels = {
    "de_minimis": "De minimis aid",
    "free_of_charge": "Free of charge",
    "before_start": "Application needed before the start",
}
_LISTS: Labels = {
    "kinds": "Kind of support",
    "needs": "Topics",
    "sectors": "Sectors",
}
_UNTOLD: Labels = {
    "url": "Web address",
    "contact": "Contact",
    "source": "Source",
    "license": "Licence notice",
}
_REACHES: Labels = {"territory": "Territory", "audience": "Audience"}

CHANGES: Labels = {
    **{f"{key}.added": f"{name} newly given: {{after}}." for key, name in _VALUES.items()},
    **{
        f"{key}.changed": f"{name} changed: so far {{before}}, now {{after}}."
        for key, name in _VALUES.items()
    },
    **{f"{key}.removed": f"{name} dropped: so far {{before}}." for key, name in _VALUES.items()},
    **{f"{key}.added": f"{name}: now {{after}}." for key, name in _YES_OR_NO.items()},
    **{
        f"{key}.changed": f"{name}: so far {{before}}, now {{after}}."
        for key, name in _YES_OR_NO.items()
    },
    **{
        f"{key}.removed": f"{name}: so far {{before}}, now not given."
        for key, name in _YES_OR_NO.items()
    },
    **{f"{key}.added": f"{name}: new {{added}}." for key, name in _LISTS.items()},
    **{
        f"{key}.changed": f"{name}: new {{added}}; dropped {{removed}}."
        for key, name in _LISTS.items()
    },
    **{f"{key}.removed": f"{name}: dropped {{removed}}." for key, name in _LISTS.items()},
    **{f"{key}.added": f"{name} newly given." for key, name in _UNTOLD.items()},
    **{f"{key}.changed": f"{name} changed." for key, name in _UNTOLD.items()},
    **{f"{key}.removed": f"{name} dropped." for key, name in _UNTOLD.items()},
    **{
        f"{key}.{what}": f"{name} {word}: so far {{before}}, now {{after}}."
        for key, name in _REACHES.items()
        for what, word in (
            ("changed", "changed"),
            ("narrowed", "narrowed"),
            ("widened", "widened"),
        )
    },
    **{f"{key}.limited": f"{name} now limited: {{after}}." for key, name in _REACHES.items()},
    **{
        f"{key}.opened": f"{name} no longer limited: so far {{before}}."
        for key, name in _REACHES.items()
    },
    "offer.new": "New in the catalogue.",
    "state.changed": "State changed: so far {before}, now {after}.",
    "provider.changed": "Provider changed: so far {before}, now {after}.",
    "language.changed": "Language changed: so far {before}, now {after}.",
    "condition.added": "New condition: {after}.",
    "condition.removed": "Condition dropped: {before}.",
    "conditions.joined_differently": "The conditions are now combined differently.",
    "conditions.evidenced": "Evidence or order of the conditions changed.",
    "deadlines.labelled": "The name of a deadline changed.",
    "terms.changed": "The source says something new about: {fields}.",
    "texts.changed": "{fields} changed.",
    "verified_on.added": "Checked by an editor: {after}.",
    "verified_on.changed": "Checked by an editor again: {after}.",
    "verified_on.removed": "The editor's check no longer holds.",
    "form.changed": "Only order or spelling changed.",
}
