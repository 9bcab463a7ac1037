#!/usr/bin/env bash
# Given one graphics card and ten minutes: the same numbers as the processor, saved equals trained, and speed and memory of RLOO
# and PPO with a model of eight billion random weights, beside what is aimed at. README.md says what it prints.
#
#   src/test/card/check.sh [--nano] [--folder DIR] [--classpath CLASSES]
#
#   --nano        a nano model on the processor: shows that the check works, and nothing of a card
#   --folder      where 17 GB fit (default: a folder for temporary files); what the check writes there is deleted
#   --classpath   the built classes and tests of ppo-trainer and what they need; without it they are built here with CUDA
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." && pwd)
nano="" folder="" classpath=""
while (($#)); do
  case $1 in
    --nano) nano=nano; shift ;;
    --folder) folder=${2:?--folder needs a directory}; shift 2 ;;
    --classpath) classpath=${2:?--classpath needs one}; shift 2 ;;
    *) echo "check.sh: $1 is not known; see the head of this file" >&2; exit 2 ;;
  esac
done

if [[ -z $classpath ]]; then
  profile=(); [[ -n $nano ]] || profile=(-Pcuda)
  (cd "$root" && mvn -q "${profile[@]}" -pl ppo-trainer -am -DskipTests package dependency:build-classpath \
    -Dmdep.outputFile=target/class-path)
  for module in ppo-trainer reward-model language-model run-protocol; do
    classpath+="$root/$module/target/classes:$root/$module/target/test-classes:"
  done
  classpath+=$(cat "$root/ppo-trainer/target/class-path")
fi

work=$(mktemp -d -p "${folder:-${TMPDIR:-/tmp}}" careloop-card-XXXXXX)
trap 'rm -rf "$work"' EXIT
limit=(timeout --signal=INT 600)
"${limit[@]}" "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx4g --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "$classpath" org.careloop.ppo.card.CardCheck "$work" $nano
