/** Opens the data folders of older versions; in the package of the stores, whose media are nobody else's. */
@NullMarked
package io.reveille.persistence;

import org.jspecify.annotations.NullMarked;
