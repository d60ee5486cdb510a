"""Many processes read while refreshes go out: no error, no mixed state, nobody waits."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import duckdb

from pipelines.warehouse.build import build
from pipelines.warehouse.publish import PUBLISHED, publish
from warehouse.small import NOW, incident, inputs, release

# Every release says Mali or Sudan in two tables; a reader that sees one of each has seen a mixed state.
READER = """
    import json, sys, duckdb
    from pathlib import Path
    home, reads, mixed = Path(sys.argv[1]), 0, 0
    while not (home / "stop").exists():
        con = duckdb.connect(str(home / "losses.duckdb"), read_only=True)
        one = con.execute("select country from fact_incidents").fetchall()[0][0]
        two = con.execute("select max(country) from losses_monthly where n_incidents > 0").fetchall()[0][0]
        con.close()
        reads, mixed = reads + 1, mixed + (one != two)
    print(json.dumps({"reads": reads, "mixed": mixed}))
"""


def readers_while_refreshing(home: Path, *, readers: int, refreshes: int) -> list[dict[str, int]]:
    """Publish two releases in turn while readers open, read and close; returns what each reader counted."""
    made = [
        build(home / f"{country}.duckdb", inputs(incidents=[incident(1, country=country)]), release())
        for country in ("MLI", "SDN")
    ]
    for number in range(refreshes + 1):
        staging = home / "staging.duckdb"
        staging.write_bytes(made[number % 2].staging.read_bytes())
        info = release(number + 1, released_at=NOW + dt.timedelta(minutes=number))
        with duckdb.connect(str(staging)) as con:
            con.execute("update releases set release_id = ?", [info.release_id])
        outcome = publish(replace(made[number % 2], staging=staging, release=info), home, now=NOW, keep=2).outcome
        assert outcome == "published"
        if number == 0:
            script = [sys.executable, "-c", textwrap.dedent(READER), str(home)]
            running = [
                subprocess.Popen(script, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                for _ in range(readers)
            ]
    (home / "stop").touch()
    counted = []
    for reader in running:
        said, complaint = reader.communicate(timeout=120)
        assert reader.returncode == 0, complaint
        counted.append(json.loads(said))
    return counted


def test_readers_see_one_release_or_the_other_while_refreshes_go_out(tmp_path: Path) -> None:
    counted = readers_while_refreshing(tmp_path, readers=3, refreshes=12)
    assert sum(reader["mixed"] for reader in counted) == 0
    assert (tmp_path / PUBLISHED).exists()
    assert len(list((tmp_path / "releases").glob("*.duckdb"))) == 2
