/** The meaning of a result for its job. Pure. Leans on nothing of the core. */
@NullMarked
package io.reveille.core.outcome;

import org.jspecify.annotations.NullMarked;
