#!/usr/bin/env bash
# Two nodes, visitors, and a PostgreSQL that is restarted under them; see docs/benchmarks.md.
# Ten minutes and five restarts, or what is said: examples/benchmarks/soak.sh minutes=1 restarts=1
# Ends with 1 when anything was amiss afterwards.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec ./mvnw -q -pl examples/benchmarks -am -DskipTests package exec:exec \
  -Dexec.executable=java \
  -Dexec.args="-XX:TieredStopAtLevel=1 -Xmx1g -classpath %classpath dev.accountlink.examples.benchmarks.soak.Soak $*"
