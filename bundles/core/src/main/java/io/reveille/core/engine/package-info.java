/**
 * The loop that one thread drives: all rooms put together, the start, and the questions of others to the engine. Leans
 * on all rooms behind it.
 */
@NullMarked
package io.reveille.core.engine;

import org.jspecify.annotations.NullMarked;
