/** The state of each job, all that changes it, and how it is written as text. Leans on json. */
@NullMarked
package io.reveille.core.state;

import org.jspecify.annotations.NullMarked;
