/** The console's answers: files of the page, and data as JSON. */
@NullMarked
package io.reveille.console.pages;

import org.jspecify.annotations.NullMarked;
