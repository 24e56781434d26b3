#!/usr/bin/env bash
# Lints the protos, and compares them with those of the commit before: a released message is never broken.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if ! compgen -G 'protos/federation/*/v1/*.proto' >/dev/null; then
  echo 'SKIPPED: there are no protos yet.'
  exit 0
fi
if ! command -v npm >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo 'Installing npm ...'
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends npm; } \
      >/dev/null 2>&1 || true
  fi
  if ! command -v npm >/dev/null; then
    echo 'SKIPPED: the protos are not checked, for npm is missing and could not be installed.'
    exit 0
  fi
fi
# The platform packages of @bufbuild/buf hold the program itself: no install script has to run.
find_buf() { compgen -G "$PWD/tools/buf/node_modules/@bufbuild/buf-*/bin/buf" | head -n 1; }
find_buf >/dev/null || npm ci --prefix tools/buf --ignore-scripts --no-audit --no-fund --loglevel error
buf=$(find_buf)

# Google's own protos come from the NuGet cache, at the version the build uses: nothing is vendored.
version=$(sed -n 's/.*"Google.Api.CommonProtos" Version="\([^"]*\)".*/\1/p' Directory.Packages.props)
google=${NUGET_PACKAGES:-$HOME/.nuget/packages}/google.api.commonprotos/$version/content/protos
rm -rf artifacts/googleapis artifacts/protos-before
mkdir -p artifacts/googleapis artifacts/protos-before
cp -R "$google/." artifacts/googleapis/
"$buf" lint
echo 'buf lint: clean.'

# Before: the parent commit, or the last commit when the working tree itself changed the protos.
before=HEAD~1
git diff --quiet HEAD -- protos || before=HEAD
if ! git rev-parse --quiet --verify "$before:protos" >/dev/null 2>&1; then
  echo "SKIPPED: buf breaking has nothing to compare with, for $before holds no protos."
  exit 0
fi
git archive "$before" protos | tar -x -C artifacts/protos-before
cp buf.yaml artifacts/protos-before/
mkdir -p artifacts/protos-before/artifacts
cp -R artifacts/googleapis artifacts/protos-before/artifacts/
"$buf" breaking --against artifacts/protos-before
echo "buf breaking: compatible with $(git rev-parse --short "$before")."
