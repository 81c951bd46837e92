/** How the scheduler is, for Felix Health Checks. Leans on nothing of the core, and nobody leans on it. */
@NullMarked
package io.reveille.core.health;

import org.jspecify.annotations.NullMarked;
