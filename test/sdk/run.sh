#!/usr/bin/env bash
# Drives the emulator with the vendor's own Python SDK, in a virtual environment that this script makes.
set -euo pipefail
cd "$(dirname "$0")/../.."

python="${PYTHON:-python3}"
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
  echo "test:sdk needs Python 3 with venv and pip (on Debian: apt install python3-venv), or PYTHON set to one." >&2
  exit 1
fi
if ! cmp -s test/sdk/requirements.txt .venv/installed.txt; then
  echo "Installing the vendor's Python SDK into .venv …"
  rm -rf .venv
  "$python" -m venv .venv
  .venv/bin/pip install --quiet --disable-pip-version-check -r test/sdk/requirements.txt
  cp test/sdk/requirements.txt .venv/installed.txt
fi
exec .venv/bin/python test/sdk/test_emulator.py --verbose
