/**
 * The clocks: steps of the wall clock, and whether it is trusted. Leans on threads, timer and state;
 * settings say how long it is waited for.
 */
@NullMarked
package io.reveille.core.clocks;

import org.jspecify.annotations.NullMarked;
