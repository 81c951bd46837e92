/** Holds the declarations against what Kura declares. */
@NullMarked
package io.reveille.itests.kuraapi;

import org.jspecify.annotations.NullMarked;
