"""The tabs of the shared spreadsheet and their columns: what people may edit there, what is only shown, what never
leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from db.choices import Attended, Category, Consent, OrganisationType, Role, State
from db.choices import Kind as EventKind
from db.records import Event, Headcount, Membership, Organisation, Participation, Person, Record
from db.sheets import cells
from db.sheets.cells import Kind
from thai.words import N_, translate

ID, STATUS = "id", "status"
DELETED = N_("Deleted")


class Owner(StrEnum):
    """Who decides what stands in a column."""

    BOTH = "both"
    """People and the register alike."""
    APP = "app"
    """The register: it is shown, and what people write over it is put back."""
    NEW = "new"
    """Whoever types a new row says by it what the row belongs to; from then on the register."""


@dataclass(frozen=True)
class Column:
    """One column: `name` is a field of the record, or something that is told of the row. `help` stands in the
    header's note."""

    name: str
    title: str
    kind: Kind
    owner: Owner = Owner.BOTH
    help: str = ""
    contact: bool = False
    """Contact data: never exported unless saan.toml allows this very column."""

    @property
    def header(self) -> str:
        return translate(self.title, "th")


@dataclass(frozen=True)
class Tab:
    """One table of the register as a tab. `select` gives each live row: its id, its rev, a value for each column."""

    record: type[Record]
    title: str
    columns: tuple[Column, ...]
    select: str

    @property
    def table(self) -> str:
        return self.record.table

    def column(self, name: str) -> Column:
        return next(one for one in self.columns if one.name == name)


def _columns(record: type[Record], *given: tuple[str, Kind] | Column) -> tuple[Column, ...]:
    """The id, the given columns (of a field: with its label and help), and the status."""

    def of_field(name: str, kind: Kind) -> Column:
        declared = record.model_fields[name]
        return Column(name, declared.title or name, kind, help=declared.description or "")

    return (
        Column(
            ID, N_("Id (do not edit)"), cells.SHOWN, Owner.APP, N_("The row's identity. Leave it empty in a new row.")
        ),
        *(one if isinstance(one, Column) else of_field(*one) for one in given),
        Column(STATUS, N_("Status in the register"), cells.SHOWN, Owner.APP, N_("Filled by the register.")),
    )


def _contact(record: type[Record], name: str, kind: Kind) -> Column:
    return Column(name, record.model_fields[name].title or name, kind, contact=True)


WHOSE = N_("Needed in a new row: name, organisation and province tell who is meant; give two of them at least.")
WHICH = N_("Needed in a new row: the event's code, such as 65-0012.")

EVENTS = Tab(
    Event,
    "กิจกรรม",
    _columns(
        Event,
        Column("code", N_("Code"), cells.SHOWN, Owner.APP, N_("Given at the first save; never changes.")),
        ("title", cells.LINE),
        ("starts_on", cells.DAY),
        ("ends_on", cells.DAY),
        ("starts_at", cells.TIME),
        ("kind", cells.choice(EventKind)),
        ("state", cells.choice(State)),
        ("province", cells.PROVINCE),
        ("venue", cells.LINE),
        ("organiser_id", cells.ORGANISATION),
        ("programme_id", cells.PROGRAMME),
        Column("cohort", N_("Cohort"), cells.SHOWN, Owner.APP),
        ("declared_total", cells.COUNT),
        ("approximate", cells.YES),
        ("source_url", cells.LINE),
        ("notes", cells.LINES),
    ),
    """select e.*, c.number as cohort from events e left join cohorts c on c.id = e.cohort_id
       where e.deleted is null order by e.rowid""",
)

HEADCOUNTS = Tab(
    Headcount,
    "จำนวนผู้เข้าร่วม",
    _columns(
        Headcount,
        Column("event_id", N_("Event’s code"), cells.EVENT, Owner.NEW, WHICH),
        Column("event", N_("Event"), cells.SHOWN, Owner.APP),
        ("category", cells.choice(Category)),
        ("label", cells.LINE),
        ("units", cells.COUNT),
        ("per_unit", cells.COUNT),
        ("count", cells.COUNT),
    ),
    """select h.*, e.title as event from headcounts h join events e on e.id = h.event_id
       where h.deleted is null order by e.rowid, coalesce(h.position, 0), h.rowid""",
)

PARTICIPATIONS = Tab(
    Participation,
    "ผู้เข้าร่วม",
    _columns(
        Participation,
        Column("event_id", N_("Event’s code"), cells.EVENT, Owner.NEW, WHICH),
        Column("event", N_("Event"), cells.SHOWN, Owner.APP),
        Column("person_id", N_("Name"), cells.PERSON, Owner.NEW, WHOSE),
        ("organisation_id", cells.ORGANISATION),
        ("province", cells.PROVINCE),
        ("position", cells.LINE),
        ("role", cells.choice(Role)),
        ("attended", cells.choice(Attended)),
    ),
    """select a.*, e.title as event from participations a join events e on e.id = a.event_id
       where a.deleted is null order by e.rowid, a.rowid""",
)

PEOPLE = Tab(
    Person,
    "บุคคล",
    _columns(
        Person,
        ("title", cells.LINE),
        ("given_name", cells.LINE),
        ("family_name", cells.LINE),
        ("province", cells.PROVINCE),
        Column("organisation", N_("Organisation"), cells.SHOWN, Owner.NEW, N_("May be given in a new row.")),
        Column("position", N_("Position"), cells.SHOWN, Owner.NEW, N_("May be given in a new row.")),
        _contact(Person, "telephone", cells.TELEPHONE),
        _contact(Person, "email", cells.LINE),
        _contact(Person, "contact", cells.LINE),
        Column("consent", Person.model_fields["consent"].title or "", cells.choice(Consent), Owner.APP, contact=True),
    ),
    """with held as (
           select s.person_id, s.position, o.name, row_number() over (
               partition by s.person_id order by s.standing <> 'current', s.starts_on desc, s.id desc) as place
           from posts s left join organisations o on o.id = s.organisation_id and o.deleted is null
           where s.deleted is null)
       select p.*, h.name as organisation, h.position as position
       from people p left join held h on h.person_id = p.id and h.place = 1
       where p.deleted is null order by p.rowid""",
)

ORGANISATIONS = Tab(
    Organisation,
    "หน่วยงาน",
    _columns(
        Organisation,
        ("name", cells.LINE),
        ("type", cells.choice(OrganisationType, empty=True)),
        ("province", cells.PROVINCE),
        ("parent_id", cells.ORGANISATION),
        _contact(Organisation, "telephone", cells.TELEPHONE),
    ),
    "select * from organisations where deleted is null order by rowid",
)

MEMBERSHIPS = Tab(
    Membership,
    "สมาชิกเครือข่าย",
    _columns(
        Membership,
        Column("network_id", N_("Network"), cells.NETWORK, Owner.NEW, N_("Needed in a new row.")),
        Column("person_id", N_("Name"), cells.PERSON, Owner.NEW, N_("Empty when the member is an organisation.")),
        Column("organisation", N_("Organisation"), cells.SHOWN, Owner.NEW, WHOSE),
        Column("province", N_("Province"), cells.PROVINCE, Owner.NEW, WHOSE),
        ("starts_on", cells.DAY),
        ("ends_on", cells.DAY),
    ),
    """with held as (
           select s.person_id, o.name, row_number() over (
               partition by s.person_id order by s.standing <> 'current', s.starts_on desc, s.id desc) as place
           from posts s left join organisations o on o.id = s.organisation_id and o.deleted is null
           where s.deleted is null)
       select m.*, coalesce(o.name, h.name) as organisation, coalesce(p.province, o.province) as province
       from memberships m left join people p on p.id = m.person_id
           left join organisations o on o.id = m.organisation_id
           left join held h on h.person_id = m.person_id and h.place = 1
       where m.deleted is null order by m.rowid""",
)

TABS = (EVENTS, ORGANISATIONS, PEOPLE, HEADCOUNTS, PARTICIPATIONS, MEMBERSHIPS)
"""Every tab, each after those whose rows it refers to."""


def tabs(share: Iterable[str] = ()) -> tuple[Tab, ...]:
    """The tabs with the columns that may leave: all but contact data, of which those in `share` ("people.email")."""
    allowed = set(share)
    return tuple(
        Tab(
            tab.record,
            tab.title,
            tuple(one for one in tab.columns if not one.contact or f"{tab.table}.{one.name}" in allowed),
            tab.select,
        )
        for tab in TABS
    )
