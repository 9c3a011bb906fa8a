#compdef rnn
# Completes the words of rnn in zsh. In ~/.zshrc, behind compinit:  eval "$(rnn completion zsh)"
# Where rnn knows no word, file names are completed.
_rnn() {
  local -a found
  found=("${(@f)$(rnn "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null | grep -v '^/')}")
  found=(${found:#})
  if (( ${#found} )); then compadd -- "${found[@]}"; fi
  _files
}
compdef _rnn rnn
