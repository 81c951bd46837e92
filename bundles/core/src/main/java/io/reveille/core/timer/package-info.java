/** The one armed wake-up, and the only reader of clocks. */
@NullMarked
package io.reveille.core.timer;

import org.jspecify.annotations.NullMarked;
