/** Holds what is published against what was promised: the API's signatures, the BOM, the POMs, the licences, the bytes. */
@NullMarked
package io.reveille.itests.artifacts;

import org.jspecify.annotations.NullMarked;
