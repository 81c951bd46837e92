/**
 * Answers about jobs, their definitions and their runs, and orders to them. Leans on pages for the services and on web
 * for requests.
 */
@NullMarked
package io.reveille.console.jobs;

import org.jspecify.annotations.NullMarked;
