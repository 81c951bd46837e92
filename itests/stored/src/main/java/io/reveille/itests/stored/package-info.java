/** Brings a gateway into every state that is stored. */
@NullMarked
package io.reveille.itests.stored;

import org.jspecify.annotations.NullMarked;
