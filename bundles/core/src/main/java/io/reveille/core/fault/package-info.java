/** How threads of the engine outlive what is thrown in them. No station: what every station may stand on. */
@NullMarked
package io.reveille.core.fault;

import org.jspecify.annotations.NullMarked;
