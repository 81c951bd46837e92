/** JSON text and the values that may stand in it: arguments, memory, state. Leans on nothing of the core. */
@NullMarked
package io.reveille.core.json;

import org.jspecify.annotations.NullMarked;
