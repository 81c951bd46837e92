/** What the README and the pages in docs show, word for word. */
@NullMarked
package io.reveille.itests.examples;

import org.jspecify.annotations.NullMarked;
