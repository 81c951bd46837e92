/** What a result means for the job. Pure. */
@NullMarked
package io.reveille.core.outcome;

import org.jspecify.annotations.NullMarked;
