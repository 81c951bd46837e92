/** Ready-made job handlers; docs/handlers.md describes each with its arguments. */
@NullMarked
package io.reveille.handlers;

import org.jspecify.annotations.NullMarked;
