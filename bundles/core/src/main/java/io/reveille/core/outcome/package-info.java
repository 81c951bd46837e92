/** What a result means for the job. Pure. Leans on nothing of the core. */
@NullMarked
package io.reveille.core.outcome;

import org.jspecify.annotations.NullMarked;
