/** How often a machine wakes for its jobs: what {@code bench/wakeups} prints. */
@NullMarked
package io.reveille.bench.wakeups;

import org.jspecify.annotations.NullMarked;
