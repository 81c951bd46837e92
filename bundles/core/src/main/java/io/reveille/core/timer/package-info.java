/** The one armed wake-up, and what tells a step of the clock. */
@NullMarked
package io.reveille.core.timer;

import org.jspecify.annotations.NullMarked;
