/** Kura's services for the machine: programs that put it to sleep, and its watchdog. */
@NullMarked
package io.reveille.kura.machine;

import org.jspecify.annotations.NullMarked;
