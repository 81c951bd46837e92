/** Completion in Gogo's shell over JLine, the one of Gogo's shells that has it. */
@NullMarked
package io.reveille.shell.jline;

import org.jspecify.annotations.NullMarked;
