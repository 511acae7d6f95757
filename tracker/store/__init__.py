"""Records, findings and history in a database: nouns in, nouns out, and the only SQL of the house."""

from tracker.store.database import Store, open_store
from tracker.store.nouns import Proof, PutBack, Stale, StoredFinding, SyncRun, SyncStatus

__all__ = ["Proof", "PutBack", "Stale", "Store", "StoredFinding", "SyncRun", "SyncStatus", "open_store"]
