/**
 * Ready-made job handlers; docs/handlers.md describes each with its arguments. Each handler, or pair of them, has a
 * package of its own, which leans on {@code arguments} and on no other.
 */
@NullMarked
package io.reveille.handlers;

import org.jspecify.annotations.NullMarked;
