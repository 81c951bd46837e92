/** Holding the engine still for a sleep, and the facts for deciding to sleep. Leans on jobs and runs. */
@NullMarked
package io.reveille.core.sleep;

import org.jspecify.annotations.NullMarked;
