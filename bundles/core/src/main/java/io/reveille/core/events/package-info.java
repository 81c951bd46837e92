/** Tells EventAdmin of jobs. Leans on nothing of the core, and nobody leans on it. */
@NullMarked
package io.reveille.core.events;

import org.jspecify.annotations.NullMarked;
