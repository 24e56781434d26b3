#!/usr/bin/env bash
# A federation on this machine, end to end: three silos behind adapters, a broker, a trainer and an auditor, each a
# process of its own on loopback. Prints what happens, cleans up behind itself, and ends with status 0.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: deploy/demo.sh [--keep] [--data FILE --unit COLUMN]

  --keep          leave everything running, and print what to try
  --data FILE     use your own CSV, Parquet or JSONL file instead of made-up data; it is split over the three silos
  --unit COLUMN   the column of FILE that says whose each record is: that person's presence is protected

Examples:
  deploy/demo.sh
  deploy/demo.sh --keep
  deploy/demo.sh --data sales.csv --unit customer_id
TEXT
}

keep= data= unit=
while [ $# -gt 0 ]; do
  case "$1" in
    --keep) keep=1 ;;
    --data | --unit)
      [ $# -ge 2 ] || { echo "$1 needs a value." >&2; usage >&2; exit 2; }
      [ "$1" = --data ] && data=$2 || unit=$2
      shift ;;
    -h | --help) usage; exit ;;
    *) echo "Unknown option: $1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done
if [ -n "$data$unit" ] && { [ -z "$data" ] || [ -z "$unit" ]; }; then
  echo '--data and --unit go together.' >&2
  exit 2
fi
[ -z "$data" ] || [ -f "$data" ] || { echo "There is no file $data." >&2; exit 2; }
[ -z "$data" ] || data=$(cd "$(dirname "$data")" && pwd)/$(basename "$data")

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

say() { printf '\n\033[1m== %s\033[0m\n' "$1"; }
show() { printf '\033[2m$ %s\033[0m\n' "$*"; }

say 'Build'
dotnet build src/Federation.Cli/Federation.Cli.csproj --configuration Release --verbosity quiet --nologo
federation() { "$root/artifacts/bin/Federation.Cli/release/federation" "$@"; }
started=$SECONDS

work=$(mktemp -d "${TMPDIR:-/tmp}/federation-demo.XXXXXX")
pids=()
clean_up() {
  local status=$?
  if [ "$status" != 0 ]; then
    for log in "$work"/*/process.log; do
      [ -s "$log" ] && { echo "--- ${log#"$work"/}"; tail -n 20 "$log"; }
    done
  fi
  if [ -z "$keep" ] || [ "$status" != 0 ]; then
    [ ${#pids[@]} = 0 ] || kill "${pids[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
  fi
}
trap clean_up EXIT

# start NAME ROLE CONFIG: runs a process of its own until it says READY.
start() {
  local log=$work/$1/process.log
  "$root/artifacts/bin/Federation.Cli/release/federation" "$2" run --config "$3" >"$log" 2>&1 &
  pids+=($!)
}
await() {
  local log=$work/$1/process.log
  for _ in $(seq 300); do
    grep -q '^READY' "$log" && { grep '^READY' "$log"; return; }
    sleep 0.1
  done
  echo "$1 did not start." >&2
  return 1
}

say 'Three silos, their keys and their policies'
if [ -n "$data" ]; then
  show "federation demo setup --out $work --data $data --unit $unit"
  federation demo setup --out "$work" --data "$data" --unit "$unit"
else
  show "federation demo setup --out $work"
  federation demo setup --out "$work"
fi
silos=(hospital shop chat)

say 'What one holder lets out, in plain words'
show "federation adapter check --config hospital/adapter.yaml"
federation adapter check --config "$work/hospital/adapter.yaml"

say 'A broker and three adapters, each a process of its own'
for silo in "${silos[@]}"; do
  start "$silo" adapter "$work/$silo/adapter.yaml"
done
start broker broker "$work/broker/broker.yaml"
for name in "${silos[@]}" broker; do
  await "$name"
done

export FEDERATION_PROFILE=$work/lab/profile.yaml
say 'Trainer: what is there?'
show 'federation catalog'
federation catalog

question=$(cat "$work/lab/question.sql") sample_dataset=$(cat "$work/lab/sampled.txt") epsilon=0.5

say "Trainer: a statistic over all silos"
show "federation query \"$question\" --epsilon $epsilon"
federation query "$question" --epsilon "$epsilon" --receipts "$work/lab/receipts"

say 'The same question again: the same answer, and no more ε'
show "federation query \"$question\" --epsilon $epsilon"
federation query "$question" --epsilon "$epsilon"

say 'Trainer: a sample, encrypted to the trainer, filtered by each holder'
show "federation sample $sample_dataset --records 20 --out lab/sample.jsonl"
federation sample "$sample_dataset" --records 20 --out "$work/lab/sample.jsonl"
head -n 4 "$work/lab/sample.jsonl"

if [ "$sample_dataset" = notes ]; then
  say 'Trainer: the same without what is in its benchmark, and what the filters hold back, under noise'
  sed -n '1,3p' "$work/lab/sample.jsonl" >"$work/lab/benchmark.jsonl"
  show "federation sample notes --records 200 --decontaminate lab/benchmark.jsonl --removals-epsilon 2 --out lab/clean.jsonl"
  federation sample notes --records 200 --decontaminate "$work/lab/benchmark.jsonl" --removals-epsilon 2 \
    --out "$work/lab/clean.jsonl"
fi

say 'Auditor: the logs and a receipt, offline'
key_of() { sed -n 's/^logVerifierKey: "\(.*\)"$/\1/p' "$work/keys/$1/public.yaml"; }
for silo in "${silos[@]}"; do
  show "federation audit verify $silo/state/audit --key ..."
  federation audit verify "$work/$silo/state/audit" --key "$(key_of "adapter/$silo")"
done
show 'federation audit verify broker/state/audit --key ...'
federation audit verify "$work/broker/state/audit" --key "$(key_of broker/hub)"
for receipt in broker "${silos[0]}"; do
  party=adapter/$receipt
  [ "$receipt" != broker ] || party=broker/hub
  show "federation audit receipt lab/receipts/$receipt.receipt.json --key ..."
  federation audit receipt "$work/lab/receipts/$receipt.receipt.json" --key "$(key_of "$party")"
done

show 'federation audit reconcile --broker broker/state/audit --adapter ... --receipts lab/receipts'
federation audit reconcile --broker "$work/broker/state/audit" --receipts "$work/lab/receipts" \
  $(printf -- "--adapter $work/%s/state/audit " "${silos[@]}")

say 'Auditor: a link to the console, signed by the auditor'
console=$(sed -n 's/^CONSOLE //p' "$work/broker/process.log")
show "federation console sign-in --keys keys/auditor/office --federation demo.federation --broker hub --url $console"
federation console sign-in --keys "$work/keys/auditor/office" --federation demo.federation --broker hub \
  --url "$console" 2> /dev/null | cut -c1-72

say "Done in $((SECONDS - started)) s after the build"
if [ -n "$keep" ]; then
  cat <<TEXT
Everything is still running. Try:

  export PATH="$root/artifacts/bin/Federation.Cli/release:\$PATH" FEDERATION_PROFILE=$work/lab/profile.yaml
  federation catalog
  federation query "$question" --epsilon 0.3 --json
  federation sample $sample_dataset --records 50 --out more.parquet
  federation adapter preview --config $work/hospital/adapter.yaml --help

The auditor's console (a link works once, within two minutes; the browser asks about the demo's own certificate):

  federation console sign-in --keys $work/keys/auditor/office --federation demo.federation --broker hub \\
    --url $console

Stop and clean up:

  kill ${pids[*]}; rm -rf $work
TEXT
  disown -a
fi
