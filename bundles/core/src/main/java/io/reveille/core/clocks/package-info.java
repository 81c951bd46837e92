/**
 * The clocks: steps of the wall clock, and whether that is trusted. Leans on threads, timer and state; settings say how
 * long the clock is awaited.
 */
@NullMarked
package io.reveille.core.clocks;

import org.jspecify.annotations.NullMarked;
