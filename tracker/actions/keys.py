"""The keys of an installation, and what each of them seals."""

from dataclasses import dataclass
from typing import Self

from tracker.protection.seal import sealed


@dataclass(frozen=True, slots=True)
class Keys:
    """The data key, which seals addresses and never changes, and the secret key, which seals what opens doors."""

    data: bytes
    secret: bytes

    @classmethod
    def of(cls, data: bytes, secret_key: str | None) -> Self:
        """The keys of an installation; on one computer the data key stands in for a secret key that was not set."""
        return cls(data, (secret_key or sealed(data, "secret key", "")).encode())

    @property
    def forms(self) -> str:
        """The key with which forms are signed."""
        return sealed(self.secret, "forms", "")

    def address(self, address: str) -> str:
        """The keyed hash of an address, as the sync made it of the one in the sheet."""
        return sealed(self.data, "address", address)

    def client(self, client: str) -> str:
        """The keyed hash of where a request came from."""
        return sealed(self.data, "client", client)

    def token(self, purpose: str, token: str) -> str:
        """The keyed hash of a link, a code, or the name of a session, browser or device; empty for none."""
        return sealed(self.secret, purpose, token) if token else ""
