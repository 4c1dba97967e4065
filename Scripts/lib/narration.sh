# Shared by the quickstart: showing a command before it runs, and searching for what must not be there. Source it.

# The program under its own name, whatever PATH holds.
aura() { "$aura_path" "$@"; }

title() { printf '\n%s\n%s\n' "$1" "$(printf '%*s' ${#1} '' | tr ' ' '-')"; }

# quoted WORD…: the words as one would type them.
quoted() {
    local word line=
    for word in "$@"; do
        case $word in
            '' | *[!A-Za-z0-9_./@:=,+-]*) line+=" '${word//\'/\'\\\'\'}'" ;;
            *) line+=" $word" ;;
        esac
    done
    printf '%s' "${line# }"
}

# show COMMAND…: prints the command, then runs it.
show() {
    printf '\n$ %s\n' "$(quoted "$@")"
    "$@"
}

# expect_exit STATUS COMMAND…: shows a command that must end with that status and no other.
expect_exit() {
    local expected=$1 status=0
    shift
    show "$@" || status=$?
    [ "$status" -eq "$expected" ] || die "exit $status, where $expected was expected"
    say "(exit $status)"
}

# The quickstart's key is searched for by every 8 characters in a row of its random part, with builtins alone: it
# must not become an argument of another process.
slices_of_key() {
    local random=${key##*-} place
    for ((place = 0; place + 8 <= ${#random}; place++)); do printf '%s\n' "${random:place:8}"; done
}

holds_slice_of_key() {
    local slice
    while read -r slice; do
        if [[ $1 == *"$slice"* ]]; then return 0; fi
    done < <(slices_of_key)
    return 1
}

# folder_holds PATTERNS: whether any file of the data folder holds one of the lines of the file PATTERNS.
folder_holds() {
    local status=0
    LC_ALL=C grep -raqiF -f "$1" "$AURA_DATA" || status=$?
    [ "$status" -le 1 ] || die "the data folder could not be searched"
    return "$status"
}
