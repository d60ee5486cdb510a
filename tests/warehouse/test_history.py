"""What an analyst saw at a time, exactly: versions, their reasons, and where they end."""

import datetime as dt
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.schemas.quarantine import polars_schema
from pipelines.warehouse import history
from pipelines.warehouse.inputs import MODELS, STATE
from tests.warehouse import small

DAY = dt.timedelta(days=1)
START = dt.datetime(2025, 3, 1, 6, tzinfo=dt.UTC)
ENTRIES = {"kind": pl.String, "incident_id": pl.String, "other_id": pl.String}


@dataclass
class Ledger:
    """Releases one after another, a day apart, and the history that they leave."""

    rows: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=history.SCHEMA))
    releases: int = 0

    def release(
        self, code: str = "1", moves: list[tuple[str, str, str]] = (), rulings: Any = (), **frames: Any
    ) -> pl.DataFrame:  # type: ignore[assignment]
        """What a release adds; `moves` are entries of the ledger of ids."""
        inputs = small.inputs(**frames)
        now = history.Now(
            incidents=inputs.incidents,
            estimates=inputs.estimates,
            measures=inputs.measures,
            links=inputs.links,
            mentions=inputs.mentions,
            articles=inputs.articles,
            entries=pl.DataFrame(list(moves), schema=ENTRIES, orient="row"),
            rulings=list(rulings),
        )
        at = START + self.releases * DAY
        self.releases += 1
        added = history.incident_versions(
            self.rows, now, release_id=f"R{self.releases:06d}", recorded_at=at, code_version=code
        )
        self.rows = pl.concat([self.rows, added])
        return added

    def seen(self, at: dt.datetime) -> dict[str, Any]:
        """Contractors killed, best, of every incident that stood at a time, as `incidents_asof` has it."""
        rows = history.closed(self.rows).filter(
            (pl.col("recorded_from") <= at)
            & (pl.col("recorded_to").is_null() | (pl.col("recorded_to") > at))
            & ~pl.col("change").is_in(["withdrawn", "merged"])
        )
        return {
            row["incident_id"]: json.loads(row["state"])["deaths_contractors_best"]
            for row in rows.iter_rows(named=True)
        }


def killed(number: int, best: int) -> dict[str, Any]:
    return small.estimate(number, best, best, best)


def two_articles(**frames: Any) -> dict[str, Any]:
    """A second article tells the first incident too."""
    return {
        "articles": [small.article("a", 1), small.article("b", 2, published_on=dt.date(2024, 11, 25))],
        "mentions": [small.mention("a"), small.mention("b")],
        "claims": [small.claim("a"), small.claim("b")],
        "links": [small.link("a", 1), small.link("b", 1)],
    } | frames


def two_incidents(**frames: Any) -> dict[str, Any]:
    return (
        two_articles(
            links=[small.link("a", 1), small.link("b", 2)],
            incidents=[small.incident(1), small.incident(2)],
            estimates=[killed(1, 5), killed(2, 3)],
            measures=[small.measures(1), small.measures(2)],
        )
        | frames
    )


def one(added: pl.DataFrame) -> dict[str, Any]:
    assert added.height == 1, added
    return added.row(0, named=True)


def test_a_first_release_makes_every_incident_new() -> None:
    row = one(Ledger().release())
    assert (row["incident_id"], row["version"], row["change"], row["why"]) == ("CL-000001", 1, "new", "new article")
    assert json.loads(row["state"])["deaths_contractors_best"] == 5
    assert "deaths_contractors_best" in json.loads(row["changed"])


def test_a_release_that_changes_no_incident_adds_no_row() -> None:
    ledger = Ledger()
    ledger.release()
    assert ledger.release().is_empty()
    assert ledger.release(code="2").is_empty()


def test_a_new_article_that_moves_a_figure_is_an_update_that_says_what_moved_and_why() -> None:
    ledger = Ledger()
    ledger.release()
    row = one(ledger.release(**two_articles(estimates=[killed(1, 7)])))
    assert (row["version"], row["change"], row["why"]) == (2, "updated", "new article")
    assert {"deaths_contractors_low", "deaths_contractors_best", "deaths_contractors_high"} <= set(
        json.loads(row["changed"])
    )
    assert "place" not in json.loads(row["changed"])


def test_a_revised_article_is_told_from_a_new_one() -> None:
    ledger = Ledger()
    ledger.release()
    revised = {
        "articles": [small.article("a", 1), small.article("b", 2, article_key="id:art-a")],
        "mentions": [small.mention("a"), small.mention("b")],
        "claims": [small.claim("b")],
        "links": [small.link("b", 1)],
    }
    assert one(ledger.release(**revised, estimates=[killed(1, 6)]))["why"] == "revised article"


def test_an_article_that_is_taken_away_is_the_reason_where_it_moves_a_figure() -> None:
    ledger = Ledger()
    ledger.release(**two_articles(estimates=[killed(1, 7)]))
    assert one(ledger.release())["why"] == "an article no longer tells it"


def test_a_code_version_that_changes_old_rows_says_so() -> None:
    ledger = Ledger()
    ledger.release(code="1.0+aaa")
    row = one(ledger.release(code="1.1+bbb", estimates=[killed(1, 4)]))
    assert row["why"] == "code version 1.0+aaa → 1.1+bbb"


def test_an_incident_that_new_code_finds_in_an_old_article_is_new_by_the_code() -> None:
    ledger = Ledger()
    ledger.release(code="1.0+aaa", **two_articles(estimates=[killed(1, 5)]))
    found = ledger.release(code="1.1+bbb", **two_incidents(estimates=[killed(1, 5), killed(2, 3)]))
    assert (one(found)["change"], one(found)["why"]) == ("new", "code version 1.0+aaa → 1.1+bbb")


def test_a_ruling_that_moves_a_figure_is_named_with_its_reason() -> None:
    ledger = Ledger()
    ledger.release()
    ruling = {"ruling_id": "R-1", "why": "misread", "anchor": json.dumps({"document_id": small.doc("a")})}
    elsewhere = {"ruling_id": "R-2", "why": "other", "anchor": json.dumps({"document_id": small.doc("f")})}
    assert one(ledger.release(rulings=[ruling, elsewhere], estimates=[killed(1, 4)]))["why"] == "ruling R-1: misread"
    assert one(ledger.release())["why"] == "ruling R-1 no longer stands"


def test_a_merge_ends_one_incident_and_is_told_at_the_other() -> None:
    ledger = Ledger()
    ledger.release(**two_incidents())
    added = ledger.release(moves=[("merged", "CL-000002", "CL-000001")], **two_articles(estimates=[killed(1, 6)]))
    kept, gone = added.sort("incident_id").iter_rows(named=True)
    assert (gone["incident_id"], gone["change"], gone["why"], gone["state"]) == (
        "CL-000002",
        "merged",
        "merged into CL-000001",
        None,
    )
    assert kept["why"].startswith("merged with CL-000002")


def test_a_merge_into_what_was_itself_merged_names_the_one_that_stands() -> None:
    ledger = Ledger()
    ledger.release(**two_incidents())
    moves = [("merged", "CL-000002", "CL-000003"), ("merged", "CL-000003", "CL-000001")]
    added = ledger.release(moves=moves, **two_articles(estimates=[killed(1, 5)]))
    assert one(added)["why"] == "merged into CL-000001"


def test_a_split_mints_one_incident_and_is_told_at_the_other() -> None:
    ledger = Ledger()
    ledger.release(**two_articles(estimates=[killed(1, 8)]))
    added = ledger.release(moves=[("split", "CL-000002", "CL-000001")], **two_incidents())
    whole, part = added.sort("incident_id").iter_rows(named=True)
    assert (part["change"], part["version"], part["why"]) == ("split", 1, "split from CL-000001")
    assert whole["why"].startswith("CL-000002 was split off")


def test_incidents_that_a_person_takes_apart_again_are_split_from_each_other() -> None:
    ledger = Ledger()
    ledger.release(**two_incidents())
    moves = [("merged", "CL-000002", "CL-000001")]
    ledger.release(moves=moves, **two_articles(estimates=[killed(1, 8)]))
    back = ledger.release(moves=moves, **two_incidents()).filter(pl.col("incident_id") == "CL-000002")
    row = one(back)
    assert (row["change"], row["version"]) == ("split", 3)
    assert "merged into CL-000001" in row["why"]


def test_an_incident_that_no_article_tells_any_more_is_withdrawn_and_may_come_back() -> None:
    ledger = Ledger()
    ledger.release(**two_incidents())
    alone = {"estimates": [killed(1, 5)]}
    row = one(ledger.release(**alone))
    assert (row["incident_id"], row["change"], row["why"]) == ("CL-000002", "withdrawn", "no article tells it any more")
    assert ledger.release(**alone).is_empty()
    again = one(ledger.release(**two_incidents()))
    assert (again["change"], again["version"], again["why"]) == ("new", 3, "told again")


def test_what_an_analyst_saw_then_is_what_the_release_of_then_said() -> None:
    ledger = Ledger()
    ledger.release(**two_incidents())
    ledger.release(**two_incidents(estimates=[killed(1, 7), killed(2, 3)]))
    ledger.release(moves=[("merged", "CL-000002", "CL-000001")], **two_articles(estimates=[killed(1, 7)]))
    assert ledger.seen(START - DAY) == {}
    assert ledger.seen(START) == {"CL-000001": 5, "CL-000002": 3}
    assert ledger.seen(START + DAY - dt.timedelta(seconds=1)) == {"CL-000001": 5, "CL-000002": 3}
    assert ledger.seen(START + DAY) == {"CL-000001": 7, "CL-000002": 3}
    assert ledger.seen(START + 2 * DAY) == {"CL-000001": 7}
    assert ledger.seen(START + 99 * DAY) == {"CL-000001": 7}


def test_a_version_holds_from_the_newest_article_that_reports_it() -> None:
    row = one(Ledger().release(**two_articles()))
    assert row["valid_from"] == dt.datetime(2024, 11, 25, tzinfo=dt.UTC)


def test_an_article_that_only_recalls_an_incident_does_not_make_it_known_later() -> None:
    recalled = two_articles(mentions=[small.mention("a"), small.mention("b", role="background")])
    row = one(Ledger().release(**recalled))
    assert row["valid_from"] == dt.datetime(2024, 11, 23, tzinfo=dt.UTC)


def test_an_undated_article_counts_from_the_day_it_was_fetched() -> None:
    row = one(Ledger().release(articles=[small.article("a", 1, published_on=None)]))
    assert row["valid_from"] == dt.datetime(2024, 11, 24, 12, 1, tzinfo=dt.UTC)


def test_versions_end_where_the_next_begins_and_the_last_is_open() -> None:
    ledger = Ledger()
    ledger.release()
    ledger.release(**two_articles(estimates=[killed(1, 7)]))
    first, second = history.closed(ledger.rows).iter_rows(named=True)
    assert (first["recorded_to"], second["recorded_to"]) == (second["recorded_from"], None)
    assert (first["valid_to"], second["valid_to"]) == (second["valid_from"], None)


def test_older_evidence_that_is_found_late_leaves_the_corrected_version_no_time() -> None:
    ledger = Ledger()
    ledger.release(**two_articles())
    late = {"articles": [small.article("a", 1, published_on=dt.date(2024, 11, 22))], "estimates": [killed(1, 9)]}
    ledger.release(**late)
    first, _ = history.closed(ledger.rows).iter_rows(named=True)
    assert first["valid_to"] == first["valid_from"]


def test_rows_of_a_release_that_never_went_out_are_passed_over(tmp_path: Path) -> None:
    ledger = Ledger()
    table = history.table(tmp_path)
    table.append(ledger.release())
    table.append(ledger.release(**two_articles(estimates=[killed(1, 7)])))
    went_out = pl.DataFrame(
        {"release_id": ["R000001"], "released_at": [START]}, schema_overrides={"released_at": history.TIME}
    )
    assert history.read(tmp_path, went_out)["version"].to_list() == [1]
    assert history.read(tmp_path, went_out.clear()).is_empty()


def test_a_build_that_was_cut_off_and_made_again_under_the_same_id_counts_once(tmp_path: Path) -> None:
    ledger = Ledger()
    table = history.table(tmp_path)
    first = ledger.release()
    table.append(first)
    later = START + dt.timedelta(hours=1)
    table.append(first.with_columns(recorded_from=pl.lit(later)))
    went_out = pl.DataFrame(
        {"release_id": ["R000001"], "released_at": [later]}, schema_overrides={"released_at": history.TIME}
    )
    assert history.read(tmp_path, went_out)["recorded_from"].to_list() == [later]


def test_the_rows_are_the_same_whatever_the_order_of_the_frames() -> None:
    frames = two_incidents()
    turned = {name: rows[::-1] for name, rows in frames.items()}
    assert Ledger().release(**turned).equals(Ledger().release(**frames))


def test_the_state_of_an_incident_is_what_fact_incidents_says_of_it(tmp_path: Path) -> None:
    frames: dict[str, Any] = {
        "incidents": [
            small.incident(1, perpetrators=small.actors("jnim", "katiba_macina"), adm_1="Mopti", place="Bandiagara")
        ],
        "estimates": [
            small.estimate(1, 5, 5, 7, high_is_open=True, contested=True),
            small.estimate(1, 5, 5, 7, scope="employer", employer_id="wagner_group"),
            small.estimate(1, 7, 7, 7, victim_group="total"),
            small.estimate(1, 2, 2, 2, effect="wounded"),
        ],
    }
    row = one(Ledger().release(**frames))
    con, _ = small.built(tmp_path, **frames)
    names = ", ".join(STATE)
    told = con.sql(f"select {names} from fact_incidents").pl().row(0, named=True)
    con.close()
    known = json.loads(row["state"])
    assert known == {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in told.items()}


def test_the_warehouse_takes_the_history_and_shows_what_moved(tmp_path: Path) -> None:
    ledger = Ledger()
    ledger.release()
    ledger.release(**two_articles(estimates=[killed(1, 7)]))
    con, _ = small.built(tmp_path, history=history.closed(ledger.rows))
    moved = con.sql(
        "select incident_id, version, why, best_before, best_after, best_difference from revisions"
    ).fetchall()
    then = con.sql("select incident_id, deaths_contractors_best from incidents_asof('2025-03-01 12:00')").fetchall()
    later = con.sql("select incident_id, deaths_contractors_best from incidents_asof('2025-03-02 12:00')").fetchall()
    con.close()
    assert moved == [("CL-000001", 2, "new article", 5, 7, 2)]
    assert (then, later) == ([("CL-000001", 5)], [("CL-000001", 7)])


def test_the_closed_history_has_the_columns_that_the_warehouse_takes() -> None:
    ledger = Ledger()
    ledger.release()
    assert history.closed(ledger.rows).columns == list(polars_schema(MODELS["history"]))
