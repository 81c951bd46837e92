/** The sleep cycle: carries out decisions to sleep, with any back end. */
@NullMarked
package io.reveille.power.cycle;

import org.jspecify.annotations.NullMarked;
