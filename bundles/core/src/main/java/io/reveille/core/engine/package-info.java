/** The one thread that owns all mutable state, and drives the stations. */
@NullMarked
package io.reveille.core.engine;

import org.jspecify.annotations.NullMarked;
