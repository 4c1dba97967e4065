"""The store that every case begins with, and the kinds of jobs that are disturbed."""

import time

from .store import Broken, Store, scratch

PERSON = "canary.person@acme.example"
EARLIER = "erased.before@acme.example"
WORDS = "Zanzibar canary words"
SECRET = "sk-canary-of-the-faults"


def prepare(name="base"):
    """An installation with a demo's history, a tenant at work, a closed one that is due, a backup, and an erasure."""
    store = Store(scratch(name))
    (store.folder / "hours.md").write_text("# Opening hours\n\nWe are open from 9 to 17 on weekdays.\n")
    (store.folder / "more.md").write_text("# Shipping\n\nWe ship within two days.\n")
    store.must("init", "--demo")
    store.must("tenant", "create", "acme", "--owner", "olga@acme.example")
    store.must("key", "set", "openai", "--tenant", "acme", "--no-check", stdin=SECRET + "-1")
    store.must("bot", "create", "helpdesk", "--tenant", "acme")
    store.must("bot", "create", "remote", "--tenant", "acme", "--model", "openai/gpt-test")
    store.must("doc", "add", "hours.md", "--bot", "acme/helpdesk")
    store.must("chat", "send", WORDS + "?", "--bot", "acme/helpdesk", "--subject", PERSON)
    store.must("chat", "send", "When?", "--bot", "acme/helpdesk", "--subject", EARLIER)
    store.must("tenant", "create", "gone", "--owner", "o@gone.example")
    store.must("tenant", "close", "gone", "--in", "1s", "--yes")
    store.must("backup", "create", "base")
    store.must("subject", "erase", EARLIER, "--tenant", "acme", "--confirm", EARLIER, "--reason", "test")
    time.sleep(1.1)
    # As of one moment: the demo's rows fall due while the cases run, and a plan made later lists more of them.
    (store.folder / "plan").write_text(store.json("retention", "plan")["id"])
    return store


class Job:
    """One kind of job: how it is begun, and what must be true once it is finished."""

    def __init__(self, name, *words, stdin="", first=(), clock=None, again=(0,), goes=(), one=False, same=True):
        self.name, self.words, self.stdin = name, words, stdin
        # Commands before it, and the clock that it and all that follows see.
        self.first, self.clock = first, clock
        # The exit codes of the same command run again after the fault.
        self.again = set(again)
        # Words that no file may hold once the job is done.
        self.goes = goes
        # One transaction: either nothing of it is there, or all.
        self.one = one
        # Run again after the fault it ends with the rows that an undisturbed run has.
        self.same = same

    def command(self, store):
        names = {
            "CONVERSATION": lambda: store.must("conversation", "list", "--tenant", "acme", "-o", "name").split()[0],
            "PLAN": lambda: (store.folder / "plan").read_text(),
            "INSTALLATION": lambda: store.must("status", "-o", "name").strip(),
        }
        return [names[w]() if w in names else w for w in self.words]

    def begun(self, base):
        """A copy of the base in which everything before the job is done."""
        store = base.copied()
        for words in self.first:
            store.must(*words)
        store.clock = self.clock
        return store


ACME = ("--tenant", "acme")
REWRAP = [("key", "rewrap", *ACME, "--subject", PERSON), ("key", "rewrap", "--all")]
JOBS = [
    Job("tenant create", "tenant", "create", "later", "--owner", "o@later.example", again=(0, 6), one=True),
    Job("key set", "key", "set", "openai", *ACME, "--label", "second", "--no-check", stdin=SECRET, one=True,
        again=(0, 6)),
    Job("doc add", "doc", "add", "more.md", "--bot", "acme/helpdesk", one=True),
    Job("chat send", "chat", "send", "When are you open?", "--bot", "acme/helpdesk", "--idempotency-key", "k", one=True),
    Job("chat vendor", "chat", "send", "When are you open?", "--bot", "acme/remote", "--idempotency-key", "k",
        same=False),
    Job("conversation delete", "conversation", "delete", "CONVERSATION", *ACME, "--yes", again=(0, 5), one=True),
    Job("key revoke", "key", "revoke", "openai", *ACME, "--yes", again=(0, 5)),
    Job("retention purge", "retention", "purge", "--plan", "PLAN", "--yes", again=(0, 6)),
    Job("subject erase", "subject", "erase", PERSON, *ACME, "--confirm", PERSON, "--reason", "test", again=(0, 5),
        goes=(PERSON, WORDS)),
    Job("subject export", "subject", "export", PERSON, *ACME, "--to", "export.json"),
    Job("rootkey rotate", "rootkey", "rotate"),
    Job("key rewrap", "key", "rewrap", "--all"),
    Job("key rewrap subject", *REWRAP[0], again=(0, 6)),
    Job("key rewrap content", "key", "rewrap", *ACME, "--content", again=(0, 6)),
    Job("key rewrap index", "key", "rewrap", *ACME, "--index", again=(0, 6)),
    Job("old keys disabled", "status", first=REWRAP, clock="+2h"),
    Job("old keys destroyed", "status", first=REWRAP, clock="+9d"),
    Job("key rotate", "key", "rotate", "openai", *ACME, "--no-check", stdin=SECRET + "-2", again=(0, 6), same=False),
    Job("backup create", "backup", "create", "copy", again=(0, 6), same=False),
    Job("backup restore", "backup", "restore", "base.data", "--confirm", "INSTALLATION", "--reason", "test",
        goes=(EARLIER,)),
]


def named(name):
    for job in JOBS:
        if job.name == name:
            return job
    raise Broken(f"there is no job {name}")
