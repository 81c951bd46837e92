/** Asks the machine: gates for its network, power supply, disk and temperature, and whether its clock is set. */
@NullMarked
package io.reveille.machine;

import org.jspecify.annotations.NullMarked;
