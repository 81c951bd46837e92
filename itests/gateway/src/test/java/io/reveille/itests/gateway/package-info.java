/** The packed gateway as a process, from the outside. */
@NullMarked
package io.reveille.itests.gateway;

import org.jspecify.annotations.NullMarked;
