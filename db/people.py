"""People, organisations, networks and their members: lists by pages, narrowed and searched."""

from dataclasses import dataclass
from typing import Any

from db.rows import among
from db.standing import holds
from db.store import Store
from thai import dates, phones, text

PAGE = 50


@dataclass(frozen=True)
class Found:
    """One page of a list: up to 50 rows as dicts, and how many there are in all."""

    rows: list[dict[str, Any]]
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; "" or False leaves it open. `find` is a part of a name or of a telephone number."""

    find: str = ""
    province: str = ""
    type: str = ""
    network: str = ""
    unknown_start: bool = False


_COVERS = f"s.deleted is null and {holds(':today', 's')} and not (s.standing = 'former' and s.ends_on is null)"
_POST = f"""select {{}} from posts s left join organisations o on o.id = s.organisation_id and o.deleted is null
    where s.person_id = p.id and {_COVERS} order by coalesce(s.starts_on, '') desc, s.id desc limit 1"""


def people(store: Store, filters: Filters, page: int = 1) -> Found:
    """People in the dictionary's order: [{id, title, given_name, family_name, province, telephone, position, office}].

    `find` is looked for inside names, and as digits inside telephone numbers. `type` is that of an organisation
    where they have a post today; `network` has its members of today (with `unknown_start`: since an unknown day).
    """
    key, digits = text.search_key(filters.find), phones.digits(filters.find)
    where = ["p.deleted is null"]
    if key:
        where.append(f"(p.search_key like '%' || :key || '%'{_BY_PHONE if digits else ''})")
    if filters.province:
        where.append("p.province = :province")
    if filters.type:
        where.append(
            f"""p.id in (select s.person_id from posts s join organisations o on o.id = s.organisation_id
                where o.type = :type and o.deleted is null and {_COVERS})"""
        )
    if filters.network or filters.unknown_start:
        where.append(
            f"""p.id in (select m.person_id from memberships m where m.deleted is null and {holds(":today")}
                {"and m.network_id = :network" if filters.network else ""}
                {"and m.starts_on is null" if filters.unknown_start else ""} and m.person_id is not null)"""
        )
    return _page(
        store,
        "p.id",
        "people p",
        " and ".join(where),
        f"""p.id, p.title, p.given_name, p.family_name, p.province, p.telephone,
            ({_POST.format("s.position")}) as position, ({_POST.format("o.name")}) as office""",
        "p.sort_key, p.id",
        page,
        {"key": key, "digits": digits, **_values(filters)},
    )


_BY_PHONE = " or replace(replace(replace(p.telephone, ' ', ''), '-', ''), '.', '') like '%' || :digits || '%'"


def organisations(store: Store, filters: Filters, page: int = 1) -> Found:
    """Organisations in the dictionary's order: [{id, name, type, province, people (with a post there today)}]."""
    key = text.search_key(filters.find)
    where = ["o.deleted is null"]
    where += ["o.search_key like '%' || :key || '%'"] if key else []
    where += ["o.province = :province"] if filters.province else []
    where += ["o.type = :type"] if filters.type else []
    if filters.network:
        where.append(
            f"""exists (select 1 from memberships m where m.organisation_id = o.id and m.network_id = :network
                and m.deleted is null and {holds(":today")})"""
        )
    return _page(
        store,
        "o.id",
        "organisations o",
        " and ".join(where),
        f"""o.id, o.name, o.type, o.province,
            (select count(distinct s.person_id) from posts s where s.organisation_id = o.id
             and {_COVERS}) as people""",
        "o.sort_key, o.id",
        page,
        {"key": key, **_values(filters)},
    )


def networks(store: Store) -> list[dict[str, Any]]:
    """Every network by name: [{id, name, owner, people, organisations}] with the members of today."""
    return store.rows(
        f"""select n.id, n.name, o.name as owner,
                (select count(distinct m.person_id) from memberships m
                 where m.network_id = n.id and m.deleted is null and {holds(":today")}) as people,
                (select count(distinct m.organisation_id) from memberships m
                 where m.network_id = n.id and m.deleted is null and {holds(":today")}) as organisations
            from networks n left join organisations o on o.id = n.owner_id
            where n.deleted is null order by n.name""",
        today=dates.today().isoformat(),
    )


def members(store: Store, network_id: str, find: str = "", page: int = 1) -> Found:
    """Every membership of a network, people and organisations, those of today first: [{id, rev, person_id,
    organisation_id, title, given_name, family_name, name, province, starts_on, ends_on, now}]."""
    return _page(
        store,
        "m.id",
        """memberships m left join people p on p.id = m.person_id
           left join organisations o on o.id = m.organisation_id""",
        """m.network_id = :network and m.deleted is null
           and coalesce(p.search_key, o.search_key) like '%' || :key || '%'""",
        f"""m.id, m.rev, m.person_id, m.organisation_id, p.title, p.given_name, p.family_name, o.name,
            coalesce(p.province, o.province) as province, m.starts_on, m.ends_on, ({holds(":today")}) as now""",
        f"({holds(':today')}) desc, coalesce(p.sort_key, o.sort_key), m.id",
        page,
        {"network": network_id, "key": text.search_key(find), "today": dates.today().isoformat()},
    )


def _page(
    store: Store, key: str, tables: str, where: str, columns: str, order: str, page: int, params: dict[str, Any]
) -> Found:
    with store.reading() as rows:
        total = rows(f"select count(*) as n from {tables} where {where}", **params)[0]["n"]
        last = max(1, -(-total // PAGE))
        start = (min(max(page, 1), last) - 1) * PAGE
        ids = rows(
            f"select {key} as id from {tables} where {where} order by {order} limit {PAGE} offset {start}", **params
        )
        # The columns are looked up for the page's rows only, not for all that stand before them.
        found = among(
            rows,
            [row["id"] for row in ids],
            f"select {columns} from {tables} where {key} in (select id from asked) order by {order}",
            **params,
        )
        return Found(found, total)


def _values(filters: Filters) -> dict[str, Any]:
    return {
        "province": filters.province,
        "type": filters.type,
        "network": filters.network,
        "today": dates.today().isoformat(),
    }
