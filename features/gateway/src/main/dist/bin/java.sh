# Read by the scripts that run Java. find_java sets JAVA to one that is new enough; else it says in one line what is
# wrong and returns 1. JAVA_HOME, where set, is what its owner wants: never passed over for another.
find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    JAVA=$JAVA_HOME/bin/java
    if [ ! -x "$JAVA" ]; then
      echo "${0##*/}: JAVA_HOME is $JAVA_HOME, which has no bin/java; set it to a Java 17 or newer, or unset it" >&2
      return 1
    fi
  elif ! JAVA=$(command -v java); then
    echo "${0##*/}: no Java found; install Java 17 or newer, or set JAVA_HOME" >&2
    return 1
  fi
  java_version=$(version_of "$JAVA")
  java_major=${java_version%%[!0-9]*}
  if [ "${java_major:-0}" -lt 17 ]; then
    echo "${0##*/}: $JAVA is Java ${java_version:-of no known version}, and 17 or newer is needed; JAVA_HOME can name one" >&2
    return 1
  fi
}

version_of() {
  "$1" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p'
}
