/**
 * Commands for shells that understand Gogo: Felix Gogo itself, Karaf's, Equinox's console. They hold no rules: each reads
 * its words, asks one service, and gives back a text.
 */
@NullMarked
package io.reveille.shell;

import org.jspecify.annotations.NullMarked;
