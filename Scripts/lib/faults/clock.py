"""F-clock: clocks that go back or ahead, and zones."""

from . import oracle, scene
from .disk import ACME, CHAT, expect, outcome
from .store import Broken

PURGE = ("retention", "purge", "--yes")
ERASE = scene.named("subject erase").words


def back(base, offset, exits):
    """CK1: work goes on, times never fall, and nothing is destroyed by a clock that is an hour behind."""
    store = base.copied()
    try:
        store.must(*PURGE)
        before = oracle.rows(store)
        store.clock = offset
        expect(store, exits, *PURGE)
        expect(store, exits, *ERASE)
        if 7 in exits and oracle.rows(store) != before:
            raise Broken("rows went by a clock that is not to be believed")
        store.must(*CHAT)
        oracle.check(store, ["I1", "I3", "I5", "I7"])
        store.clock = None
        store.must(*CHAT)
        oracle.check(store, ["I1", "I3", "I5", "I7", "I8"])
    finally:
        store.remove()


def ahead(base, offset, exits):
    """CK2: after the clock has been put right, nothing has gone too early."""
    store = base.copied()
    try:
        store.must(*PURGE)
        before = oracle.rows(store)
        store.clock = offset
        expect(store, exits, *PURGE)
        store.clock = None
        # What fell due within a day is gone rightly; nothing else.
        lost = {t: n - oracle.rows(store)[t] for t, n in before.items() if oracle.rows(store)[t] < n}
        if 7 in exits and lost:
            raise Broken(f"purged early: {lost}")
        oracle.check(store, ["I1", "I3", "I5", "I7", "I8"])
    finally:
        store.remove()


ZONES = ["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Apia", "Nowhere/X"]
INSTANTS = ["2026-03-29T01:30:00Z", "2026-10-25T01:00:00Z", "2028-02-29T12:00:00Z", "2027-01-01T00:00:00Z",
            "2038-01-19T03:14:08Z"]


def zones(base, instant):
    """CK3: the same bytes out in every zone."""
    store = base.copied()
    try:
        words = [("retention", "plan", "--as-of", instant, "-o", "json"), ("audit", "list", *ACME, "-o", "json"),
                 ("conversation", "list", *ACME)]
        for command in words:
            outputs = set()
            for zone in ZONES:
                outputs.add(store.run(*command, under=["env", f"TZ={zone}"])[:2])
            if len(outputs) != 1 or next(iter(outputs))[0] != 0:
                raise Broken(f"{' '.join(command)} differs between zones")
    finally:
        store.remove()


def late(base, moment):
    """CK3: a machine whose clock stands at a special moment works."""
    store = base.copied()
    try:
        store.clock = moment
        store.must(*CHAT)
        oracle.check(store, ["I1", "I3", "I5"])
    finally:
        store.remove()


def all_clocks(report, base, options):
    cases = [("CK1: back", o, back, (base, o, e)) for o, e in
             (("-1s", {0, 5}), ("-50m", {0, 5}), ("-2h", {7}), ("-10y", {7}))]
    cases += [("CK2: ahead", o, ahead, (base, o, e)) for o, e in (("+25h", {0}), ("+46d", {7}), ("+10y", {7}))]
    cases += [("CK3: zones", i, zones, (base, i)) for i in INSTANTS]
    cases += [("CK3: moments", m, late, (base, m)) for m in
              ("@2027-03-28 01:59:59", "@2028-02-29 23:59:59", "@2038-01-19 03:14:07", "@2099-12-31 23:59:59")]
    report.run("F-clock", [(kind, name, lambda *case: outcome(*case)["failure"], (kind, name, body, *values))
                           for kind, name, body, values in cases])
