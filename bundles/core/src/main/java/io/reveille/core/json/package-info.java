/** JSON text and the values that may stand in it: arguments, memory, state. Below all stations. */
@NullMarked
package io.reveille.core.json;

import org.jspecify.annotations.NullMarked;
