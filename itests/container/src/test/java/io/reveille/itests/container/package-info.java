/** Reveille inside a framework: each class starts one of its own. */
@NullMarked
package io.reveille.itests.container;

import org.jspecify.annotations.NullMarked;
