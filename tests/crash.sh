#!/usr/bin/env bash
# Drops deals at once, kills the program five times meanwhile, and counts: bash tests/crash.sh [DEALS] [KILLS]
# Ends with 0 where every deal has exactly one folder of four files and nothing is stuck.
set -euo pipefail
cd "$(dirname "$0")/.."
deals="${1:-200}"; kills="${2:-5}"; port="${PORT:-5391}"
program="$PWD/artifacts/bin/HandoffBridge/release/HandoffBridge.dll"
[ -f "$program" ] || dotnet build src/HandoffBridge -c Release -v q
work="$(mktemp -d)"; cd "$work"; mkdir deals
pid=
trap '[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
start() { dotnet "$program" serve --Urls="http://127.0.0.1:$port" --Crm:Folder:Path=deals >>log.txt 2>&1 & pid=$!; }
node -e '
const fs = require("fs"), path = require("path"), [from, count] = [process.argv[1], +process.argv[2]];
const samples = fs.readdirSync(from).filter(f => f.endsWith(".json")).sort().map(f => fs.readFileSync(path.join(from, f), "utf8"));
for (let i = 0; i < count; i++) { const d = JSON.parse(samples[i % samples.length]); d.deal.id = "K-" + i; fs.writeFileSync("deals/" + i + ".json", JSON.stringify(d)); }
' "$(dirname "$program")/samples/deals" "$deals"
begin=$(date +%s)
start
for k in $(seq "$kills"); do
  # Spread over the work: each kill waits for its share of the briefs, then for a random moment.
  for i in $(seq 900); do [ "$(find out -name brief.md 2>/dev/null | wc -l)" -ge "$(((k - 1) * deals / (kills + 1)))" ] && break; sleep 0.2; done
  sleep "$(awk -v s="$RANDOM" 'BEGIN { print 0.5 + s / 32768 * 5 }')"
  kill -9 "$pid" 2>/dev/null && echo "kill $k after $(find out -name brief.json 2>/dev/null | wc -l) briefs"
  wait "$pid" 2>/dev/null || true
  start
done
for i in $(seq 600); do
  [ "$(find out -name work-items.json 2>/dev/null | wc -l)" -ge "$deals" ] && break
  sleep 0.5
done
sleep 6
folders=$(find out -mindepth 1 -maxdepth 1 -type d | wc -l)
files=$(find out -type f | wc -l)
kill "$pid"; wait "$pid" 2>/dev/null || true; pid=
read -r handoffs stuck open < <(
python3 - <<'P' 2>/dev/null || echo "? ? ?"
import sqlite3
c = sqlite3.connect("data/handoffbridge.db")
print(c.execute("select count(*) from deals").fetchone()[0], c.execute("select count(*) from work where wanted > served or parked = 1").fetchone()[0], c.execute("select count(*) from publications where done = 0").fetchone()[0])
P
)
echo "$handoffs handoffs, $folders folders, $files files, $stuck stuck, $open in doubt, $(($(date +%s) - begin)) s"
[ "$handoffs" = "$deals" ] && [ "$folders" = "$deals" ] && [ "$files" = "$((deals * 4))" ] && [ "$stuck" = 0 ] && [ "$open" = 0 ]
