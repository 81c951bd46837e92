/** The machine's clocks, and the only place to wait. Leans on nothing of the core. */
@NullMarked
package io.reveille.core.clock;

import org.jspecify.annotations.NullMarked;
