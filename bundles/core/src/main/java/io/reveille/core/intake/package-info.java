/** The intake of definitions and handlers, from any source and in any order. Leans on dispatch, state and json. */
@NullMarked
package io.reveille.core.intake;

import org.jspecify.annotations.NullMarked;
