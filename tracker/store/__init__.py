"""Records, findings and history in a database: nouns in, nouns out, and the only SQL of the house."""

from tracker.store.audit import AuditProof, AuditRow, Note
from tracker.store.database import Store, open_store
from tracker.store.nouns import Proof, PutBack, Stale, StoredFinding, SyncRun, SyncStatus
from tracker.store.trouble import TurnTaken

__all__ = [
    "AuditProof",
    "AuditRow",
    "Note",
    "Proof",
    "PutBack",
    "Stale",
    "Store",
    "StoredFinding",
    "SyncRun",
    "SyncStatus",
    "TurnTaken",
    "open_store",
]
