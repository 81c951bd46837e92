/** What the README shows, word for word. */
@NullMarked
package io.reveille.itests.examples;

import org.jspecify.annotations.NullMarked;
