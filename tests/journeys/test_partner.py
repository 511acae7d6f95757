"""A partner: a mail to log in with, the page of the own organisation and of nobody else, and the page for everyone."""

import re

from tests.journeys.machine import Machine, Visitor, mailbox

ME, PARTNER, OTHER = "veenmarke@example.org", "gemeente-veenmarke", "zorggroep-zevenlinden"


def test_a_partner_logs_in_by_mail_and_sees_the_own_organisation(machine: Machine) -> None:
    with mailbox() as (server, box):
        machine.settings["EW_MAIL_URL"] = server
        with machine.pages() as address:
            me = Visitor(address)
            assert "Inloggen" in me.open(f"/partner/{PARTNER}")
            asked = me.submit("/inloggen", adres=ME)
            assert "Kijk in uw mail" in asked
            to, letter = box.next()
            assert to == ME
            code = re.search(r"\b[A-Z0-9]{4} [A-Z0-9]{4}\b", letter)
            assert code
            me.submit("/inloggen/code", code=code[0])
            assert "Gemeente Veenmarke" in me.open(f"/partner/{PARTNER}")
            for hidden in (f"/partner/{OTHER}", "/aandacht", "/persoon/D-001", "/kwaliteit"):
                me.open(hidden, status=404)
            me.submit("/mijn-toegang", to="/uitloggen")
            assert "Inloggen" in me.open(f"/partner/{PARTNER}")
            assert "Veenmarke" not in Visitor(address).open("/openbaar")
            stranger = Visitor(address)
            assert re.sub(r"[\w.-]{40,}", "", stranger.submit("/inloggen", adres="niemand@example.org")) == re.sub(
                r"[\w.-]{40,}", "", asked
            )
    assert box.is_empty
