# Writes Docs/PolicyReference.md from `aura policy show` and `aura policy verify` of an empty installation:
# --slurpfile policy, proof.

def cell: gsub("\\|"; "\\|");

# What stands behind a clause: each control with what it checks, or what it waits for.
def control:
    "`\(.control)`: \(.check | join("; ") | cell)"
    + (if .state == "notYet" then " (not yet: \(.evidence))" elif .state == "notSet" then " (the operator's to state)" else "" end);

"# The policy, clause by clause",
"",
"Version \($policy[0].version). Written by `Scripts/generate-docs` from the values that the code enforces; do not edit.",
"`aura policy verify` runs these controls against a live installation and prints what each has seen.",
"",
"| clause | promise | control |", "|---|---|---|",
($policy[0].items[] | . as $clause
    | "| \(.clause) | \([.promise] + .notes | join(" ") | cell) | "
    + ([$proof[0].items[] | select(.clause == $clause.clause) | control] | join("<br>")) + " |")
