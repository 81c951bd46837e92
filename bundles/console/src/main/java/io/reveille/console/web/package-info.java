/**
 * A request from its address to its answer: the router, the files of the page, and the bodies of requests and answers.
 * Leans on no other package here but the API.
 */
@NullMarked
package io.reveille.console.web;

import org.jspecify.annotations.NullMarked;
