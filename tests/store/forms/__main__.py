"""`python -m tests.store.forms`: writes down what a database holds in the newest form."""

from tests.store.forms import write_newest

write_newest()
