/** What wakes the processor while nothing is due: the processes that {@code bench/idle} starts beside the gateway. */
@NullMarked
package io.reveille.bench.idle;

import org.jspecify.annotations.NullMarked;
