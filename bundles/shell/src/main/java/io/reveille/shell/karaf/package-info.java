/** The commands as Apache Karaf has them: with completion, and with help by {@code help} and {@code --help}. */
@NullMarked
package io.reveille.shell.karaf;

import org.jspecify.annotations.NullMarked;
