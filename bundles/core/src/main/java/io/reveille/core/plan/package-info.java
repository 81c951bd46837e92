/** What happens next, and why. Pure. */
@NullMarked
package io.reveille.core.plan;

import org.jspecify.annotations.NullMarked;
