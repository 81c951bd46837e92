/** From a decision to a sleep and back, with whatever back end. */
@NullMarked
package io.reveille.power.cycle;

import org.jspecify.annotations.NullMarked;
