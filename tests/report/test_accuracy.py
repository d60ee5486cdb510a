"""What was measured reaches the Method page from the files that measuring writes."""

from __future__ import annotations

from pipelines.report import accuracy

CARD = """# A card

| file | question |
|---|---|
| `a.npz` | which |

| set | figure | + claimant |
|---|---|---|
| newswire | .90 | .78 |
| the same, contractors | .77 | |

## French

| set | figure | + claimant |
|---|---|---|
| seven articles | .87 | .66 |
"""


def test_the_tables_of_the_card_that_say_what_was_measured_are_read_under_their_headings(tmp_path):
    card = tmp_path / "card.md"
    card.write_text(CARD)
    tables = accuracy.read(card, tmp_path / "none.toml")
    assert [(table.caption, table.rows) for table in tables] == [
        ("English", [["newswire", ".90", ".78"], ["the same, contractors", ".77", ""]]),
        ("French", [["seven articles", ".87", ".66"]]),
    ]


def test_the_floors_of_the_products_own_gold_follow_in_words(tmp_path):
    card, floors = tmp_path / "card.md", tmp_path / "floors.toml"
    card.write_text("no table")
    floors.write_text("[gold.floors]\nfigure_f1 = 0.7829\nunknown_measure = 0.1\n")
    assert accuracy.read(card, floors)[0].rows == [["effect and figure, F1", "0.78"]]


def test_the_product_itself_says_how_well_it_reads_english_and_french():
    tables = accuracy.read()
    assert [table.caption for table in tables[:2]] == ["English", "French"]
    assert all(table.rows for table in tables)
