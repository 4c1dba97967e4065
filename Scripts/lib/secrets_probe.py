"""Plants canaries along every path, and looks for them in what AURA writes, keeps, shows of its process, and leaves
when it crashes (FAULTS.md §10, SE1 to SE4). All of it runs as an ordinary user, by whom nothing may be read.

Usage: secrets_probe.py AURA OUTPUT.json [--full]     --full: every command in every format
"""

import contextlib
import ctypes
import json
import os
import pathlib
import pty
import random
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from secrets_forms import Canary, Search, control

AURA, OUTPUT = os.path.abspath(sys.argv[1]), sys.argv[2]
SEED = int(os.environ.get("AURA_SEED", random.SystemRandom().randrange(1 << 32)))
RANDOM = random.Random(SEED)
NOBODY = 65534
FORMATS = ["table", "json", "ndjson", "csv", "name"] if "--full" in sys.argv else ["table", "json"]
CRASHES = ["SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE", "SIGTRAP", "SIGQUIT"]


def word():
    return "".join(RANDOM.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(16))


def canary(name, pattern):
    own = word()
    return Canary(name, pattern.format(own), own)


CANARIES = {c.name: c for c in [
    canary("LLM key", "sk-canary-{}"), canary("passphrase", "correct horse {}"),
    canary("owner's e-mail", "owner.{}@canary.example"), canary("visitor's e-mail", "visitor.{}@canary.example"),
    canary("name", 'Canary "{}" & Søns'), canary("message", 'madagascar {} "café"'),
    canary("prompt", "You answer kindly; your word is {}."), canary("document", "zanzibar {}"),
    canary("actor", "clerk {}"), canary("reason", "ticket {}"),
]}


def text(name):
    return CANARIES[name].text


class Place:
    """A folder of an ordinary user's own, with a copy of the program."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="aura-secret-"))
        self.temporary = self.folder / "tmp"
        self.home = self.folder / "home"
        for path in (self.temporary, self.home):
            path.mkdir()
        self.aura = self.folder / "aura"
        shutil.copy2(AURA, self.aura)
        if os.geteuid() == 0:
            os.chmod(self.folder, 0o711)
            for path in (self.temporary, self.home):
                os.chown(path, NOBODY, NOBODY)
        self.environment = {
            "PATH": "/usr/bin:/bin", "HOME": str(self.home), "TMPDIR": str(self.temporary), "LC_ALL": "C.UTF-8",
            "AURA_DATA": str(self.home / "store"), "AURA_ACTOR": text("actor"),
            # What a developer's machine may ask for; the program must not listen.
            "SWIFT_BACKTRACE": "enable=yes,color=no,interactive=no,output-to=stderr",
        }
        # Where the program was linked to find Swift's own libraries.
        if (libraries := os.environ.get("LD_LIBRARY_PATH")):
            self.environment["LD_LIBRARY_PATH"] = libraries

    def as_user(self):
        """In the child: an ordinary user, who would take a core file of any size."""
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))

    def run(self, *words, stdin=b"", environment=None, program=None):
        done = subprocess.run(
            [program or self.aura, *words], env={**self.environment, **(environment or {})}, input=stdin,
            capture_output=True, cwd=self.home, timeout=120, preexec_fn=self.as_user)
        return done.returncode, done.stdout, done.stderr

    def must(self, *words, **options):
        code, out, error = self.run(*words, **options)
        assert code == 0, f"aura {' '.join(words)}: exit {code}: {error.decode(errors='replace').strip()}"
        return out

    def files(self, kept=()):
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and not path.is_symlink() and path != self.aura and path.name not in kept:
                yield path

    def remove(self):
        shutil.rmtree(self.folder)


def prepare(place):
    """An installation with every canary in it. Returns the file with the root key."""
    for name, content in (("prompt.txt", text("prompt")), ("islands.md", f"# Islands\n\nThe word is {text('document')}.\n")):
        (place.home / name).write_text(content)
        os.chmod(place.home / name, 0o644)
    place.must("init", "--demo", "--root-key", f"file:{place.home}/root.key")
    place.must("tenant", "create", "acme", "--owner", text("owner's e-mail"), "--display", text("name"),
               "--reason", text("reason"))
    place.must("key", "set", "openai", "--tenant", "acme", "--no-check", stdin=text("LLM key").encode())
    place.must("bot", "create", "helpdesk", "--tenant", "acme", "--prompt-file", "prompt.txt")
    place.must("doc", "add", "islands.md", "--bot", "acme/helpdesk")
    place.must("chat", "send", "--bot", "acme/helpdesk", "--subject", text("visitor's e-mail"),
               stdin=f"What is {text('document')}, and {text('message')}?".encode())
    return place.home / "root.key"


# Commands that have no business with content: no canary of any kind may stand in what they write.
SILENT = [
    "status", "doctor", "rootkey status", "tenant list", "key list --tenant acme", "key show openai --tenant acme",
    "usage show --tenant acme", "usage show --tenant acme --by bot", "usage show --tenant acme --by key",
    "retention show", "retention plan", "retention status", "retention receipt list", "retention purge -n",
    "conversation list --tenant acme", "audit list", "audit show operator/0", "audit show 0 --tenant acme --proof",
    "audit verify", "audit checkpoint", "policy show", "policy verify", "backup list", "version",
    "key revoke openai --tenant acme -n", "audit list --tenant acme -v", "doctor -v",
]
# What people get wrong; an error names neither content nor keys, except words of the command line itself.
WRONG = [
    ("bot create helpdesk --tenant acme --prompt-file prompt.txt", b""), ("chat send --bot acme/none", b"CONTENT"),
    ("key set nobody --tenant acme --no-check", b"KEY"), ("key set openai --tenant none --no-check", b"KEY"),
    ("key rotate openai --tenant acme --grace 9y --no-check", b"KEY"), ("doc add none.md --bot acme/helpdesk", b""),
    ("chat send --bot acme/helpdesk --no-such-flag", b"CONTENT"), ("key set openai --tenant acme", b"KEY\x00KEY"),
    ("conversation show cnv_01KBSXZ5R6WQ3N8M7T2V4Y9C1D --tenant acme", b""), ("subject find nobody --tenant acme", b""),
]


def outputs(place, search, root):
    """SE1: what commands write, in every format; what they write when they fail; and secrets in what shows content."""
    hits, runs = [], 0

    def look(words, stdin, secret_only=False):
        nonlocal runs
        runs += 1
        _, out, error = place.run(*words, stdin=stdin)
        for name, form in (root if secret_only else search).found(out + error):
            hits.append(f"aura {' '.join(words)} shows {name} ({form})")

    for line in SILENT:
        for form in FORMATS:
            look([*line.split(), "-o", form], b"")
    for line, stdin in WRONG:
        given = stdin.replace(b"KEY", text("LLM key").encode()).replace(b"CONTENT", text("message").encode())
        for more in ([], ["-o", "json"], ["-v"]):
            look([*line.split(), *more], given)
    visitor = text("visitor's e-mail")
    shown = place.must("conversation", "list", "--tenant", "acme", "-o", "name").decode().split()[0]
    for line in (["conversation", "show", shown, "--tenant", "acme"], ["subject", "export", visitor, "--tenant", "acme"],
                 ["subject", "find", visitor, "--tenant", "acme"], ["bot", "show", "helpdesk", "--tenant", "acme"],
                 ["bot", "list", "--tenant", "acme"], ["tenant", "show", "acme"],
                 ["member", "list", "--tenant", "acme"], ["doc", "list", "--tenant", "acme"],
                 ["doc", "search", "word", "--tenant", "acme"], ["key", "rewrap", "--tenant", "acme", "-n"]):
        for form in FORMATS:
            look([*line, "-o", form], b"", secret_only=True)
    return runs, hits


def stores(place, search, kept):
    """SE2: what lies in any file: store, logs, backups, evidence, temporary and working folders."""
    hits, files = [], 0
    for path in place.files(kept):
        files += 1
        for name, form in search.found(path.read_bytes()):
            hits.append(f"{path.relative_to(place.folder)} shows {name} ({form})")
    return files, hits


def erase(place):
    visitor = text("visitor's e-mail")
    place.must("key", "revoke", "openai", "--tenant", "acme", "--yes")
    for document in place.must("doc", "list", "--tenant", "acme", "-o", "name").decode().split():
        place.must("doc", "delete", document, "--tenant", "acme", "--yes")
    place.must("subject", "erase", visitor, "--tenant", "acme", "--confirm", visitor, "--reason", text("reason"),
               "-o", "json", "--to", "receipt.json")
    place.must("audit", "export", "--to", "audit.jsonl")
    place.must("audit", "checkpoint", "--to", "checkpoints.jsonl")
    place.must("backup", "create", "after")


@contextlib.contextmanager
def talking(place, environment=None, program=None, words=("chat", "open", "--bot", "acme/helpdesk"), prompt=b"> "):
    """A conversation on a terminal, with keys in memory: the process and its terminal."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(place.home)
        place.as_user()
        program = str(program or place.aura)
        os.execve(program, [program, *words], {**place.environment, "TERM": "xterm", **(environment or {})})
    try:
        yield child, terminal, screen(terminal, prompt)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(child, 0)
        os.close(terminal)


def screen(terminal, until=None, seconds=60):
    """What the terminal shows, until a text stands there or the program ends; without a text, as long as it is given."""
    seen, deadline = b"", time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            return seen
        if not chunk:
            return seen
        seen += chunk
        if until and until in seen:
            return seen
    assert not until, f"the program neither went on nor ended; it showed {len(seen)} bytes"
    return seen


def spoken(place):
    """The same, after one answer: the root key, the tenant's and the asker's are in memory."""
    return talking(place)


def ask(terminal):
    os.write(terminal, f"What is {text('document')}?\n".encode())
    screen(terminal, b"zanzibar")
    screen(terminal, b"> ")


READER = """
import ctypes, sys
def look(path):
    try:
        return len(open(path, 'rb').read(4096))
    except OSError as error:
        return error.strerror
pid = int(sys.argv[1])
libc = ctypes.CDLL(None, use_errno=True)
attached = libc.ptrace(16, pid, None, None)
if attached == 0:
    import os
    os.waitpid(pid, 0)
    libc.ptrace(17, pid, None, None)
import json
print(json.dumps({'environ': look(f'/proc/{pid}/environ'), 'mem': look(f'/proc/{pid}/mem'),
                  'maps': look(f'/proc/{pid}/maps'), 'ptrace': attached}))
"""


def looked_at(place, pid):
    """What another process of the same user may see of a process."""
    done = subprocess.run(["/usr/bin/python3", "-c", READER, str(pid)], capture_output=True, check=True,
                          preexec_fn=place.as_user, cwd=place.home)
    return json.loads(done.stdout)


def process(place, search):
    """SE3: /proc of a running conversation, as the same user."""
    hits, looks = [], 0
    with talking(place, program="/bin/sh", words=("-c", "printf '> '; cat")) as (child, _, _):
        seen = looked_at(place, child)
        assert isinstance(seen["environ"], int) and seen["environ"] > 0, f"the control's environ is closed: {seen}"
    with spoken(place) as (child, terminal, _):
        ask(terminal)
        seen = looked_at(place, child)
        for name in ("environ", "mem", "maps"):
            looks += 1
            if seen[name] != "Permission denied":
                hits.append(f"/proc/PID/{name} is open to the same user: {seen[name]}")
        looks += 2
        if seen["ptrace"] == 0:
            hits.append("the same user may attach a debugger")
        line = pathlib.Path(f"/proc/{child}/cmdline").read_bytes()
        hits += [f"/proc/PID/cmdline shows {name} ({form})" for name, form in search.found(line)]
        # By root, who may: no key was ever given by the environment.
        if os.geteuid() == 0:
            looks += 1
            given = pathlib.Path(f"/proc/{child}/environ").read_bytes().replace(text("actor").encode(), b"")
            hits += [f"/proc/PID/environ shows {name} ({form})" for name, form in search.found(given)]
    return looks, hits


CONTROL = """
setbuf(stdout, nil)
print("> ", terminator: "")
while readLine() != nil { print("> ", terminator: "") }
"""


def swift_control(place):
    """A Swift program that guards nothing: it must show what AURA must not."""
    source = place.folder / "control.swift"
    source.write_text("import Glibc\n" + CONTROL)
    subprocess.run(["swiftc", "-swift-version", "5", "-o", place.folder / "control", source], check=True,
                   capture_output=True)
    return place.folder / "control"


def ended(child):
    """The status of a child that has ended, which may be a moment after its terminal closed; 0 if it has not."""
    for _ in range(50):
        gone, status = os.waitpid(child, os.WNOHANG)
        if gone:
            return status
        time.sleep(0.1)
    return 0


def crashed(place, number):
    """What a crash shows and leaves: the terminal's text, the status, new files in the working folder."""
    before = set(place.home.iterdir())
    with spoken(place) as (child, terminal, _):
        ask(terminal)
        os.kill(child, number)
        shown = screen(terminal, seconds=20)
        status = ended(child)
    return shown, status, sorted(path.name for path in set(place.home.iterdir()) - before)


def crashes(place, search):
    """SE4: a crash with keys in memory leaves no core file and no memory on the terminal."""
    hits, runs = [], 0
    with talking(place, program=swift_control(place), words=()) as (child, terminal, _):
        os.kill(child, signal.SIGSEGV)
        screen(terminal, b"Registers:")
    for name in CRASHES:
        runs += 1
        shown, status, left = crashed(place, getattr(signal, name))
        if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != getattr(signal, name):
            hits.append(f"{name}: it did not die by it ({status})")
        if os.WCOREDUMP(status) or left:
            hits.append(f"{name}: it left {left or 'a core file'}")
        if len(shown) > 200 or b"rax" in shown or b"Thread 0" in shown:
            hits.append(f"{name}: it printed {len(shown)} bytes: {shown[:80]!r}")
        hits += [f"{name}: the terminal shows {found} ({form})" for found, form in search.found(shown)]
    return runs, hits


def passphrase(place, search):
    """A passphrase goes in and nowhere out: a second installation, its passphrase as systemd hands it over."""
    credentials = place.home / "credentials"
    credentials.mkdir()
    (credentials / "aura-root-passphrase").write_text(text("passphrase") + "\n")
    for path in (credentials, credentials / "aura-root-passphrase"):
        os.chmod(path, 0o700 if path.is_dir() else 0o600)
        if os.geteuid() == 0:
            os.chown(path, NOBODY, NOBODY)
    given = {"CREDENTIALS_DIRECTORY": str(credentials), "AURA_DATA": str(place.home / "second")}
    hits = []
    for words in (["init", "--root-key", "passphrase"], ["status", "-v"], ["doctor", "--deep", "-o", "json"]):
        code, out, error = place.run(*words, environment=given)
        if code != 0:
            hits.append(f"aura {' '.join(words)}: exit {code}")
        hits += [f"aura {' '.join(words)} shows {name} ({form})" for name, form in search.found(out + error)]
    return 3, hits


def main():
    control()
    place = Place()
    results = []

    def step(name, unit, done):
        results.append({"step": name, "unit": unit, "looked": done[0], "found": done[1]})

    try:
        root = prepare(place)
        everything = Search([*CANARIES.values(), Canary("root key", root.read_bytes())])
        secrets = Search([CANARIES["LLM key"], CANARIES["passphrase"], Canary("root key", root.read_bytes())])
        given = {"prompt.txt", "islands.md", "root.key", "aura-root-passphrase"}
        seen = {name for name, _ in everything.found(root.read_bytes() + (place.home / "prompt.txt").read_bytes())}
        assert seen == {"root key", "prompt"}, f"the search is blind: {seen}"
        step("SE1 outputs of commands", "runs", outputs(place, everything, secrets))
        step("SE1 a passphrase", "runs", passphrase(place, everything))
        place.must("backup", "create", "before")
        step("SE2 files while everything is there", "files", stores(place, everything, given))
        step("SE3 the process as its own user sees it", "looks", process(place, everything))
        step("SE4 crashes with keys in memory", "signals", crashes(place, everything))
        erase(place)
        step("SE2 files after the erasure", "files", stores(place, everything, given))
    finally:
        place.remove()
    for result in results:
        print(f"{result['step']:<42} {result['looked']:>4} {result['unit']}, {len(result['found'])} findings")
    findings = [finding for result in results for finding in result["found"]]
    for finding in findings:
        print(f"FAILED {finding}")
    pathlib.Path(OUTPUT).write_text(json.dumps({"seed": SEED, "results": results}, indent=1) + "\n")
    if findings:
        print(f"AURA_SEED={SEED} plants the same words again")
    sys.exit(1 if findings else 0)


main()
