"""Overlaps: offers that seem to be described twice, proposed as pairs with their evidence.

`find_pairs` proposes, a person decides, `merged` makes one of two. Nothing here joins by itself.

A `Pair` has a score from 0 to 1 and evidence; each `Evidence` has a `code` with these `values`:

| code                  | values              | says |
| --------------------- | ------------------- | ----------------------------------------------- |
| `same_content`        |                     | equal but for the id |
| `same_title`          | `percent`           | titles alike from 95 % |
| `like_title`          | `percent`           | titles alike from 50 % |
| `like_text`           | `percent`           | descriptions alike from 40 % |
| `same_page`           | `url`, `offers`     | one page, which few offers name |
| `shared_page`         | `url`, `offers`     | one page, which many offers name |
| `same_provider`       | `provider`          | one provider (told, not weighed) |
| `same_number`         | `number`            | one product number ('365') |
| `same_amount`         | `eur`               | one highest amount |
| `one_title_says_more` | `offer`, `words`    | that offer's title has this behind a dash |
| `other_part`          | `first`, `second`   | two parts or variants of one programme |
| `other_number`        | `first`, `second`   | two product numbers |
| `other_amount`        | `first`, `second`   | two highest amounts in euros |
| `other_territory`     | `first`, `second`   | territories by name, one within the other |
| `other_audience`      | `first`, `second`   | audience words of the offer format |
| `other_kind`          | `first`, `second`   | kinds of the offer format (told only) |
| `other_edition`       | `first`, `second`   | years: one follows the other (`is_succession`)|

`percent`, `offers`, `eur`, amounts and years are whole numbers, all else is text; lists are joined
with ', '. `first` and `second` belong to the offers of that name in the pair.

From `PROPOSED` on a pair is worth a person's time; from `CERTAIN` on nearly every pair is one
offer, and nothing weighs against it. `weights` has the reasons and the figures.
"""

from offers.overlaps.finding import find_pairs
from offers.overlaps.merging import merged
from offers.overlaps.pairs import Code, Evidence, Pair
from offers.overlaps.weights import CERTAIN, PROPOSED

__all__ = ["CERTAIN", "PROPOSED", "Code", "Evidence", "Pair", "find_pairs", "merged"]
