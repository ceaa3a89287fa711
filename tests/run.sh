#!/usr/bin/env bash
# Builds everything and runs every test: bash tests/run.sh. Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LANG=C.UTF-8
bash tests/install.sh || exit $?
results="$PWD/results"
rm -rf "$results" && mkdir -p "$results"
dotnet restore HandoffBridge.sln --locked-mode || { echo "0 passed, 1 failed"; exit 1; }
dotnet build HandoffBridge.sln -c Release --no-restore -v q || { echo "0 passed, 1 failed"; exit 1; }
status=0
for project in tests/*/*.csproj; do
  grep -q '<IsTestProject>true' "$project" || continue
  name="$(basename "$project" .csproj)"
  dotnet test "$project" -c Release --no-build --logger "trx;LogFileName=$name.trx" --results-directory "$results" --blame-hang-timeout 10m -v q || status=1
done
# One sum over all projects, read from the result files.
read -r passed failed skipped < <(cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*>' | awk '
  function n(key,  m) { return match($0, key "=\"[0-9]+\"") ? substr($0, RSTART + length(key) + 2, RLENGTH - length(key) - 3) : 0 }
  { p += n(" passed") ; f += n(" failed") + n(" error") + n(" timeout") + n(" aborted"); s += n(" notExecuted") }
  END { print p + 0, f + 0, s + 0 }')
[ "$status" = 0 ] || [ "$failed" -gt 0 ] || failed=1
[ "$passed" -gt 0 ] || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
