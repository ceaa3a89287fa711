#!/usr/bin/env bash
# Real Redmine 5.0 (Debian package) on 127.0.0.1, REST API on, admin API key printed.
#   redmine.sh [up]     install (if needed), create + seed (if needed), start, print env lines
#   redmine.sh stop     stop what 'up' started, by pid
#   redmine.sh wipe     stop and delete the instance's data
# env: REDMINE_PORT=3080  REDMINE_STATE=${TMPDIR:-/tmp}/handoffbridge-tests/redmine  REDMINE_DB=sqlite|pg  REDMINE_PGPORT=54380
#      REDMINE_THREADS=5 REDMINE_SMTP_PORT= (set: Redmine mails to 127.0.0.1:that port)
set -euo pipefail
CMD="${1:-up}"
PORT="${REDMINE_PORT:-3080}"; STATE="${REDMINE_STATE:-${TMPDIR:-/tmp}/handoffbridge-tests/redmine}"
DB="${REDMINE_DB:-sqlite}"; PGPORT="${REDMINE_PGPORT:-54380}"; THREADS="${REDMINE_THREADS:-5}"
INST="handoff$PORT"                       # Debian 'redmine instance' (multi-tenancy) = one directory
PGBIN=/usr/lib/postgresql/15/bin
export DEBIAN_FRONTEND=noninteractive RAILS_ENV=production REDMINE_INSTANCE="$INST" LANG=C.UTF-8
log(){ echo "[redmine] $*" >&2; }
alive(){ [ -s "$1" ] && tr "\0" " " < "/proc/$(cat "$1")/cmdline" 2>/dev/null | grep -Eq "puma"; }   # not fooled by a reused pid
as(){ local u="$1"; shift; setpriv --reuid "$u" --regid "$u" --init-groups env HOME="$STATE/tmp" "$@"; }

stop(){
  if alive "$STATE/puma.pid"; then P=$(cat "$STATE/puma.pid"); kill "$P"; for i in $(seq 100); do kill -0 "$P" 2>/dev/null || break; sleep .1; done; log "stopped puma $P"; fi
  rm -f "$STATE/puma.pid"
  if [ -s "$STATE/pg/postmaster.pid" ]; then as postgres $PGBIN/pg_ctl -D "$STATE/pg" -m fast -w stop >/dev/null && log "stopped postgres"; fi
  return 0
}
case "$CMD" in
  stop) stop; exit 0;;
  wipe) stop; rm -rf "$STATE"; rm -f "/var/lib/redmine/$INST"; exit 0;;
  up) ;;
  *) echo "usage: $0 [up|stop|wipe]" >&2; exit 2;;
esac

# --- 1. packages (no passenger, no apache, no dbconfig questions) -------------------------------
need=(redmine redmine-sqlite redmine-pgsql puma curl)
if ! dpkg-query -W -f='${Status}\n' "${need[@]}" 2>/dev/null | awk '!/install ok installed/{b=1} END{exit (b||NR<5)}' || { [ "$DB" = pg ] && [ ! -x $PGBIN/initdb ]; }; then
  log "installing packages"
  [ "$DB" = pg ] && [ ! -x $PGBIN/initdb ] && { mkdir -p /etc/postgresql-common; echo 'create_main_cluster = false' >> /etc/postgresql-common/createcluster.conf; need+=(postgresql-15); }
  debconf-set-selections <<< "redmine redmine/instances/default/dbconfig-install boolean false"
  apt-get -o DPkg::Lock::Timeout=300 update -qq
  apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${need[@]}" </dev/null >${TMPDIR:-/tmp}/redmine-apt.$$.log 2>&1 || { tail -30 ${TMPDIR:-/tmp}/redmine-apt.$$.log >&2; exit 1; }
  rm -f ${TMPDIR:-/tmp}/redmine-apt.$$.log
fi

# --- 2. instance directory ----------------------------------------------------------------------
mkdir -p "$STATE"/{config,log,files,tmp/cache,tmp/pids,public/plugin_assets,db}
ln -sfT "$STATE" "/var/lib/redmine/$INST"
[ -s "$STATE/config/secret_key.txt" ] || head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' > "$STATE/config/secret_key.txt"
if [ "$DB" = pg ]; then
  install -d -o postgres -g postgres -m 700 "$STATE/pg"
  [ -s "$STATE/pg/PG_VERSION" ] || as postgres $PGBIN/initdb -N -D "$STATE/pg" -U redmine -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
  if ! as postgres $PGBIN/pg_ctl -D "$STATE/pg" status >/dev/null 2>&1; then
    as postgres $PGBIN/pg_ctl -D "$STATE/pg" -w -l "$STATE/pg/server.log" \
      -o "-c listen_addresses=127.0.0.1 -c port=$PGPORT -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off" start >/dev/null
  fi
  $PGBIN/psql -h 127.0.0.1 -p "$PGPORT" -U redmine -d postgres -tAc "select 1 from pg_database where datname='redmine'" | grep -q 1 \
    || $PGBIN/createdb -h 127.0.0.1 -p "$PGPORT" -U redmine redmine
  cat > "$STATE/config/database.yml" <<Y
production:
  adapter: postgresql
  host: 127.0.0.1
  port: $PGPORT
  username: redmine
  database: redmine
  encoding: utf8
  pool: $((THREADS+2))
Y
else
  cat > "$STATE/config/database.yml" <<Y
production:
  adapter: sqlite3
  database: $STATE/db/redmine.sqlite3
  encoding: utf8
  timeout: 10000
  pool: $((THREADS+2))
Y
fi
if [ -n "${REDMINE_SMTP_PORT:-}" ]; then
  cat > "$STATE/config/configuration.yml" <<Y
default:
  email_delivery:
    delivery_method: :smtp
    smtp_settings: { address: "127.0.0.1", port: $REDMINE_SMTP_PORT, enable_starttls_auto: false }
Y
fi
find "$STATE" -path "$STATE/pg" -prune -o -exec chown -h www-data:www-data {} +
chmod 755 "$(dirname "$STATE")" "$STATE"

# --- 3. gem lock must contain the adapter that the (any) instance's database.yml names -----------
cd /usr/share/redmine
want=sqlite3; [ "$DB" = pg ] && want=pg
if ! grep -qE "^    $want \(" /var/lib/redmine/Gemfile.lock 2>/dev/null; then
  rm -f /var/lib/redmine/Gemfile.lock
  bundle install --local --quiet 2>/dev/null || bundle install --local >&2
  chown www-data:www-data /var/lib/redmine/Gemfile.lock
fi

# --- 4. schema + default data + REST on + key ---------------------------------------------------
if [ ! -s "$STATE/api_key" ]; then
  log "migrating"
  as www-data SCHEMA=/dev/null bin/rake db:migrate >"$STATE/log/migrate.log" 2>&1 \
    || { tail -30 "$STATE/log/migrate.log" >&2; exit 1; }
  cat > "$STATE/seed.rb" <<'R'
# Must not share a process with db:migrate: the rake task then fails on stale columns and still exits 0.
Redmine::DefaultData::Loader.load('en') if Redmine::DefaultData::Loader.no_data?
Setting.rest_api_enabled = '1'
Setting.text_formatting  = ENV['REDMINE_FORMAT'] || 'common_mark'   # textile | markdown | common_mark
Setting.host_name        = "127.0.0.1:#{ENV['RM_PORT']}"
Setting.default_projects_modules = %w(issue_tracking wiki documents files calendar gantt)
Setting.default_projects_public = '0'
Setting.attachment_max_size = '5120'
a = User.find_by_login('admin'); a.must_change_passwd = false; a.password = a.password_confirmation = 'handoff-admin'; a.save!(validate: false)
%w(dana:Dana:Delivery paul:Paul:PreSales).each do |s|
  l, f, n = s.split(':')
  u = User.find_by_login(l) || User.new(firstname: f, lastname: n, mail: "#{l}@example.test", language: 'en')
  u.login = l; u.password = u.password_confirmation = 'handoff-user'; u.save!
end
# Custom fields cannot be made through Redmine's REST API: an administrator must make them, as here.
all = Tracker.all
k = IssueCustomField.find_by_name('Handoff key') || IssueCustomField.create!(name: 'Handoff key', field_format: 'string', is_for_all: true, is_filter: true, searchable: true, max_length: 190, trackers: all)
c = IssueCustomField.find_by_name('Handoff class') || IssueCustomField.create!(name: 'Handoff class', field_format: 'list', possible_values: %w(commitment open_question risk stakeholder), is_for_all: true, is_filter: true, trackers: all)
l = IssueCustomField.find_by_name('Evidence link') || IssueCustomField.create!(name: 'Evidence link', field_format: 'link', is_for_all: true, trackers: all)
p = ProjectCustomField.find_by_name('Handoff id') || ProjectCustomField.create!(name: 'Handoff id', field_format: 'string', is_filter: true, searchable: true, max_length: 190)
print "KEY=", a.api_key, "\n", "DANA=", User.find_by_login('dana').api_key, "\n", "CF_KEY=#{k.id}\nCF_CLASS=#{c.id}\nCF_LINK=#{l.id}\nPCF_ID=#{p.id}\n"
R
  as www-data RM_PORT="$PORT" bin/rails runner "$STATE/seed.rb" > "$STATE/seed.out" 2>"$STATE/log/seed.err" || { tail -30 "$STATE/log/seed.err" >&2; exit 1; }
  grep -E '^(CF_|PCF_|DANA)' "$STATE/seed.out" > "$STATE/ids" ; sed -n 's/^KEY=//p' "$STATE/seed.out" > "$STATE/api_key"
fi

# --- 5. puma on loopback ------------------------------------------------------------------------
if ! alive "$STATE/puma.pid"; then
  ( cd /usr/share/redmine; exec setpriv --reuid www-data --regid www-data --init-groups env HOME="$STATE/tmp" \
      setsid puma -q -e production -b "tcp://127.0.0.1:$PORT" -t "1:$THREADS" --pidfile "$STATE/puma.pid" config.ru ) \
      >"$STATE/log/puma.log" 2>&1 </dev/null &
fi
for i in $(seq 240); do
  curl -fsS -m 2 -o /dev/null -H "X-Redmine-API-Key: $(cat "$STATE/api_key")" "http://127.0.0.1:$PORT/users/current.json" 2>/dev/null && break
  [ "$i" = 240 ] && { tail -30 "$STATE/log/puma.log" >&2; exit 1; }
  sleep .25
done
echo "REDMINE_URL=http://127.0.0.1:$PORT"
echo "REDMINE_API_KEY=$(cat "$STATE/api_key")"
sed 's/^/REDMINE_/' "$STATE/ids"
echo "REDMINE_PID=$(cat "$STATE/puma.pid")"
