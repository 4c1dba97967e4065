"""Runs cases beside each other, prints a table, and keeps the figures."""

import concurrent.futures
import json
import os
import pathlib


class Report:
    def __init__(self, path):
        self.path, self.groups, self.failures = pathlib.Path(path), {}, 0

    def run(self, group, cases):
        """Each case is (kind, name, function, arguments); the function returns nothing, or what does not hold."""
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            waiting = [(kind, name, pool.submit(body, *values)) for kind, name, body, values in cases]
            results = [{"kind": kind, "case": name, "failure": future.result()} for kind, name, future in waiting]
        self.add(group, results)

    def add(self, group, results, figures=None):
        failed = [r for r in results if r["failure"]]
        print(f"{group}")
        for kind in dict.fromkeys(r["kind"] for r in results):
            mine = [r for r in results if r["kind"] == kind]
            print(f"  {kind:<24} {sum(not r['failure'] for r in mine):>5} of {len(mine):>5}")
        for r in failed:
            print(f"  FAILED {r['kind']}: {r['case']}: {r['failure']}")
        for name, value in (figures or {}).items():
            print(f"  {name}: {value}")
        print(f"  {len(results) - len(failed)} of {len(results)} survived", flush=True)
        self.failures += len(failed)
        self.groups[group] = {"results": results, "figures": figures or {}}

    def end(self, seed):
        self.path.write_text(json.dumps({"seed": seed, "groups": self.groups}, indent=1) + "\n")
        return 1 if self.failures else 0
