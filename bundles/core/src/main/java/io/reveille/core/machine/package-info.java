/** What this machine says of itself: gates that ask it, and whether its clock is set. No station; nobody leans on it. */
@NullMarked
package io.reveille.core.machine;

import org.jspecify.annotations.NullMarked;
