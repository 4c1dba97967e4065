"""F-backup: copies made under load, older than the ledger, of other installations, cut, or with destroyed keys."""

import hashlib
import shutil
import threading
import time

from . import oracle, scene
from .disk import ACME, CHAT, expect, outcome
from .store import Broken, Settings, Store, scratch


def restore(store, file, exits=(0,), confirm=None):
    confirm = confirm or store.must("status", "-o", "name").strip()
    expect(store, set(exits), "backup", "restore", file, "--confirm", confirm, "--reason", "test")


def under_load(base):
    """BK1: a consistent copy while others write."""
    store, stop = base.copied(), threading.Event()
    counts, failures = [0, 0], []

    def write(worker):
        while not stop.is_set():
            try:
                store.must(*CHAT, "--subject", f"w{worker}@x.example")
                counts[worker] += 1
            except Broken as failure:
                failures.append(str(failure))
                stop.set()

    workers = [threading.Thread(target=write, args=(w,)) for w in (0, 1)]
    try:
        for worker in workers:
            worker.start()
        for number in range(20 if Settings.full else 4):
            least = store.sql("SELECT COUNT(*) FROM message")[0][0]
            store.must("backup", "create", f"b{number}")
            for part in ("data", "keyring", "ledger"):
                store.must("backup", "verify", f"b{number}.{part}")
        stop.set()
        for worker in workers:
            worker.join()
        if failures:
            raise Broken(failures[0])
        most = store.sql("SELECT COUNT(*) FROM message")[0][0]
        restore(store, f"b{number}.data")
        if not least <= store.sql("SELECT COUNT(*) FROM message")[0][0] <= most or sum(counts) == 0:
            raise Broken("the copy is of no moment between its beginning and its end")
        oracle.check(store)
    finally:
        stop.set()
        store.remove()


def older(base):
    """BK4: what was erased since the copy is erased again, before anything is read."""
    store, people = base.copied(), [f"p{n}@x.example" for n in range(200 if Settings.full else 12)]
    try:
        for person in people:
            store.must("chat", "send", f"canary of {person}?", "--bot", "acme/helpdesk", "--subject", person)
        store.must("backup", "create", "old")
        for person in people:
            store.must("subject", "erase", person, *ACME, "--confirm", person, "--reason", "test")
        begun = time.monotonic()
        restore(store, "old.data")
        spent = time.monotonic() - begun
        for person in people:
            expect(store, {5}, "subject", "find", person, *ACME)
        if store.residue(people):
            raise Broken("residue of erased people")
        if spent > 10:
            raise Broken(f"{len(people)} erasures took {spent:.1f} s")
        if not store.sql("SELECT 1 FROM receipt WHERE action = 'replay'"):
            raise Broken("no receipt of the replay")
        oracle.check(store)
    finally:
        store.remove()


def fingerprint(store):
    """The store's rows and keys, to see that nothing was touched."""
    parts = [repr(store.sql(f'SELECT * FROM "{t}"', f)) for f in ("aura.db", "keyring.db") for t in store.tables(f)]
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def refused(base, prepare, exits):
    """BK6: named, and the store that is there is not touched."""
    store = base.copied()
    try:
        store.must("backup", "create", "mine")
        store.must(*CHAT, "--subject", "later@x.example")
        file = prepare(store)
        file, name = file if isinstance(file, tuple) else (file, store.must("status", "-o", "name").strip())
        before = fingerprint(store)
        restore(store, file, exits, name)
        if fingerprint(store) != before:
            raise Broken("the store was changed")
        oracle.check(store, oracle.QUICK)
    finally:
        store.remove()


def cut(store):
    data = (store.folder / "mine.data").read_bytes()
    (store.folder / "mine.data").write_bytes(data[:len(data) - 1_000])
    return "mine.data"


def foreign(part):
    def prepare(store):
        other = Store(scratch("other"))
        other.must("init")
        other.must("backup", "create", "theirs")
        shutil.copy2(other.folder / f"theirs.{part}", store.folder)
        name = other.must("status", "-o", "name").strip()
        other.remove()
        return f"theirs.{part}", name
    return prepare


def old_ledger(store):
    store.must("subject", "erase", scene.PERSON, *ACME, "--confirm", scene.PERSON, "--reason", "test")
    return "mine.ledger"


def no_file(store):
    return "nowhere.data"


def garbage(store):
    (store.folder / "garbage").write_bytes(b"\0" * 5_000)
    return "garbage"


def wrong_root_key(base):
    """The copy's keys are under a root key that is not the installation's any more."""
    store = base.copied()
    try:
        store.must("backup", "create", "mine")
        name = store.must("status", "-o", "name").strip()
        fresh = Store(scratch("fresh"))
        shutil.copy2(store.folder / "mine.data", fresh.folder)
        shutil.copy2(store.folder / "mine.keyring", fresh.folder)
        expect(fresh, {12}, "backup", "restore", "mine.data", "--confirm", name, "--reason", "test")
        fresh.remove()
    finally:
        store.remove()


def destroyed_key(base):
    """BK7: a key that was destroyed since is destroyed again before the store opens."""
    store = base.copied()
    try:
        store.must("backup", "create", "old")
        gone = oracle.destroyed(store)
        store.must("subject", "erase", scene.PERSON, *ACME, "--confirm", scene.PERSON, "--reason", "test")
        gone = oracle.destroyed(store) - gone
        restore(store, "old.data")
        restore(store, "old.keyring", (0, 13))
        store.must("status")
        if not gone or gone - oracle.destroyed(store):
            raise Broken("a destroyed key is back")
        oracle.check(store, ["I1", "I3", "I5", "I7", "I8"])
        if store.residue([scene.PERSON, scene.WORDS]):
            raise Broken("residue")
    finally:
        store.remove()


def all_backups(report, base, options):
    results = [
        outcome("BK1", "a copy under load", under_load, base), outcome("BK4", "older than the ledger", older, base),
        outcome("BK6", "wrong root key", wrong_root_key, base), outcome("BK7", "a destroyed key", destroyed_key, base)]
    for name, prepare, exits in (
            ("cut file", cut, {13}), ("another installation's data", foreign("data"), {13}),
            ("another installation's keyring", foreign("keyring"), {13}), ("an older ledger", old_ledger, {13}),
            ("an older keyring", lambda s: "mine.keyring", {13}), ("no file", no_file, {5}), ("no backup", garbage, {13})):
        results.append(outcome("BK6", name, refused, base, prepare, exits))
    report.add("F-backup", results)
