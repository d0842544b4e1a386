"""An allocation plan as one document. Every version is kept whole beside the journal, under its digest."""

import hashlib

import msgspec

from kouan.areas.fund.rules.cuts import Cut


class Tier(msgspec.Struct, frozen=True):
    """A funding tier (档次): no row of it gets more than `cap_fen`."""

    name: str
    cap_fen: int


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One project. Sums in 分; `cap_fen` 0 is no cap of its own, `fixed_fen` None is no override.

    `reason` says why less is granted than was asked; where nobody wrote one, the cut itself does (`cutting.settle`).
    `score` is the reviewers' average as decimal text, "" without one; `basis` names what `cap_fen` rests on.
    """

    applicant: str
    project: str
    requested_fen: int
    uscc: str = ""
    application: str = ""
    score: str = ""
    tier: str = ""
    cap_fen: int = 0
    basis: str = ""
    protected: bool = False
    fixed_fen: int | None = None
    reason: str = ""
    granted_fen: int = 0


class PlannedIndicator(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator of the targets: its levels, what it promises, as printed, and its points as decimal text.

    `method` is `survey` where satisfaction is satisfied over valid answers, "" where the name says all.
    """

    level1: str
    level2: str
    name: str
    points: str = ""
    period: str = ""
    year: str = ""
    own_period: str = ""
    own_year: str = ""
    method: str = ""


class Targets(msgspec.Struct, frozen=True, kw_only=True):
    """The target table of a plan (附件2). Sums in 分, 0 where none is given; milestones are quarter and share in percent."""

    department: str = ""
    user: str = ""
    first_year: int = 0
    last_year: int = 0
    whole_fen: int = 0
    year_fen: int = 0
    summary: str = ""
    milestones: tuple[tuple[int, str], ...] = ()
    sample: int = 300
    indicators: tuple[PlannedIndicator, ...] = ()


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a plan. `cap_fen` is the year's cap, `quantum_fen` what sums are cut to: 1, 100 or 1 000 000 分."""

    year: int
    fund: str
    direction: str
    matter: str
    approval_class: str = ""
    batch: int = 1
    office: str = ""
    basis: str = ""
    call: str = ""
    cap_fen: int
    quantum_fen: int = 1_000_000
    tiers: tuple[Tier, ...] = ()
    rows: tuple[Row, ...] = ()
    targets: Targets | None = None
    note: str = ""

    @property
    def requested_fen(self) -> int:
        """分 asked for by all rows."""
        return sum(row.requested_fen for row in self.rows)

    @property
    def total_fen(self) -> int:
        """分 granted to all rows."""
        return sum(row.granted_fen for row in self.rows)


class Settled(msgspec.Struct, frozen=True):
    """A plan with its grants worked out, and the cut that made them."""

    plan: Plan
    cut: Cut


def encode(plan: Plan) -> bytes:
    """The canonical bytes of a version."""
    return msgspec.json.encode(plan, order="deterministic")


def decode(body: bytes) -> Plan:
    """A version from its bytes."""
    return msgspec.json.decode(body, type=Plan)


def digest_of(plan: Plan, previous: str) -> str:
    """SHA-256 over the digest of the version before ("" for the first) and the bytes: versions are a chain."""
    return hashlib.sha256(previous.encode() + encode(plan)).hexdigest()


def number_of(plan: Plan) -> str:
    """A plan's number: its year and six characters of the digest of what it divides."""
    said = "\x1f".join((plan.fund, plan.direction, plan.matter, plan.approval_class, str(plan.batch)))
    return f"FA-{plan.year}-{hashlib.sha256(said.encode()).hexdigest()[:6].upper()}"
