# Completes the words of rnn in PowerShell. In $PROFILE:  rnn completion powershell | Out-String | Invoke-Expression
# Where rnn knows no word, file names are completed.
Register-ArgumentCompleter -Native -CommandName rnn -ScriptBlock {
  param($word, $line, $position)
  rnn "[suggest:$position]" "$line" 2>$null |
    Where-Object { -not $_.StartsWith('/') -and $_ -like "$word*" } |
    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
