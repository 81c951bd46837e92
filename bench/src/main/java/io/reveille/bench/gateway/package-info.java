/** The bundle that {@code bench/gateway} and {@code bench/board} put into a gateway as it is shipped. */
@NullMarked
package io.reveille.bench.gateway;

import org.jspecify.annotations.NullMarked;
