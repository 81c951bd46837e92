/**
 * Commands for shells that understand Gogo: Felix Gogo itself, Karaf's, Equinox's console. The commands hold no rules:
 * each parses its words, calls one service, and prints a text.
 */
@NullMarked
package io.reveille.shell;

import org.jspecify.annotations.NullMarked;
