"""python -m db …: what is done without a browser, by people and by cron. Each command calls one function.

A register that cannot be opened or changed is a sentence in Thai and English and exit code 1; a wrong value is one and
2.
"""

import json
import os
import signal
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from db import announcement_cases, announcement_files, announcement_reading, check, fill, kpis, reading_score, samples
from db.access import Actor
from db.filters import asked
from db.refusals import Refused
from db.sheets import commands as sheets
from db.sheets.settings import MOST
from db.store import Store
from thai.words import N_, translate

ACTOR = Actor("python -m db")
PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def store() -> Store:
    """The register in the folder SAAN_HOME (./data)."""
    return Store.open(os.environ.get("SAAN_HOME", "data"))


@contextmanager
def in_words(code: int = 1) -> Iterator[None]:
    """Ends the command with a refusal's sentences, in Thai and English, and this exit code."""
    try:
        yield
    except Refused as refused:
        for problem in refused.problems:
            for language in ("th", "en"):
                click.echo(translate(problem.message, language, **problem.values), err=True)
        sys.exit(code)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Saan, the register of a network and its trainings, without a browser.

    The register is in the folder SAAN_HOME (./data).
    """


@commands.command("kpis")
@click.option(
    "--fiscal-year", metavar="YEAR", help="Of the Buddhist era, such as 2565: 1 October 2564 to 30 September 2565."
)
@click.option("--scheme", metavar="KEY", help="A way to divide the country: region4, region6, inspection18, prd8 …")
@click.option("--area", metavar="NAME", help="An area of the scheme, by its name in Thai.")
@click.option("--programme", metavar="NAME", help="A programme, by its name or its id.")
@click.option("--organisation-type", metavar="TYPE", help="media, central, regional, local, private …")
@click.option("--as-of", metavar="DAY", help="The day that is measured, such as 2022-03-24; today if not given.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object with every number.")
def kpis_command(as_json: bool, **options: str | None) -> None:
    """Every number that managers see."""
    with in_words():
        register = store()
        with register.reading() as rows, in_words(2):
            filters = asked(rows, **options)
        report = kpis.report(register, filters)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for line in summary(report, "th"):
            click.echo(line)


@commands.command("samples")
@click.option("--remove", is_flag=True, help="Take them away again.")
def samples_command(remove: bool) -> None:
    """Record five public announcements as an example register."""
    with in_words():
        if remove:
            samples.remove(store(), ACTOR)
            tell(N_("The samples are gone."))
        else:
            samples.add(store(), ACTOR)
            tell(N_("The samples are in the register."))


@commands.command("fill")
@click.option("--people", type=int, default=1_000, show_default=True, help="How many; 40 of them make an event.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same register.")
@click.option("--until", type=int, metavar="YEAR", help="The last of its ten fiscal years, such as 2569; or this one.")
@click.option("--remove", is_flag=True, help="Take all that was made up away again.")
def fill_command(people: int, seed: int, until: int | None, remove: bool) -> None:
    """Fill an empty register with people and events that are plainly made up."""
    with in_words():
        register = store()
        length = fill.count(register) if remove else fill.PARTS * people
        with click.progressbar(length=length, file=sys.stderr) as bar:
            if remove:
                fill.remove(register, ACTOR, bar.update)
            else:
                fill.add(register, ACTOR, people, seed, until, bar.update)
        tell(N_("The made-up data is gone.") if remove else N_("The made-up data is in the register."))


@commands.command("check")
def check_command() -> None:
    """Say what is wrong with the register, if anything: the file, the journal, the rows, the kept counts."""
    with in_words():
        found = False
        for problem in check.problems(store()):
            found = True
            click.echo(
                f"{translate(problem.message, 'th', **problem.values)} · {problem.message.format(**problem.values)}"
            )
        if found:
            sys.exit(1)
    tell(N_("The register is whole."))


@commands.command("recount")
def recount_command() -> None:
    """Make the kept counts anew. Their numbers are those of the rows again."""
    with in_words():
        wrong = store().recount()
    tell(N_("Counted anew. {count} counts were wrong."), count=wrong)


@commands.command("link")
def link_command() -> None:
    """Make the spreadsheet that is set up the register's: its tabs, headers and lists."""
    with in_words():
        sheets.link(store())
    tell(N_("The spreadsheet is linked."))


@commands.command("sync")
@click.option("--once", is_flag=True, help="One round (without --every, too).")
@click.option(
    "--every",
    type=click.IntRange(1, MOST),
    metavar="SECONDS",
    help="Round after round, until Ctrl+C or SIGTERM.",
)
@click.option("--dry-run", is_flag=True, help="Say what would change on both sides, and change neither.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a round.")
def sync_command(once: bool, every: int | None, dry_run: bool, as_json: bool) -> None:
    """Sync the register with its Google spreadsheet. A round that did not come through ends with exit code 1."""
    if every is not None and not once:
        # Stopped at any moment, it has failed at nothing: the next start goes on.
        for signal_ in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signal_, lambda *_: sys.exit(0))
    with in_words():
        register, engine = store(), None
        while True:
            engine = sheets.engine(register, engine)
            run = engine.run(dry_run)
            sheets.show(run, as_json)
            if every is None or once:
                sys.exit(0 if run.status == "ok" else 1)
            engine.clock.sleep(every)


@commands.command("inbox")
@click.option("--json", "as_json", is_flag=True, help="One JSON list with all that is known of each entry.")
def inbox_command(as_json: bool) -> None:
    """List what the sync waits to be decided."""
    with in_words():
        register = store()
        found, linked = sheets.entries(register), sheets.linked(register)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for entry in found:
        click.echo(sheets.line(entry))
    if not found and not linked:
        tell(N_("No spreadsheet is linked yet."))
    elif not found:
        tell(N_("Nothing waits for a decision."))


@commands.command("resolve")
@click.argument("number", metavar="ID", type=int)
@click.argument("answer", metavar="(sheet|app|VALUE)")
def resolve_command(number: int, answer: str) -> None:
    """Decide an entry of the inbox: the sheet's, the register's, or another value. The next round carries it out."""
    with in_words():
        sheets.resolve(store(), ACTOR, number, answer)
    tell(N_("Decided. The next round carries it out."))


@commands.command("read")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object: each value, its place in the text, how sure.")
@click.option(
    "--score",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Precision and recall of each field over the cases of a folder: NNN.txt with NNN.expected.json.",
)
@click.option(
    "--cases",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the texts that the register keeps as such cases, with what it now says of their events.",
)
def read_command(file: Path | None, as_json: bool, folder: Path | None, cases: Path | None) -> None:
    """Read an announcement (.txt, .docx, .pdf), and show what it tells; nothing is saved."""
    if [file, folder, cases].count(None) != 2:
        raise click.UsageError("Give one file, or a folder with --score or --cases.")
    if cases is not None:
        with in_words(), store().reading() as rows:
            tell(N_("Texts written: {count}"), count=announcement_cases.write(rows, cases))
        return
    with in_words(2):
        if folder is not None:
            for line in reading_score.table(reading_score.score_folder(folder)):
                click.echo(line)
        elif file is not None:
            read = announcement_reading.read(announcement_files.text_of(file.name, file.read_bytes()))
            if as_json:
                click.echo(json.dumps(announcement_reading.as_json(read), ensure_ascii=False, indent=2))
            else:
                for line in announcement_reading.summary(read, "th"):
                    click.echo(line)


@commands.command("version")
def version_command() -> None:
    """Print the version of Saan, and the version of the register: the number of its last change."""
    with in_words():
        register = store().version()
    app = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"]
    click.echo(f"saan {app}")
    click.echo(f"register {register}")


def tell(message: str, **values: Any) -> None:
    """A sentence in Thai and English."""
    click.echo(f"{translate(message, 'th', **values)} · {message.format(**values)}")


def summary(report: dict[str, Any], language: str) -> list[str]:
    """The report of `kpis.report` in a few lines for people."""
    events, came, people, network = (report[name] for name in ("events", "attendance", "people", "network"))
    lines = [
        say(language, N_("Events held: {held} · planned: {planned}"), **events),
        say(
            language,
            N_("Attendance: {total}, from {known} events that are known · unknown: {unknown} events"),
            **{**events, **came},
        ),
        say(
            language,
            N_("Trained: {trained} named · learners counted: {learners}, of them not named: {learners_unnamed}"),
            **{**came, **people},
        ),
        say(
            language,
            N_("Members: {members} people · {organisations} organisations · joined: {joined} · left: {left}"),
            **network,
        ),
    ]
    for row in report["coverage"]:
        lines.append(
            say(
                language,
                N_("{scheme} {area}: {reached} of {provinces} provinces reached"),
                **{**row, "area": row["area"] or translate(N_("in no area"), language)},
            )
        )
    return lines


def say(language: str, message: str, **values: Any) -> str:
    """A sentence with its numbers; an unknown one in words."""
    unknown = translate(N_("not known"), language)
    shown = {
        name: unknown if value is None else f"{value:,}" if isinstance(value, int) else value
        for name, value in values.items()
    }
    return translate(message, language, **shown)
