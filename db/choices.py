"""The closed lists that records choose from: what is stored, and the words that people see."""

from enum import StrEnum
from typing import Self

from thai.words import N_


class Choice(StrEnum):
    """A closed list. The value is what is stored, `label` the English words that people see (translated when shown)."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        choice = str.__new__(cls, value)
        choice._value_ = value
        choice.label = label
        return choice


class Kind(Choice):
    TRAINING = "training", N_("Training")
    SEMINAR = "seminar", N_("Seminar")
    FORUM = "forum", N_("Forum")
    MEETING = "meeting", N_("Meeting")
    BROADCAST = "broadcast", N_("Broadcast")
    VISIT = "visit", N_("Visit")


TEACHING = (Kind.TRAINING, Kind.SEMINAR, Kind.FORUM)


class State(Choice):
    HELD = "held", N_("Held")
    PLANNED = "planned", N_("Planned")
    POSTPONED = "postponed", N_("Postponed")
    CANCELLED = "cancelled", N_("Cancelled")


class CohortState(Choice):
    HELD = "held", N_("Held, day unknown")
    NOT_HELD = "not_held", N_("Not held")
    UNKNOWN = "unknown", N_("Not known whether held")


class OrganisationType(Choice):
    MEDIA = "media", N_("Media")
    CENTRAL = "central", N_("Central government")
    REGIONAL = "regional", N_("Regional government")
    LOCAL = "local", N_("Local government")
    STATE_ENTERPRISE = "state_enterprise", N_("State enterprise")
    INDEPENDENT = "independent", N_("Independent public body")
    EDUCATION = "education", N_("School or university")
    PRIVATE = "private", N_("Private sector")
    CIVIL = "civil", N_("Civil society")
    FREELANCE = "freelance", N_("Freelance PR")
    OTHER = "other", N_("Other")


class Category(Choice):
    LEARNERS = "learners", N_("Learners")
    SPEAKERS = "speakers", N_("Speakers")
    ORGANISERS = "organisers", N_("Organisers")
    GUESTS_MEDIA = "guests_media", N_("Guests and media")
    OTHER = "other", N_("Others")


class SessionKind(Choice):
    LECTURE = "lecture", N_("Lecture")
    PANEL = "panel", N_("Panel")
    SPECIAL = "special", N_("Special lecture")
    WORKSHOP = "workshop", N_("Workshop")
    GROUP = "group", N_("Working group")


class Role(Choice):
    CHAIR = "chair", N_("Chair")
    REPORTER = "reporter", N_("Reporter")
    CLOSER = "closer", N_("Closer")
    SPEAKER = "speaker", N_("Speaker")
    PANELLIST = "panellist", N_("Panellist")
    MODERATOR = "moderator", N_("Moderator")
    TRAINEE = "trainee", N_("Trainee")
    DELEGATE = "delegate", N_("Delegate")
    HOST = "host", N_("Host")
    PARTICIPANT = "participant", N_("Participant")
    STAFF = "staff", N_("Staff")
    GUEST = "guest", N_("Guest")
    MEDIA = "media", N_("Press")


LEARNING = (Role.TRAINEE, Role.DELEGATE)
"""The roles that count as learners."""

CATEGORY_OF_ROLE: dict[Role, Category | None] = {
    Role.CHAIR: None,
    Role.REPORTER: None,
    Role.CLOSER: None,
    Role.SPEAKER: Category.SPEAKERS,
    Role.PANELLIST: Category.SPEAKERS,
    Role.MODERATOR: Category.SPEAKERS,
    Role.TRAINEE: Category.LEARNERS,
    Role.DELEGATE: Category.LEARNERS,
    Role.HOST: Category.ORGANISERS,
    Role.PARTICIPANT: Category.OTHER,
    Role.STAFF: Category.ORGANISERS,
    Role.GUEST: Category.GUESTS_MEDIA,
    Role.MEDIA: Category.GUESTS_MEDIA,
}
"""The ledger category that a named person fills; a chair, reporter or closer stands outside the ledger."""


class Attended(Choice):
    YES = "yes", N_("Attended")
    NO = "no", N_("Did not attend")
    UNKNOWN = "unknown", N_("Not known")


class Consent(Choice):
    UNKNOWN = "unknown", N_("Not asked")
    YES = "yes", N_("Given")
    NO = "no", N_("Refused")


class Standing(Choice):
    CURRENT = "current", N_("Current")
    ACTING = "acting", N_("Acting")
    FORMER = "former", N_("Former")
