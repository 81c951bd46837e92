/** What happens to jobs, for EventAdmin. No station; nobody leans on it. */
@NullMarked
package io.reveille.core.events;

import org.jspecify.annotations.NullMarked;
