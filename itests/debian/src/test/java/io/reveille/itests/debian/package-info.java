/** The Debian packages, read by Debian's tools, and installed on a machine of their own. */
@NullMarked
package io.reveille.itests.debian;

import org.jspecify.annotations.NullMarked;
