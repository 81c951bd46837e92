# Read by ./gateway and ./verify, which set root. need_tools makes sure of a JDK and Maven: it installs what is missing
# altogether where it may, says what it wants where it may not, and never passes over a JAVA_HOME that is set.
. "$root/features/gateway/src/main/dist/bin/java.sh"

# install COMMAND PACKAGE...: the first of the packages that can be had
install() {
  missing=$1
  shift
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "${0##*/}: no $missing found; install $1 or the like and start again" >&2
    exit 1
  fi
  echo "${0##*/}: no $missing found, installing $1" >&2
  apt-get update -qq >&2 || true
  for package; do
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >&2 && return
  done
  echo "${0##*/}: $1 could not be installed; install it by other means and start again" >&2
  exit 1
}

need_tools() {
  if [ -z "${JAVA_HOME:-}" ] && ! command -v javac >/dev/null; then
    install javac openjdk-17-jdk-headless default-jdk-headless
  fi
  find_java || exit 1
  if [ -z "${JAVA_HOME:-}" ]; then
    # Maven has its own way to find a Java: let it be the one that was checked.
    JAVA_HOME=$("$JAVA" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
    export JAVA_HOME
  fi
  if [ ! -x "$JAVA_HOME/bin/javac" ]; then
    echo "${0##*/}: $JAVA_HOME has no compiler, and building needs one; let JAVA_HOME name a JDK 17 or newer" >&2
    exit 1
  fi
  command -v mvn >/dev/null || install mvn maven
}
