/** Opens the data folders of older versions; in the package of the page store, whose media are nobody else's. */
@NullMarked
package io.reveille.persistence.pages;

import org.jspecify.annotations.NullMarked;
