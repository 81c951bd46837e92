/** Completion in the console of Equinox. */
@NullMarked
package io.reveille.shell.equinox;

import org.jspecify.annotations.NullMarked;
