"""What must hold after every fault (FAULTS.md §13), seen through commands, statements and bytes."""

import hashlib
import json

from .store import Broken

# Rows that a rerun may add without being wrong: the record of what was done.
RECORDS = {"auditEntry", "auditPayload", "job", "installation", "backup", "receipt", "auditCheckpoint"}


def rows(store):
    """How many rows each table has, records left out."""
    if not (store.path / "aura.db").exists():
        return {}
    return {t: store.sql(f'SELECT COUNT(*) FROM "{t}"')[0][0] for t in store.tables() if t not in RECORDS}


def digests(store):
    """The digests of the receipts, which a resumed job must reproduce."""
    return [json.loads(body)["digest"] for (body,) in store.sql("SELECT body FROM receipt ORDER BY receiptId")]


def i1_files(store):
    """Both files are sound; their tables are those that this program makes, or no command would open them."""
    for file in ("aura.db", "keyring.db"):
        if store.sql("PRAGMA integrity_check", file) != [("ok",)] or store.sql("PRAGMA foreign_key_check", file):
            raise Broken(f"{file} is damaged")


def i3_chain(store):
    """Each chain verifies, its times never fall, and it reaches the anchor."""
    store.must("audit", "verify")
    if store.sql("SELECT 1 FROM auditEntry a JOIN auditEntry b ON b.chain = a.chain AND b.sequence = a.sequence + 1 "
                 "WHERE b.at < a.at LIMIT 1"):
        raise Broken("a time falls in a chain")
    for line in (store.path / "anchor").read_bytes().split(b"\n")[:-1]:
        if b"\0" in line:
            # Blocks that a loss of power left unwritten.
            continue
        head = json.loads(line)
        found = store.sql("SELECT chainHash FROM auditEntry WHERE chain = ? AND sequence = ?", "aura.db",
                          head["chain"], head["seq"])
        if not found or found[0][0].hex() != head["head"]:
            raise Broken(f"the chain {head['chain']} is behind the anchor")


def i4_events(store):
    """Each row has the event of its making, and a thing is made once."""
    for table, column, action, where in (
            ("message", "messageId", "turn.stored", "author = 'bot'"), ("document", "documentId", "document.added", "1"),
            ("tenant", "tenantId", "tenant.created", "1"), ("bot", "botId", "bot.created", "1")):
        made = [o for (o,) in store.sql(
            "SELECT entry ->> 'object' FROM auditEntry WHERE entry ->> 'action' = ?", "aura.db", action)]
        there = {o for (o,) in store.sql(f"SELECT {column} FROM {table} WHERE {where}")}
        if there - set(made):
            raise Broken(f"{len(there - set(made))} rows of {table} without their event")
        if table == "message" and len(made) != len(set(made)):
            raise Broken("a turn is recorded twice")


def i5_heads(store):
    """Ledger, keyring and database have come equally far, and the ledger's chain verifies."""
    ((installation, sequence, head),) = store.sql("SELECT installationId, ledgerSequence, ledgerHead FROM installation")
    if store.sql("SELECT ledgerSequence, ledgerHead FROM keyring", "keyring.db") != [(sequence, head)]:
        raise Broken("keyring and database have applied different erasures")
    previous = hashlib.sha256(f"aura/ledger/v1/{installation}".encode()).hexdigest()
    lines = (store.path / "ledger.jsonl").read_bytes().split(b"\n")
    if lines.pop() != b"":
        raise Broken("the ledger has a torn tail")
    for place, line in enumerate(lines):
        entry = json.loads(line)
        if entry["seq"] != place or entry["prev"] != previous:
            raise Broken("the ledger's chain does not verify")
        previous = hashlib.sha256(line).hexdigest()
    if (len(lines) - 1, previous) != (sequence, head):
        raise Broken("the ledger's head is not the one that was applied")


def i6_opens(store):
    """Every message, document and person opens through the commands."""
    for tenant in store.must("tenant", "list", "-o", "name").split():
        state = store.sql("SELECT state FROM tenant WHERE name = ?", "aura.db", tenant)
        if state == [("closed",)]:
            continue
        for name in ("doc", "member", "key", "bot"):
            store.must(name, "list", "--tenant", tenant)
        for conversation in store.must("conversation", "list", "--tenant", tenant, "-o", "name").split():
            shown = store.json("conversation", "show", conversation, "--tenant", tenant)
            if not all(m["text"] for m in shown["messages"]):
                raise Broken("a message does not open")


def destroyed(store):
    return {k for (k,) in store.sql("SELECT keyId FROM wrappedKey WHERE state = 'destroyed'", "keyring.db")}


def i7_destroyed(store):
    """A destroyed key has no bytes left, and what the ledger destroyed is destroyed."""
    if store.sql("SELECT 1 FROM wrappedKey WHERE state = 'destroyed' AND (LENGTH(wrapped) > 0 OR nextWrapped NOT NULL)",
                 "keyring.db"):
        raise Broken("a destroyed key still has its bytes")
    there = {k for (k,) in store.sql("SELECT keyId FROM wrappedKey WHERE state <> 'destroyed'", "keyring.db")}
    for line in (store.path / "ledger.jsonl").read_bytes().split(b"\n")[:-1]:
        if there & set(json.loads(line)["keys"]):
            raise Broken("a key that the ledger destroyed is there")


def i8_references(store):
    """With no job unfinished, every sealed value's owner key is there; the payloads of erased people stay unreadable."""
    if store.sql("SELECT 1 FROM job WHERE state = 'running' AND kind IN ('purge', 'erase', 'revoke')"):
        raise Broken("a destruction is unfinished")
    live = {k for (k,) in store.sql("SELECT keyId FROM wrappedKey WHERE state <> 'destroyed'", "keyring.db")}
    closed = {t for (t,) in store.sql("SELECT tenantId FROM tenant WHERE state = 'closed'")}
    for table in store.tables():
        columns = [r[1] for r in store.sql(f"PRAGMA table_info({table})") if r[2] == "BLOB"]
        if table == "auditPayload" or not columns:
            continue
        names = "tenantId, " + ", ".join(columns) if table not in ("auditEntry", "auditCheckpoint") else None
        for tenant, *values in store.sql(f"SELECT {names} FROM {table}") if names else []:
            for value in values:
                if value and value[:4] == b"AUR1" and tenant not in closed and value[6:22].hex() not in live:
                    raise Broken(f"a row of {table} refers to a key that is not there")


def i11_late(store):
    """Nothing is more than a day overdue, where a purge has run."""
    if store.sql("SELECT lastPurgeAt FROM installation")[0][0] is not None:
        store.must("retention", "status", "--check")


def i12_receipts(store):
    """Every receipt verifies."""
    for receipt in store.must("retention", "receipt", "list", "-o", "name").split():
        store.must("retention", "receipt", "verify", receipt)


def i18_pairs(store):
    """Turns are whole; passages and their index match."""
    if store.sql("SELECT COUNT(*) FROM message")[0][0] % 2:
        raise Broken("half a turn is stored")
    if store.sql("SELECT 1 FROM document d WHERE passageCount <> "
                 "(SELECT COUNT(*) FROM passage p WHERE p.documentId = d.documentId) LIMIT 1"):
        raise Broken("a document lacks passages")
    if store.sql("SELECT 1 FROM passage p WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.documentId = p.documentId)"
                 " UNION ALL SELECT 1 FROM posting o WHERE NOT EXISTS (SELECT 1 FROM passage p WHERE p.number = o.passage"
                 " AND p.botId = o.botId) LIMIT 1"):
        raise Broken("an orphan in the index")


def i20_files(store):
    """Modes are private, and nothing unfinished lies about."""
    known = {"aura.db", "keyring.db", "ledger.jsonl", "installation.json", "anchor", "reserve", "lock", "root.key"}
    for file in store.path.iterdir():
        name = file.name.removesuffix("-wal").removesuffix("-shm")
        if name not in known and file.suffix != ".key":
            raise Broken(f"{file.name} was left")
        if file.stat().st_mode & 0o077:
            raise Broken(f"{file.name} can be read by others")


INVARIANTS = {
    "I1": i1_files, "I3": i3_chain, "I4": i4_events, "I5": i5_heads, "I6": i6_opens, "I7": i7_destroyed,
    "I8": i8_references, "I11": i11_late, "I12": i12_receipts, "I18": i18_pairs, "I20": i20_files,
}
# What costs no command of its own, or one; the rest is asked for where there is time.
QUICK = ["I1", "I3", "I5", "I7", "I8", "I18", "I20"]


def check(store, names=None):
    """Raises the first difference, with the invariant's name."""
    for name in names or INVARIANTS:
        try:
            INVARIANTS[name](store)
        except Broken as difference:
            raise Broken(f"{name}: {difference}") from None


def sound(store, thorough):
    """After a fault: the invariants, and the program's own opinion."""
    check(store, None if thorough else QUICK)
    if thorough:
        # The demo's old rows are due until somebody purges them.
        false = [c["control"] for c in store.json("policy", "verify")["items"]
                 if c["state"] == "failed" and not c["control"].startswith("retention")]
        if false:
            raise Broken(f"false clauses: {false}")
        bad = [f["message"] for f in store.json("doctor")["items"]
               if f["level"] == "problem" and f["check"] != "retention"]
        if bad:
            raise Broken(f"doctor: {bad}")
