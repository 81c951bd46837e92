/** A gateway whose clock is turned by hand: the engine and all around it in one thread, for tests. */
@NullMarked
package io.reveille.core.testkit;

import org.jspecify.annotations.NullMarked;
