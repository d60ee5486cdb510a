"""The command line, a file a group of commands: each reads its arguments, calls what does the work, and prints.

Here belong words on a screen and exit statuses; nothing is computed here. Heavy libraries are imported inside the commands.
"""

from __future__ import annotations

import datetime as dt
import unicodedata

import typer
from rich.console import Console
from rich.markup import escape

# What people read goes to standard error where standard output is for programs.
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def fail(message: str, status: int = 2) -> typer.Exit:
    """An error that names the thing and the next step; never a traceback."""
    err.print(f"[bold red]error:[/] {escape(clean(message))}")
    return typer.Exit(status)


def clean(text: str) -> str:
    """Hostile text on a terminal: no escape sequences, no direction overrides."""
    return "".join("�" if unicodedata.category(c)[0] == "C" and c != "\n" else c for c in text)


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
