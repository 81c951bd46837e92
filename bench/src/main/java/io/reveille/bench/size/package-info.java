/** How a gateway with very many jobs starts, saves and lives: what {@code bench/size} puts into it. */
@NullMarked
package io.reveille.bench.size;

import org.jspecify.annotations.NullMarked;
