"""An emulator of Google Sheets for the tests: a real HTTP server on loopback that real gspread and google-auth talk to.

A workbook or some rows go in; what the service would answer comes out. It knows what the tracker and the recorded
sessions use. What nobody recorded is an assumption, and is as strict as the service's own description.
"""

from tests.google.emulator import OWNER, Emulator, ServiceAccount
from tests.google.faults import Fault
from tests.google.log import Call
from tests.google.sheet import Sheet

__all__ = ["OWNER", "Call", "Emulator", "Fault", "ServiceAccount", "Sheet"]
