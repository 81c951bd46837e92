/**
 * The loop that one thread drives: all rooms put together, the start, and what others ask the engine. Leans on all rooms
 * behind it.
 */
@NullMarked
package io.reveille.core.engine;

import org.jspecify.annotations.NullMarked;
