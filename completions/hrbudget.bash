# SPDX-License-Identifier: Apache-2.0
# Completion of hrbudget for bash. What there is to complete is asked of the program itself.
_hrbudget() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} program=${COMP_WORDS[0]} command="" word value
    COMPREPLY=()
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in
        -*) ;;
        *) command=$word; break ;;
        esac
    done
    if [[ -z $command || $command == "$current" && $COMP_CWORD -eq 1 ]]; then
        command=$("$program" --help --lang en 2>/dev/null | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
        mapfile -t COMPREPLY < <(compgen -W "$command --help --version" -- "$current")
        return
    fi
    value=$("$program" "$command" --help --lang en 2>/dev/null | sed -n "s/^ .*$before\(, --[a-z-]*\)\{0,1\} \([^ ]*\)\$/\2/p" | head -n 1)
    if [[ $before == -* && $value == *"|"* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "${value//|/ }" -- "$current")
    elif [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$("$program" "$command" --help --lang en 2>/dev/null | sed -n 's/^ .*\(--[a-z-]*\).*/\1/p' | sort -u)" -- "$current")
    else
        compopt -o default 2>/dev/null
    fi
}
complete -F _hrbudget hrbudget
