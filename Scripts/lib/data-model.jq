# Writes Docs/DataModel.md from `aura help data-model -o json`: --slurpfile map.

def cell: gsub("\\|"; "\\|");
def words: if length == 0 then "–" else join(", ") end;

# The first column of each table, in the order of the map.
def tables: reduce $map[0].items[] as $item ([]; if any(.[]; .table == $item.table) then . else . + [$item] end);

# A column's marks: how it is kept, and what it comes from.
def kept:
    [ (if .sealed then "sealed" else empty end), (if .blindIndex then "blind index" else empty end),
      (if .derivedFrom then "from `\(.derivedFrom)`" else empty end),
      (if .values then "at most \(.values) values" else empty end),
      (if .rectifiable then "rectifiable" else empty end),
      (if .ownership == "accessedBy" then "of the workspace" else empty end) ] | words;

def column:
    "| `\(.name)` | \(.sensitivity) | \(kept | cell)"
    + " | \([.purposes, .bases] | transpose | map("\(.[0]) (\(.[1]))") | words) | [\(.clause)](PolicyReference.md)"
    + " | \(.onErase | cell) | \(.onAccess | cell) | \(.portable) | \(.recipients | words) |";

"# The data model",
"",
"Written by `Scripts/generate-docs` from the data map that erasure, export, retention and the checks follow; do not edit.",
"`aura help data-model -o json` prints the same. Each column's purposes stand with their lawful basis (GDPR Art. 6(1)).",
"A store whose tables or map are not those it was made with does not open (exit 13), and `aura doctor` holds the map",
"against the tables and the policy.",
"",
"| table | class | rows of a person | on erasure | derived from | what for |", "|---|---|---|---|---|---|",
(tables[] | "| [`\(.table)`](#\(.table | ascii_downcase)) | \(.class) | \(.subject) | \(.tableOnErase | cell)"
    + " | \(.tableDerivedFrom // "–") | \(.tablePurpose | cell) |"),
"",
(tables[] | "## \(.table)", "",
    "| column | sensitivity | kept | purposes | clause | on erasure | on access | portable | recipients |",
    "|---|---|---|---|---|---|---|---|---|",
    (.table as $name | $map[0].items[] | select(.table == $name) | column), "")
