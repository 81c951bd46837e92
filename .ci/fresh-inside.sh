# The two commands of the README, run by fresh.sh on the machine that it made. Of what is given, NAME=VALUE goes into the
# environment, and the rest on to ./verify.
set -eu
for given; do
  shift
  case $given in
    -*) set -- "$@" "$given" ;;
    *) export "$given" ;;
  esac
done
cd /root/reveille
trap 'exit 143' TERM

port=8080
gateway=./gateway
if grep -qs ':1F90 [0-9A-F:]* 0A' /proc/net/tcp /proc/net/tcp6; then
  port=18080
  gateway="./gateway --port $port"
  echo "verify: port 8080 is taken on this machine"
fi
says=/root/gateway.txt

fail() {
  cat "$says" >&2
  echo "verify: $1; the lines above are what ./gateway said on a fresh machine" >&2
  exit 1
}

# The status that the console answers with to one who is logged in.
ask() {
  bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$0" && printf "GET /system/console/bundles HTTP/1.0\r\nHost: 127.0.0.1:%s\r\nAuthorization: Basic %s\r\n\r\n" \
    "$0" "$(printf "admin:%s" "$1" | base64)" >&3 && head -n 1 <&3 | cut -d " " -f 2' "$port" "$1"
}

echo "verify: $gateway"
begun=$(date +%s)
$gateway >"$says" 2>&1 &
process=$!
until grep -q 'gateway is up' "$says"; do
  kill -0 "$process" 2>/dev/null || fail "$gateway ended"
  [ $(($(date +%s) - begun)) -lt 3600 ] || fail "$gateway was not up within an hour"
  sleep 1
done
sleep 1
answer=$(ask "$(sed -n 's/^  password  \([^ ]*\) .*/\1/p' "$says")") || answer=none
[ "$answer" = 200 ] || fail "the console answered \"$answer\" and not 200"
kill -TERM "$process"
status=0
wait "$process" || status=$?
[ "$status" = 143 ] || fail "$gateway, told to stop, ended with $status and not with 143"
echo "verify: $gateway built, started, answered and stopped on a fresh machine; all of it took $(($(date +%s) - begun)) s"

echo "verify: ./verify $*"
./verify "$@"
