/**
 * The services that pages show, as far as they are there, and what is kept of jobs and of the log between two requests.
 * Leans on web for the refusal where one is missing.
 */
@NullMarked
package io.reveille.console.pages;

import org.jspecify.annotations.NullMarked;
