"""How long to go on trying when another computer does not answer."""

import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to go on trying, in seconds, and by which clock. Tests bring a clock of their own.

    `network` is entered around everything that waits for the network, by whoever must be able to interrupt that.
    """

    tries: int = 5
    deadline: float = 180.0
    first_wait: float = 1.0
    longest_wait: float = 32.0
    connect: float = 10.0
    answer: float = 60.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    chance: Callable[[], float] = random.random
    network: Callable[[], AbstractContextManager[object]] = nullcontext
