/** The door: the login of the shipped gateway's console, and what is looked at before each request. */
@NullMarked
package io.reveille.webconsole.door;

import org.jspecify.annotations.NullMarked;
