"""The numbers of a manager's page, counted once for all who look at the same register through the same filters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from db import kpis, members, outreach, programmes, reach, schemes, visits
from db.filters import Filters
from db.scope import Scope
from db.worklist import Unknowns, Whole
from ui.session import edition, store

P = ParamSpec("P")
T = TypeVar("T")
Rows = list[dict[str, Any]]


def of(count: Callable[Concatenate[Scope, P], T], filters: Filters, *more: P.args, **named: P.kwargs) -> T:
    """`count` of the register as it is now, seen through `filters`; kept until the register or the day changes."""
    return _kept(*edition(), filters, count.__qualname__, more, named, count)


@st.cache_data(max_entries=256, show_spinner=False)
def _kept(
    register: str, version: int, filters: Filters, name: str, more: Any, named: Any, _count: Callable[..., Any]
) -> Any:
    with store().reading() as rows:
        return _count(Scope(rows, filters), *more, **named)


@dataclass(frozen=True)
class Overview:
    headline: reach.Headline
    change: members.Change
    network: members.Network
    events: kpis.Events
    attendance: kpis.Attendance
    people: kpis.People
    growth: Rows
    coverage: Rows
    by_month: Rows
    by_year: Rows
    unknowns: Unknowns
    whole: Whole
    recent: Rows
    names: dict[str, str]


def overview(scope: Scope) -> Overview:
    return Overview(
        headline=kpis.headline(scope),
        change=kpis.year_change(scope),
        network=kpis.network(scope),
        events=kpis.events(scope),
        attendance=kpis.attendance(scope),
        people=kpis.people(scope),
        growth=_together(kpis.growth(scope)),
        coverage=kpis.coverage(scope),
        by_month=kpis.events_by_month(scope),
        by_year=kpis.by_fiscal_year(scope),
        unknowns=kpis.unknowns(scope, first=0),
        whole=kpis.whole(scope),
        recent=kpis.recent_events(scope, limit=5),
        names=names_in_english(scope),
    )


@dataclass(frozen=True)
class Worklist:
    unknowns: Unknowns
    whole: Whole


def worklist(scope: Scope) -> Worklist:
    return Worklist(kpis.unknowns(scope), kpis.whole(scope))


@dataclass(frozen=True)
class Network:
    network: members.Network
    change: members.Change
    growth: Rows
    by_area: Rows
    by_type: Rows
    untrained: outreach.Untrained
    undated: int
    unnamed: int | None


def network(scope: Scope) -> Network:
    assert scope.filters.scheme
    return Network(
        network=kpis.network(scope),
        change=kpis.year_change(scope),
        growth=_together(kpis.growth(scope)),
        by_area=kpis.members_by_area(scope, scope.filters.scheme),
        by_type=kpis.members_by_type(scope),
        untrained=kpis.untrained(scope),
        undated=members.starts_unknown(scope, 0)[0],
        unnamed=kpis.people(scope).learners_unnamed,
    )


@dataclass(frozen=True)
class Coverage:
    headline: reach.Headline
    events: kpis.Events
    people: kpis.People
    attendance: kpis.Attendance
    coverage: Rows
    provinces: list[reach.Reach]
    ever: dict[str, str]
    last_events: dict[str, date | None]
    before: visits.Compared | None
    board: list[programmes.Card]
    areas: dict[str, str]
    names: dict[str, str]
    served: dict[str, dict[str, str]]
    divided_on: date | None


def coverage(scope: Scope) -> Coverage:
    listed = kpis.provinces(scope)
    board = programmes.board(scope) if scope.filters.programme else []
    shown = [*(card.cohort for card in board), *(cohort for province in listed for cohort in province.cohorts)]
    return Coverage(
        headline=kpis.headline(scope),
        events=kpis.events(scope),
        people=kpis.people(scope),
        attendance=kpis.attendance(scope),
        coverage=kpis.coverage(scope),
        provinces=listed,
        ever=kpis.ever(scope),
        last_events=kpis.last_events(scope),
        before=kpis.year_before(scope),
        board=board,
        areas={code: area.name for area in _areas(scope) for code in area.provinces},
        names=names_in_english(scope),
        served=programmes.served(scope.rows, (cohort.serves for cohort in shown)),
        divided_on=scope.filters.last if schemes.dated(scope.rows, scope.filters.scheme) else None,
    )


@dataclass(frozen=True)
class Province:
    """One province from near: its events, the newest of them, and the people from there who were trained last."""

    events: kpis.Events
    recent: Rows
    trained: Rows


SHOWN = 10


def province(scope: Scope, code: str) -> Province:
    there = scope.within(code)
    return Province(kpis.events(there), kpis.recent_events(there, SHOWN), kpis.trained_from(scope, code, SHOWN))


def names_in_english(scope: Scope) -> dict[str, str]:
    """The areas of the scheme that is asked for, and their English names."""
    return {area.name: area.name_en for area in _areas(scope)}


def _areas(scope: Scope) -> list[Any]:
    return scope.areas(scope.filters.scheme) if scope.filters.scheme else []


def _together(growth: Rows) -> Rows:
    """The growth of everyone who is asked for, without that of each area."""
    return [row for row in growth if row["area"] is None]
