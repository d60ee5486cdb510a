"""Many processes read while refreshes go out: no error, no mixed state, nobody waits."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import duckdb
import yaml
from dagster._core.instance.ref import InstanceRef

from pipelines.settings import PROJECT_ROOT
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


def test_the_commented_block_of_dagster_yaml_puts_storage_on_a_postgresql_server(tmp_path: Path) -> None:
    said = (PROJECT_ROOT / "dagster.yaml").read_text(encoding="utf-8")
    block = re.search(r"^# storage:\n(?:#   .*\n)+", said, re.MULTILINE)
    assert block
    settings = yaml.safe_load(said) | yaml.safe_load(re.sub("^# ", "", block.group(), flags=re.MULTILINE))
    (tmp_path / "dagster.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    storage = InstanceRef.from_dir(str(tmp_path)).storage_data
    assert (storage.module_name, storage.class_name) == ("dagster_postgres", "DagsterPostgresStorage")
    assert storage.config_dict == {"postgres_url": {"env": "DAGSTER_PG_URL"}}
