/** The machine's clocks, and the only place to wait. No station: what every station may stand on. */
@NullMarked
package io.reveille.core.clock;

import org.jspecify.annotations.NullMarked;
