/** The engine's speed beside other schedulers: the loads that {@code bench/engine} puts on each of them. */
@NullMarked
package io.reveille.bench.engine;

import org.jspecify.annotations.NullMarked;
