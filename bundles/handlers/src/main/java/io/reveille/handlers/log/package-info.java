/** The handler that writes a line to the log. Leans on arguments. */
@NullMarked
package io.reveille.handlers.log;

import org.jspecify.annotations.NullMarked;
