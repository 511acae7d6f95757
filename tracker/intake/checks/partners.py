"""Rules over one row of what partners did and offer, and of who may log in."""

from collections.abc import Iterator

from tracker.intake.checks.mark import Mark
from tracker.intake.findings import Problem
from tracker.model import Access, Embedding, Level


def structural_is_proved(embedding: Embedding) -> Iterator[Mark]:
    """Structural embedding shows in staffing, budget or policy."""
    if embedding.level == Level.STRUCTURAL and embedding.proof is None:
        yield Mark("proof", Problem("structureel_zonder_bewijs"))


def access_says_of_whom(access: Access) -> Iterator[Mark]:
    """Who logs in for a partner or a funder sees the figures of that partner or grant."""
    if access.role == "partner" and access.partner is None:
        yield Mark("partner", Problem("toegang_zonder_partner"))
    if access.role == "funder" and access.grant is None:
        yield Mark("grant", Problem("toegang_zonder_subsidie"))
