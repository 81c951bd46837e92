/** Commands for shells that understand Gogo, of what the console knows beyond the scheduler. */
@NullMarked
package io.reveille.console.commands;

import org.jspecify.annotations.NullMarked;
