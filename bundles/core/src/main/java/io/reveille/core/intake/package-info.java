/** Where definitions and handlers come in, from wherever and in any order. Leans on dispatch, state and json. */
@NullMarked
package io.reveille.core.intake;

import org.jspecify.annotations.NullMarked;
