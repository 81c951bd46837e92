/** Jobs and definitions that never rest, and a witness outside Reveille of what became of them. */
@NullMarked
package io.reveille.itests.torture;

import org.jspecify.annotations.NullMarked;
