# Shared by the scripts: the repository's own files. Source it from the repository's folder.

# repository_files PATTERN…: what git keeps or would keep, one path a line; never what was built or fetched.
repository_files() {
    local file
    # A checkout may belong to another user than the one who checks it.
    git -c safe.directory="$PWD" ls-files --cached --others --exclude-standard -- "$@" | while read -r file; do
        [ ! -e "$file" ] || printf '%s\n' "$file"
    done
}
