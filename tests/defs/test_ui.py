"""The Dagster UI in a real browser, as an operator opens it on the first day."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipelines.defs.refresh import refresh
from pipelines.settings import Settings

pytestmark = pytest.mark.browser
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip
expect.set_options(timeout=60_000)
SLOW = 300_000  # a run on two busy cores; on a quiet machine it takes a tenth


@pytest.fixture
def served(home: Settings) -> Iterator[str]:
    """`losses ui` on a free port, as `make ui` starts it, stopped as a service manager stops it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "losses"), "ui", "--port", str(port)]
    log = home.home.parent / "ui.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=os.environ.copy())
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(240):
                assert process.poll() is None, log.read_text()[-2000:]
                try:
                    httpx.get(f"{address}/server_info", timeout=2)
                    break
                except httpx.HTTPError:
                    time.sleep(1)
            yield address
        finally:
            process.terminate()
            assert process.wait(60) == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


def open_page(browser: Browser, off_machine: list[str]) -> Page:
    page = browser.new_page(viewport={"width": 1500, "height": 900})
    page.set_default_timeout(60_000)

    def watch(url: str) -> None:
        if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:", "about:")):
            off_machine.append(url)

    page.on("request", lambda request: watch(request.url))
    return page


def test_materialize_all_turns_green_and_publishes(served, browser, home):
    off_machine: list[str] = []
    page = open_page(browser, off_machine)
    page.goto(f"{served}/asset-groups")
    for group in (
        "a_archive",
        "b_articles",
        "c_claims",
        "d_incidents",
        "e_estimates",
        "f_dimensions",
        "g_facts",
        "h_release",
    ):
        expect(page.get_by_text(group).first).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.get_by_text("Materialize all").first.click()
    page.get_by_role("button", name="Latest").click()
    page.get_by_role("button", name="Launch").click()
    # Until the dialog is gone the launch is still on its way, and leaving the page would drop it.
    expect(page.get_by_text("Partition selection")).to_have_count(0)
    page.goto(f"{served}/runs")
    expect(page.get_by_text("Success").first).to_be_visible(timeout=SLOW)

    with duckdb.connect(str(home.warehouse), read_only=True) as con:
        assert con.sql("select count(*) > 10 from fact_incidents").fetchall() == [(True,)]
    page.goto(f"{served}/assets/claims")
    expect(page.get_by_text("Row count")).to_be_visible()
    expect(page.get_by_text("The exact words that carry the claim")).to_be_visible()
    assert off_machine == []


HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


def test_a_hostile_article_is_text_in_the_ui_too(home, browser, tmp_path, request):
    """Script in the name of the file, title, publisher, address, claimant and quote, and an override of direction."""
    folder = tmp_path / "given"
    folder.mkdir()
    article = folder / "<img src=x onerror=alert(1)>.txt"
    article.write_text(
        f"{HOSTILE} attack\n\nPARIS, July 5, 2024 - Two Wagner fighters \u202e{HOSTILE} were killed near Hombori in Mali on "
        f"Thursday, said Colonel {HOSTILE} Keita of the Malian army.\n\n"
        "Five Wagner fighters were killed near Hombori on Thursday.",
        encoding="utf-8",
    )
    (folder / f"{article.name}.meta.json").write_text(
        json.dumps({"title": HOSTILE, "publisher": HOSTILE, "url": "javascript:document.title='owned'"}),
        encoding="utf-8",
    )
    refresh([folder], home)
    served = request.getfixturevalue("served")
    off_machine: list[str] = []
    page = open_page(browser, off_machine)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    today = dt.datetime.now(dt.UTC).date().isoformat()
    for path, said in (
        (f"assets/raw_documents?view=partitions&partition={today}", "onerror=alert(1)"),
        (f"assets/claims?view=partitions&partition={today}", "Five Wagner fighters were killed"),
    ):
        page.goto(f"{served}/{path}")
        expect(page.get_by_text(said).first).to_be_visible()
        assert page.locator("img[src='x'], a[href^='javascript']").count() == 0
        assert "\u202e" not in page.content()
        assert page.title() != "owned"
    assert dialogs == []
    assert off_machine == []
