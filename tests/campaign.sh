#!/usr/bin/env bash
# The long forms of the tests that let machines fail: about an hour and a half on two cores, root for the power cuts.
# Builds what tests/run.sh builds; ends with 0 if nothing was lost, doubled or contradicted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet build tests/Federation.Faults --verbosity quiet --nologo
dotnet build tests/Federation.Simulation --verbosity quiet --nologo
dotnet build tests/Federation.Tests --verbosity quiet --nologo
dotnet build tests/Federation.Audit.Tests --verbosity quiet --nologo

result=0
# campaign PROJECT CLASS VARIABLE=COUNT
campaign() {
  echo "== $2, $3"
  env "$3" dotnet "artifacts/bin/$1/debug/$1.dll" -noColor -noLogo -diagnostics -class "$1.$2" || result=1
}

campaign Federation.Faults SyscallSweepTests FEDERATION_SYSCALLS=1
campaign Federation.Faults PowerCutTests FEDERATION_DISK_CUTS=500
campaign Federation.Faults KillTests FEDERATION_LOG_KILLS=1000
campaign Federation.Simulation Crashes.CrashTests FEDERATION_KILLS=1000
campaign Federation.Audit.Tests InsiderEditTests FEDERATION_EDITED_ENTRIES=1000000
campaign Federation.Tests BadInput.ReleaseOrderTests FEDERATION_ORDERED_ANSWERS=100000
exit "$result"
