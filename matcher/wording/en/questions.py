"""English questions for the fields of a profile."""

from matcher.wording.language import Labels

QUESTIONS: Labels = {
    "postal_code": "What is the postal code of your site?",
    "municipality": "In which town or municipality is your site?",
    "region": "In which region is your site?",
    "wz": "Which sector does your company belong to?",
    "sector_text": "What does your company do?",
    "employees": "How many employees do you have, counted as full-time?",
    "turnover_eur": "What is your turnover a year?",
    "balance_sheet_eur": "What is your balance sheet total?",
    "founded": "In which year was your company founded, or when will you found it?",
    "legal_form": "Which legal form does your company have?",
    "part_of_group": "Does another company hold 25 per cent or more of yours?",
    "chamber": "Which chamber are you a member of?",
    "needs": "What are you concerned with at present?",
    "need_text": "What do you need, in your own words?",
    "preferred_kinds": "Which kind of support are you looking for?",
}
