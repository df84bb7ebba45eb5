#!/usr/bin/env bash
# Tests the emulator with the vendor's Python SDK, in a virtual environment that this script creates.
set -euo pipefail
cd "$(dirname "$0")/../.."

python="${PYTHON:-python3}"
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
  echo "test:sdk requires Python 3 with venv and pip (on Debian: apt install python3-venv); PYTHON can name another interpreter." >&2
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
