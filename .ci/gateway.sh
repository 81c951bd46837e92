# Read by the scripts that start the gateway, which set root. build_gateway makes the distribution, in built, where it is
# missing or older than its sources.
built=$root/features/gateway/target/reveille-gateway

# Folders below src count too: a file that was deleted leaves its trace in the time of its folder.
stale() {
  [ ! -e "$built/.built" ] || [ -n "$(find "$root/pom.xml" "$root/.mvn" "$root"/bundles/*/pom.xml "$root"/bundles/*/src \
    "$root/features/gateway/pom.xml" "$root/features/gateway/src" \
    -path '*/src/test' -prune -o -newer "$built/.built" -print | head -n 1)" ]
}

build_gateway() {
  stale || return 0
  . "$root/.ci/tools.sh"
  need_tools
  echo "${0##*/}: building the gateway (the first time takes some minutes)" >&2
  # The stamp has the time of the start: what is edited during the build is newer than it.
  mkdir -p "$root/features/gateway/target"
  stamp=$root/features/gateway/target/.started
  touch "$stamp"
  # Maven ends with escape codes whatever it is told: nothing of it is shown but why a build failed, and that without them.
  if ! said=$(cd "$root" && mvn -B -q -Dstyle.color=never -Dmaven.test.skip=true -pl features/gateway -am package 2>&1); then
    printf '%s\n' "$said" | sed "s/$(printf '\033')\[[0-9;]*m//g" >&2
    echo "${0##*/}: not started, for the build failed; the lines above say why" >&2
    exit 1
  fi
  mv "$stamp" "$built/.built"
}
