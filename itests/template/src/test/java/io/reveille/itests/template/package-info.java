/** The project that is there to be copied builds outside of this build. */
@NullMarked
package io.reveille.itests.template;

import org.jspecify.annotations.NullMarked;
