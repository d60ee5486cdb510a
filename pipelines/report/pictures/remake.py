"""The pictures of the README, taken in a real browser of a real report and a running Dagster UI.

    python -m pipelines.report.pictures.remake report data/report
    python -m pipelines.report.pictures.remake ui http://127.0.0.1:3000

What belongs here: what is in view. What does not: making the data. The first needs a report of the sample articles. The
second clicks as the README tells an operator to, up to the last button; it needs days of fetching with documents, and shows
days as unsynced only after a change of code that the UI has loaded.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

_HERE = Path(__file__).parent
_CHROMIUM = "/usr/bin/chromium"
_SETTLED = 4_000  # milliseconds after which the Dagster UI has drawn what it asked for
_COLOURS = 160  # of a palette: text stays sharp, a picture takes a fifth of the bytes
Box = tuple[int, int, int, int]


def report(folder: Path) -> None:
    """The front, an incident, the table, coverage, and two pages as a phone shows them, of the report in `folder`."""

    def take(page: Page) -> None:
        def opened(name: str, width: int, height: int) -> None:
            page.set_viewport_size({"width": width, "height": height})
            page.goto((folder.resolve() / name).as_uri())
            page.wait_for_timeout(900)

        opened("index.html", 1240, 900)
        _keep(page, "report", (0, 115, 1240, 1010))
        page.get_by_role("link", name="Mopti, Mali").first.click()
        page.wait_for_selector(".picture svg")
        incident = page.url.rsplit("/", 1)[-1]
        picture = page.locator(".picture").first.bounding_box() or {"y": 0.0, "height": 500.0}
        _keep(page, "claims", (20, int(picture["y"]), 1220, int(picture["y"] + picture["height"])))
        opened("incidents.html", 1240, 900)
        _keep(page, "table", (0, 115, 1240, 720))
        opened("coverage.html", 1240, 900)
        _keep(page, "coverage", (0, 115, 1240, 720))
        views = []
        for name in ("index.html", f"incidents/{incident}", "contested.html"):
            opened(name, 390, 800)
            page.evaluate("document.querySelector('.samples')?.remove()")
            views.append(_shot(page, (0, 0, 390, 800)))
        phone = Image.new("RGB", (3 * 410 - 20, 800), "white")
        for at, view in enumerate(views):
            phone.paste(view, (at * 410, 0))
        _save(phone, "phone")

    _browse(take)


def ui(address: str) -> None:
    """The lineage, and what an operator sees before a backfill, of stale days, of rejects and of the schedule."""

    def take(page: Page) -> None:
        def opened(path: str) -> None:
            page.goto(address.rstrip("/") + path)
            page.wait_for_timeout(_SETTLED)

        page.set_viewport_size({"width": 1640, "height": 420})
        opened("/assets/estimates?view=lineage&lineageScope=upstream&lineageDepth=4")
        _keep(page, "lineage", (240, 0, 1640, 420))
        page.set_viewport_size({"width": 1280, "height": 640})
        opened("/asset-groups")
        page.get_by_text("Materialize all").first.wait_for()
        page.get_by_text("Materialize all").first.click()
        page.wait_for_timeout(1_500)
        page.get_by_role("button", name="All", exact=True).last.click()
        page.wait_for_timeout(1_500)
        dialog = page.get_by_role("dialog").last.bounding_box() or {
            "x": 290.0,
            "y": 70.0,
            "width": 700.0,
            "height": 560.0,
        }
        x, y = int(dialog["x"]), int(dialog["y"])
        _keep(page, "backfill", (x, y, x + int(dialog["width"]), y + int(dialog["height"])))
        opened("/assets/claims?view=partitions&partition=" + _first_day(page, address))
        unsynced = page.get_by_text("Unsynced").first
        if unsynced.count():
            unsynced.hover()
            page.wait_for_timeout(1_000)
            _keep(page, "stale", (240, 0, 1280, 470))
        opened("/assets/rejects?view=events")
        page.get_by_text(re.compile(r"\d:\d\d [AP]M$")).nth(1).click()  # the release before the last
        page.wait_for_timeout(1_000)
        _keep(page, "rejects", (240, 0, 1280, 400))
        opened("/automation")
        _keep(page, "schedule", (240, 0, 1280, 480))

    _browse(take)


def _first_day(page: Page, address: str) -> str:
    """A day with claims: the first of the list."""
    page.goto(address.rstrip("/") + "/assets/claims?view=partitions")
    page.wait_for_timeout(_SETTLED)
    return page.get_by_text("20").filter(has_text="-").last.inner_text().strip()[:10]


def _browse(take: Callable[[Page], None]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        take(browser.new_page(color_scheme="light"))
        browser.close()


def _shot(page: Page, box: Box) -> Image.Image:
    picture = Image.open(io.BytesIO(page.screenshot(full_page=box[3] > 900)))
    return picture.convert("RGB").crop((*box[:2], min(box[2], picture.width), min(box[3], picture.height)))


def _keep(page: Page, name: str, box: Box) -> None:
    _save(_shot(page, box), name)


def _save(picture: Image.Image, name: str) -> None:
    picture.quantize(_COLOURS).save(_HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    {"report": lambda where: report(Path(where)), "ui": ui}[sys.argv[1]](sys.argv[2])
