#!/usr/bin/env bash
# Runs every test of the project and closes with the plain line `N passed, N failed, N skipped`.
# What tests need and the machine lacks is installed where that is possible (root and apt); elsewhere it is named,
# and the tests that need it skip visibly. Servers run privately on loopback, in a temporary folder, for this run only.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

scratch=$(mktemp -d)
redis_pid= postgres_pid=
stop_servers() {
  if [ -n "$redis_pid" ]; then
    kill "$redis_pid" 2>/dev/null || true
    wait "$redis_pid" 2>/dev/null || true
  fi
  if [ -n "$postgres_pid" ]; then
    kill -INT "$postgres_pid" 2>/dev/null || true # It closes its clients and goes.
    wait "$postgres_pid" 2>/dev/null || true
  fi
  rm -rf "$scratch"
}
trap stop_servers EXIT

# add PACKAGES: installs Debian's packages where that is possible.
add() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $1 ..."
    apt-get -qq update >"$scratch/apt.log" 2>&1 || true
    # A policy of 101 keeps the package from starting its own server: ours is private to this run.
    local policy=/usr/sbin/policy-rc.d mine=
    [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && mine=1; }
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $1 >>"$scratch/apt.log" 2>&1 || true
    [ -z "$mine" ] || rm -f "$policy"
  fi
}

# install COMMAND PACKAGES: makes sure that COMMAND exists, or says what is missing and returns 1.
install() {
  command -v "$1" >/dev/null && return
  add "$2"
  command -v "$1" >/dev/null && return
  echo "MISSING: $1 (Debian package $2) is not here and could not be installed; the tests that need it are skipped."
  return 1
}

start_redis() {
  local port
  for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 20000))
    redis-server --bind 127.0.0.1 --port "$port" --dir "$scratch" --save '' --appendonly no \
      >"$scratch/redis.log" 2>&1 &
    redis_pid=$!
    for _ in $(seq 50); do
      kill -0 "$redis_pid" 2>/dev/null || break
      if [ "$(redis-cli -p "$port" ping 2>/dev/null)" = PONG ]; then
        export FEDERATION_TEST_REDIS="127.0.0.1:$port"
        echo "redis-server listens on $FEDERATION_TEST_REDIS for this run."
        return
      fi
      sleep 0.1
    done
    kill "$redis_pid" 2>/dev/null || true
    redis_pid=
  done
  echo 'MISSING: redis-server does not start; the tests that need it are skipped.'
}

# PostgreSQL refuses root, so as root it runs as the package's own user.
as_postgres=()
[ "$(id -u)" != 0 ] || as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups)

start_postgres() {
  local data="$scratch/postgres" port
  mkdir "$data"
  if [ "$(id -u)" = 0 ]; then
    chmod 711 "$scratch"
    chown postgres "$data"
  fi
  if (cd "$data" && "${as_postgres[@]}" initdb -D "$data" -U federation -A trust -E UTF8 --locale=C --no-sync) \
    >"$scratch/initdb.log" 2>&1; then
    for _ in 1 2 3 4 5; do
      port=$((20000 + RANDOM % 20000))
      (cd "$data" && exec "${as_postgres[@]}" postgres -D "$data" -h 127.0.0.1 -p "$port" -k '' -c fsync=off) \
        >"$scratch/postgres.log" 2>&1 &
      postgres_pid=$!
      for _ in $(seq 100); do
        kill -0 "$postgres_pid" 2>/dev/null || break
        if pg_isready -q -h 127.0.0.1 -p "$port"; then
          export FEDERATION_TEST_POSTGRES="127.0.0.1:$port"
          echo "PostgreSQL listens on $FEDERATION_TEST_POSTGRES for this run."
          return
        fi
        sleep 0.1
      done
      kill -INT "$postgres_pid" 2>/dev/null || true
      postgres_pid=
    done
  fi
  echo 'MISSING: PostgreSQL does not start; the tests that need it are skipped.'
}

# Debian keeps the programs of the server out of the path.
for programs in /usr/lib/postgresql/15/bin /usr/lib/postgresql/*/bin; do
  PATH="$PATH:$programs"
done

if install redis-server redis-server; then
  start_redis
fi
if install initdb postgresql; then
  start_postgres
fi
install strace strace || true
install chromium chromium || true
# The pictures of the console's Chinese pages are kept to be looked at.
[ -n "$(fc-list :lang=zh 2>/dev/null)" ] || add 'fontconfig fonts-wqy-microhei'
install promtool prometheus || true
# The second implementation that checks logs, proofs and cosignatures (tests/independent).
install go 'golang-go golang-golang-x-mod-dev' || true

# What is tested is what the lock files say.
locked=()
[ "${CI:-}" != true ] || locked=(--locked-mode)
dotnet restore Federation.sln "${locked[@]}" --verbosity quiet
dotnet build Federation.sln --no-restore --verbosity quiet --nologo

# What failed, with its reason, once more in one place: .ci/run repeats it beside its summary.
mkdir -p artifacts
failed_tests=artifacts/failed-tests.txt
: >"$failed_tests"

passed=0 failed=0 skipped=0 broken=0
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  # A project without a test file yet has nothing to run; one with tests that runs none is an error.
  grep -rqE '\[(Fact|Theory)' "tests/$name" --include='*.cs' || continue
  echo "== $name"
  status=0
  timeout 600 dotnet "artifacts/bin/$name/debug/$name.dll" -noColor -noLogo 2>&1 | tee "$scratch/$name.log" || status=$?
  grep -A 20 -E '\[FAIL\]$' "$scratch/$name.log" >>"$failed_tests" || true
  # The runner closes with: Federation.Tests  Total: 9, Errors: 0, Failed: 0, Skipped: 1, Not Run: 0, Time: 1.2s
  line=$(grep -E '^ +.* Total: [0-9]+, Errors: ' "$scratch/$name.log" | tail -n 1 || true)
  if [ -z "$line" ]; then
    echo "$name ended with status $status before it could report." | tee -a "$failed_tests"
    tail -n 20 "$scratch/$name.log" >>"$failed_tests"
    broken=1
    continue
  fi
  count() { sed -n "s/.*[ ,]$1: \([0-9]*\),.*/\1/p" <<<"$line"; }
  failures=$(($(count Failed) + $(count Errors)))
  passed=$((passed + $(count Total) - $(count Failed) - $(count Skipped) - $(count 'Not Run')))
  failed=$((failed + failures)) skipped=$((skipped + $(count Skipped)))
  # The runner's own verdict counts too: a crash after the last test is no success.
  [ "$status" = 0 ] || broken=1
done

# Ratios and bytes that must hold (bench/README.md); it reads nothing of the tests and counts as no test.
echo '== Gates'
timeout 300 dotnet artifacts/bin/Federation.Benchmarks/debug/Federation.Benchmarks.dll gate || {
  echo 'A gate does not hold (see Gates above).' >>"$failed_tests"
  broken=1
}

result=0
[ "$failed" = 0 ] && [ "$broken" = 0 ] && [ $((passed + failed)) -gt 0 ] || result=1
echo "$passed passed, $failed failed, $skipped skipped"
exit "$result"
