"""Many processes that read the published file while refreshes go out: what they see, and how long they wait.

Here belongs setting both going and counting. What does not: building what goes out, and judging what was counted.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.warehouse.build import BuildResult
from pipelines.warehouse.publish import publish

# Opens the file as an analyst does, over and over. What a release says of its rows must be so in each table, or the reader has
# seen parts of two. After the last refresh it reads on alone, to compare with.
_READER = """
import json, sys, time, duckdb
from pathlib import Path
home, taken, alone, mixed = Path(sys.argv[1]), [], [], 0
while True:
    stopped = (home / "stop").exists()
    start = time.perf_counter()
    con = duckdb.connect(str(home / "losses.duckdb"), read_only=True)
    said = con.execute("select table_rows from releases order by released_at desc, release_id desc limit 1").fetchall()[0][0]
    tables = ("fact_incidents", "fact_claims", "dim_article")
    found = {t: con.execute(f"select count(*) from {t}").fetchall()[0][0] for t in tables}
    con.execute("select sum(best) from losses_monthly where effect = 'killed'").fetchall()
    con.close()
    (alone if stopped else taken).append(time.perf_counter() - start)
    mixed += any(json.loads(said)[table] != rows for table, rows in found.items())
    if stopped and len(alone) >= 5:
        break
print(json.dumps({"mixed": mixed, "taken": taken, "alone": alone}))
"""


@dataclass(frozen=True)
class Counted:
    """What all readers together counted: reads while refreshes went out, those that saw parts of two releases, and the seconds
    that a read took then, and afterwards with no refresh beside it."""

    reads: int
    mixed: int
    taken: list[float]
    alone: list[float]


def readers_while_refreshing(home: Path, builds: Sequence[BuildResult], *, readers: int, refreshes: int) -> Counted:
    """Publish copies of `builds` in turn below `home`, `refreshes` times, while so many processes open, read and close.

    Raises RuntimeError with the complaint of a reader that failed.
    """
    _publish(home, builds[0], 0)
    command = [sys.executable, "-c", _READER, str(home)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own
        for _ in range(readers)
    ]
    try:
        for number in range(1, refreshes + 1):
            _publish(home, builds[number % len(builds)], number)
        (home / "stop").touch()
        counted = []
        for reader in running:
            said, complaint = reader.communicate(timeout=300)
            if reader.returncode:
                raise RuntimeError(
                    f"A reader failed while refreshes went out: {complaint.strip()[:400]} … {complaint.strip()[-400:]}"
                )
            counted.append(json.loads(said))
    finally:
        for reader in running:
            reader.kill()
    taken = [seconds for one in counted for seconds in one["taken"]]
    alone = [seconds for one in counted for seconds in one["alone"]]
    return Counted(len(taken), sum(one["mixed"] for one in counted), taken, alone)


def _publish(home: Path, made: BuildResult, number: int) -> None:
    """Send out a copy of a build, as it came from building, as a release of its own."""
    now = made.release.released_at + dt.timedelta(minutes=number)
    staging = home / "staging.duckdb"
    shutil.copyfile(made.staging, staging)
    info = replace(made.release, release_id=f"R{number + 1:06d}", released_at=now)
    publish(replace(made, staging=staging, release=info), home, now=now, keep=2)
