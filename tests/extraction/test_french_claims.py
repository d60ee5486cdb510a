"""What French sentences say: figures, predicates, victims, who says so. Sentences are written for these tests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction.actors.find import find_actors
from pipelines.extraction.claims.find import find_claims
from pipelines.extraction.text.document import read
from pipelines.schemas.contract import Article, Claim


def claims(text: str) -> list[Claim]:
    document = read(Article("f", text, language="fr"))
    return [found.claim for found in find_claims(document, find_actors(document))]


def only(text: str) -> Claim:
    found = claims(text)
    assert len(found) == 1, [(c.effect, c.figure_text) for c in found]
    return found[0]


@pytest.mark.parametrize(
    ("words", "low", "high", "point", "modifier"),
    [
        ("Soixante-dix-huit", 78, 78, 78, "exact"),
        ("Quatre-vingt-onze", 91, 91, 91, "exact"),
        ("Vingt et un", 21, 21, 21, "exact"),
        ("Soixante et onze", 71, 71, 71, "exact"),
        ("Cent vingt-trois", 123, 123, 123, "exact"),
        ("Deux cents", 200, 200, 200, "exact"),
        ("1 250", 1250, 1250, 1250, "exact"),
        ("Au moins sept", 7, None, 7, "at_least"),
        ("Pas moins de neuf", 9, None, 9, "at_least"),
        ("Plus de vingt", 21, None, 20, "more_than"),
        ("Jusqu'à quinze", None, 15, 15, "up_to"),
        ("Moins de dix", None, 9, 10, "up_to"),
        ("Environ cinquante", None, None, 50, "about"),
        ("Près de 300", None, None, 300, "about"),
        ("Quelque 60", None, None, 60, "about"),
        ("Entre 20 et 30", 20, 30, None, "range"),
        ("Plusieurs", 2, None, None, "several"),
    ],
)
def test_a_french_figure_keeps_what_its_words_say(
    words: str, low: int | None, high: int | None, point: int | None, modifier: str
) -> None:
    claim = only(f"{words} mercenaires ont été tués près du fleuve.")
    assert (claim.figure_min, claim.figure_max, claim.figure_point, claim.modifier) == (low, high, point, modifier)
    assert claim.figure_text == words


@pytest.mark.parametrize(
    ("words", "low", "point", "modifier"),
    [
        ("Une dizaine", None, 10, "about"),
        ("Une demi-douzaine", None, 6, "about"),
        ("Une cinquantaine", None, 50, "about"),
        ("Un millier", None, 1000, "about"),
        ("Des dizaines", 20, None, "tens"),
        ("Des centaines", 200, None, "hundreds"),
        ("Plus d'une centaine", 101, 100, "more_than"),
    ],
)
def test_a_collective_number_is_read_by_its_size(words: str, low: int | None, point: int | None, modifier: str) -> None:
    claim = only(f"{words} de mercenaires ont été tués.")
    assert (claim.figure_min, claim.figure_point, claim.modifier) == (low, point, modifier)


@pytest.mark.parametrize(
    ("sentence", "effect", "value"),
    [
        ("Six paramilitaires russes ont péri dans l'embuscade.", "killed", 6),
        ("Trois instructeurs russes sont morts.", "killed", 3),
        ("L'explosion a coûté la vie à deux instructeurs russes.", "killed", 2),
        ("Quatre mercenaires ont trouvé la mort.", "killed", 4),
        ("Quatre mercenaires ont perdu la vie.", "killed", 4),
        ("La société a confirmé la mort de trois mercenaires.", "killed", 3),
        ("Les rebelles ont abattu cinq mercenaires.", "killed", 5),
        ("Deux mercenaires ont succombé à leurs blessures.", "killed", 2),
        ("Les corps de huit mercenaires ont été retrouvés.", "killed", 8),
        ("Le groupe affirme avoir tué neuf mercenaires.", "killed", 9),
        ("Dix mercenaires ont été blessés.", "wounded", 10),
        ("Sept mercenaires ont été faits prisonniers.", "captured", 7),
        ("Deux mercenaires ont été enlevés.", "captured", 2),
        ("Cinq mercenaires sont portés disparus.", "missing", 5),
    ],
)
def test_a_french_predicate_states_its_effect(sentence: str, effect: str, value: int) -> None:
    claim = only(sentence)
    assert (claim.effect, claim.figure_point, claim.victim_group) == (effect, value, "contractor")


def test_killed_and_wounded_of_one_sentence_are_two_claims() -> None:
    found = claims("L'attaque du convoi a fait douze morts et vingt blessés parmi les soldats.")
    assert [(c.effect, c.figure_point) for c in found] == [("killed", 12), ("wounded", 20)]


def test_dont_opens_a_part_of_the_figure_before() -> None:
    whole, part = claims("Neuf personnes, dont quatre instructeurs russes, ont été tuées vendredi.")
    assert (whole.figure_point, part.figure_point) == (9, 4)
    assert part.victim_group == "contractor"
    assert part.part_of == 0


@pytest.mark.parametrize(
    ("sentence", "claimant", "kind"),
    [
        ("Selon une source hospitalière, six mercenaires ont été tués.", "une source hospitalière", "medical"),
        ("Sept mercenaires sont morts, a déclaré mardi un élu local.", "un élu local", "local_official"),
        ("Sept mercenaires sont morts, affirme le ministère de la Défense.", "le ministère de la Défense", "host_state"),
        ("D'après le préfet, cinq mercenaires ont été tués.", "le préfet", "local_official"),
        ("Un chercheur croit savoir que trois mercenaires ont été tués.", "Un chercheur", "analyst"),
        ("L'armée, elle, soutient que deux mercenaires ont été blessés.", "L'armée", "host_state"),
    ],
)  # fmt: skip
def test_who_says_so_is_found_before_and_behind(sentence: str, claimant: str, kind: str) -> None:
    claim = only(sentence)
    assert (claim.claimant, claim.claimant_type) == (claimant, kind)


def test_nobody_is_a_denied_zero() -> None:
    claim = only("Aucun mercenaire n'a été tué, assure le ministère.")
    assert (claim.figure_min, claim.figure_max, claim.stance) == (0, 0, "denied")


def test_nobody_by_a_pronoun_is_no_person() -> None:
    found = claims("Deux mercenaires ont été blessés. Personne n'a été tué.")
    assert [(c.effect, c.figure_point) for c in found] == [("wounded", 2), ("killed", 0)]


def test_what_could_not_be_verified_says_so() -> None:
    claim = only("Sept mercenaires ont été tués, une affirmation qui n'a pu être vérifiée de manière indépendante.")
    assert claim.stance == "unverified"


def test_a_people_named_by_a_small_adjective_is_their_nationality() -> None:
    assert only("Trois mercenaires colombiens ont été tués.").nationality == "COL"


@pytest.mark.parametrize(
    "sentence",
    [
        "Un millier de mercenaires sont déployés dans le pays.",
        "Le convoi de 30 véhicules roulait à 45 km de la ville.",
        "Les mercenaires ont reçu 2 000 dollars par mois.",
        "La base a été fermée en mars.",
        "Aucun mercenaire n'est plus présent dans le pays.",
    ],
)
def test_figures_that_count_no_casualties_are_left_alone(sentence: str) -> None:
    assert claims(sentence) == []


def test_quotes_stand_verbatim_at_their_offsets() -> None:
    text = "« Nous avons perdu quatre hommes », reconnaît le chef.\nSelon l’armée, « cinq Blancs » tués, dont un Serbe."
    for claim in claims(text):
        assert text[claim.char_start : claim.char_end] == claim.quote


def test_a_figure_that_was_lowered_is_superseded_by_the_one_it_became() -> None:
    found = claims("Le médecin a ramené le bilan de 56 à 48 morts.")
    assert [(c.figure_point, c.superseded) for c in found] == [(56, True), (48, False)]


def test_an_earlier_toll_is_superseded() -> None:
    found = claims("Un premier bilan faisait état de quatre mercenaires tués.")
    assert [(c.figure_point, c.superseded, c.stance) for c in found] == [(4, True, "disputed")]


def test_a_second_voice_without_a_verb_has_a_figure_of_its_own() -> None:
    found = claims("L'armée parle de cinq morts, l'hôpital de sept.")
    assert [(c.figure_point, c.claimant) for c in found] == [(5, "L'armée"), (7, "l'hôpital")]


@pytest.mark.parametrize(
    ("sentence", "claimant"),
    [
        ("Sept mercenaires sont morts, fait savoir la mission.", "la mission"),
        ("« Ils ont tué six mercenaires », se souvient une femme.", "une femme"),
        ("La société, une filiale suédoise, confirme la mort de deux gardes.", "La société, une filiale suédoise"),
        ("Des pêcheurs ont repêché quatre corps de mercenaires.", "Des pêcheurs"),
        ("Les rebelles revendiquaient huit mercenaires tués.", "Les rebelles"),
        ("Pour l'armée, trois mercenaires sont morts.", "l'armée"),
    ],
)
def test_who_speaks_is_found_by_the_verbs_of_the_press(sentence: str, claimant: str) -> None:
    assert only(sentence).claimant == claimant


@pytest.mark.parametrize(
    ("sentence", "effect"),
    [
        ("Un mercenaire a perdu une jambe dans l'explosion.", "wounded"),
        ("Un instructeur a été touché au genou.", "wounded"),
        ("Un instructeur a été touché à la mâchoire.", "wounded"),
        ("Trois mercenaires ont été fauchés par une mine.", "killed"),
        ("Deux instructeurs ont été emmenés par les rebelles.", "captured"),
    ],
)
def test_what_happened_is_read_from_the_whole_phrase(sentence: str, effect: str) -> None:
    assert only(sentence).effect == effect


def test_a_total_whose_parts_follow_is_of_all_their_groups() -> None:
    found = claims(
        "Les mercenaires ont perdu la ville. Quatre tués, soit deux mercenaires, un gendarme et une écolière."
    )
    assert (found[0].figure_point, found[0].victim_group) == (4, "mixed")


def test_the_sum_of_one_group_is_of_that_group() -> None:
    found = claims("Cinq personnes sont mortes, trois gendarmes et deux soldats.")
    assert found[0].figure_point == 5
    assert found[0].victim_group == "state_forces"


def test_a_total_with_a_foreign_part_is_mixed_where_contractors_are() -> None:
    found = claims("Le convoi des mercenaires a été attaqué. L'embuscade a fait dix morts, dont trois Russes.")
    assert [(c.figure_point, c.victim_group) for c in found if c.effect == "killed"] == [
        (10, "mixed"),
        (3, "contractor"),
    ]


@pytest.mark.parametrize(
    ("sentence", "effect", "value"),
    [
        ("Deux instructeurs russes, brûlés, ont été transférés à l'hôpital.", "wounded", 2),
        ("Le groupe recherche trois instructeurs, disparus le même jour.", "missing", 3),
        (
            "Deux instructeurs roumains ont été tués par un obus tiré sur une position, a indiqué le préfet.",
            "killed",
            2,
        ),
    ],
)
def test_a_participle_set_apart_says_what_happened_to_its_noun(sentence: str, effect: str, value: int) -> None:
    claim = only(sentence)
    assert (claim.effect, claim.figure_point) == (effect, value)


def test_a_number_behind_en_counts_the_people_of_the_sentence_before() -> None:
    found = claims("L'attaque a fait vingt morts parmi les soldats. L'Observatoire en dénombre au moins 68.")
    assert [(c.figure_point, c.modifier) for c in found] == [(20, "exact"), (68, "at_least")]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"])
def test_any_space_may_group_the_digits_of_a_number(space: str) -> None:
    text = f"L’armée dit qu’« au moins 1{space}500 » mercenaires ont été tués."
    claim = only(text)
    assert (claim.figure_min, claim.claimant) == (1500, "L’armée")
    assert text[claim.char_start : claim.char_end] == claim.quote


@pytest.mark.parametrize(
    ("headline", "effect"),
    [
        ("TROIS MERCENAIRES RUSSES TUÉS AU MALI", "killed"),
        ("TROIS MERCENAIRES RUSSES TUES AU MALI", "killed"),
        ("TROIS MERCENAIRES RUSSES BLESSES AU MALI", "wounded"),
    ],
)
def test_a_headline_in_capitals_is_read_with_its_accents_or_without(headline: str, effect: str) -> None:
    claim = only(headline)
    assert (claim.effect, claim.figure_point, claim.victim_group) == (effect, 3, "contractor")


@given(st.text(alphabet="aéuàts «»’'\u202f1 250,.;-–dont(Russes)tués", max_size=120))
def test_any_text_gives_claims_whose_quotes_stand_in_it(text: str) -> None:
    for claim in claims("Mercenaires : " + text):
        assert ("Mercenaires : " + text)[claim.char_start : claim.char_end] == claim.quote


@pytest.mark.parametrize("who", ["l'un des élus", "une des infirmières", "le maire"])
def test_who_speaks_behind_the_quotation_is_the_claimant_also_where_the_parse_has_them_as_an_object(who: str) -> None:
    text = f"« Cinq gardes de Wagner ont été tués, je les ai vus », affirme {who}, sous le couvert de l'anonymat."
    assert [(c.figure_point, c.claimant) for c in claims(text)] == [(5, who)]
