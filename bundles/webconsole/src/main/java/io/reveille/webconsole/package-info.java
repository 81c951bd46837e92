/** Reveille in the Felix Web Console. */
@NullMarked
package io.reveille.webconsole;

import org.jspecify.annotations.NullMarked;
