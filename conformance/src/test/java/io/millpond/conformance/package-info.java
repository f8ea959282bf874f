/**
 * Black-box suites: each starts the real process with a configuration file and speaks HTTP to it.
 *
 * <p>Nothing here knows a class of the product. What is expected comes from the specification of
 * the API, and every case names the section it comes from. A suite owns one process: it is started
 * before the first test of a class and stopped after the last, and stopping is itself a test (exit
 * code 0 within five seconds, one line on standard output, no stack trace on standard error).
 */
@NullMarked
package io.millpond.conformance;

import org.jspecify.annotations.NullMarked;
