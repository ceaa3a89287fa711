#!/usr/bin/env bash
# Installs what the tests need and a fresh Debian machine lacks. On other systems it says what to install by hand.
set -euo pipefail
missing=()
[ -x /usr/lib/postgresql/15/bin/initdb ] || missing+=(postgresql-15)
command -v chromium >/dev/null || missing+=(chromium)
for p in redmine redmine-sqlite redmine-pgsql puma curl; do
  dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
done
if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
    echo "The tests need: ${missing[*]}. Install them (Debian 12 package names) and run again." >&2
    exit 2
  fi
  echo "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  # No cluster and no web server of the packages' own: the tests start what they need, where they need it.
  mkdir -p /etc/postgresql-common
  grep -qs 'create_main_cluster = false' /etc/postgresql-common/createcluster.conf || echo 'create_main_cluster = false' >> /etc/postgresql-common/createcluster.conf
  apt-get -o DPkg::Lock::Timeout=300 update -qq
  apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends debconf-utils >/dev/null 2>&1 || true
  debconf-set-selections <<< "redmine redmine/instances/default/dbconfig-install boolean false"
  apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}" </dev/null
fi
for tool in dotnet node npm; do
  command -v "$tool" >/dev/null || { echo "The tests need $tool; install it and run again." >&2; exit 2; }
done
