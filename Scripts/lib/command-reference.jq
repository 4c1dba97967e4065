# Writes Docs/CommandReference.md from the reports of `aura help … -o json`: --slurpfile commands, options, formats,
# environment, exits.

def code: "`" + . + "`";
def cell: gsub("\\|"; "\\|");
def anchor: gsub(" "; "-");

def entries:
    .[0].items[] | "| \(.name | code) | \(.meaning | cell) |";

def synopsis:
    ([.names | join(", ")] + (if .value and (.names | length) > 0 then ["<\(.value)>"] else [] end)
        + (if (.names | length) == 0 then [.value] else [] end))
    | map(select(. != "" and . != null)) | join(" ");

def option:
    "| \(synopsis | code)\(if .isRequired then ", required" else "" end)\(if .isRepeating then ", repeats" else "" end)"
    + " | \(.summary | cell)\(if (.values | length) > 0 then " One of: " + (.values | map(code) | join(", ")) + "." else "" end) |";

def command:
    "### aura \(.command)", "",
    .summary, "",
    "Level: \(.level)\(if .isForTerminalsOnly then ", on a terminal only" else "" end)."
    + " Reports: \(.kinds | map("[\(code)](Schemas/\(.).json)") | join(", ")).", "",
    "```console", (.examples[] | "$ " + .), "```", "",
    (if (.options | length) > 0 then "| argument, flag | meaning |", "|---|---|", (.options[] | option), "" else empty end);

"# Command reference",
"",
"Written by `Scripts/generate-docs` from the program's own declarations; do not edit. The same pages are in `aura help`.",
"",
"## Commands",
"",
"| command | level | |", "|---|---|---|",
($commands[0].items[] | "| [`aura \(.command)`](#aura-\(.command | anchor)) | \(.level) | \(.summary | cell) |"),
"",
($commands[0].items[] | command),
"## \($options[0].title)", "", "| flag | meaning |", "|---|---|", ($options | entries), "",
"## \($formats[0].title)", "", "| format | meaning |", "|---|---|", ($formats | entries), "",
"## \($environment[0].title)", "", "| variable | meaning |", "|---|---|", ($environment | entries), "",
"## \($exits[0].title)", "", "| code | meaning | what a script should do |", "|--:|---|---|",
($exits[0].items[] | "| \(.name) | \(.meaning | cell) | \(.advice // "" | cell) |")
