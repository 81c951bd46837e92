/** How threads of the engine outlive what is thrown in them. Leans on nothing of the core. */
@NullMarked
package io.reveille.core.fault;

import org.jspecify.annotations.NullMarked;
