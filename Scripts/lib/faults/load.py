"""CR4: random kills under load, with a journal outside AURA, a model that replays it, and planted faults to find."""

import random
import sqlite3
import threading
import time

from . import oracle
from .store import Broken, Settings

ACME = ("--tenant", "acme")


class Model:
    """What must be there, from the journal of what was asked and what was acknowledged."""

    def __init__(self):
        self.journal = []
        # Person → turns that were acknowledged, and turns whose end nobody saw.
        self.turns, self.unsure = {}, {}
        # Person → whether the erasure was acknowledged; an erasure that was killed may go either way.
        self.erased = {}
        self.documents, self.unsure_documents = set(), set()

    def note(self, entry, code):
        self.journal.append((entry, code))
        kind, name = entry
        sure, unsure = code == 0, code == -9
        if kind == "chat" and (sure or unsure):
            counts = self.turns if sure else self.unsure
            counts[name] = counts.get(name, 0) + 1
        elif kind == "doc" and (sure or unsure):
            (self.documents if sure else self.unsure_documents).add(name)
        elif kind == "erase" and (sure or unsure):
            self.erased[name] = self.erased.get(name, False) or sure


class Load:
    """Two people at work on one store, whose commands are killed at random."""

    def __init__(self, base, kills):
        self.store, self.kills, self.model = base.copied(), kills, Model()
        self.draw = random.Random(Settings.seed)
        self.lock = threading.Lock()
        self.killed, self.recoveries, self.failures = 0, [], []
        self.next = 0

    def entry(self):
        """The next command and what it is in the journal."""
        with self.lock:
            self.next += 1
            number, kind = self.next, self.draw.choices(
                ["chat", "doc", "erase", "purge", "rotate", "backup", "key"], [12, 4, 3, 1, 1, 1, 1])[0]
            delay = self.draw.uniform(0.01, 0.3)
            alive = [p for p in self.model.turns if p not in self.model.erased]
            person = self.draw.choice(alive) if alive and self.draw.random() < 0.4 else f"person-{number}@x.example"
        if kind == "erase" and alive:
            with self.lock:
                # Nobody writes for somebody who is being erased: else the model could not tell who came first.
                self.model.erased[person] = False
            words = ("subject", "erase", person, *ACME, "--confirm", person, "--reason", "test")
            return (kind, person), words, "", delay
        if kind == "doc":
            (self.store.folder / f"d{number}.md").write_text(f"# Document {number}\n\nThe canary number {number}.\n")
            return (kind, f"Document {number}"), ("doc", "add", f"d{number}.md", "--bot", "acme/helpdesk"), "", delay
        if kind == "purge":
            return (kind, ""), ("retention", "purge", "--yes"), "", delay
        if kind == "rotate":
            return (kind, ""), ("key", "rewrap", *ACME), "", delay
        if kind == "backup":
            return (kind, ""), ("backup", "create", f"b{number}"), "", delay
        if kind == "key":
            words = ("key", "set", "openai", *ACME, "--label", f"k{number}", "--no-check")
            return (kind, ""), words, f"sk-load-{number:08}", delay
        person = person if person in alive else f"person-{number}@x.example"
        return ("chat", person), ("chat", "send", f"canary of {person}?", "--bot", "acme/helpdesk", "--subject", person), \
            "", delay

    def work(self):
        while self.killed < self.kills and not self.failures:
            entry, words, stdin, delay = self.entry()
            code, _, error = self.store.run(*words, stdin=stdin, killed_after=delay)
            with self.lock:
                self.model.note(entry, code)
                self.killed += code == -9
                if code not in (0, -9, 5, 6, 11):
                    self.failures.append(f"{' '.join(words)}: exit {code}: {error.strip()}")
            if code == -9:
                begun = time.monotonic()
                state, _, error = self.store.run("status", "--wait", "30s")
                self.recoveries.append(time.monotonic() - begun)
                if state != 0:
                    self.failures.append(f"a kill of {words[0]} {words[1]} needs a command: {error.strip()}")

    def run(self):
        workers = [threading.Thread(target=self.work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()


def i2_model(store, model, draw):
    """Acknowledged work is there, other work whole or absent, and nobody who was erased."""
    titles = {d["title"] for d in store.json("doc", "list", *ACME)["items"]} - {"Opening hours"}
    if model.documents - titles or titles - model.documents - model.unsure_documents:
        raise Broken(f"documents: {len(model.documents - titles)} lost, {len(titles - model.documents)} too many")
    people = sorted(set(model.turns) | set(model.unsure))
    for person in draw.sample(people, min(len(people), 1_000 if Settings.full else 40)):
        code, out, error = store.run("subject", "find", person, *ACME, "-o", "json")
        turns = 0
        if code == 0:
            turns = sum(i["rows"] for i in oracle.json.loads(out)["items"] if i["table"] == "message") // 2
        elif code != 5:
            raise Broken(f"{person}: {error.strip()}")
        least, most = model.turns.get(person, 0), model.turns.get(person, 0) + model.unsure.get(person, 0)
        if person in model.erased and (turns == 0 or not model.erased[person]):
            continue
        if person in model.erased or not least <= turns <= most:
            raise Broken(f"a person has {turns} turns instead of {least} to {most}")


def i9_erased(store, model):
    """No file holds a word of anybody whose erasure was acknowledged."""
    gone = [p for p, sure in model.erased.items() if sure]
    if store.residue(gone):
        raise Broken(f"erased people in {store.residue(gone)}")


def i10_early(store, model):
    """What nobody erased and no period has ended for is there: the whole count of turns."""
    kept = sum(n for p, n in model.turns.items() if p not in model.erased)
    there = store.sql("SELECT COUNT(*) FROM message m JOIN tenant t USING (tenantId) "
                      "WHERE t.name = 'acme' AND author = 'bot'")[0][0]
    if there < kept:
        raise Broken(f"{kept - there} turns are gone")


def verify(store, model, seed):
    """Every invariant that can be told; the first difference is raised."""
    store.must("retention", "purge", "--yes")
    for name, check in [*oracle.INVARIANTS.items(), ("I2", lambda s: i2_model(s, model, random.Random(seed))),
                        ("I9", lambda s: i9_erased(s, model)), ("I10", lambda s: i10_early(s, model))]:
        try:
            check(store)
        except (Broken, sqlite3.DatabaseError) as difference:
            raise Broken(f"{name}: {difference}") from None
        yield name


def plant(store, statement, file="aura.db"):
    with sqlite3.connect(store.path / file) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute(statement)
    database.close()


def cut_ledger(store):
    path = store.path / "ledger.jsonl"
    path.write_bytes(b"\n".join(path.read_bytes().split(b"\n")[:-2]) + b"\n")


def leave_word(store, model):
    gone = next(p for p, sure in model.erased.items() if sure)
    (store.path / "aura.db").open("ab").write(gone.encode())


# Faults that the oracle has to find, or it proves nothing.
PLANTED = {
    "turns are gone": lambda s, m: plant(
        s, "DELETE FROM message WHERE tenantId = (SELECT tenantId FROM tenant WHERE name = 'acme')"),
    "half a turn is gone": lambda s, m: plant(s, "DELETE FROM message WHERE rowid = (SELECT MAX(rowid) FROM message)"),
    "a message twice": lambda s, m: plant(
        s, "INSERT INTO message SELECT tenantId, 'msg_planted' || author, conversationId, personId, author, ownerKeyId, "
           "period, body, citations, usageId, NULL, NULL, createdAt FROM message GROUP BY author"),
    "an audit entry is gone": lambda s, m: plant(
        s, "DELETE FROM auditEntry WHERE (chain, sequence) IN (SELECT chain, MAX(sequence) FROM auditEntry GROUP BY 1)"),
    "an audit entry is changed": lambda s, m: plant(
        s, "UPDATE auditEntry SET entry = REPLACE(entry, 'turn.stored', 'turn.counted')"),
    "a document lacks a passage": lambda s, m: plant(
        s, "DELETE FROM passage WHERE rowid = (SELECT MAX(rowid) FROM passage)"),
    "a key is back": lambda s, m: plant(
        s, "UPDATE wrappedKey SET state = 'enabled', wrapped = (SELECT wrapped FROM wrappedKey WHERE state = 'enabled'"
           " AND kind = 'owner' LIMIT 1) WHERE state = 'destroyed'", "keyring.db"),
    "a key is gone": lambda s, m: plant(
        s, "DELETE FROM wrappedKey WHERE kind = 'owner' AND state = 'enabled'", "keyring.db"),
    "the ledger is cut": lambda s, m: cut_ledger(s),
    "a word of an erased person": leave_word,
    "an unfinished file": lambda s, m: (s.path / "aura.db.new").touch(mode=0o600),
    "a file that others can read": lambda s, m: (s.path / "aura.db").chmod(0o644),
}


def planted(store, model, name):
    copy = store.copied()
    try:
        PLANTED[name](copy, model)
        for _ in verify(copy, model, Settings.seed):
            pass
        return "not found"
    except (Broken, sqlite3.DatabaseError):
        return None
    finally:
        copy.remove()


def random_kills(report, base, kills):
    load = Load(base, kills)
    try:
        load.run()
        results = [{"kind": "random kills", "case": "work", "failure": f} for f in load.failures]
        results += [{"kind": "random kills", "case": "kill", "failure": None}] * load.killed
        try:
            for name in verify(load.store, load.model, Settings.seed):
                print(f"{name} ok")
                results.append({"kind": "invariants", "case": name, "failure": None})
        except Broken as difference:
            results.append({"kind": "invariants", "case": "first difference", "failure": str(difference)})
        times = sorted(load.recoveries)
        acknowledged = sum(code == 0 for _, code in load.model.journal)
        report.add("CR4: random kills under load", results, {
            "kills": load.killed, "commands": len(load.model.journal), "acknowledged": acknowledged,
            "recovery p50 and p99 in ms": [round(times[int(len(times) * q)] * 1_000) for q in (0.5, 0.99)],
        })
        report.run("CR4: planted faults that the oracle must find", [
            ("planted", name, planted, (load.store, load.model, name)) for name in PLANTED])
    finally:
        load.store.remove()
