/** Time-zone rules that unit tests bring with them, so that no update of the JDK changes what they expect. */
@NullMarked
package io.reveille.itests.zones;

import org.jspecify.annotations.NullMarked;
