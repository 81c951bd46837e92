/** Decides what happens next, and why. Pure. Leans on state. */
@NullMarked
package io.reveille.core.plan;

import org.jspecify.annotations.NullMarked;
