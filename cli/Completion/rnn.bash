# Completes the words of rnn in bash. In ~/.bashrc:  eval "$(rnn completion bash)"
# Where rnn knows no word, file names are completed.
_rnn() {
  local word="${COMP_WORDS[COMP_CWORD]}" found
  found=$(rnn "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null | grep -v '^/')
  COMPREPLY=($(compgen -W "$found" -- "$word"))
}
complete -o default -F _rnn rnn
