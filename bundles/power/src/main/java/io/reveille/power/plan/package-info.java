/** When to sleep, and what the coming days look like: pure functions. */
@NullMarked
package io.reveille.power.plan;

import org.jspecify.annotations.NullMarked;
