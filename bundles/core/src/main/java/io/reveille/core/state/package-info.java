/** The last station: what is known of each job, and its way to the store. */
@NullMarked
package io.reveille.core.state;

import org.jspecify.annotations.NullMarked;
