#!/usr/bin/env bash
# ./build.sh <Target> [options] runs one target of build.cake; without a target it lists them. build.ps1 does the same.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

fail() {
  echo "$1" >&2
  exit 1
}

command -v dotnet >/dev/null ||
  fail "The .NET 10 SDK is needed and there is no dotnet on the PATH: install it from https://dot.net, then run this again."

wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' global.json)
dotnet --version >/dev/null 2>&1 ||
  fail "The .NET SDK $wanted or a later feature band of it is needed (global.json), found: $(dotnet --list-sdks 2>/dev/null |
    cut -d' ' -f1 | paste -sd' ' | sed 's/^$/none/'): install it from https://dot.net, then run this again."

restored=$(dotnet tool restore 2>&1) ||
  fail "The build's tools (.config/dotnet-tools.json) could not be restored, is the package feed reachable? dotnet says: $(
    grep -m1 -i -E 'error|unable|failed' <<<"$restored" || head -n 1 <<<"$restored")"

# By the environment, a word a line: Cake would take some options for its own.
RNN_BUILD_WORDS=$(printf '%s\n' "$@") exec dotnet cake build.cake --verbosity=quiet
