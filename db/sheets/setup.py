"""Beginning and ending a sync, as the page asks for it: try the connection, link, unlink."""

from dataclasses import dataclass

from db.access import Actor
from db.refusals import Refused
from db.sheets import link
from db.sheets.cycle import OTHER_REGISTER, Engine
from db.sheets.layout import tag_of
from db.sheets.worker import Worker
from db.store import Store
from thai.words import N_

NOT_SET = N_("The settings have no spreadsheet or no key yet.")


@dataclass(frozen=True)
class Trial:
    """What a connection that works leads to: the spreadsheet's name, its tabs, and whether it was linked before."""

    title: str
    tabs: tuple[str, ...]
    known: bool


def trial(store: Store, worker: Worker, actor: Actor) -> Trial:
    """Ask Google for the spreadsheet that is set up, and change nothing.

    Refuses as Google does (Trouble: not shared, no such spreadsheet, key, API, unreachable), settings that are not
    complete, and a spreadsheet of another register.
    """
    engine = _engine(store, worker, actor)
    document = engine.remote.document()
    tag = tag_of(document)
    if tag is not None and tag["register"] != store.setting("register"):
        raise Refused("", OTHER_REGISTER)
    tabs = tuple(sheet["properties"]["title"] for sheet in document.get("sheets", []))
    return Trial(document["properties"]["title"], tabs, tag is not None)


def begin(store: Store, worker: Worker, actor: Actor) -> None:
    """Link the spreadsheet that is set up, make its tabs, and let the worker do the first round at once.

    Refuses as `trial` does, and a tab of other people's that has the name of ours.
    """
    engine = _engine(store, worker, actor)
    link.link(store, engine.remote, engine.spreadsheet, engine.settings)
    worker.sync_now()


def end(store: Store, actor: Actor) -> None:
    """Unlink. Both sides stay as they are."""
    store.check_may_write(actor)
    link.unlink(store)


def _engine(store: Store, worker: Worker, actor: Actor) -> Engine:
    store.check_may_write(actor)
    engine = worker.engine()
    if engine is None:
        raise Refused("", NOT_SET)
    return engine
