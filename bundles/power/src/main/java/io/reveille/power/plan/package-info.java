/** The decision to sleep, and the forecast: pure functions. */
@NullMarked
package io.reveille.power.plan;

import org.jspecify.annotations.NullMarked;
