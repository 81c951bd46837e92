# Read by the scripts that measure a gateway as it is shipped, which set root: makes a copy of it, to which with_probe adds a bundle
# that loads the gateway and says what it sees.
. "$root/.ci/gateway.sh"
build_gateway
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 "$pid"; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$root"
mvn -q -B -Dmaven.test.skip=true -pl bench -am package >&2
classes="bench/target/classes:$built/bundle/org.apache.felix.configadmin.jar:$built/bin/felix.jar"
config=$work/gateway/conf/config.properties

# with_probe PACKAGE CLASS: puts the bundle into the copy. Its name is the first: it is there before the services that it waits for.
with_probe() {
  cp -r "$built" "$work/gateway"
  printf '%s\n' 'Bundle-ManifestVersion: 2' 'Bundle-SymbolicName: probe' 'Bundle-Version: 1' \
    "Bundle-Activator: io.reveille.bench.$1.$2" \
    'Import-Package: com.sun.management,org.osgi.framework,org.osgi.service.cm,io.reveille,io.reveille.schedule,io.reveille.spi' > "$work/manifest"
  jar cfm "$work/gateway/bundle/a-probe.jar" "$work/manifest" -C bench/target/classes "io/reveille/bench/$1"
  cp "$config" "$work/properties"
}

# prepare DATA JOBS FACTORY [SCHEDULE]: puts definitions into the store of a gateway that does not run
prepare() {
  mkdir -p "$1/config"
  data=$1
  shift
  java -cp "$classes" io.reveille.bench.size.Prepare "$data/config" "$@"
}

# until_said WHAT: waits until the probe has said it
until_said() {
  until grep -q "probe: $1 " "$work/out"; do
    if ! kill -0 "$pid" 2> /dev/null; then
      pid=
      cat "$work/out" "$work/err" >&2
      exit 1
    fi
    if grep -q 'Exception\|Error' "$work/err"; then
      cat "$work/err" >&2
      exit 1
    fi
    sleep 0.05
  done
}

# start DATA [COMMAND...]: starts the gateway, by that command if there is one
start() {
  : > "$work/out"
  data=$1
  shift
  "$@" "$work/gateway/bin/gateway" --data "$data" --port "${PORT:-18080}" > "$work/out" 2> "$work/err" &
  pid=$!
}

stop() {
  kill "$pid"
  wait "$pid" || true
  pid=
}

said() {
  sed -n "s/^probe: $1 //p" "$work/out"
}

median() {
  sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

resident() {
  awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$pid/status"
}
