"""English sentences on errors of input, for people who fill in a form."""

from matcher.wording.language import Table

PROBLEMS: Table = {
    "artefact_damaged": ("The model is damaged. Please use an intact copy.",),
    "artefact_foreign": (
        "This is no ranking model. Expected: {expected}.",
        "This is no ranking model; please choose another file.",
    ),
    "artefact_not_compared": (
        "The model was not compared with the one that serves; please train it with that.",
    ),
    "artefact_outdated": (
        "The model is for version {given} of the features, not {expected}; please train it anew.",
        "The model is for another version of the features; please train it anew.",
    ),
    "clashing_id": (
        "The id “{id}” stands for two different companies; please rename one.",
        "One id stands for two different companies; please rename one.",
    ),
    "control_characters": ("The text holds invisible control characters; please enter it again.",),
    "duplicate_id": (
        "The id ‘{id}’ stands on line {first} already; please use every id only once.",
        "Please use every id only once.",
    ),
    "duplicate_key": (
        "Please give the field ‘{key}’ only once.",
        "Please give every field only once.",
    ),
    "empty": ("Please enter something here.",),
    "empty_file": ("The file is empty; please choose another.",),
    "invalid_json": ("This is not valid JSON; please check brackets and commas.",),
    "invalid_yaml": ("This is not valid YAML; please check indentation and colons.",),
    "missing": ("Please give an answer here.",),
    "no_praise": ("The judgments find no offer fitting, so there is nothing to measure.",),
    "no_condition": (
        "Please give exactly one condition, one of these: {keys}.",
        "Please give exactly one condition.",
    ),
    "no_day": ("Please give the day for which to search.",),
    "no_files": ("Please choose a folder with files that end in .yaml or .jsonl.",),
    "not_a_date": (
        "‘{given}’ is not a date from 1900 on; please write it as 2026-12-31, 2026-12 or 2026.",
        "Please give a date from 1900 on, such as 2026-12-31.",
    ),
    "not_a_day": (
        "‘{given}’ is not a day from 1900 on; please write it as 2026-12-31.",
        "Please give a day from 1900 on, such as 2026-12-31.",
    ),
    "not_a_finite_number": ("Please give a number.",),
    "not_an_object": ("Please give the answers with field names.",),
    "not_utf8": ("The file is not saved as UTF-8; please save it so.",),
    "out_of_range": (
        "{given} is not possible here; please give a value that is {expected}.",
        "The value is out of range; please give another.",
    ),
    "range_empty": (
        "Please give 'min' or 'max' as a whole number; 'min' must not be above 'max'.",
    ),
    "too_deep": (
        "The condition is nested too deeply; {limit} levels are allowed.",
        "The condition is nested too deeply.",
    ),
    "too_long": (
        "Please shorten the text to {limit} characters at most.",
        "Please shorten the text.",
    ),
    "too_many": (
        "Please give at most {limit} values here.",
        "Please give fewer values here.",
    ),
    "unknown_division": (
        "The division of ‘{given}’ does not exist in WZ 2008; please check the code.",
        "This code does not exist in WZ 2008; please check it.",
    ),
    "unknown_fact": ("There is no question ‘{given}’.", "There is no such question."),
    "unknown_id": (
        "There is no id ‘{given}’; please check the spelling.",
        "There is no such id; please check the spelling.",
    ),
    "unknown_key": ("There is no such field.",),
    "unknown_territory": (
        "We do not know the area ‘{given}’; please check the spelling.",
        "We do not know the area; please check the spelling.",
    ),
    "unknown_word": (
        "‘{given}’ is not among the choices; please choose one of these: {allowed}.",
        "Please choose one of the values offered.",
    ),
    "unreadable": ("The file cannot be read; please choose another.",),
    "unwritable": ("The file cannot be written; please choose another.",),
    "wrong_form": (
        "‘{given}’ does not have the right form; expected is {expected}.",
        "‘{given}’ does not have the right form; please check it.",
        "Please check the form of this answer.",
    ),
    "wrong_type": ("Please give {expected} here.", "Please check what you gave here."),
}

EXPECTATIONS: tuple[tuple[str, str], ...] = (
    (r"at least (.+)", "at least {0}"),
    (r"at most (.+)", "at most {0}"),
    (r"(\d+) to (\d+)", "{0} to {1}"),
    ("text", "a text"),
    ("a whole number", "a whole number"),
    ("a number", "a number"),
    ("a finite number", "a number"),
    ("true or false", "yes or no"),
    ("a list", "a list"),
    ("an object with named fields", "values with field names"),
    ("the name of a fact", "the name of a question"),
    ("true, false, a number or text", "yes, no, a number or a text"),
    (r"a WZ 2008 .+", "a WZ code such as 25.62 or a letter from A to U"),
)
