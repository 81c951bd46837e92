#!/bin/sh
# Makes a Debian that has nothing but what debootstrap gives it, and runs both commands of the README there on a clean copy of
# HEAD; what is given goes on to the ./verify inside. Packages, Maven artifacts, names of hosts and certificates come from
# where this machine has them from. Called by verify; calls itself in namespaces of its own, with the folder of the machine
# in $machine.
set -eu
root=$(dirname "$(dirname "$(readlink -f "$0")")")
. "$root/.ci/tools.sh"

fail() {
  echo "verify: $1" >&2
  exit 1
}

# What of this machine's apt is Debian's own, whatever else it knows, in a format of apt-get indextargets.
sources() {
  apt-get indextargets 'Created-By: Packages' 'Origin: Debian' --format "$1" | sort -u
}

make() {
  proxy=
  eval "$(apt-config shell proxy Acquire::http::Proxy)"
  # A mirror that speaks https can be read from inside only with certificates.
  certificates=
  case $mirror in https:*) certificates=--include=ca-certificates ;; esac
  if ! ${proxy:+env "http_proxy=$proxy"} debootstrap --variant=minbase $certificates "$suite" "$machine" "$mirror" \
    >"$machine.log" 2>&1; then
    tail -n 5 "$machine.log" >&2
    fail "debootstrap made no Debian $suite from $mirror; the lines above say why"
  fi
  sources 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' >"$machine/etc/apt/sources.list"
  apt-config dump | grep -E '^Acquire::(https?|Retries|Check-|ForceIPv)' >"$machine/etc/apt/apt.conf.d/90host" || true
  for file in /etc/resolv.conf /etc/hosts /etc/hostname /etc/apt/auth.conf /etc/apt/auth.conf.d \
    /usr/local/share/ca-certificates; do
    if [ -e "$file" ]; then
      rm -rf "${machine:?}$file"
      cp -rL "$file" "$machine$file"
    fi
  done
  [ -z "$certificates" ] || chroot "$machine" update-ca-certificates >/dev/null
  mkdir -p "$machine/root/.m2" "$machine/root/reveille"
  for settings in "${HOME:-/root}/.m2/settings.xml" /etc/maven/settings.xml; do
    if [ -e "$settings" ]; then
      cp "$settings" "$machine/root/.m2/settings.xml"
      break
    fi
  done
  [ ! -e "${HOME:-/root}/.m2/settings-security.xml" ] || cp "${HOME:-/root}/.m2/settings-security.xml" "$machine/root/.m2/"
  git -c safe.directory='*' -C "$root" archive HEAD | tar -x -C "$machine/root/reveille"
}

if [ -n "${machine:-}" ]; then
  # Java finds no mount for / unless the folder is one.
  mount --bind "$machine" "$machine"
  echo "verify: making a Debian $suite in $machine"
  make
  mountpoint -q "$machine/proc" || mount -t proc proc "$machine/proc"
  mount --rbind /sys "$machine/sys"
  mount --rbind /dev "$machine/dev"
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY MAVEN_OPTS; do
    if value=$(printenv $name); then
      set -- "$@" "$name=$value"
    fi
  done
  exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM="${TERM:-dumb}" \
    chroot "$machine" sh /root/reveille/.ci/fresh-inside.sh "$@"
fi

[ "$(id -u)" = 0 ] || fail "--fresh makes a machine below a folder, which only root may; nothing was done"
for needed in apt-get unshare git; do
  command -v $needed >/dev/null || fail "--fresh needs $needed, which is not here; it runs on Debian"
done
git -c safe.directory='*' -C "$root" rev-parse -q --verify HEAD >/dev/null || fail "--fresh runs what is committed, and $root has no commit"
command -v debootstrap >/dev/null || install debootstrap debootstrap
suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
mirror=$(sources '$(RELEASE) $(REPO_URI)' | sed -n "s/^$suite //p" | head -n 1)
[ -n "$suite" ] && [ -n "$mirror" ] ||
  fail "apt knows no source for Debian ${suite:-, and /etc/os-release no release}; see sources.list(5), and run apt-get update"
[ -z "$(git -c safe.directory='*' -C "$root" status --porcelain)" ] || echo "verify: what is not committed is not tried"

machine=$(mktemp -d "${TMPDIR:-/var/tmp}/reveille-fresh.XXXXXX")
chmod 755 "$machine" # as / is: apt reads as a user of its own
child=
end() {
  trap '' EXIT INT TERM HUP
  if [ -n "$child" ]; then
    kill -KILL "$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
  fi
  rm -rf --one-file-system "$machine" "$machine.log"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# All mounts and processes of the machine end with the first of its processes, however that ends: nothing is left to undo.
machine=$machine suite=$suite mirror=$mirror \
  unshare --mount --propagation private --pid --fork --kill-child=KILL --mount-proc sh "$0" "$@" &
child=$!
status=0
wait "$child" || status=$?
child=
if [ "$status" != 0 ] && [ -d "$machine/root/reveille" ]; then
  rm -rf "$root/target/fresh"
  mkdir -p "$root/target/fresh"
  (cd "$machine/root/reveille" && find . -path '*/target/*-reports*' -type f -exec cp --parents '{}' "$root/target/fresh" ';')
  echo "verify: failed on a fresh machine; reports of tests that have run there are in $root/target/fresh" >&2
fi
exit "$status"
