/** The handler that runs commands of the machine, and the processes and output of a run. Leans on arguments. */
@NullMarked
package io.reveille.handlers.command;

import org.jspecify.annotations.NullMarked;
