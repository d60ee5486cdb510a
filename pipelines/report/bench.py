"""How fast the report of many incidents is: making its pages, and using them in a real browser.

    python -m pipelines.report.bench --incidents 10000

What belongs here: measuring. What does not: judging a figure. The browser is Debian's Chromium without a graphics card. A
first view is measured until all that is in view is drawn and painted; an act with real keys and clicks, from the event to the
next picture on the screen that shows its whole effect. Long frames, the most that a key or click waits, are beside it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.report.site import write_report
from pipelines.warehouse.bench import as_table, measured
from pipelines.warehouse.build import build
from pipelines.warehouse.inputs import ReleaseInfo
from pipelines.warehouse.synthetic import synthetic

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CLAIMS_PER_INCIDENT = 6
TRIES = 5
_CALM = 150  # milliseconds between acts

# The pages mark each moment at which they have drawn all that was asked of them; what is painted after it counts too.
_WATCH = """
globalThis.acted = () => new Promise((done) => {
  let start = null;
  const began = (event) => { start ??= event.timeStamp; };
  for (const kind of ["keydown", "click"]) addEventListener(kind, began, { capture: true, once: true });
  const marks = new PerformanceObserver(() => {
    if (start === null) return;
    marks.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  });
  marks.observe({ type: "mark" });
});
globalThis.firstView = new Promise((done) => {
  new PerformanceObserver((list, marks) => {
    marks.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  }).observe({ type: "mark", buffered: true });
});
globalThis.waited = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) globalThis.waited = Math.max(globalThis.waited, entry.duration);
}).observe({ type: "event", durationThreshold: 16 });
"""


@dataclass(frozen=True)
class Act:
    """What a reader does: the words for it, what takes the focus, and the key that is pressed on it; a click where none is."""

    what: str
    on: str
    key: str | None = None


_FILTERS = ("rule", "effect", "perpetrator", "country", "employer")  # each narrows what those before it left
_ON_PAGES = {
    "index.html": [
        *(Act(f"filter by {name}, all pictures drawn", f"[name={name}]", "ArrowDown") for name in _FILTERS),
        Act("clear the filters, all pictures drawn", "[type=reset]"),
    ],
    "incidents.html": [
        *(Act(f"filter the table by {name}", f"[name={name}]", "ArrowDown") for name in _FILTERS),
        Act("clear the filters of the table", "[type=reset]"),
        *(
            Act(f"sort the table by {name}", f"[data-sort={name}]")
            for name in ("where", "best", "employer", "attacker")
        ),
        *(Act(f"search the table, letter {letter}", "[name=q]", letter) for letter in "mali"),
        *(Act("take a letter of the search back", "[name=q]", "Backspace") for _ in "mali"),
        Act("the next page of the table", "#pager button:nth-of-type(3)"),
    ],
}


def bench(incidents: int, folder: Path, *, tries: int = TRIES) -> list[dict[str, Any]]:
    """Rows of (what, seconds, cpu_seconds, beside, beside_seconds) of a made-up release of so many incidents.

    Without Chromium the pages are made, and not used.
    """
    info = ReleaseInfo("R000001", dt.datetime(2025, 1, 1, tzinfo=dt.UTC), "bench", {}, has_samples=False)
    result = build(folder / "made.duckdb", synthetic(incidents * CLAIMS_PER_INCIDENT, incidents), info)
    out: list[dict[str, Any]] = []
    with measured(out, f"make the report of {incidents:,} incidents", "wanted under", 20.0):
        write_report(result.staging, folder / "report")
    if CHROMIUM.exists():
        out += used(folder / "report", tries=tries)
    return out


def used(report: Path, *, tries: int = TRIES) -> list[dict[str, Any]]:
    """Rows of a report that stands, used in a browser: of each act the median of some tries, and the slowest of them all."""
    from playwright.sync_api import sync_playwright

    out: list[dict[str, Any]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS)
        for name, acts in _ON_PAGES.items():
            first, waited = [], []
            taken: list[list[float]] = [[] for _ in acts]
            for _ in range(tries):
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.add_init_script(_WATCH)
                page.goto(f"{report.as_uri()}/{name}")
                first.append(page.evaluate("firstView") / 1000)
                page.wait_for_timeout(_CALM)
                for act, times in zip(acts, taken, strict=True):
                    times.append(_act(page, act))
                waited.append(page.evaluate("waited") / 1000)
                page.close()
            out.append(_row(f"{name}: first view, drawn", statistics.median(first), "wanted under", 1.0))
            for act, times in zip(acts, taken, strict=True):
                out.append(_row(act.what, statistics.median(times), "the slowest", max(times)))
            out.append(_row(f"{name}: the longest wait for the next frame", max(waited), "wanted under", 0.1))
        browser.close()
    return out


def _act(page: Page, act: Act) -> float:
    page.focus(act.on)
    page.evaluate("globalThis.pending = acted(), null")  # not waited for yet
    if act.key:
        page.keyboard.press(act.key)
    else:
        page.click(act.on)
    seconds = page.evaluate("pending") / 1000
    page.wait_for_timeout(_CALM)
    return float(seconds)


def _row(what: str, seconds: float, beside: str, beside_seconds: float) -> dict[str, Any]:
    return {"what": what, "seconds": seconds, "cpu_seconds": None, "beside": beside, "beside_seconds": beside_seconds}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--report", type=Path, help="use this report, and make none")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = used(given.report) if given.report else bench(given.incidents, Path(folder))
    print(f"{as_table(rows)}\nload of the machine at the end: {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
