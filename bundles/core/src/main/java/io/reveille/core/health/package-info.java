/** How the scheduler is, for Felix Health Checks. No station; nobody leans on it. */
@NullMarked
package io.reveille.core.health;

import org.jspecify.annotations.NullMarked;
