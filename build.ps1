# ./build.ps1 <Target> [options] runs one target of build.cake; without a target it lists them. build.sh does the same.

function Fail([string]$sentence) {
    [Console]::Error.WriteLine($sentence)
    exit 1
}

# No 'Stop': Windows PowerShell would take what a program writes to its error stream for an exception. Exit codes tell.
$ErrorActionPreference = 'Continue'
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_UI_LANGUAGE = 'en'
Push-Location $PSScriptRoot
try {
    if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
        Fail 'The .NET 10 SDK is needed and there is no dotnet on the PATH: install it from https://dot.net, then run this again.'
    }

    dotnet --version *> $null
    if ($LASTEXITCODE -ne 0) {
        $wanted = (Get-Content global.json -Raw | ConvertFrom-Json).sdk.version
        $found = (dotnet --list-sdks 2> $null | ForEach-Object { ($_ -split ' ')[0] }) -join ' '
        if (-not $found) { $found = 'none' }
        Fail "The .NET SDK $wanted or a later feature band of it is needed (global.json), found: ${found}: install it from https://dot.net, then run this again."
    }

    $restored = dotnet tool restore 2>&1 | ForEach-Object { "$_" }
    if ($LASTEXITCODE -ne 0) {
        $why = $restored | Where-Object { $_ -match 'error|unable|failed' } | Select-Object -First 1
        if (-not $why) { $why = $restored | Select-Object -First 1 }
        Fail "The build's tools (.config/dotnet-tools.json) could not be restored, is the package feed reachable? dotnet says: $why"
    }

    # By the environment, a word a line: Cake would take some options for its own.
    $env:RNN_BUILD_WORDS = $args -join "`n"
    dotnet cake build.cake --verbosity=quiet
    exit $LASTEXITCODE
}
finally {
    Pop-Location
}
