"""English sentences on errors of input, for people who fill in a form."""

from matcher.wording.language import Table

PROBLEMS: Table = {
    "address_not_public": (
        "The address leads into a private network; nothing is fetched from there.",
    ),
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
    "busy": ("Another import is running; please try again in a minute.",),
    "clashing_id": (
        "The id “{id}” stands for two different companies; please rename one.",
        "One id stands for two different companies; please rename one.",
    ),
    "column_broken": (
        "This column is not as agreed any more in many rows; please tell the operator.",
    ),
    "column_gone": (
        "The column ‘{column}’ is missing; please tell the operator.",
        "A column is missing; please tell the operator.",
    ),
    "column_new": (
        "The column ‘{column}’ is new; please tell the operator.",
        "A column is new; please tell the operator.",
    ),
    "column_renamed": (
        "The column ‘{column}’ is missing, and ‘{given}’ is new; please tell the operator.",
        "A column has another name now; please tell the operator.",
    ),
    "control_characters": ("The text holds invisible control characters; please enter it again.",),
    "duplicate_column": (
        "There are two columns ‘{column}’; please rename one.",
        "There are two columns of one name; please rename one.",
    ),
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
    "foreign_offer": (
        "The offer ‘{id}’ belongs to another source.",
        "This offer belongs to another source.",
    ),
    "host_not_allowed": (
        "This source may fetch nothing from ‘{host}’; allowed: {allowed}.",
        "This source may fetch nothing from there.",
    ),
    "http_status": (
        "The server did not give the file away (status {status}).",
        "The server did not give the file away.",
    ),
    "in_future": (
        "‘{given}’ lies in the future; please give a day up to today.",
        "Please give a day up to today.",
    ),
    "invalid_csv": ("This is no valid CSV; please check the quotation marks.",),
    "invalid_json": ("This is not valid JSON; please check brackets and commas.",),
    "invalid_yaml": ("This is not valid YAML; please check indentation and colons.",),
    "missing": ("Please give an answer here.",),
    "missing_column": (
        "The column ‘{column}’ is missing.",
        "A column is missing.",
    ),
    "needless_mapping": ("This format takes no mapping of columns.",),
    "no_certificate": (
        "‘{host}’ shows no valid certificate.",
        "The server shows no valid certificate.",
    ),
    "no_mapping": ("A table needs a mapping of its columns; please give the file.",),
    "no_network": (
        "‘{host}’ cannot be reached; there is probably no connection to the internet just now.",
        "The server cannot be reached; there is probably no connection to the internet just now.",
    ),
    "no_praise": ("The judgments find no offer fitting, so there is nothing to measure.",),
    "no_condition": (
        "Please give exactly one condition, one of these: {keys}.",
        "Please give exactly one condition.",
    ),
    "no_day": ("Please give the day for which to search.",),
    "no_quote": ("Please enter the sentence of the source that this condition rests on.",),
    "no_files": ("Please choose a folder with files that end in .yaml or .jsonl.",),
    "no_source": ("This address belongs to no source.",),
    "no_table": ("This is not the table of the Förderdatenbank: none of its columns is there.",),
    "not_a_date": (
        "‘{given}’ is not a date from 1900 on; please write it as 2026-12-31, 2026-12 or 2026.",
        "Please give a date from 1900 on, such as 2026-12-31.",
    ),
    "not_a_day": (
        "‘{given}’ is not a day from 1900 on; please write it as 2026-12-31.",
        "Please give a day from 1900 on, such as 2026-12-31.",
    ),
    "not_a_finite_number": ("Please give a number.",),
    "not_a_number": (
        "‘{given}’ is not a number.",
        "Please give a number.",
    ),
    "not_an_object": ("Please give the answers with field names.",),
    "not_utf8": ("The file is not saved as UTF-8; please save it so.",),
    "open_quote": ("A quotation mark begins here that never ends; please close it.",),
    "other_encoding": (
        "The file is saved as {given}; please save it as UTF-8.",
        "Please save the file as UTF-8.",
    ),
    "out_of_range": (
        "{given} is not possible here; please give a value that is {expected}.",
        "The value is out of range; please give another.",
    ),
    "range_empty": (
        "Please give 'min' or 'max' as a whole number; 'min' must not be above 'max'.",
    ),
    "row_length": (
        "The row has {given} cells, the header {expected}.",
        "The row has another number of cells than the header.",
    ),
    "shrunk": (
        "{gone} of the {known} offers of this source are missing, so nothing was taken over.",
        "Too many offers of this source are missing, so nothing was taken over.",
    ),
    "silent": (
        "‘{host}’ stopped answering.",
        "The server stopped answering.",
    ),
    "too_deep": (
        "The condition is nested too deeply; {limit} levels are allowed.",
        "The condition is nested too deeply.",
    ),
    "too_large": (
        "The file is larger than {limit} bytes; such files are not read.",
        "The file is too large.",
    ),
    "too_long": (
        "Please shorten the text to {limit} characters at most.",
        "Please shorten the text.",
    ),
    "too_many": (
        "Please give at most {limit} values here.",
        "Please give fewer values here.",
    ),
    "too_many_redirects": ("The address is redirected too often.",),
    "too_slow": (
        "The file did not arrive within {seconds} seconds.",
        "The file did not arrive in time.",
    ),
    "truncated": ("Only a part of the file arrived; please try again later.",),
    "unknown_code": (
        "We do not know the code ‘{given}’ yet; please tell the operator.",
        "We do not know one of the codes yet; please tell the operator.",
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
    "unknown_source": (
        "There is no source ‘{given}’.",
        "There is no such source.",
    ),
    "unknown_territory": (
        "We do not know the area ‘{given}’; please check the spelling.",
        "We do not know the area; please check the spelling.",
    ),
    "unknown_word": (
        "‘{given}’ is not among the choices; please choose one of these: {allowed}.",
        "Please choose one of the values offered.",
    ),
    "unreadable": ("The file cannot be read; please choose another.",),
    "unsourced": ("Please name the source: a document or an address on the internet.",),
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
