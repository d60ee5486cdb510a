"""A series of losses with its band, drawn from the published file: a marimo notebook to start one's own work from.

`marimo edit pipelines/warehouse/notebook.py` opens it, `marimo run` shows it without code, and
`python pipelines/warehouse/notebook.py [--country MLI] [--period quarter] [--save FILE.png]` runs it as a script. It reads
`LOSSES_HOME/losses.duckdb` and writes nothing there.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Losses of military contractors")


@app.cell
def imports():
    import duckdb
    import marimo as mo
    import polars as pl
    from matplotlib.figure import Figure

    from pipelines.settings import Settings

    return Figure, Settings, duckdb, mo, pl


@app.cell
def warehouse(Settings, duckdb, mo):
    path = Settings().warehouse
    mo.stop(not path.exists(), mo.md(f"Nothing is published at `{path}`: `losses run` makes it."))
    con = duckdb.connect(str(path), read_only=True)
    release, has_samples = con.execute(
        "select release_id, has_samples from releases order by released_at desc, release_id desc limit 1"
    ).fetchall()[0]
    warning = "These are the invented sample articles, and no record of facts. " if has_samples else ""
    print(f"release {release}. {warning}".strip())
    mo.md(
        f"""
        # Losses of military contractors

        {warning}From release {release} of `{path.name}`. The line is the best estimate, the band runs from the lowest to the
        highest. A gap is a period of which nothing is known; a zero stands only where the news of that period was read.
        """
    )
    return (con,)


@app.cell
def choices(con, mo):
    def one_of(query):
        return [row[0] for row in con.execute(query).fetchall()]

    given = mo.cli_args()
    countries = one_of("select distinct country from fact_incident_losses where country is not null order by country")
    lines = one_of("select distinct employer_line_id from fact_incident_losses order by employer_line_id")
    rules = one_of("select rule_id from dim_rule order by not is_default, rule_id")
    period = mo.ui.dropdown(["day", "week", "month", "quarter", "year"], given.get("period") or "quarter", label="per")
    effect = mo.ui.dropdown(
        ["killed", "wounded", "captured", "missing"], given.get("effect") or "killed", label="effect"
    )
    country = mo.ui.dropdown(countries, given.get("country"), label="country (none: all)", allow_select_none=True)
    employer = mo.ui.dropdown(lines, given.get("employer"), label="employer (none: all)", allow_select_none=True)
    rule = mo.ui.dropdown(rules, given.get("rule") or rules[0], label="rule")
    mo.hstack([effect, country, employer, period, rule], justify="start", wrap=True)
    return country, effect, employer, given, period, rule


@app.cell
def rows(con, country, effect, employer, period, rule):
    series = con.sql(
        """
        select period_start, low, best, high, high_is_open, n_incidents, n_unknown, in_coverage
        from losses(period := $period, employer := $employer, country := $country, rule := $rule)
        where effect = $effect
        order by period_start nulls last
        """,
        params={
            "period": period.value,
            "employer": employer.value,
            "country": country.value,
            "rule": rule.value,
            "effect": effect.value,
        },
    ).pl()
    return (series,)


@app.cell
def drawn(Figure, country, effect, employer, given, period, pl, series):
    dated = series.drop_nulls("period_start")
    told = dated.filter(pl.col("n_incidents") > 0)
    # from the first period that tells of losses to the last, gaps in between included
    span = dated.filter(pl.col("period_start").is_between(told["period_start"].min(), told["period_start"].max()))
    figure = Figure(figsize=(10, 4.5), layout="constrained")
    axes = figure.add_subplot()
    # a block from the lowest to the highest for each period, with the best across it: what is unknown stays empty
    step = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}[period.value]
    blocks = span.with_columns(until=pl.col("period_start").dt.offset_by(step))
    band = blocks.drop_nulls(["low", "high"])
    axes.bar(
        band["period_start"].to_list(),
        (band["high"] - band["low"]).to_list(),
        (band["until"] - band["period_start"]).to_list(),
        band["low"].to_list(),
        align="edge",
        color="#9b2d20",
        alpha=0.25,
        label="low – high",
    )
    line = blocks.drop_nulls("best")
    axes.hlines(
        *(line[name].to_list() for name in ("best", "period_start", "until")), color="#9b2d20", lw=2, label="best"
    )
    axes.set_title(
        f"Contractors {effect.value}, {employer.value or 'all employers'}, {country.value or 'all countries'}"
    )
    axes.set_ylim(bottom=0)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", alpha=0.3)
    axes.legend(frameon=False)
    if given.get("save"):
        figure.savefig(given["save"], dpi=144)
    sums = " / ".join(str(series[name].sum()) for name in ("low", "best", "high"))
    undated = series.filter(pl.col("period_start").is_null())["n_incidents"].sum()
    print(f"{effect.value}: {sums} (low / best / high) in {series['n_incidents'].sum()} incidents")
    print(f"{series['n_unknown'].sum()} of them without a figure, {undated} in no single period")
    figure
    return


@app.cell
def behind(con, country, effect, employer, mo, rule):
    incidents = con.sql(
        """
        select wide.incident_id, wide.date_start, wide.country, wide.place, wide.employers, losses.low, losses.best,
               losses.high, wide.figures_contested, wide.grade, wide.number_of_sources
        from fact_incident_losses as losses
        inner join incidents_wide as wide on losses.incident_id = wide.incident_id
        where losses.effect = $effect and losses.rule_id = $rule
            and ($country is null or losses.country = $country)
            and ($employer is null or losses.employer_line_id = $employer)
        order by wide.date_start, wide.incident_id
        """,
        params={"effect": effect.value, "rule": rule.value, "country": country.value, "employer": employer.value},
    ).pl()
    print(f"incidents behind it: {', '.join(incidents['incident_id'].head(5)) or 'none'}")
    mo.vstack([mo.md("## The incidents behind it"), mo.ui.table(incidents, selection=None)])
    return


if __name__ == "__main__":
    app.run()
