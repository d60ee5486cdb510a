"""The report in a real browser, opened from disk as a reader opens it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipelines.report.site import PAGES, write_report
from tests.warehouse import small

pytestmark = pytest.mark.browser
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">\u202etxt"
SEEN = HOSTILE.replace("\u202e", "")


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    """Three incidents: five dead in Mali (contested), two in Sudan, and one that a hostile article tells of."""
    folder = tmp_path_factory.mktemp("report")
    con, result = small.built(
        folder,
        articles=[
            small.article("a", 1, url="https://a.example/one"),
            small.article("b", 2),
            small.article("c", 3, title=HOSTILE, publisher=HOSTILE, url="javascript:document.title='owned'"),
        ],
        mentions=[small.mention(letter) for letter in "abc"],
        claims=[
            small.claim("a"),
            small.claim("a", 1, claimant="JNIM", claimant_type="perpetrator", figure_min=9, figure_point=9)
            | {"figure_max": None, "modifier": "at_least"},
            small.claim("b", figure_min=2, figure_max=2, figure_point=2),
            small.claim("c", claimant=HOSTILE, quote=f"{HOSTILE} one", figure_min=1, figure_max=1, figure_point=1),
        ],
        links=[small.link("a", 1), small.link("b", 2), small.link("c", 3)],
        incidents=[
            small.incident(1, place="Mopti", latitude=14.5, longitude=-4.2, where_prec=1),
            small.incident(2, country="SDN", date_start=dt.date(2024, 10, 2), date_end=dt.date(2024, 10, 2)),
            small.incident(3, place=HOSTILE, date_start=dt.date(2023, 1, 5), date_end=dt.date(2023, 1, 5)),
        ],
        estimates=[
            row
            for number, low, best, high in ((1, 5, 5, 9), (2, 2, 2, 2), (3, 1, 1, 1))
            for row in (
                small.estimate(number, low, best, high, contested=number == 1),
                small.estimate(number, low, None, high, rule_id="airwars_range"),
            )
        ],
        measures=[small.measures(1, figures_contested=True), small.measures(2), small.measures(3)],
        coverage=[
            {
                "country": "MLI",
                "date_from": dt.date(2024, 11, 1),
                "date_to": dt.date(2024, 11, 30),
                "why": "read in full",
            }
        ],
    )
    con.close()
    write_report(result.staging, folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """A page that fails the test for an error on its console, and for any request that is none of a file of its own."""
    troubles: list[str] = []
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    page.on("console", lambda said: troubles.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else troubles.append(r.url))
    yield page
    page.close()
    assert troubles == []


def opened(page: Page, report: Path, name: str) -> None:
    page.goto(f"{report.as_uri()}/{name}")


def test_a_filter_acts_on_sums_series_map_and_list_at_once_and_stands_in_the_address(page, report):
    opened(page, report, "index.html")
    expect(page.locator("#sum .big b")).to_have_text("8")
    expect(page.locator("#latest li")).to_have_count(3)
    page.get_by_label("Country").select_option("SDN")
    expect(page.locator("#sum .big b")).to_have_text("2")
    expect(page.locator("#latest li")).to_have_count(1)
    expect(page.locator("#months svg").first).to_have_attribute("aria-label", "Wagner Group: 2024-10 2")
    expect(page.locator("#map")).to_contain_text("0 incidents have a place")
    assert page.url.endswith("#country=SDN")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#sum .big b")).to_have_text("8")


def test_a_cited_address_opens_the_same_view_and_goes_along_to_the_table(page, report):
    opened(page, report, "index.html#from=2024-11&rule=airwars_range")
    expect(page.locator("#sum .big b")).to_have_text("5–9")
    page.get_by_role("link", name="All incidents of this selection").click()
    expect(page.locator("#count")).to_have_text("1 incident")
    expect(page.get_by_label("Rule")).to_have_value("airwars_range")


def test_the_table_is_sorted_and_searched(page, report):
    opened(page, report, "incidents.html")
    ids = page.locator("#table tbody tr td:last-child")
    expect(ids).to_have_text(["CL-000001", "CL-000002", "CL-000003"])
    page.get_by_role("button", name="Best").click()
    expect(page.get_by_role("columnheader", name="Best")).to_have_attribute("aria-sort", "descending")
    page.get_by_role("button", name="Best").click()
    expect(ids).to_have_text(["CL-000003", "CL-000002", "CL-000001"])
    page.get_by_label("Search").fill("MOPTÍ")
    expect(ids).to_have_text(["CL-000001"])
    assert "q=" in page.url


def test_an_incident_shows_who_says_what_beside_what_each_rule_makes_of_it(page, report):
    opened(page, report, "incidents/CL-000001.html")
    picture = page.locator(".picture").first
    expect(picture.locator("svg").last).to_be_visible()
    for text in ("UCDP: lower of reliable", "JNIM", "at least 9"):
        expect(picture.get_by_text(text, exact=True).first).to_be_visible()
    expect(page.locator("mark").first).to_be_visible()
    expect(page.locator(".cite a").first).to_have_attribute("href", "https://a.example/one")


def test_the_keyboard_alone_is_enough(page, report):
    opened(page, report, "incidents.html")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("Country").focus()
    page.keyboard.type("Sud")
    expect(page.locator("#count")).to_contain_text("1 incident")
    page.locator("#table tbody a").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_title("CL-000002: 2024-10-02, Sudan · release R000001")


def test_no_page_scrolls_sideways_on_a_phone(page, report):
    page.set_viewport_size({"width": 390, "height": 800})
    for name in (*(f"{one}.html" for one in PAGES), "incidents/CL-000001.html", "incidents/CL-000003.html"):
        opened(page, report, name)
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name


def test_a_hostile_article_is_text_wherever_it_stands(page, report):
    opened(page, report, "incidents.html")
    expect(page.locator("#table")).to_contain_text(SEEN)
    opened(page, report, "index.html")
    expect(page.locator("#latest")).to_contain_text(SEEN)
    opened(page, report, "incidents/CL-000003.html")
    expect(page.locator("h1")).to_contain_text(SEEN)
    expect(page.locator(".cards")).to_contain_text("javascript:document.title='owned'")
    assert page.locator("img, a[href^='javascript']").count() == 0
    assert "owned" not in page.title().replace("document.title='owned'", "")


def contrast(page: Page, selector: str) -> list[tuple[str, float, float]]:
    """(text, contrast of its colour with what lies behind it, least contrast by WCAG 2.2 AA) of the elements with own text."""
    return page.evaluate(
        """(selector) => {
          const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          const rgba = (colour) => {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
            return [r, g, b, a / 255];
          };
          const over = (top, below) => [0, 1, 2].map((k) => top[k] * top[3] + below[k] * (1 - top[3])).concat(1);
          const light = ([r, g, b]) => {
            const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
            return 0.2126 * x + 0.7152 * y + 0.0722 * z;
          };
          const behind = (node) => {
            const chain = [];
            for (let at = node; at; at = at.parentElement) chain.unshift(rgba(getComputedStyle(at).backgroundColor));
            return chain.reduce((below, top) => over(top, below), [255, 255, 255, 1]);
          };
          return [...document.querySelectorAll(selector)].filter((node) =>
            [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()) &&
            node.getClientRects().length &&
            !node.closest("script, :disabled, option"))
            .map((node) => {
              const style = getComputedStyle(node);
              const ground = behind(node);
              const colour = over(rgba(node.closest("svg") ? style.fill : style.color), ground);
              const [a, b] = [light(colour), light(ground)].sort((x, y) => y - x);
              const size = parseFloat(style.fontSize);
              const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
              return [node.textContent.trim().slice(0, 40), (a + 0.05) / (b + 0.05), large ? 3 : 4.5];
            });
        }""",
        selector,
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground_by_wcag_aa(page, report, scheme):
    page.emulate_media(color_scheme=scheme)
    for name in (*(f"{one}.html" for one in PAGES), "incidents/CL-000001.html"):
        opened(page, report, name)
        if name == "index.html":
            expect(page.locator("#latest li").first).to_be_visible()
        found = contrast(page, "body *")
        assert len(found) > 20, name
        assert [one for one in found if one[1] < one[2]] == [], name


def test_lines_and_marks_of_the_pictures_stand_out_from_the_page(page, report):
    """WCAG 2.2, 1.4.11: three to one for what a picture says by colour."""
    opened(page, report, "index.html")
    for name in ("--best", "--accent", "--attackers", "--hit", "--outlet", "--others", "--focus"):
        page.evaluate(
            "(name) => { const node = document.getElementById('probe') ?? document.createElement('p'); node.id = 'probe'; "
            "node.textContent = name; node.style.color = `var(${name})`; document.querySelector('main').append(node); }",
            name,
        )
        assert contrast(page, "#probe")[0][1] >= 3, name


def test_every_picture_says_in_words_what_it_shows(page, report):
    opened(page, report, "index.html")
    expect(page.locator("#latest li").first).to_be_visible()
    pictures = page.locator(".chart svg")
    assert pictures.count() >= 3
    for at in range(pictures.count()):
        assert len(pictures.nth(at).get_attribute("aria-label") or "") > 20
    opened(page, report, "incidents/CL-000001.html")
    label = page.locator(".picture").first.get_attribute("aria-label")
    assert "JNIM says at least 9" in label and "UCDP: lower of reliable gives 5 (5–9)" in label


def test_a_month_is_a_zero_on_green_ground_alone(page, report):
    opened(page, report, "index.html#country=MLI")
    ground = page.locator("#months [aria-label='in coverage']")
    expect(ground).to_have_count(1)
    page.get_by_label("Country").select_option("SDN")
    expect(page.locator("#months svg").first).to_be_visible()
    expect(ground).to_have_count(0)


def test_a_printed_page_leaves_out_controls_and_keeps_the_figures(page, report):
    opened(page, report, "index.html")
    page.emulate_media(media="print")
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("nav").first).to_be_hidden()
    expect(page.locator("#sum .big b")).to_be_visible()
    expect(page.locator(".from").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf().startswith(b"%PDF")


def test_what_waits_to_be_drawn_is_drawn_before_printing(page, report):
    opened(page, report, "index.html")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#months svg").count() >= 1
    assert page.locator("#latest li").count() == 3


def test_on_a_phone_a_row_of_the_table_is_a_card_that_names_its_figures(page, report):
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, report, "incidents.html")
    expect(page.locator("#table tbody tr").first).to_be_visible()
    box = page.locator("#table tbody td[data-label='Attackers']").first.bounding_box()
    assert box["x"] + box["width"] <= 390
    page.get_by_role("button", name="Best").click()
    expect(page.get_by_role("columnheader", name="Best")).to_have_attribute("aria-sort", "descending")


def test_a_link_to_a_table_of_the_dictionary_opens_it(page, report):
    opened(page, report, "data.html#fact_claims")
    expect(page.locator("#fact_claims table")).to_be_visible()


def test_what_a_picture_shows_follows_the_pointer_and_a_click_on_a_disc_opens_its_incident(page, report):
    opened(page, report, "index.html")
    page.locator("#months svg").first.hover(position={"x": 200, "y": 40})
    expect(page.locator("#months .tip").first).to_have_text(re.compile(r"20\d\d-\d\d: [\s\S]+ incident"))
    where = page.locator("#map svg")
    where.scroll_into_view_if_needed()
    box = where.bounding_box()
    for across in range(0, int(box["width"]), 12):
        for down in range(0, int(box["height"]), 24):
            page.mouse.move(box["x"] + across, box["y"] + down)
            if page.locator("#map .tip").is_visible():
                expect(page.locator("#map .tip")).to_contain_text("Mopti, Mali, 2024-11-21\n5 (5–9)")
                page.mouse.click(box["x"] + across, box["y"] + down)
                expect(page).to_have_title(re.compile("CL-000001"))
                return
    raise AssertionError("no disc on the map answers to the pointer")


def test_the_pictures_are_read_with_the_arrow_keys_and_a_disc_opens_with_enter(page, report):
    opened(page, report, "index.html")
    page.locator("#months svg").first.focus()
    page.keyboard.press("Home")
    expect(page.locator("#months .tip").first).to_contain_text("2023-01: 1")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#months .tip").first).to_contain_text("2024-10: 2")
    page.locator("#cumulative svg").focus()
    page.keyboard.press("End")
    expect(page.locator("#cumulative .tip")).to_contain_text("By 2024-11-21: 8, 8 to 12")
    page.locator("#map svg").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#map .tip")).to_contain_text("Mopti, Mali, 2024-11-21")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("CL-000001"))
